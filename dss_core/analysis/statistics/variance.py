"""The variance of a sum over a sample, by Taylor linearisation: the one formula under every standard error.

An estimate is written as a sum of scores, one for each row (its weight times its influence on the estimate). The
variance of that sum under the design, stage by stage (Särndal, Swensson & Wretman 1992, ch. 4; as ``svyrecvar`` of R's
survey package):

    sum over strata h of  outer_h (1 - f_h) n_h / (n_h - 1)  sum over sampled units i of h of (t_hi - mean t_h)^2

with t_hi the sum of the scores of unit i, n_h the sampled units, f_h the sampled share (0 when not known) and outer_h
the sampled share of the earlier stages. A subgroup has the scores of its rows and 0 elsewhere, so units without a row
of the subgroup count as sampled.
"""

from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.statistics.design import LonelyRule, Sample, Stage
from dss_core.analysis.statistics.sums import count_by, sum_by


@dataclass(frozen=True, eq=False)
class _Cells:
    """One stage seen by the groups. A pair is a unit with rows of a group, a cell a stratum with rows of a group."""

    pair_of_row: Integers
    cell_of_pair: Integers
    group_of_cell: Integers
    sampled: Integers
    scale: Floats
    is_lonely: Flags


@dataclass(frozen=True, eq=False)
class Domains:
    """Groups of a sample's rows that share no row. of_row (rows): each row's group, -1 for none.

    rows: the positions of the rows that count: in a group and of a weight above 0. group: the group of each of them.
    """

    of_row: Integers
    count: int
    rows: Integers
    group: Integers
    cells: tuple[_Cells, ...]


def domains_of(sample: Sample, of_row: Integers | None = None, count: int = 1) -> Domains:
    """The groups of a sample, ready for estimates; without ``of_row`` one group of all rows."""
    if of_row is None:
        of_row = np.zeros(sample.size, dtype=np.int64)
    rows = np.flatnonzero((of_row >= 0) & (sample.weights > 0))
    group = of_row[rows]
    cells = tuple(_cells(stage, sample.lonely, rows, group, is_first=not n) for n, stage in enumerate(sample.stages))
    return Domains(of_row, count, rows, group, cells)


def variances(domains: Domains, scores: Floats) -> Floats:
    """The variance of each group's sum of scores; ``scores`` is one number for each row that counts, none missing."""
    total = np.zeros(domains.count)
    for cells in domains.cells:
        sums = sum_by(cells.pair_of_row, scores, len(cells.cell_of_pair))
        in_cell = sum_by(cells.cell_of_pair, sums, len(cells.sampled))
        centre = in_cell / cells.sampled
        if cells.is_lonely.any():
            # Nothing varies inside a stratum of one unit: its distance from the mean of all units stands in.
            units = sum_by(cells.group_of_cell, cells.sampled.astype(np.float64), domains.count)
            overall = sum_by(cells.group_of_cell, in_cell, domains.count) / np.maximum(units, 1)
            centre = np.where(cells.is_lonely, overall[cells.group_of_cell], centre)
        spread = sum_by(cells.cell_of_pair, (sums - centre[cells.cell_of_pair]) ** 2, len(cells.sampled))
        without_rows = cells.sampled - count_by(cells.cell_of_pair, len(cells.sampled))
        spread += without_rows * centre**2
        total += sum_by(cells.group_of_cell, cells.scale * spread, domains.count)
    return total


def covariance(sample: Sample, scores: Floats) -> Floats:
    """The covariance of several sums (k x rows of scores, all rows of the sample) as k x k."""
    total = np.zeros((len(scores), len(scores)))
    for number, stage in enumerate(sample.stages):
        units, strata = len(stage.stratum), len(stage.sampled)
        sums = np.stack([sum_by(stage.unit, row, units) for row in scores])
        in_stratum = np.stack([sum_by(stage.stratum, row, strata) for row in sums])
        centre = in_stratum / np.maximum(stage.sampled, 1)
        if number == 0:
            centre[:, stage.is_lonely] = in_stratum.sum(axis=1, keepdims=True) / units
        distance = sums - centre[:, stage.stratum]
        total += (distance * scale_of(stage, sample.lonely)[stage.stratum]) @ distance.T
    return total


def degrees_of_freedom(domains: Domains, counts: Flags) -> tuple[Integers, Integers]:
    """For each group: the sampled units of the first stage that have a row that counts, and those less their strata.

    ``counts`` holds a flag for each of ``domains.rows``: whether the row answered.
    """
    first = domains.cells[0]
    has_answer = np.zeros(len(first.cell_of_pair), dtype=np.bool_)
    has_answer[first.pair_of_row[counts]] = True
    cells = first.cell_of_pair[has_answer]
    is_seen = np.zeros(len(first.group_of_cell), dtype=np.bool_)
    is_seen[cells] = True
    units = count_by(first.group_of_cell[cells], domains.count)
    return units, units - count_by(first.group_of_cell[is_seen], domains.count)


def scale_of(stage: Stage, rule: LonelyRule) -> Floats:
    """What the squared distances inside each stratum are multiplied with."""
    several = stage.sampled / np.maximum(stage.sampled - 1, 1)
    alone = 1.0 if rule is LonelyRule.CENTERED else 0.0
    scale: Floats = stage.outer * (1 - stage.fraction) * np.where(stage.sampled > 1, several, alone)
    return scale


def _cells(stage: Stage, rule: LonelyRule, rows: Integers, group: Integers, is_first: bool) -> _Cells:
    units, strata = max(len(stage.stratum), 1), max(len(stage.sampled), 1)
    pairs, pair_of_row = np.unique(group * units + stage.unit[rows], return_inverse=True)
    group_of_pair, unit_of_pair = np.divmod(pairs, units)
    cells, cell_of_pair = np.unique(group_of_pair * strata + stage.stratum[unit_of_pair], return_inverse=True)
    group_of_cell, stratum = np.divmod(cells, strata)
    return _Cells(
        pair_of_row=pair_of_row.astype(np.int64),
        cell_of_pair=cell_of_pair.astype(np.int64),
        group_of_cell=group_of_cell.astype(np.int64),
        sampled=stage.sampled[stratum],
        scale=scale_of(stage, rule)[stratum],
        # A later stage lies inside one unit, whose mean a lonely unit is itself: it adds nothing.
        is_lonely=stage.is_lonely[stratum] & is_first,
    )
