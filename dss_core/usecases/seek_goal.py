"""The least cost of a target: how much money takes so large a part off the loss of an area."""

from dataclasses import dataclass, replace

import numpy as np

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.curve import in_area, least_cost, with_budget
from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.problem import LimitKind
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_plan import PATIENCE, has_prices
from dss_core.usecases.scenario_problem import problem_of
from dss_core.usecases.services import Services, stamp


@dataclass(frozen=True)
class GoalQuery:
    """A what-if, and a target: ``share`` (0-1) of the loss of a district (empty: of everybody) is to be taken off.

    The budget of the what-if does not count here; its places, purses and lists do.
    """

    scenario: ScenarioQuery
    share: float
    district: str = ""


@dataclass(frozen=True)
class GoalFound:
    """loss: before. target: what is to be taken off. cost_baht: of a plan that does it, None when none can; no plan
    costs less than at_least_baht. reached: what it takes off (without a plan: the most that can be). served_count.
    """

    provenance: Provenance
    loss: float
    target: float
    reached: float
    cost_baht: float | None
    at_least_baht: float
    served_count: int


def seek_goal(services: Services, viewer: Viewer, query: GoalQuery) -> GoalFound:
    """The cheapest plan for a target; ``BadInput``: scenario_bad_goal, allocation_unknown_area (area),
    scenario_no_curve, and as ``plan_of``.
    """
    viewer.must(Permission.BUILD_SCENARIO)
    asked = query.scenario
    found = problem_of(services, viewer, asked)
    if not 0 < query.share <= 1:
        raise BadInput("scenario_bad_goal")
    if not has_prices(found.problem):
        raise BadInput("scenario_no_curve")
    problem, loss = found.problem, found.loss
    if query.district:
        if query.district not in found.districts:
            raise BadInput("allocation_unknown_area", area=query.district)
        number = found.districts.index(query.district)
        inside = found.problem.areas == number
        problem, loss = in_area(problem, number), loss[np.asarray(inside)]
    free = with_budget(problem, int(problem.satang[problem.possible()].sum()) + SATANG)
    # Floors of spending would be costs that the target does not ask for.
    kept = tuple(replace(one, at_least=0) for one in free.limits if one.kind is not LimitKind.COVERAGE)
    free = replace(free, limits=kept)
    total = float(np.nansum(loss))
    target = query.share * total
    provenance = stamp(services, viewer, asked.round_id, asked.area, len(found.frame))
    try:
        goal = least_cost(free, target, PATIENCE)
    except BadInput as error:
        if error.code != "allocation_goal_unreachable":
            raise
        return GoalFound(provenance, total, target, float(str(error.params["most"])), None, 0.0, 0)
    return GoalFound(
        provenance=provenance,
        loss=total,
        target=target,
        reached=goal.solution.objective,
        cost_baht=goal.cost / SATANG,
        at_least_baht=goal.at_least / SATANG,
        served_count=int(goal.solution.serves.any(axis=0).sum()),
    )
