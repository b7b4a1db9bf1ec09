"""What is to be decided: which household gets which programme, and the limits that tie the households together."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.errors import BadInput

MOST_SATANG = 2**53  # beyond it a sum is no longer exact in every kind of number


class LimitKind(StrEnum):
    """What a limit is about; each has its own words on screen."""

    BUDGET = "budget"
    PURSE = "purse"
    PLACES = "places"
    AREA_SPENDING = "area_spending"
    COVERAGE = "coverage"


@dataclass(frozen=True)
class Limit:
    """One limit over many households: ``at_least <= what the plan uses <= at_most``.

    What is used: satang for budget, purse and area_spending; households with a programme for places (a household
    with two programmes counts in each); households with any programme, among the neediest, for coverage.
    programmes: positions, None for all. area: its number, None for all (coverage is always of all). at_most: None for
    no end.
    """

    kind: LimitKind
    at_least: int = 0
    at_most: int | None = None
    programmes: tuple[int, ...] | None = None
    area: int | None = None

    @property
    def counts_satang(self) -> bool:
        """Whether the limit is one of money."""
        return self.kind in (LimitKind.BUDGET, LimitKind.PURSE, LimitKind.AREA_SPENDING)


@dataclass(frozen=True, eq=False)
class Overlap:
    """Two programmes that do not add up: what of their summed benefits a household loses when it gets both.

    lost: per household; infinite where it may not have both, below zero where both bring more than their sum.
    """

    first: int
    second: int
    lost: Floats


@dataclass(frozen=True, eq=False)
class Problem:
    """Programmes x households, what each pair brings and costs, and the limits.

    benefits: in the unit of the objective; a pair that brings nothing or less is never served. satang: cost of a pair.
    allowed: who may have what. most: programmes a household may have. areas: number of each household's area from 0.
    neediest: who counts for coverage. must: who has to get at least one programme. overlaps: pairs of programmes
    that do not add up. requires: (programme, the one it needs beside it).
    """

    benefits: npt.NDArray[np.floating]
    satang: npt.NDArray[np.integer]
    allowed: Flags
    limits: tuple[Limit, ...]
    most: int = 1
    areas: Integers | None = None
    neediest: Flags | None = None
    must: Flags | None = None
    overlaps: tuple[Overlap, ...] = ()
    requires: tuple[tuple[int, int], ...] = ()

    @property
    def programme_count(self) -> int:
        """How many programmes there are."""
        return int(self.benefits.shape[0])

    @property
    def household_count(self) -> int:
        """How many households there are."""
        return int(self.benefits.shape[1])

    @property
    def has_pair_rules(self) -> bool:
        """Whether programmes depend on each other within a household."""
        return (self.most > 1 and bool(self.overlaps or self.requires)) or bool(self.requires)

    def possible(self, rows: slice = slice(None)) -> Flags:
        """Programmes x households: the pairs that a plan could serve at all."""
        benefits = self.benefits[:, rows]
        return self.allowed[:, rows] & (benefits > 0) & (benefits < np.inf)

    def covers(self, limit: Limit) -> tuple[list[int], Flags | slice]:
        """The programmes and the households that a limit speaks of (of coverage: all that could be counted)."""
        programmes = list(range(self.programme_count) if limit.programmes is None else limit.programmes)
        if limit.kind is LimitKind.COVERAGE:
            return programmes, slice(None) if self.neediest is None else self.neediest
        return programmes, slice(None) if limit.area is None or self.areas is None else self.areas == limit.area


def checked(problem: Problem) -> Problem:
    """The same problem. ``BadInput``: allocation_bad_most (most), allocation_negative_cost, allocation_too_large,
    allocation_bad_limits (kind, low, high), allocation_overlap_most (most).
    """
    if problem.most < 1:
        raise BadInput("allocation_bad_most", most=problem.most)
    if problem.satang.size and problem.satang.min() < 0:
        raise BadInput("allocation_negative_cost")
    if float(problem.satang.sum(dtype=np.float64)) > MOST_SATANG:
        raise BadInput("allocation_too_large")
    if problem.most > 2 and any(np.isfinite(one.lost[one.lost != 0]).any() for one in problem.overlaps):
        raise BadInput("allocation_overlap_most", most=problem.most)
    for limit in problem.limits:
        if limit.at_most is not None and limit.at_most < max(limit.at_least, 0):
            raise BadInput("allocation_bad_limits", kind=limit.kind.value, low=limit.at_least, high=limit.at_most)
    if not problem.satang.shape == problem.allowed.shape == problem.benefits.shape:
        raise ValueError("benefits, costs and permissions have to have one shape")
    return problem
