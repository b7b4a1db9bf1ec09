"""What the surveyors have to do with the answers: how much of the variance lies between them, and who differs."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from dss_core.analysis.arrays import Floats
from dss_core.analysis.statistics.intervals import LEVEL, t_interval


@dataclass(frozen=True)
class IntraClass:
    """The intra-class correlation of n values in groups: the part of the variance that lies between the groups.

    value: from a one-way analysis of variance; below 0 when groups differ less than chance would have it. low, high:
    its interval. design_effect: by how much the variance of the mean grows for it. missing: values or groups unknown.
    All NaN where there are fewer than two groups, or no group with two values.
    """

    value: float
    low: float
    high: float
    design_effect: float
    n: int
    groups: int
    missing: int


def intra_class(values: Floats, groups: Floats, confidence: float = LEVEL) -> IntraClass:
    """The correlation ICC(1) of Shrout & Fleiss (1979), for groups of any size (Donner 1986).

    The interval is that of the F ratio (Searle), exact for groups of one size and close for others.
    """
    is_known = ~np.isnan(values) & ~np.isnan(groups)
    y, (codes, keys) = values[is_known], pd.factorize(groups[is_known])
    n, count = len(y), len(keys)
    missing = len(values) - n
    nan = float("nan")
    nothing = IntraClass(nan, nan, nan, nan, n, count, missing)
    if count < 2 or n <= count:
        return nothing
    sizes = np.bincount(codes).astype(np.float64)
    means = np.bincount(codes, weights=y) / sizes
    between = float((sizes * (means - y.mean()) ** 2).sum()) / (count - 1)
    within = float(((y - means[codes]) ** 2).sum()) / (n - count)
    typical = (n - float((sizes**2).sum()) / n) / (count - 1)
    if between == within == 0:
        return nothing
    icc = (between - within) / (between + (typical - 1) * within)
    low, high = _interval(between, within, count, n, typical, confidence)
    effect = 1 + (float((sizes**2).sum()) / n - 1) * icc
    return IntraClass(icc, low, high, effect, n, count, missing)


def _interval(
    between: float, within: float, count: int, n: int, typical: float, confidence: float
) -> tuple[float, float]:
    if within == 0:
        return 1.0, 1.0
    ratio, tail = between / within, (1 - confidence) / 2
    ends = [
        ratio / float(stats.f.ppf(1 - tail, count - 1, n - count)),
        ratio / float(stats.f.ppf(tail, count - 1, n - count)),
    ]
    low, high = ((end - 1) / (end + typical - 1) for end in ends)
    return low, high


def group_means(values: Floats, groups: Floats, least: int, confidence: float = LEVEL) -> pd.DataFrame:
    """One row per group: group, n, missing, mean, low, high, others (mean of all others), is_unusual.

    The interval is that of t. A group is unusual when it holds at least ``least`` values and the interval of its
    difference from all others (Welch 1947) leaves 0 out, at a confidence that holds for all groups together
    (Bonferroni).
    """
    frame = pd.DataFrame({"group": groups, "value": values}).dropna(subset=["group"])
    known = frame.dropna()
    rows = []
    of_each = 1 - (1 - confidence) / max(1, frame["group"].nunique())
    for group, part in frame.groupby("group", sort=True):
        own = part["value"].dropna().to_numpy()
        rest = known.loc[known["group"] != group, "value"].to_numpy()
        n, mean = len(own), own.mean() if len(own) else np.nan
        se = own.std(ddof=1) / np.sqrt(n) if n > 1 else np.nan
        low, high = t_interval(np.array(mean), np.array(se), np.array(float(n - 1)), confidence)
        others = rest.mean() if len(rest) else np.nan
        differs = n >= least and _differs(own, rest, of_each)
        rows.append((group, n, len(part) - n, mean, float(low), float(high), others, differs))
    columns = ["group", "n", "missing", "mean", "low", "high", "others", "is_unusual"]
    return pd.DataFrame(rows, columns=columns)


def _differs(one: Floats, other: Floats, confidence: float) -> bool:
    if len(one) < 2 or len(other) < 2:
        return False
    variances = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    se = float(np.sqrt(sum(variances)))
    if se == 0:
        return bool(one.mean() != other.mean())
    df = se**4 / (variances[0] ** 2 / (len(one) - 1) + variances[1] ** 2 / (len(other) - 1))
    return bool(abs(one.mean() - other.mean()) > float(stats.t.ppf((1 + confidence) / 2, df)) * se)
