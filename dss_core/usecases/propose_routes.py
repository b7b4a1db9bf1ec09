"""The route that each household's record points to, with its reasons: a proposal for people to decide on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.eligibility import columns_of
from dss_core.analysis.allocation.routes import UNDECIDED, propose
from dss_core.errors import BadInput
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.provenance import Provenance
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_plan import planned
from dss_core.usecases.services import Services, stamp

MOST_LISTED = 500
OPEN = "open"  # the route of whom an answer is missing that decides
PLACE_COLUMNS = ["household_id", "district_code", "subdistrict_code", "village_number", OVERALL, LEVEL]


@dataclass(frozen=True)
class RoutesQuery:
    """A what-if, and the route whose households are listed (an id of the catalogue, or ``OPEN``)."""

    scenario: ScenarioQuery
    route: str


@dataclass(frozen=True, eq=False)
class RoutesFound:
    """counts: one row for each route and ``OPEN``: route, household_count, beside_count (it runs beside another one),
    served_count (served by the plan), served_along_count (with a programme of this route). households: the first of
    the route asked for, the neediest first: rank, house_code, household_id, place, overall, level, reasons (ids of the
    tests), beside (ids of routes), programmes (ids that the plan gives).
    """

    provenance: Provenance
    route: str
    counts: pd.DataFrame
    households: pd.DataFrame


def propose_routes(services: Services, viewer: Viewer, query: RoutesQuery) -> RoutesFound:
    """The proposal for the households that the viewer may see, beside the plan.

    ``BadInput``: scenario_unknown_route (route, known), and as ``plan_of``.
    """
    viewer.must(Permission.BUILD_SCENARIO)
    routes, asked = services.catalog.routes, query.scenario
    ids = [route.id for route in routes.routes]
    if query.route not in (*ids, OPEN):
        raise BadInput("scenario_unknown_route", route=query.route, known=", ".join((*ids, OPEN)))
    plan = planned(services, viewer, asked)
    found, serves = plan.found, plan.solution.serves
    proposal = propose(routes, columns_of(found.frame), len(found.frame))
    served = np.asarray(serves.any(axis=0))
    of_programme = np.array([ids.index(offer.programme.route) for offer in found.offers])
    counts = []
    for number, name in (*enumerate(ids), (UNDECIDED, OPEN)):
        own = proposal.route == number
        along = np.asarray((serves & (of_programme == number)[:, None]).any(axis=0))
        beside = 0 if number == UNDECIDED else int(proposal.beside[number].sum())
        counts.append((name, int(own.sum()), beside, int((own & served).sum()), int((own & along).sum())))
    number = UNDECIDED if query.route == OPEN else ids.index(query.route)
    rows = found.first[(proposal.route == number)[found.first]][:MOST_LISTED]
    page = found.frame.iloc[rows][PLACE_COLUMNS].reset_index(drop=True)
    codes = shown_codes(services, viewer, page["household_id"], asked.area)
    columns = ["route", "household_count", "beside_count", "served_count", "served_along_count"]
    return RoutesFound(
        provenance=stamp(services, viewer, asked.round_id, asked.area, len(found.frame)),
        route=query.route,
        counts=pd.DataFrame(counts, columns=columns),
        households=page.assign(
            rank=found.rank[rows],
            house_code=page["household_id"].map(codes),
            reasons=[proposal.reasons(routes, row) for row in rows.tolist()],
            beside=[tuple(ids[at] for at in np.flatnonzero(proposal.beside[:, row])) for row in rows],
            programmes=[tuple(found.programme_ids[at] for at in np.flatnonzero(serves[:, row])) for row in rows],
        ),
    )
