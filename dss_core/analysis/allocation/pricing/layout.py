"""A problem as the pricing wants it: households sorted into blocks, small numbers, and the limits as tables."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dss_core.analysis.allocation.problem import LimitKind, Overlap, Problem
from dss_core.analysis.arrays import Flags, Floats, Integers

Smalls = npt.NDArray[np.float32]

LEAST_BLOCKS = 24  # more blocks than areas give the master more to mix
NEVER = np.float32(-1e30)  # the benefit of a pair that cannot be served


@dataclass(frozen=True, eq=False)
class Layout:
    """Arrays stand programmes x households in the order of ``order``; block k is ``starts[k]:starts[k + 1]``.

    benefits: ``NEVER`` where a pair cannot be served. low, high: of the limits; high is infinite for no end.
    satang_of, place_of: limits x programmes, what a satang, a served pair counts in a limit; cover_of: limits.
    in_block: limits x blocks. bonus_for: whose being served counts for coverage.
    """

    order: Integers
    starts: Integers
    benefits: Smalls
    costs: Smalls
    low: Floats
    high: Floats
    satang_of: Floats
    place_of: Floats
    cover_of: Floats
    in_block: Flags
    most: int
    bonus_for: Flags | None
    must: Flags | None
    overlaps: tuple[Overlap, ...]
    requires: tuple[tuple[int, int], ...]

    @property
    def programme_count(self) -> int:
        """How many programmes there are."""
        return len(self.benefits)

    @property
    def household_count(self) -> int:
        """How many households there are."""
        return len(self.order)

    @property
    def block_count(self) -> int:
        """How many blocks there are."""
        return len(self.starts) - 1

    @cached_property
    def has_pair_rules(self) -> bool:
        """Whether programmes of a household depend on each other."""
        return bool(self.requires) or (self.most > 1 and bool(self.overlaps))

    @cached_property
    def blocks(self) -> Integers:
        """The block of each household."""
        return np.repeat(np.arange(self.block_count), np.diff(self.starts))

    @cached_property
    def code_count(self) -> int:
        """How many sets of programmes a household chooses from, in the way that they are compared."""
        count = self.programme_count
        return 1 + count + (count * (count - 1) // 2 if self.has_pair_rules else 0)

    def worth_of_limits(self, prices: Floats) -> float:
        """What the limits themselves are worth at these prices: the constant of the Lagrangian."""
        upper = prices > 0
        return float(prices[upper] @ self.high[upper] + prices[~upper] @ self.low[~upper])

    def sample(self, step: int) -> "Layout":
        """Every ``step``-th household, with limits as much smaller."""
        take = np.arange(step // 2, self.household_count, step)
        starts = np.searchsorted(take, self.starts)
        share = len(take) / self.household_count
        return replace(
            self,
            order=self.order[take],
            starts=starts,
            benefits=np.ascontiguousarray(self.benefits[:, take]),
            costs=np.ascontiguousarray(self.costs[:, take]),
            low=self.low * share,
            high=self.high * share,
            bonus_for=None if self.bonus_for is None else self.bonus_for[take],
            must=None if self.must is None else self.must[take],
            overlaps=tuple(Overlap(one.first, one.second, one.lost[take]) for one in self.overlaps),
        )


def lay_out(problem: Problem) -> Layout:
    """The problem in blocks: areas, cut into pieces of about one size."""
    count, programmes = problem.household_count, problem.programme_count
    areas = np.zeros(count, dtype=np.int64) if problem.areas is None else problem.areas
    order = np.argsort(areas, kind="stable")
    starts, of_area = _blocks(areas[order])
    benefits, costs = np.empty((2, programmes, count), dtype=np.float32)
    for programme in range(programmes):
        worth, possible = problem.benefits[programme], problem.allowed[programme]
        possible = possible & (worth > 0) & (worth < np.inf)
        benefits[programme] = np.where(possible, worth, NEVER)[order]
        costs[programme] = problem.satang[programme][order]
    limits = problem.limits
    of_programme = np.array(
        [[limit.programmes is None or p in limit.programmes for p in range(programmes)] for limit in limits],
        dtype=np.bool_,
    ).reshape(len(limits), programmes)
    is_money = np.array([limit.counts_satang for limit in limits], dtype=np.bool_)
    is_cover = np.array([limit.kind is LimitKind.COVERAGE for limit in limits], dtype=np.bool_)
    return Layout(
        order=order,
        starts=starts,
        benefits=benefits,
        costs=costs,
        low=np.array([max(limit.at_least, 0) for limit in limits], dtype=np.float64),
        high=np.array([np.inf if limit.at_most is None else limit.at_most for limit in limits], dtype=np.float64),
        satang_of=(of_programme & is_money[:, None]).astype(np.float64),
        place_of=(of_programme & ~is_money[:, None] & ~is_cover[:, None]).astype(np.float64),
        cover_of=is_cover.astype(np.float64),
        in_block=np.array(
            [[limit.area is None or limit.area == area for area in of_area] for limit in limits], dtype=np.bool_
        ).reshape(len(limits), len(of_area)),
        most=problem.most,
        bonus_for=None if problem.neediest is None else problem.neediest[order],
        must=None if problem.must is None else problem.must[order],
        overlaps=tuple(Overlap(one.first, one.second, one.lost[order]) for one in problem.overlaps),
        requires=problem.requires,
    )


def _blocks(areas: Integers) -> tuple[Integers, list[int]]:
    """Where each block starts (and the end), and its area; ``areas`` are sorted."""
    names, first = np.unique(areas, return_index=True)
    ends = np.append(first[1:], len(areas))
    size = max(len(areas) / LEAST_BLOCKS, 1.0)
    starts, of_area = [], []
    for area, start, end in zip(names.tolist(), first.tolist(), ends.tolist(), strict=True):
        pieces = max(1, round((end - start) / size))
        starts += [start + (end - start) * piece // pieces for piece in range(pieces)]
        of_area += [area] * pieces
    return np.array([*starts, len(areas)], dtype=np.int64), of_area
