"""Everything that a table of descriptive statistics shows of one variable, for every group of a sample at once."""

from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.estimates import (
    means,
    share_interval,
    standard_deviations,
    totals,
)
from dss_core.analysis.statistics.intervals import LEVEL
from dss_core.analysis.statistics.quantiles import quantiles
from dss_core.analysis.statistics.sums import count_by
from dss_core.analysis.statistics.variance import Domains


@dataclass(frozen=True, eq=False)
class NumberSummary:
    """Statistics of a number (arrays of shape (groups,), in its own unit); NaN where they cannot be known.

    sd is of the n - 1 kind. The interval is of the mean (t). Quartiles: see ``quantiles``.
    """

    n: Integers
    missing: Integers
    mean: Floats
    sd: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    median: Floats
    q1: Floats
    q3: Floats
    min: Floats
    max: Floats
    total: Floats
    se_total: Floats


@dataclass(frozen=True, eq=False)
class LevelSummary:
    """Statistics of the levels of a category: n and missing of shape (groups,), the others (groups, levels).

    count: answers; percent, se, ci_low and ci_high: the (weighted) percentage of who answered, its error and interval;
    total: what the answers stand for, and its error.
    """

    n: Integers
    missing: Integers
    count: Integers
    percent: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    total: Floats
    se_total: Floats


def summarise_number(sample: Sample, domains: Domains, x: Floats, level: float = LEVEL) -> NumberSummary:
    """The statistics of ``x`` (rows, NaN missing) in each group."""
    mean, total = means(sample, domains, x), totals(sample, domains, x)
    low, high = mean.interval(level)
    q1, median, q3 = quantiles(sample, domains, x).T
    least, most = _extremes(domains, x)
    return NumberSummary(
        n=mean.n,
        missing=mean.missing,
        mean=mean.value,
        sd=standard_deviations(sample, domains, x),
        se=mean.se,
        ci_low=low,
        ci_high=high,
        median=median,
        q1=q1,
        q3=q3,
        min=least,
        max=most,
        total=total.value,
        se_total=total.se,
    )


def summarise_levels(
    sample: Sample, domains: Domains, code: Integers, level_count: int, level: float = LEVEL
) -> LevelSummary:
    """The statistics of each level in each group; ``code`` (rows) counts levels from 0, -1 where missing."""
    columns = [
        _of_level(sample, domains, np.where(code < 0, np.nan, code == number), level) for number in range(level_count)
    ]
    n = count_by(domains.group[code[domains.rows] >= 0], domains.count)
    shape = (len(columns), domains.count)
    count, percent, se, low, high, total, se_total = (
        np.array([column[part] for column in columns]).reshape(shape).T for part in range(7)
    )
    return LevelSummary(
        n=n,
        missing=count_by(domains.group, domains.count) - n,
        count=count.astype(np.int64),
        percent=percent,
        se=se,
        ci_low=low,
        ci_high=high,
        total=total,
        se_total=se_total,
    )


def _of_level(sample: Sample, domains: Domains, has_level: Floats, level: float) -> tuple[Floats, ...]:
    """count, percent, se, ci_low, ci_high, total, se_total of one level in each group."""
    share, total = means(sample, domains, has_level), totals(sample, domains, has_level)
    (low, high), _ = share_interval(sample, share, level)
    count = count_by(domains.group[has_level[domains.rows] == 1], domains.count).astype(np.float64)
    return count, share.value * 100, share.se * 100, low * 100, high * 100, total.value, total.se


def _extremes(domains: Domains, x: Floats) -> tuple[Floats, Floats]:
    """The least and the largest answer of each group; NaN where nobody answered."""
    answered = ~np.isnan(x[domains.rows])
    values, group = x[domains.rows][answered], domains.group[answered]
    least, most = np.full(domains.count, np.inf), np.full(domains.count, -np.inf)
    np.minimum.at(least, group, values)
    np.maximum.at(most, group, values)
    return np.where(np.isinf(least), np.nan, least), np.where(np.isinf(most), np.nan, most)
