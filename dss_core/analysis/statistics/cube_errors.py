"""Standard errors of the means of a cube: the design's linearised variance from sums alone, without the rows.

Where clusters were sampled, the sums of a cluster in a group are all that the variance needs. Where rows were sampled,
the squares of scores are needed, and sum w^2, sum w^2 x, sum w^2 x^2 give them.
"""

import numpy as np

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.statistics.cube import Cube, RolledUp
from dss_core.analysis.statistics.cube_pass import WW, WWX, WWXX, WX, N, W
from dss_core.analysis.statistics.sums import count_by, sum_by
from dss_core.analysis.statistics.variance import degrees_of_freedom, domains_of, scale_of, variances
from dss_core.errors import BadInput


def mean_errors(cube: Cube, rolled: RolledUp) -> tuple[Floats, Floats]:
    """The standard errors and degrees of freedom of ``rolled.mean`` (groups x values); equal to those of ``means``.

    ``BadInput``: cube_without_errors, when rows were sampled and the cube was made without their squares.
    """
    if cube.cells.is_simple:
        with np.errstate(divide="ignore", invalid="ignore"):
            return rolled.sd / np.sqrt(rolled.n), (rolled.n - 1).astype(np.float64)
    if not cube.cells.has_clusters and len(cube.sums) <= WW:
        raise BadInput("cube_without_errors")
    found = [_of_value(cube, rolled, number) for number in range(len(cube.values))]
    return np.column_stack([se for se, _ in found]), np.column_stack([df for _, df in found]).astype(np.float64)


def _of_value(cube: Cube, rolled: RolledUp, number: int) -> tuple[Floats, Integers]:
    """The errors of one value: of clusters by the common formula, the cells standing for rows; of rows by squares."""
    domains = domains_of(cube.cells, rolled.group_of_cell, len(rolled.n))
    of_cell = cube.sums[:, domains.rows, number]
    weight = rolled.weight[:, number][domains.group]
    mean = (rolled.mean[:, number] - cube.shift[number])[domains.group]
    has_answers = of_cell[N] > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.where(has_answers, (of_cell[WX] - mean * of_cell[W]) / weight, 0.0)
        if cube.cells.has_clusters:
            variance, (units, df) = variances(domains, scores), degrees_of_freedom(domains, has_answers)
        else:
            squares = of_cell[WWXX] - 2 * mean * of_cell[WWX] + mean**2 * of_cell[WW]
            squares = np.where(has_answers, squares / weight**2, 0.0)
            variance = _of_rows(cube, domains.group, cube.cells.stages[0].unit[domains.rows], scores, squares, rolled)
            units = rolled.n[:, number]
            df = units - _strata_with(domains.group[has_answers], cube, domains.rows[has_answers], len(rolled.n))
    return np.sqrt(np.where(units > 1, variance, np.nan)), df


def _of_rows(
    cube: Cube, group: Integers, stratum: Integers, scores: Floats, squares: Floats, rolled: RolledUp
) -> Floats:
    """The variance of each group where rows were sampled: in each stratum, the squares less the square of their sum."""
    stage, count = cube.cells.stages[0], len(rolled.n)
    strata = len(stage.sampled)
    place = group * strata + stratum
    summed = sum_by(place, scores, count * strata).reshape(count, strata)
    squared = sum_by(place, squares, count * strata).reshape(count, strata)
    # In a stratum of one row the distance is from the mean of all scores, which is 0 for a mean.
    spread = np.where(stage.is_lonely, squared, squared - summed**2 / np.maximum(stage.sampled, 1))
    return np.maximum(spread, 0.0) @ scale_of(stage, cube.cells.lonely)


def _strata_with(group: Integers, cube: Cube, cells: Integers, count: int) -> Integers:
    """How many strata have an answer in each group."""
    strata = len(cube.cells.stages[0].sampled)
    seen = np.unique(group * strata + cube.cells.stages[0].unit[cells])
    return count_by(seen // max(strata, 1), count)
