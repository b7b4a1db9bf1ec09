"""Standard errors of the Alkire-Foster measures: all of them are ratios of two totals, y over x.

The influence of a row on y / x is (y - R x) / X, with R the ratio and X the total below; so the variance needs only
the second moments of y and x (simple random sample), or the scores row by row (any other design).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.poverty.alkire_foster import AlkireFoster, divided, is_poor, tally
from dss_core.analysis.poverty.profiles import Profiles, score
from dss_core.analysis.poverty.uncertainty import Uncertainty, uncertainty_of
from dss_core.analysis.statistics.design import Sample

# Sums that cancel each other on paper leave about this share of themselves in a computer.
NOISE = 1e-13


@dataclass(frozen=True, eq=False)
class AlkireFosterErrors:
    """The standard error of each measure, in the shapes of ``AlkireFoster``; ``df`` and ``units`` (G + 1,)."""

    headcount: Floats
    intensity: Floats
    adjusted: Floats
    uncensored: Floats
    censored: Floats
    absolute: Floats
    percent: Floats
    df: Floats


def alkire_foster_errors(
    profiles: Profiles, result: AlkireFoster, sample: Sample, of_row: Integers | None = None
) -> AlkireFosterErrors:
    """The standard errors of a result. ``of_row`` (rows): the groups that the profiles were made with."""
    if sample.is_simple:
        return _simple_errors(profiles, result)
    is_used = profiles.is_used(result.missing_rule)[profiles.cell_of_row]
    parts = [uncertainty_of(sample, np.where(is_used, 0, -1).astype(np.int64), 1)]
    if of_row is not None and profiles.group_count:
        parts.append(uncertainty_of(sample, np.where(is_used, of_row, -1).astype(np.int64), profiles.group_count))
    found = [_design_errors(profiles, result, part, first) for first, part in enumerate(parts)]
    names = ("headcount", "intensity", "adjusted", "uncensored", "censored", "absolute", "percent", "df")
    return AlkireFosterErrors(**{name: np.concatenate([getattr(one, name) for one in found]) for name in names})


def ratio_rows(
    profiles: Profiles, result: AlkireFoster, cells: Integers, at: int
) -> Iterator[tuple[str, int, Floats, Floats]]:
    """Each measure of some cells at the ``at``-th cut-off: name, indicator (-1 where it has none), y, x."""
    scores = score(profiles.pattern(result.missing_rule), result.weights)[cells]
    poor = is_poor(scores, float(result.cutoffs[at])).astype(np.float64)
    one, poor_score = np.ones_like(poor), poor * scores
    yield "headcount", -1, poor, one
    yield "intensity", -1, poor_score, poor
    yield "adjusted", -1, poor_score, one
    for position in range(len(result.indicators)):
        poor_and_deprived = poor * profiles.is_deprived(position, result.missing_rule)[cells]
        yield "censored", position, poor_and_deprived, one
        yield "percent", position, result.weights[position] * poor_and_deprived, poor_score


def ratio_scores(value: Floats, population: Floats, above: Floats, below: Floats, part: Uncertainty) -> Floats:
    """Weight x influence of each row that counts on its group's ratio; 0 where the ratio is not defined."""
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = part.weights * (above - value[part.group] * below) / population[part.group]
    return np.where(np.isfinite(scores), scores, 0.0)


def below_total(name: str, result: AlkireFoster, at: int) -> Floats:
    """The total below the line of a measure's ratio, for every group (G + 1,)."""
    if name == "intensity":
        return result.population * result.headcount[:, at]
    if name == "percent":
        return result.population * result.adjusted[:, at]
    return result.population


def _design_errors(profiles: Profiles, result: AlkireFoster, part: Uncertainty, first: int) -> AlkireFosterErrors:
    """The errors of everybody (``first`` 0) or of the groups (1), row by row."""
    groups = slice(first, first + part.domains.count)
    count, cutoffs, indicators = part.domains.count, len(result.cutoffs), len(result.indicators)
    cells = profiles.cell_of_row[part.rows]
    plain = {name: np.full((count, cutoffs), np.nan) for name in ("headcount", "intensity", "adjusted")}
    inside = {name: np.full((count, cutoffs, indicators), np.nan) for name in ("censored", "percent")}

    def se(value: Floats, total: Floats, above: Floats, below: Floats) -> Floats:
        scores = ratio_scores(value[groups], total[groups], above, below, part)
        return np.where(np.isnan(value[groups]), np.nan, part.se(scores))

    for at in range(cutoffs):
        for name, position, above, below in ratio_rows(profiles, result, cells, at):
            total = below_total(name, result, at)
            if position < 0:
                plain[name][:, at] = se(getattr(result, name)[:, at], total, above, below)
            else:
                value = getattr(result, name)[:, at, position]
                inside[name][:, at, position] = se(value, total, above, below)
    one = np.ones(len(cells))
    uncensored = [
        se(result.uncensored[:, j], result.population, profiles.is_deprived(j, result.missing_rule)[cells], one)
        for j in range(indicators)
    ]
    return AlkireFosterErrors(
        **plain,
        **inside,
        uncensored=np.stack(uncensored, axis=1),
        absolute=inside["censored"] * result.weights,
        df=part.df,
    )


def _simple_errors(profiles: Profiles, result: AlkireFoster) -> AlkireFosterErrors:
    """The errors in a simple random sample, from sums over cells: as fast as the measures themselves."""
    cells = tally(profiles, result.weights, result.cutoffs, result.missing_rule)
    people, scores = cells.add(profiles.weight), cells.add(profiles.weight * cells.score)
    squares = cells.add(profiles.weight * cells.score**2)
    deprived = cells.add_deprived(profiles.weight)
    deprived_score = cells.add_deprived(profiles.weight * cells.score)
    n = result.n.astype(np.float64)
    factor = np.where(n > 1, n / np.maximum(n - 1, 1), np.nan)

    def se(value: Floats, yy: Floats, xy: Floats, xx: Floats, total: Floats) -> Floats:
        moments = yy - 2 * value * xy + value**2 * xx
        moments = np.where(moments > NOISE * (yy + value**2 * xx), moments, 0.0)
        scale = factor.reshape(-1, *[1] * (value.ndim - 1))
        return np.sqrt(divided(scale * moments, total**2 * np.ones_like(value)))

    poor, poor_score, poor_square = people[:, 1:], scores[:, 1:], squares[:, 1:]
    everybody, everybody_deep = n[:, None], n[:, None, None]
    poor_deprived, weights = deprived[:, 1:], result.weights
    censored = se(result.censored, poor_deprived, poor_deprived, everybody_deep, everybody_deep)
    # y is weight x deprived, x the score, both of the poor.
    percent = se(
        result.percent,
        weights**2 * poor_deprived,
        weights * deprived_score[:, 1:],
        poor_square[:, :, None],
        poor_score[:, :, None],
    )
    return AlkireFosterErrors(
        headcount=se(result.headcount, poor, poor, everybody, everybody),
        intensity=se(result.intensity, poor_square, poor_score, poor, poor),
        adjusted=se(result.adjusted, poor_square, poor_score, everybody, everybody),
        uncensored=se(result.uncensored, deprived[:, 0], deprived[:, 0], everybody, everybody),
        censored=censored,
        absolute=censored * weights,
        percent=percent,
        df=n - 1,
    )
