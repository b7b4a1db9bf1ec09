"""Do groups differ in their means? The test, the size of the difference, and codes for the sentence that says so."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy import stats

from dss_core.analysis.arrays import Floats, Integers, numbers
from dss_core.analysis.statistics.design import Sample, sample_of
from dss_core.analysis.statistics.effects import Effect, eta_squared, hedges_g, omega_squared
from dss_core.analysis.statistics.estimates import Estimates, mean_scores, means, standard_deviations
from dss_core.analysis.statistics.groups import group_rows, require_columns
from dss_core.analysis.statistics.intervals import LEVEL
from dss_core.analysis.statistics.variance import Domains, covariance, degrees_of_freedom, domains_of
from dss_core.errors import BadInput


class ComparisonMethod(StrEnum):
    """Which test was made; it is shown beside the result."""

    WELCH_T = "welch_t"
    STUDENT_T = "student_t"
    WELCH_ANOVA = "welch_anova"
    ANOVA = "anova"
    WALD_F = "wald_f"


class Meaning(StrEnum):
    """What a sentence about the comparison has to say.

    differs: a difference this large would be rare if the true means were equal. not_shown: the sample does not show a
    difference, which is no proof of equality. no_test: too few answers or no spread. not_a_cause: groups that differ do
    not tell why. small_group: a group with fewer than two answers was left out of the test.
    """

    DIFFERS = "comparison_differs"
    NOT_SHOWN = "comparison_not_shown"
    NO_TEST = "comparison_no_test"
    NOT_A_CAUSE = "comparison_not_a_cause"
    SMALL_GROUP = "comparison_small_group"


@dataclass(frozen=True)
class MeanTest:
    """A test of equal means: t for two groups (df 1), F otherwise; ``p`` is two-sided."""

    statistic: float
    df: float
    df_below: float
    p: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """The means of groups and their test. estimates, sd, is_tested: one for each of ``groups`` (sorted).

    A group takes part in the test when at least two answered. test and effect: None where no test could be made.
    """

    method: ComparisonMethod
    groups: list[object]
    estimates: Estimates
    sd: Floats
    is_tested: list[bool]
    test: MeanTest | None
    effect: Effect | None
    meanings: tuple[Meaning, ...]


def compare_groups(
    frame: pd.DataFrame,
    value: str,
    group: str,
    sample: Sample | None = None,
    equal_variances: bool = False,
    level: float = LEVEL,
) -> Comparison:
    """Whether the means of ``value`` differ between the groups of a column, and by how much.

    Without a design: Welch's t (two groups) or Welch's analysis of variance (1951), Student's and Fisher's on request;
    Hedges's g or omega squared. With one: Wald's F of the subgroups' means (R's ``svyttest`` and ``regTermTest``) and
    eta squared. ``BadInput``: describe_unknown_column, not_a_number, design_length, comparison_one_group (column).
    """
    require_columns(frame, [value, group])
    sample = sample or sample_of(frame)
    if sample.size != len(frame):
        raise BadInput("design_length", part="sample")
    x, groups = numbers(frame, value), group_rows(frame, [group])
    if groups.count < 2:
        raise BadInput("comparison_one_group", column=group)
    domains = domains_of(sample, groups.of_row, groups.count)
    estimates, sd = means(sample, domains, x), standard_deviations(sample, domains, x)
    is_tested = estimates.n > 1
    method = _method(int(is_tested.sum()), sample, equal_variances)
    test, effect = None, None
    if is_tested.sum() > 1 and (sd[is_tested] > 0).any():
        if sample.is_simple:
            summary = (estimates.n[is_tested].astype(np.float64), estimates.value[is_tested], sd[is_tested])
            test, effect = _simple_test(method, *summary, level)
        else:
            kept = domains_of(sample, _renumbered(groups.of_row, np.flatnonzero(is_tested)), int(is_tested.sum()))
            test, effect = _wald(sample, kept, x), eta_squared(sample, kept, x)
    return Comparison(
        method=method,
        groups=groups.keys[group],
        estimates=estimates,
        sd=sd,
        is_tested=is_tested.tolist(),
        test=test,
        effect=effect if test else None,
        meanings=_meanings(test, level, bool(is_tested.all())),
    )


def _method(group_count: int, sample: Sample, equal_variances: bool) -> ComparisonMethod:
    if not sample.is_simple:
        return ComparisonMethod.WALD_F
    if group_count > 2:
        return ComparisonMethod.ANOVA if equal_variances else ComparisonMethod.WELCH_ANOVA
    return ComparisonMethod.STUDENT_T if equal_variances else ComparisonMethod.WELCH_T


def _meanings(test: MeanTest | None, level: float, has_all: bool) -> tuple[Meaning, ...]:
    left_out = () if has_all else (Meaning.SMALL_GROUP,)
    if test is None:
        return (Meaning.NO_TEST, *left_out)
    return (Meaning.DIFFERS if test.p < 1 - level else Meaning.NOT_SHOWN, Meaning.NOT_A_CAUSE, *left_out)


def _renumbered(of_row: Integers, kept: Integers) -> Integers:
    """The groups of the rows counted among the kept ones; -1 for the others."""
    position = np.full(max(int(of_row.max(initial=-1)), int(kept.max(initial=-1))) + 2, -1, dtype=np.int64)
    position[kept] = np.arange(len(kept))
    return position[of_row]


def _simple_test(
    method: ComparisonMethod, n: Floats, mean: Floats, sd: Floats, level: float
) -> tuple[MeanTest | None, Effect | None]:
    """The test and effect of independent groups from their sizes, means and standard deviations."""
    if method in (ComparisonMethod.WELCH_ANOVA, ComparisonMethod.ANOVA):
        test = _welch_anova(n, mean, sd) if method is ComparisonMethod.WELCH_ANOVA else _anova(n, mean, sd)
        return test, omega_squared(test.statistic, test.df, float(n.sum())) if test else None
    spread = sd**2 / n
    if method is ComparisonMethod.STUDENT_T:
        below = float(n.sum() - 2)
        error = float(np.sqrt(((n - 1) * sd**2).sum() / below * (1 / n).sum()))
    else:
        error, below = float(np.sqrt(spread.sum())), float(spread.sum() ** 2 / (spread**2 / (n - 1)).sum())
    t = float(mean[0] - mean[1]) / error
    return MeanTest(t, 1.0, below, float(2 * stats.t.sf(abs(t), below))), hedges_g(n, mean, sd, level)


def _anova(n: Floats, mean: Floats, sd: Floats) -> MeanTest:
    """Fisher's one-way analysis of variance."""
    overall = (n * mean).sum() / n.sum()
    above, below = len(n) - 1.0, float(n.sum() - len(n))
    f = float((n * (mean - overall) ** 2).sum() / above / (((n - 1) * sd**2).sum() / below))
    return MeanTest(f, above, below, float(stats.f.sf(f, above, below)))


def _welch_anova(n: Floats, mean: Floats, sd: Floats) -> MeanTest | None:
    """Welch's analysis of variance (1951); None when some group has no spread, which would weigh infinitely."""
    if not (sd > 0).all():
        return None
    weight = n / sd**2
    share = weight / weight.sum()
    above = len(n) - 1.0
    unequal = float(((1 - share) ** 2 / (n - 1)).sum())
    between = float((weight * (mean - (share * mean).sum()) ** 2).sum()) / above
    f = between / (1 + 2 * (above - 1) / (above * (above + 2)) * unequal)
    below = above * (above + 2) / (3 * unequal)
    return MeanTest(f, above, below, float(stats.f.sf(f, above, below)))


def _wald(sample: Sample, domains: Domains, x: Floats) -> MeanTest | None:
    """Wald's F that the subgroups' means are equal, with the design's covariance; None where it cannot be inverted."""
    mean = means(sample, domains, x).value
    variance = covariance(sample, mean_scores(sample, domains, x, mean))
    together = domains_of(sample, np.where(domains.of_row >= 0, 0, -1).astype(np.int64))
    _, df = degrees_of_freedom(together, ~np.isnan(x[together.rows]))
    above, below = domains.count - 1.0, float(df[0] + 1 - domains.count)
    contrasts = np.eye(domains.count)[1:] - np.eye(domains.count)[:1]
    spread = contrasts @ variance @ contrasts.T
    if below < 1 or np.linalg.matrix_rank(spread) < len(spread):
        return None
    apart = contrasts @ mean
    f = float(apart @ np.linalg.solve(spread, apart)) / above
    return MeanTest(f, above, below, float(stats.f.sf(f, above, below)))
