"""Standard errors and intervals of everything in this room, by the rules that the statistics room has for means.

Under a design: the variance of the sum of scores (weight x influence), a group being a domain of the whole sample. In a
simple random sample without weights: that of the group's own n rows, n / (n - 1) times the sum of squared scores.
"""

from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.estimates import Estimates, share_interval
from dss_core.analysis.statistics.intervals import LEVEL, Interval, logit_interval, t_interval
from dss_core.analysis.statistics.sums import count_by, sum_by
from dss_core.analysis.statistics.variance import Domains, degrees_of_freedom, domains_of, variances


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """A sample seen by groups that share no row; ``n``, ``units`` (sampled clusters) and ``df`` (groups,)."""

    sample: Sample
    domains: Domains
    n: Integers
    units: Integers
    df: Floats

    @property
    def rows(self) -> Integers:
        """The rows that count, in the order in which scores are given."""
        return self.domains.rows

    @property
    def group(self) -> Integers:
        """The group of each row that counts."""
        return self.domains.group

    @property
    def weights(self) -> Floats:
        """The weight of each row that counts."""
        return self.sample.weights[self.domains.rows]

    def se(self, scores: Floats) -> Floats:
        """The standard error of each group's sum of scores; NaN when fewer than two units were sampled in it."""
        if self.sample.is_simple:
            squares = sum_by(self.group, scores**2, self.domains.count)
            return np.sqrt(np.where(self.n > 1, squares * self.n / np.maximum(self.n - 1, 1), np.nan))
        found: Floats = np.sqrt(np.where(self.units > 1, variances(self.domains, scores), np.nan))
        return found


def uncertainty_of(sample: Sample, of_row: Integers, count: int) -> Uncertainty:
    """What standard errors of groups need; ``of_row`` (rows): the group from 0, or -1 for a row that does not count."""
    domains = domains_of(sample, of_row, count)
    n = count_by(domains.group, count)
    if sample.is_simple:
        return Uncertainty(sample, domains, n, n, (n - 1).astype(np.float64))
    units, df = degrees_of_freedom(domains, np.ones(len(domains.rows), dtype=np.bool_))
    return Uncertainty(sample, domains, n, units, df.astype(np.float64))


def people_share_interval(sample: Sample, value: Floats, se: Floats, df: Floats, n: Integers) -> Interval:
    """The interval of a share of people (0-1), as the statistics room makes it for percentages."""
    (low, high), _ = share_interval(sample, Estimates(value, se, df, n, np.zeros_like(n)))
    return low, high


def fraction_interval(value: Floats, se: Floats, df: Floats, level: float = LEVEL) -> Interval:
    """The interval of any other measure between 0 and 1: t on the log-odds scale, so that it stays between them.

    At exactly 0 or 1 it does not exist (NaN); without variation (se 0) it is the value itself.
    """
    low, high = logit_interval(value, se, df, level)
    return np.where(se == 0, value, low), np.where(se == 0, value, high)


def plain_interval(value: Floats, se: Floats, df: Floats, level: float = LEVEL) -> Interval:
    """value -+ t(df) se."""
    return t_interval(value, se, df, level)
