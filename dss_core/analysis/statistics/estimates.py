"""Means, totals, shares, ratios and differences with their standard errors, for every group of a sample at once.

Under a design: Taylor linearisation (``variance``), equal to R's survey package; a subgroup is a domain of the whole
sample. A simple random sample without weights has the formulas of textbooks (sd / sqrt n, n - 1 degrees of freedom).
Rows of weight 0 take part in nothing. Missing answers are left out above and below the line, and counted.
"""

from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.intervals import (
    LEVEL,
    Interval,
    IntervalMethod,
    exact_interval,
    logit_interval,
    t_interval,
    wilson_interval,
)
from dss_core.analysis.statistics.sums import count_by, sum_by
from dss_core.analysis.statistics.variance import Domains, covariance, degrees_of_freedom, domains_of, variances
from dss_core.errors import BadInput


@dataclass(frozen=True, eq=False)
class Estimates:
    """One estimate for each group (arrays of shape (groups,)); NaN where it cannot be known.

    n: rows that answered, missing: rows that did not. df: clusters with an answer less their strata (n - 1 in a simple
    random sample). se is NaN when fewer than two clusters answered.
    """

    value: Floats
    se: Floats
    df: Floats
    n: Integers
    missing: Integers

    def interval(self, level: float = LEVEL) -> Interval:
        """The t interval with the design's degrees of freedom."""
        return t_interval(self.value, self.se, self.df, level)


def means(sample: Sample, domains: Domains, x: Floats) -> Estimates:
    """The (weighted) mean of ``x`` (rows, NaN missing) in each group."""
    return ratios(sample, domains, x, np.ones(sample.size))


def ratios(sample: Sample, domains: Domains, over: Floats, under: Floats) -> Estimates:
    """The ratio of two (weighted) sums in each group, over the rows that have both; NaN where the lower sum is 0."""
    rows = domains.rows
    answered, has = _answers(domains, over, under)
    weights, top, bottom = (part[rows][answered] for part in (sample.weights, over, under))
    below = sum_by(has, weights * bottom, domains.count)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(below != 0, sum_by(has, weights * top, domains.count) / below, np.nan)
        scores = weights * (top - value[has] * bottom) / below[has]
    return _estimates(sample, domains, value, scores, answered)


def totals(sample: Sample, domains: Domains, x: Floats) -> Estimates:
    """The (weighted) sum of ``x`` in each group. In a simple random sample: n times the mean, and its error."""
    if sample.is_simple:
        mean = means(sample, domains, x)
        value = np.where(mean.n > 0, mean.value * mean.n, np.nan)
        return Estimates(value, mean.se * mean.n, mean.df, mean.n, mean.missing)
    answered, has = _answers(domains, x)
    scores = sample.weights[domains.rows][answered] * x[domains.rows][answered]
    value = sum_by(has, scores, domains.count)
    value[count_by(has, domains.count) == 0] = np.nan
    return _estimates(sample, domains, value, scores, answered)


def share_interval(sample: Sample, estimates: Estimates, level: float = LEVEL) -> tuple[Interval, IntervalMethod]:
    """The interval of shares (``means`` of 0 and 1), and its method.

    Wilson's in a simple random sample. Under a design the t interval of the log-odds; where nobody or everybody has
    the property it does not exist, and the exact interval of the n answers stands in (as the US health statistics do:
    Parker and others 2017, Vital and Health Statistics 2(175)).
    """
    n = estimates.n.astype(np.float64)
    count = np.round(estimates.value * n)
    if sample.is_simple:
        return wilson_interval(count, n, level), IntervalMethod.WILSON
    low, high = logit_interval(estimates.value, estimates.se, estimates.df, level)
    exact_low, exact_high = exact_interval(count, n, level)
    at_end = (estimates.value == 0) | (estimates.value == 1)
    return (np.where(at_end, exact_low, low), np.where(at_end, exact_high, high)), IntervalMethod.LOGIT_T


def standard_deviations(sample: Sample, domains: Domains, x: Floats) -> Floats:
    """The standard deviation in each group, of the n - 1 kind; NaN below n = 2.

    sqrt(n/(n-1) sum w (x - mean)^2 / sum w): without weights the usual one of a sample, with weights the root of R's
    ``svyvar``; not SPSS's, which takes the sum of the weights for n.
    """
    answered, has = _answers(domains, x)
    weights, values = sample.weights[domains.rows][answered], x[domains.rows][answered]
    n = count_by(has, domains.count)
    whole = sum_by(has, weights, domains.count)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = sum_by(has, weights * values, domains.count) / whole
        spread = sum_by(has, weights * (values - mean[has]) ** 2, domains.count) / whole
        deviation: Floats = np.sqrt(np.where(n > 1, spread * n / (n - 1), np.nan))
    return deviation


def difference(sample: Sample, x: Floats, in_first: Flags, in_second: Flags) -> Estimates:
    """The mean of ``x`` in the first subgroup less that in the second (flags of rows; nobody in both); one estimate.

    Under a design the covariance of the two is part of the error and a degree of freedom is spent on the second mean
    (as ``svyttest``). A simple random sample: Welch's error and degrees of freedom. ``BadInput``: difference_overlap.
    """
    if (in_first & in_second).any():
        raise BadInput("difference_overlap", count=int((in_first & in_second).sum()))
    of_row = np.where(in_first, 0, np.where(in_second, 1, -1)).astype(np.int64)
    domains = domains_of(sample, of_row, 2)
    both = means(sample, domains, x)
    value, n, missing = both.value[:1] - both.value[1:], both.n.sum(keepdims=True), both.missing.sum(keepdims=True)
    if sample.is_simple:
        parts = both.se**2
        with np.errstate(divide="ignore", invalid="ignore"):
            df = parts.sum(keepdims=True) ** 2 / (parts**2 / both.df).sum(keepdims=True)
        return Estimates(value, np.sqrt(parts.sum(keepdims=True)), df, n, missing)
    together = domains_of(sample, np.where(of_row >= 0, 0, -1).astype(np.int64))
    se = np.sqrt(np.diag(_covariance_of_difference(sample, domains, x, both.value)))
    answered = ~np.isnan(x[together.rows])
    _, df_all = degrees_of_freedom(together, answered)
    return Estimates(value, np.where(np.isnan(both.se).any(), np.nan, se), (df_all - 1).astype(np.float64), n, missing)


def mean_scores(sample: Sample, domains: Domains, x: Floats, mean: Floats) -> Floats:
    """The influence of every row on the mean of each group, weighted: groups x rows, 0 outside and where missing."""
    answered, has = _answers(domains, x)
    rows = domains.rows[answered]
    weights = sample.weights[rows]
    scores = np.zeros((domains.count, sample.size))
    scores[has, rows] = weights * (x[rows] - mean[has]) / sum_by(has, weights, domains.count)[has]
    return scores


def _covariance_of_difference(sample: Sample, domains: Domains, x: Floats, mean: Floats) -> Floats:
    scores = mean_scores(sample, domains, x, mean)
    return covariance(sample, scores[:1] - scores[1:])


def _answers(domains: Domains, *parts: Floats) -> tuple[Flags, Integers]:
    """Which of the rows that count have every part, and the groups of those."""
    answered = np.ones(len(domains.rows), dtype=np.bool_)
    for part in parts:
        answered &= ~np.isnan(part[domains.rows])
    return answered, domains.group[answered]


def _estimates(sample: Sample, domains: Domains, value: Floats, scores: Floats, answered: Flags) -> Estimates:
    """Standard errors from the scores of the rows that answered."""
    n = count_by(domains.group[answered], domains.count)
    missing = count_by(domains.group, domains.count) - n
    if sample.is_simple:
        squares = sum_by(domains.group[answered], scores**2, domains.count)
        with np.errstate(divide="ignore", invalid="ignore"):
            se = np.sqrt(np.where(n > 1, squares * n / (n - 1), np.nan))
        return Estimates(value, se, (n - 1).astype(np.float64), n, missing)
    everywhere = np.zeros(len(domains.rows))
    everywhere[answered] = scores
    units, df = degrees_of_freedom(domains, answered)
    se = np.sqrt(np.where(units > 1, variances(domains, everywhere), np.nan))
    return Estimates(value, np.where(np.isnan(value), np.nan, se), df.astype(np.float64), n, missing)
