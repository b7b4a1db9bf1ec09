"""Medians, quartiles and other quantiles, each definition under its name.

Without weights: type 7 of Hyndman & Fan (1996), linear between neighbours (R, numpy, Excel's QUARTILE.INC). With
weights: the inverse of the distribution function, the smallest answer with at least the share p of the weight at or
below it (R's ``svyquantile(qrule = "math")``). Intervals are Woodruff's (1952).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dss_core.analysis.arrays import Flags, Floats
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.estimates import means
from dss_core.analysis.statistics.intervals import LEVEL, t_interval
from dss_core.analysis.statistics.variance import Domains, domains_of

QUARTILES = (0.25, 0.5, 0.75)
# A share that is exactly p on paper may come out of a sum of weights a little below it.
TIE_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Quantile:
    """A quantile of one group with Woodruff's interval; None for an end beyond all answers."""

    value: float
    low: float | None
    high: float | None


def quantiles(sample: Sample, domains: Domains, x: Floats, shares: Sequence[float] = QUARTILES) -> Floats:
    """The quantiles of ``x`` (rows, NaN missing) in each group: groups x shares, NaN where nobody answered."""
    answered = ~np.isnan(x[domains.rows])
    rows, group = domains.rows[answered], domains.group[answered]
    order = np.lexsort((x[rows], group))
    values, weights = x[rows[order]], sample.weights[rows[order]]
    ends = np.searchsorted(group[order], np.arange(domains.count + 1)).tolist()
    result = np.full((domains.count, len(shares)), np.nan)
    for number, (start, stop) in enumerate(pairwise(ends)):
        if stop > start:
            result[number] = _of_sorted(sample, values[start:stop], weights[start:stop], shares)
    return result


def quantile_with_interval(
    sample: Sample, x: Floats, share: float, inside: Flags | None = None, level: float = LEVEL
) -> Quantile:
    """One quantile of the rows ``inside`` (all rows by default) with the interval of Woodruff (1952).

    The interval of the share of answers at or below the quantile is read back through the distribution function
    (R's ``svyquantile(interval.type = "mean")``).
    """
    chosen = np.ones(sample.size, np.bool_) if inside is None else inside
    domains = domains_of(sample, np.where(chosen, 0, -1).astype(np.int64))
    value = float(quantiles(sample, domains, x, [share])[0, 0])
    below = means(sample, domains, np.where(np.isnan(x), np.nan, (x <= value).astype(np.float64)))
    low, high = (float(end[0]) for end in t_interval(below.value, below.se, below.df, level))
    return Quantile(value, _read_back(sample, domains, x, low), _read_back(sample, domains, x, high))


def _read_back(sample: Sample, domains: Domains, x: Floats, share: float) -> float | None:
    return float(quantiles(sample, domains, x, [share])[0, 0]) if 0 <= share <= 1 else None


def _of_sorted(sample: Sample, values: Floats, weights: Floats, shares: Sequence[float]) -> Floats:
    if not sample.is_weighted:
        plain: Floats = np.quantile(values, shares)
        return plain
    summed = np.cumsum(weights)
    at = np.searchsorted(summed, np.asarray(shares) * summed[-1] * (1 - TIE_TOLERANCE))
    weighted: Floats = values[np.minimum(at, len(values) - 1)]
    return weighted
