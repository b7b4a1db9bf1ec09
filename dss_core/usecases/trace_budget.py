"""What every budget reaches: the curve of a what-if by programme, the next baht, and what each limit is worth."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.curve import CurvePoint, budget_curve
from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.problem import Limit, LimitKind
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_plan import has_prices, planned
from dss_core.usecases.scenario_problem import ScenarioProblem
from dss_core.usecases.services import Services, stamp

POINTS = 50
MORE_BAHT, MORE_PLACES = 100_000, 10  # in which a limit's worth is told
FURTHEST = 3  # times the budget
NOTHING = 1e-12
ROUNDED = 2  # places that may stay free because households are whole


@dataclass(frozen=True)
class LimitWorth:
    """What more of one limit would add: of MORE_BAHT, MORE_PLACES or one household of coverage.

    kind: a ``LimitKind`` value, at its upper end or, with ``is_floor``, at its lower one: then what lowering it by so
    much would add. programme_ids: empty for all. area: district code, empty for all. used, limit: baht, or
    households. worth: what the objective gains; as_baht: the budget that would gain as much, None where the budget
    itself is not scarce.
    """

    kind: str
    programme_ids: tuple[str, ...]
    area: str
    is_floor: bool
    used: float
    limit: float
    worth: float
    as_baht: float | None


@dataclass(frozen=True, eq=False)
class BudgetCurve:
    """The curve of a what-if.

    points: budget_baht, reached (None where floors cannot be kept), bound (no plan reaches more). programmes: long,
    budget_baht, programme_id, households, spent_baht. next_worth: what the next MORE_BAHT add. limits: the scarce ones,
    the most valuable first; idle_count: limits whose end no plan feels.
    """

    provenance: Provenance
    points: pd.DataFrame
    programmes: pd.DataFrame
    next_worth: float
    limits: tuple[LimitWorth, ...]
    idle_count: int


def trace_budget(services: Services, viewer: Viewer, query: ScenarioQuery) -> BudgetCurve:
    """The curve; ``BadInput``: scenario_no_curve where the method proves no bound (several programmes that depend on
    each other), and as ``plan_of``.
    """
    viewer.must(Permission.BUILD_SCENARIO)
    plan = planned(services, viewer, query)
    found, problem = plan.found, plan.found.problem
    if not has_prices(problem):
        raise BadInput("scenario_no_curve")
    here = problem.limits[0].at_most or 0
    budgets = sorted({*_budgets(found, here), here, here + MORE_BAHT * SATANG})
    points = dict(zip(budgets, budget_curve(problem, budgets), strict=True))
    now, then = points[here], points[here + MORE_BAHT * SATANG]
    limits = [*_worths(found, now, plan.solution.uses)]
    return BudgetCurve(
        provenance=stamp(services, viewer, query.round_id, query.area, len(found.frame)),
        points=pd.DataFrame(
            {
                "budget_baht": [budget / SATANG for budget in points],
                "reached": [point.reached for point in points.values()],
                "bound": [point.bound for point in points.values()],
            }
        ),
        programmes=_by_programme(found, points),
        next_worth=max((then.reached or 0.0) - (now.reached or 0.0), 0.0),
        limits=tuple(sorted(limits, key=lambda one: -one.worth)),
        idle_count=sum(one.at_most is not None or one.at_least > 0 for one in problem.limits) - len(limits),
    )


def _budgets(found: ScenarioProblem, here: int) -> list[int]:
    """From nothing to what everything costs, or to a few times the budget if that is less."""
    everything = int(found.problem.satang[found.problem.possible()].sum())
    end = min(max(FURTHEST * here, MORE_BAHT * SATANG), max(everything, MORE_BAHT * SATANG, here))
    return [round(budget) for budget in np.linspace(0, end, POINTS)]


def _by_programme(found: ScenarioProblem, points: dict[int, CurvePoint]) -> pd.DataFrame:
    ids = found.programme_ids
    rows = [
        (budget / SATANG, name, float(point.counts[at]), float(point.costs[at]) / SATANG)
        for budget, point in points.items()
        for at, name in enumerate(ids)
        if point.reached is not None
    ]
    return pd.DataFrame(rows, columns=["budget_baht", "programme_id", "households", "spent_baht"])


def _worths(found: ScenarioProblem, now: CurvePoint, uses: tuple[int, ...]) -> list[LimitWorth]:
    per_satang = float(now.prices[0])
    told = []
    for limit, price, used in zip(found.problem.limits, now.prices.tolist(), uses, strict=True):
        worth = abs(price) * _amount(limit)
        if worth <= NOTHING or _has_room(found, limit, used, price):
            continue
        is_floor = price < 0
        unit = SATANG if limit.counts_satang else 1
        end = limit.at_least if is_floor else limit.at_most
        told.append(
            LimitWorth(
                kind=limit.kind.value,
                programme_ids=tuple(found.programme_ids[at] for at in limit.programmes or ()),
                area="" if limit.area is None else found.districts[limit.area],
                is_floor=is_floor,
                used=used / unit,
                limit=(end or 0) / unit,
                worth=worth,
                as_baht=worth / per_satang / SATANG if per_satang > 0 else None,
            )
        )
    return told


def _has_room(found: ScenarioProblem, limit: Limit, used: int, price: float) -> bool:
    """Whether a plan stays so far from an end that nobody is kept out or taken in for it, whatever a price says."""
    programmes, households = found.problem.covers(limit)
    step = ROUNDED
    if limit.counts_satang:
        step = int(found.problem.satang[programmes][:, households].max(initial=0))
    if price < 0:
        return used - limit.at_least > step
    return limit.at_most is None or limit.at_most - used > step


def _amount(limit: Limit) -> float:
    """How much more of a limit is spoken of, in its own unit."""
    if limit.counts_satang:
        return float(MORE_BAHT * SATANG)
    return 1.0 if limit.kind is LimitKind.COVERAGE else float(MORE_PLACES)
