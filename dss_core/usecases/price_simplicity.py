"""The price of simplicity: what rank and cut leaves undone against the best plan, and how many baht it wastes."""

from dataclasses import dataclass

import numpy as np

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.simplicity import price_of_simplicity
from dss_core.model.provenance import Provenance
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_plan import planned
from dss_core.usecases.services import Services, stamp

PATIENCE = 0.02  # seconds for a proof of each cheaper plan: the bounds say what is missing


@dataclass(frozen=True)
class SimplicityPrice:
    """Rank and cut beside the best plan of the same what-if, within the same limits (it knows no floors and lists).

    reached: what it takes off the loss; best: what the best plan does. lost_share: of ``best`` (0-1). wasted_baht: the
    best plan reaches the same for so much less; no plan saves more than wasted_at_most_baht. useless_count: households
    that it serves with nothing but programmes that bring them nothing. both_count: served by both plans.
    """

    provenance: Provenance
    served_count: int
    best_count: int
    both_count: int
    useless_count: int
    spent_baht: float
    reached: float
    best: float
    lost_share: float
    wasted_baht: float
    wasted_at_most_baht: float


def price_simplicity(services: Services, viewer: Viewer, query: ScenarioQuery) -> SimplicityPrice:
    """The price of simplicity of a what-if; ``BadInput`` as ``plan_of``."""
    viewer.must(Permission.BUILD_SCENARIO)
    plan = planned(services, viewer, query)
    problem, best = plan.found.problem, plan.solution
    price = price_of_simplicity(problem, best, plan.found.first, PATIENCE)
    simple, optimal = np.asarray(price.serves.any(axis=0)), np.asarray(best.serves.any(axis=0))
    helped = np.asarray((price.serves & problem.possible()).any(axis=0))
    return SimplicityPrice(
        provenance=stamp(services, viewer, query.round_id, query.area, problem.household_count),
        served_count=int(simple.sum()),
        best_count=int(optimal.sum()),
        both_count=int((simple & optimal).sum()),
        useless_count=int((simple & ~helped).sum()),
        spent_baht=price.spent / SATANG,
        reached=price.reached,
        best=best.objective,
        lost_share=price.lost_share,
        wasted_baht=price.wasted / SATANG,
        wasted_at_most_baht=price.wasted_at_most / SATANG,
    )
