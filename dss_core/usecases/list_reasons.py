"""Why each household is served or not: the plan of a what-if, household by household, the neediest first."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.reasons import Why, reasons
from dss_core.errors import BadInput
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.provenance import Provenance
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_plan import planned
from dss_core.usecases.services import Services, stamp

MOST_LISTED = 500
OPEN = "open"  # every household with a programme that a missing answer leaves open, served with another one or not
PLACE_COLUMNS = ["household_id", "district_code", "subdistrict_code", "village_number", OVERALL, LEVEL]


@dataclass(frozen=True)
class ReasonsQuery:
    """A what-if, and the households that are wanted: a ``Why`` value, or ``OPEN``."""

    scenario: ScenarioQuery
    reason: str = Why.SERVED.value


@dataclass(frozen=True, eq=False)
class ReasonsFound:
    """The first households of a reason, the neediest first.

    households: rank, house_code, household_id, place, overall, level, reason, programmes (ids it gets), cost_baht, and
    ``open`` (ids that a missing answer leaves open). count: of all households of this reason.
    """

    provenance: Provenance
    reason: str
    households: pd.DataFrame
    count: int


def list_reasons(services: Services, viewer: Viewer, query: ReasonsQuery) -> ReasonsFound:
    """The households of one reason; ``BadInput``: scenario_unknown_reason (reason, known), and as ``plan_of``."""
    viewer.must(Permission.BUILD_SCENARIO)
    known = (*(one.value for one in Why), OPEN)
    if query.reason not in known:
        raise BadInput("scenario_unknown_reason", reason=query.reason, known=", ".join(known))
    asked = query.scenario
    plan = planned(services, viewer, asked)
    found, serves = plan.found, plan.solution.serves
    why = reasons(found.problem, plan.priced, found.undecided)
    is_wanted = found.undecided.any(axis=0) if query.reason == OPEN else why == query.reason
    rows = found.first[np.asarray(is_wanted)[found.first]]
    shown = rows[:MOST_LISTED]
    page = found.frame.iloc[shown][PLACE_COLUMNS].reset_index(drop=True)
    codes = shown_codes(services, viewer, page["household_id"], asked.area)
    ids = found.programme_ids
    costs = np.where(serves, found.problem.satang, 0)[:, shown].sum(axis=0) / SATANG
    return ReasonsFound(
        provenance=stamp(services, viewer, asked.round_id, asked.area, len(found.frame)),
        reason=query.reason,
        households=page.assign(
            rank=found.rank[shown],
            house_code=page["household_id"].map(codes),
            reason=why[shown],
            programmes=[tuple(ids[at] for at in np.flatnonzero(serves[:, row])) for row in shown],
            cost_baht=costs,
            open=[tuple(ids[at] for at in np.flatnonzero(found.undecided[:, row])) for row in shown],
        ),
        count=len(rows),
    )
