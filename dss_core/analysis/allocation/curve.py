"""What a budget reaches: the curve over many budgets, the worth of the next baht, and the least cost of a target."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dss_core.analysis.allocation.pricing.layout import Layout, lay_out
from dss_core.analysis.allocation.pricing.search import Found, Search, sample_step, starts
from dss_core.analysis.allocation.problem import Limit, LimitKind, Problem, checked
from dss_core.analysis.allocation.solution import Solution
from dss_core.analysis.allocation.solve import PATIENCE, solve
from dss_core.analysis.arrays import Floats
from dss_core.errors import BadInput

CURVE_CLOSE = 2e-3  # of the bound
EXTRA_PASSES = 12  # at most, for one budget
SAMPLE_CLOSE, SAMPLE_PASSES = 3e-3, 6  # of the sample's curve: prices to begin with
HALVINGS = 24
RAISES = 12


@dataclass(frozen=True, eq=False)
class CurvePoint:
    """One budget (satang). reached: what a plan attains but for the rounding to whole households, None when no plan
    was found that reaches the floors with this budget; bound: no plan attains more. prices: one per limit of the
    problem, as in ``Solution``. counts, costs: by programme, households and satang.
    """

    budget: int
    reached: float | None
    bound: float
    prices: Floats
    counts: Floats
    costs: Floats


def budget_curve(problem: Problem, budgets: Sequence[int]) -> list[CurvePoint]:
    """A point for each budget (satang, in any order), warm-started from one to the next.

    The passes do not depend on the budget, so that each serves all points. ``BadInput``: allocation_no_budget when the
    problem has no limit of its budget, and as ``checked``.
    """
    layout = lay_out(checked(problem))
    row = _budget_row(problem)
    search = Search(layout, _starts(layout, row, budgets))
    points: dict[int, CurvePoint] = {}
    bound = np.inf
    is_kept = True
    for budget in sorted(set(budgets), reverse=True):
        search.limit(row, layout.low[row], budget)
        # Where floors are out of reach, they are so for less money too: no more passes are spent on it.
        found = search.settle(CURVE_CLOSE, EXTRA_PASSES if is_kept else 0)
        is_kept = is_kept and found.mix.is_kept
        points[budget] = _point(budget, found)
    reached: float | None = None
    for budget in sorted(points):  # more money reaches at least as much, and a bound for more holds for less
        here = points[budget].reached
        reached = here if reached is None or (here is not None and here > reached) else reached
        points[budget] = replace(points[budget], reached=None if here is None else reached)
    for budget in sorted(points, reverse=True):
        bound = min(bound, points[budget].bound)
        points[budget] = replace(points[budget], bound=max(bound, points[budget].reached or 0.0))
    return [points[budget] for budget in budgets]


def worth_of_more(problem: Problem, more: int) -> float:
    """What ``more`` satang on top of the budget would add to what is reached."""
    budget = problem.limits[_budget_row(problem)].at_most or 0
    now, then = budget_curve(problem, [budget, budget + more])
    return max((then.reached or 0.0) - (now.reached or 0.0), 0.0)


@dataclass(frozen=True, eq=False)
class Goal:
    """The least cost of a target. cost: satang of ``solution``, which reaches it; no plan costs less than at_least."""

    cost: int
    at_least: int
    solution: Solution


def least_cost(problem: Problem, target: float, patience: float = PATIENCE, known: Solution | None = None) -> Goal:
    """The cheapest plan that reaches ``target``, close to the least cost that is proven.

    The budget of the problem is its upper end; known: a plan for it, where there is one already. patience: as of
    ``solve``, for each plan. ``BadInput``:
    allocation_goal_unreachable (target, most) when even the whole budget does not reach it; allocation_no_budget.
    """
    row = _budget_row(problem)
    whole = problem.limits[row].at_most or 0
    top = solve(problem, patience=patience) if known is None else known
    if top.objective < target:
        raise BadInput("allocation_goal_unreachable", target=f"{target:g}", most=f"{top.objective:g}")
    layout = lay_out(problem)
    search = Search(layout, starts(layout))
    low, high = 0, whole
    for _ in range(HALVINGS):
        middle = (low + high) // 2
        search.limit(row, layout.low[row], middle)
        found = search.settle(CURVE_CLOSE, EXTRA_PASSES)
        if found.mix.is_kept and found.bound >= target:
            high = middle
        else:
            low = middle
    best, spend = top, high
    for _ in range(RAISES):
        try:
            found_plan = solve(with_budget(problem, min(spend, whole)), patience=patience)
        except BadInput:  # the floors need more than this
            found_plan = None
        if found_plan is not None and found_plan.objective >= target:
            best = found_plan
            break
        spend = int(spend * 1.004) + 100
    return Goal(best.spent, low, best)


def with_budget(problem: Problem, budget: int) -> Problem:
    """The same problem with another budget (satang)."""
    row = _budget_row(problem)
    limits = list(problem.limits)
    limits[row] = Limit(LimitKind.BUDGET, at_most=budget)
    return replace(problem, limits=tuple(limits))


def in_area(problem: Problem, area: int) -> Problem:
    """The part of a problem that is one area: its households and its own limits, and all the money and places."""
    if problem.areas is None:
        return problem
    inside = problem.areas == area
    kept = [limit for limit in problem.limits if limit.area in (None, area) and limit.kind is not LimitKind.COVERAGE]
    return replace(
        problem,
        benefits=problem.benefits[:, inside],
        satang=problem.satang[:, inside],
        allowed=problem.allowed[:, inside],
        limits=tuple(kept),
        areas=problem.areas[inside],
        neediest=None,
        must=None if problem.must is None else problem.must[inside],
        overlaps=tuple(replace(one, lost=one.lost[inside]) for one in problem.overlaps),
    )


def _budget_row(problem: Problem) -> int:
    for row, limit in enumerate(problem.limits):
        if limit.kind is LimitKind.BUDGET:
            return row
    raise BadInput("allocation_no_budget")


def _starts(layout: Layout, row: int, budgets: Sequence[int]) -> list[Floats]:
    """Prices for every budget, from the curve of a sample; of a small problem, from its own first budget."""
    step = sample_step(layout)
    first = starts(layout)
    if step <= 1:
        return first
    sample = layout.sample(step)
    share = sample.household_count / layout.household_count
    search = Search(sample, first)
    found = []
    is_kept = True
    for budget in sorted(budgets, reverse=True):
        search.limit(row, sample.low[row], budget * share)
        point = search.settle(SAMPLE_CLOSE, SAMPLE_PASSES if is_kept else 0)
        is_kept = is_kept and point.mix.is_kept
        if is_kept:
            found.append(point.prices)
    return [*first[:1], *found]


def _point(budget: int, found: Found) -> CurvePoint:
    counts = sum(column.counts.T @ weights for column, weights in zip(found.columns, found.mix.weights, strict=True))
    costs = sum(column.costs.T @ weights for column, weights in zip(found.columns, found.mix.weights, strict=True))
    reached = found.mix.worth if found.mix.is_kept else None
    return CurvePoint(budget, reached, found.bound, found.prices, np.asarray(counts), np.asarray(costs))
