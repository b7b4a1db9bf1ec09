"""Ties between households that no rule tells apart: the one that stands first is served first."""

import numpy as np
import numpy.typing as npt

from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.arrays import Flags, Integers

MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, with bits all over: different rows get different sums


def in_order(problem: Problem, serves: Flags) -> Flags:
    """A plan of the same worth in which households that are alike in everything are served in their row order.

    Alike: same benefits, costs and permissions, same area, same lists, same overlaps. The larger set of programmes
    goes to the earlier household.
    """
    group = alike(problem)
    count = serves.sum(axis=0)
    if not np.any(np.bincount(group, minlength=1)[group[count > 0]] > 1):
        return serves
    stands = np.lexsort((np.arange(problem.household_count), group))
    # The same places in line, but each group's choices in order: more programmes first, then the earlier programmes.
    key = np.packbits(serves, axis=0)
    chosen = np.lexsort((*(255 - key[::-1]), -count, group))
    ordered = np.zeros_like(serves)
    ordered[:, stands] = serves[:, chosen]
    return ordered


def alike(problem: Problem) -> Integers:
    """A number per household, the same for households that no rule of the problem tells apart."""
    possible = problem.possible()
    mixed = np.zeros(problem.household_count, dtype=np.uint64)
    for row in _rows(problem, possible):
        mixed = (mixed ^ row) * MIX
        mixed ^= mixed >> np.uint64(29)
    _, group = np.unique(mixed, return_inverse=True)
    group = group.astype(np.int64)
    # Two different households with one sum would be a wonder; they are told apart all the same.
    first = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.int64)
    first[group[::-1]] = np.arange(len(group))[::-1]
    different = np.zeros(len(group), dtype=np.bool_)
    for row in _rows(problem, possible):
        different |= row != row[first[group]]
    group[different] = len(first) + np.arange(int(different.sum()))
    return group


def _rows(problem: Problem, possible: Flags) -> list[npt.NDArray[np.uint64]]:
    """What tells households apart, as bits."""
    parts: list[npt.NDArray[np.generic]] = []
    for benefits, satang, row in zip(problem.benefits, problem.satang, possible, strict=True):
        parts.append(np.where(row, benefits, 0.0).astype(np.float64).view(np.uint64))
        parts.append(np.where(row, satang, -1).astype(np.int64).view(np.uint64))
    parts += [part.astype(np.uint64) for part in (problem.areas, problem.neediest, problem.must) if part is not None]
    parts += [overlap.lost.astype(np.float64).view(np.uint64) for overlap in problem.overlaps]
    return [part.astype(np.uint64, copy=False) for part in parts]
