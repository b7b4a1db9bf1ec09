"""Confidence intervals, each under its name. All work on arrays of any shape; what cannot be known is NaN."""

from enum import StrEnum

import numpy as np
from scipy import stats

from dss_core.analysis.arrays import Floats

Interval = tuple[Floats, Floats]
LEVEL = 0.95  # what statistics print unless somebody asks for another


class IntervalMethod(StrEnum):
    """How an interval was made; it is shown beside the interval."""

    T = "t"
    NORMAL = "normal"
    LOGIT_T = "logit_t"
    WILSON = "wilson"
    EXACT = "exact"
    WOODRUFF = "woodruff"


def t_interval(value: Floats, se: Floats, df: Floats, level: float = LEVEL) -> Interval:
    """value -+ t(df) se; NaN where there is no degree of freedom.

    >>> [float(end.round(3)) for end in t_interval(np.array(10.0), np.array(1.0), np.array(4.0))]
    [7.224, 12.776]
    """
    half = t_quantile(df, level) * se
    return value - half, value + half


def t_quantile(df: Floats, level: float = LEVEL) -> Floats:
    """The two-sided quantile of Student's t; NaN where ``df`` is below 1."""
    return np.asarray(stats.t.ppf((1 + level) / 2, np.where(np.asarray(df) >= 1, df, np.nan)))


def normal_interval(value: Floats, se: Floats, level: float = LEVEL) -> Interval:
    """value -+ z se: the interval of large samples (R's ``confint`` of a survey mean without ``df``)."""
    half = float(stats.norm.ppf((1 + level) / 2)) * se
    return value - half, value + half


def logit_interval(share: Floats, se: Floats, df: Floats, level: float = LEVEL) -> Interval:
    """The interval of a share on the log-odds scale (R's ``svyciprop(method = "logit")``); NaN at 0 and at 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where((share > 0) & (share < 1), share, np.nan)
        odds, half = np.log(inside / (1 - inside)), t_quantile(df, level) * se / (inside * (1 - inside))
    return 1 / (1 + np.exp(half - odds)), 1 / (1 + np.exp(-odds - half))


def wilson_interval(count: Floats, n: Floats, level: float = LEVEL) -> Interval:
    """The score interval of ``count`` out of ``n`` independent answers (Wilson 1927); NaN when nobody answered.

    >>> [float(end.round(4)) for end in wilson_interval(np.array(0.0), np.array(10.0))]
    [0.0, 0.2775]
    """
    z2 = float(stats.norm.ppf((1 + level) / 2)) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        share = count / n
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = np.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    # At the ends the bound is exactly 0 or 1; only rounding could put it beside.
    return np.where(count == 0, 0.0, middle - half) + 0 * share, np.where(count == n, 1.0, middle + half) + 0 * share


def exact_interval(count: Floats, n: Floats, level: float = LEVEL) -> Interval:
    """The interval of Clopper & Pearson (1934), never too short; NaN when nobody answered."""
    tail = (1 - level) / 2
    answered = np.where(n > 0, n, np.nan)
    with np.errstate(invalid="ignore"):
        low = np.where(count > 0, stats.beta.ppf(tail, count, answered - count + 1), 0.0)
        high = np.where(count < n, stats.beta.ppf(1 - tail, count + 1, answered - count), 1.0)
    return low + 0 * answered, high + 0 * answered
