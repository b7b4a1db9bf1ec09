"""A plan with its proof: what it reaches, what no plan can exceed, and whether it keeps every limit."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dss_core.analysis.allocation.problem import LimitKind, Problem
from dss_core.analysis.arrays import Flags, Floats

SHOWN_GAP = 1e-12  # a smaller gap is the rounding of the last digit


class Method(StrEnum):
    """How a plan was found, and what that says about it."""

    EXACT = "exact"  # no plan reaches more
    EXACT_UNFINISHED = "exact_unfinished"  # the time ended before the proof; the gap says how much may be missing
    PRICING = "pricing"  # within the gap of the best


@dataclass(frozen=True, eq=False)
class Solution:
    """serves: programmes x households. objective: what the plan reaches; bound: no plan reaches more. spent: satang.

    prices: one per limit, what one more unit of it (satang, place, household) would add to the objective; negative for
    a floor. None where the method gives none. passes: how often all households were gone through. uses: of each limit.
    """

    serves: Flags
    objective: float
    bound: float
    spent: int
    method: Method
    prices: Floats | None = None
    passes: int = 0
    uses: tuple[int, ...] = ()

    @property
    def gap(self) -> float:
        """The share of the bound that the plan may be missing (0 for a proven optimum)."""
        if self.bound <= 0:
            return 0.0
        gap = (self.bound - self.objective) / self.bound
        return gap if gap > SHOWN_GAP else 0.0


def objective_of(problem: Problem, serves: Flags) -> float:
    """What a plan reaches: the benefits of its pairs, less what overlaps."""
    reached = math.fsum(problem.benefits[serves].tolist())
    for overlap in problem.overlaps:
        both = serves[overlap.first] & serves[overlap.second]
        reached -= float(overlap.lost[both].sum())
    return reached


def uses(problem: Problem, serves: Flags) -> tuple[int, ...]:
    """How much of each limit a plan uses, counted in whole numbers (sums stay below 2**53, where floats count too)."""
    programme, household = np.nonzero(serves)
    areas = np.zeros(problem.household_count, dtype=np.int64) if problem.areas is None else problem.areas
    shape = (int(areas.max(initial=0)) + 1, problem.programme_count)
    cell = areas[household] * shape[1] + programme
    cells = shape[0] * shape[1]
    counts = np.bincount(cell, minlength=cells).reshape(shape)
    costs = np.bincount(cell, problem.satang[programme, household], cells).astype(np.int64).reshape(shape)
    is_served = np.asarray(serves.any(axis=0))
    found = []
    for limit in problem.limits:
        rows = slice(None) if limit.area is None else slice(limit.area, limit.area + 1)
        columns = slice(None) if limit.programmes is None else list(limit.programmes)
        if limit.kind is LimitKind.COVERAGE:
            found.append(int(is_served.sum() if problem.neediest is None else is_served[problem.neediest].sum()))
        else:
            found.append(int((costs if limit.counts_satang else counts)[rows][:, columns].sum()))
    return tuple(found)


def broken_rules(problem: Problem, serves: Flags) -> Iterator[str]:
    """The rules that a plan breaks, from scratch: none for every plan that leaves this room."""
    if (serves & ~problem.possible()).any():
        yield "allowed"
    count = serves.sum(axis=0)
    if (count > problem.most).any():
        yield "most"
    if problem.must is not None and (count[problem.must] == 0).any():
        yield "must"
    for overlap in problem.overlaps:
        if np.isinf(overlap.lost[serves[overlap.first] & serves[overlap.second]]).any():
            yield "excludes"
    for programme, needed in problem.requires:
        if (serves[programme] & ~serves[needed]).any():
            yield "requires"
    for limit, use in zip(problem.limits, uses(problem, serves), strict=True):
        if use < limit.at_least or (limit.at_most is not None and use > limit.at_most):
            yield limit.kind.value


def solved(
    problem: Problem, serves: Flags, bound: float, method: Method, prices: Floats | None = None, passes: int = 0
) -> Solution:
    """The plan with its figures, computed from scratch. A plan that breaks a rule is a bug: ``ValueError``."""
    if broken := sorted(set(broken_rules(problem, serves))):
        raise ValueError(f"the plan breaks: {', '.join(broken)}")
    reached = objective_of(problem, serves)
    return Solution(
        serves=serves,
        objective=reached,
        bound=reached if method is Method.EXACT else max(bound, reached),
        spent=int(problem.satang[serves].sum(dtype=np.int64)),
        method=method,
        prices=prices,
        passes=passes,
        uses=uses(problem, serves),
    )
