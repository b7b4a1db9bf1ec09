"""Rank and cut on the same problem as the best plan: the neediest first, as offices do it, within the same limits."""

import numpy as np

from dss_core.analysis.allocation.problem import LimitKind, Problem
from dss_core.analysis.arrays import Flags, Integers


def walk(problem: Problem, order: Integers) -> Flags:
    """The plan (programmes x households) of a walk along ``order`` (household numbers, the neediest first).

    At each household the programmes that it may have are taken in their order, whatever they bring it, at most as many
    as it may have; one without a place, or without money of its own purse or area, is passed over. The first case that
    the whole budget does not cover ends the walk. Floors, coverage and lists are not looked at: the rule knows none.
    """
    serves = np.zeros(problem.allowed.shape, dtype=np.bool_)
    left = [limit.at_most for limit in problem.limits]
    rows_of: dict[tuple[int, int], list[int]] = {}
    for household in order.tolist():
        area = -1 if problem.areas is None else int(problem.areas[household])
        taken: list[int] = []
        for programme in np.nonzero(problem.allowed[:, household])[0].tolist():
            if len(taken) >= problem.most or not _fits_set(problem, household, programme, taken):
                continue
            rows = rows_of.get((programme, area))
            if rows is None:
                rows = rows_of[programme, area] = _rows(problem, programme, area)
            cost = int(problem.satang[programme, household])
            short = [row for row in rows if (left[row] or 0) < (cost if problem.limits[row].counts_satang else 1)]
            if any(problem.limits[row].kind is LimitKind.BUDGET for row in short):
                return serves
            if short:
                continue
            serves[programme, household] = True
            taken.append(programme)
            for row in rows:
                left[row] = (left[row] or 0) - (cost if problem.limits[row].counts_satang else 1)
    return serves


def _rows(problem: Problem, programme: int, area: int) -> list[int]:
    """The limits with an end that a pair counts in."""
    return [
        row
        for row, limit in enumerate(problem.limits)
        if limit.at_most is not None
        and limit.kind is not LimitKind.COVERAGE
        and (limit.programmes is None or programme in limit.programmes)
        and limit.area in (None, area)
    ]


def _fits_set(problem: Problem, household: int, programme: int, taken: list[int]) -> bool:
    for overlap in problem.overlaps:
        pair = {overlap.first, overlap.second}
        if programme in pair and (pair - {programme}) & set(taken) and np.isinf(overlap.lost[household]):
            return False
    return all(needed in taken for wanting, needed in problem.requires if wanting == programme)
