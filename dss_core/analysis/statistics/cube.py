"""The additive cube: sums over the finest groups, made in one pass over the rows; any coarser grouping follows from it.

For each value and cell: n, sum w, sum w x, sum w x^2 (and sum w^2, sum w^2 x, sum w^2 x^2 where standard errors need
them). They add up over cells, so means and standard deviations of any grouping of the cells are exact and cost about a
millisecond, however many rows there were. ``x`` is counted from a value near its mean (``shift``), because the squares
of large amounts would cancel each other out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.statistics.cube_pass import PARTS, WW, WX, WXX, Codes, N, W, column_of, near_mean, sums_of
from dss_core.analysis.statistics.design import Sample, Stage, SurveyDesign, sample_of
from dss_core.analysis.statistics.groups import require_columns
from dss_core.analysis.statistics.sums import count_by, sum_by
from dss_core.errors import BadInput

MOST_COUNTED_KEYS = 8_000_000  # up to here cells are numbered by counting, beyond by sorting


@dataclass(frozen=True, eq=False)
class Cube:
    """Sums by cell. sums: (parts, cells, values), the parts numbered as in ``sums_of``, of x less ``shift``.

    codes: (keys, cells), positions in ``labels``, -1 where rows lack the key. rows: the rows of each cell. cells: the
    design seen by cells: the unit of a cell is its cluster, or its stratum where rows themselves were sampled.
    """

    by: tuple[str, ...]
    values: tuple[str, ...]
    labels: tuple[list[object], ...]
    codes: Integers
    rows: Integers
    sums: Floats
    shift: Floats
    cells: Sample


@dataclass(frozen=True, eq=False)
class RolledUp:
    """Statistics of the groups of a cube, sorted by key; arrays of shape (groups, values), NaN where not known.

    total is the (weighted) sum; sd is of the n - 1 kind, as ``standard_deviations``. group_of_cell: -1 for none.
    """

    keys: dict[str, list[object]]
    values: tuple[str, ...]
    group_of_cell: Integers
    n: Integers
    missing: Integers
    weight: Floats
    mean: Floats
    sd: Floats
    total: Floats


def cube(
    frame: pd.DataFrame,
    values: Sequence[str],
    by_finest: Sequence[str],
    design: SurveyDesign | None = None,
    with_errors: bool = True,
) -> Cube:
    """The cube of some number columns over the finest groups that will be asked for. Rows of weight 0 are left out.

    with_errors: also keep what ``mean_errors`` needs where rows were sampled (three more sums).

    ``BadInput``: describe_unknown_column (column), not_a_number (variable), cube_one_stage (a design whose later stages
    add to the variance), and those of ``sample_of``.
    """
    require_columns(frame, [*values, *by_finest])
    sample = sample_of(frame, design)
    if len(sample.stages) > 1:
        raise BadInput("cube_one_stage", stages=len(sample.stages))
    used = sample.weights > 0
    # A choice of all rows would be a copy of all columns.
    rows, frame = (slice(None), frame) if used.all() else (used, frame[used])
    inner, inner_count = _inner(sample)
    factors = [_factor(frame[name]) for name in by_finest]
    cell, keys = _number_cells([*((codes, len(labels)) for codes, labels in factors), (inner[rows], inner_count)])
    columns = [column_of(frame, name) for name in values]
    shift = np.array([near_mean(column) for column in columns])
    parts = PARTS if with_errors and not sample.is_simple and not sample.has_clusters else WW
    weights = sample.weights[rows] if sample.is_weighted else None
    return Cube(
        by=tuple(by_finest),
        values=tuple(values),
        labels=tuple(labels for _, labels in factors),
        codes=keys[:-1],
        rows=count_by(cell, keys.shape[1]),
        sums=sums_of(columns, weights, cell, shift, (parts, keys.shape[1])),
        shift=shift,
        cells=_by_cell(sample, keys[-1]),
    )


def roll_up(cube: Cube, by: Sequence[str] = ()) -> RolledUp:
    """The statistics of the groups by some keys of the cube; of all rows without ``by``. Who lacks a key is left out.

    ``BadInput``: describe_unknown_column (column).
    """
    group_of_cell, keys, count = _groups(cube, by)
    sums = _summed(cube.sums[:WW], group_of_cell, count)
    n, weight = sums[N].astype(np.int64), sums[W]
    rows = sum_by(group_of_cell[group_of_cell >= 0], cube.rows[group_of_cell >= 0].astype(np.float64), count)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = sums[WX] / weight
        spread = np.maximum(sums[WXX] / weight - mean**2, 0.0)
        sd = np.sqrt(np.where(n > 1, spread * n / (n - 1), np.nan))
    return RolledUp(
        keys=keys,
        values=cube.values,
        group_of_cell=group_of_cell,
        n=n,
        missing=rows[:, None].astype(np.int64) - n,
        weight=weight,
        mean=mean + cube.shift,
        sd=sd,
        total=np.where(n > 0, sums[WX] + cube.shift * weight, np.nan),
    )


def _summed(sums: Floats, group_of_cell: Integers, count: int) -> Floats:
    """Sums (parts, cells, values) added up by group: (parts, groups, values).

    The adder is a matrix of groups x cells that holds one 1 in a column; cells in no group go to a last row.
    """
    cells = len(group_of_cell)
    row = np.where(group_of_cell < 0, count, group_of_cell)
    adder = sparse.csc_array((np.ones(cells), row, np.arange(cells + 1)), shape=(count + 1, cells))
    return np.stack([(adder @ part)[:count] for part in sums])


def _groups(cube: Cube, by: Sequence[str]) -> tuple[Integers, dict[str, list[object]], int]:
    """The group of every cell (-1: it lacks a key), the keys of the groups, and their number."""
    for name in by:
        if name not in cube.by:
            raise BadInput("describe_unknown_column", column=name)
    places = [cube.by.index(name) for name in by]
    group, keys = _number_cells([(cube.codes[place], len(cube.labels[place])) for place in places], cube.codes.shape[1])
    lacks = (keys < 0).any(axis=0)
    renumbered = np.where(lacks, -1, np.cumsum(~lacks) - 1)
    labels = {
        name: [cube.labels[place][code] for code in row[~lacks].tolist()]
        for name, place, row in zip(by, places, keys, strict=True)
    }
    return renumbered[group], labels, int((~lacks).sum())


def _factor(keys: pd.Series) -> tuple[Codes, list[object]]:
    """The number of each row's key (-1: missing), and the keys, sorted; a category's own numbers where it has them."""
    if isinstance(keys.dtype, pd.CategoricalDtype):
        return keys.cat.codes.to_numpy(), list(keys.cat.categories.tolist())
    codes, labels = pd.factorize(keys, sort=True)
    return codes, list(labels.tolist())


def _inner(sample: Sample) -> tuple[Integers, int]:
    """What splits the cells beside the groups, for each row: its cluster, or its stratum."""
    stage = sample.stages[0]
    inner = stage.unit if sample.has_clusters else stage.stratum[stage.unit]
    return inner, len(stage.stratum) if sample.has_clusters else len(stage.sampled)


def _by_cell(sample: Sample, inner_of_cell: Integers) -> Sample:
    """The sample with cells in the place of rows."""
    stage = sample.stages[0]
    stratum = stage.stratum if sample.has_clusters else np.arange(len(stage.sampled))
    seen = Stage(inner_of_cell, stratum, stage.sampled, stage.fraction, stage.outer)
    return Sample(
        weights=np.ones(len(inner_of_cell)),
        stages=(seen,),
        is_weighted=sample.is_weighted,
        has_clusters=sample.has_clusters,
        is_simple=sample.is_simple,
        lonely=sample.lonely,
        lonely_count=sample.lonely_count,
    )


def _number_cells(factors: Sequence[tuple[Codes, int]], rows: int = 0) -> tuple[Integers, Integers]:
    """The cell of every row, and the codes of every cell (factors x cells), sorted; codes from -1 (missing)."""
    if not factors:
        return np.zeros(rows, dtype=np.int64), np.zeros((0, min(rows, 1)), dtype=np.int64)
    sizes = [size + 1 for _, size in factors]
    number = np.zeros(len(factors[0][0]), dtype=np.int64)
    for (codes, _), size in zip(factors, sizes, strict=True):
        number *= size
        number += codes
        number += 1
    if np.prod(sizes, dtype=np.float64) <= MOST_COUNTED_KEYS:
        is_seen = count_by(number, int(np.prod(sizes))) > 0
        seen, cell = np.flatnonzero(is_seen), (np.cumsum(is_seen) - 1).take(number)
    else:
        seen, cell = np.unique(number, return_inverse=True)
    return cell.astype(np.int64, copy=False), np.array(np.unravel_index(seen, sizes), dtype=np.int64) - 1
