"""Whose home visit would most reduce the doubt at the line, by sub-district."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.doubt import doubt
from dss_core.analysis.ranking.visits import visit_list
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.stress_ranking import PLACE, StressQuery, ranges_of, subdistricts, tested

MOST_VISITS = 500


@dataclass(frozen=True)
class VisitQuery(StressQuery):
    """The ranking as in ``StressQuery`` (answers are always drawn here), and how many visits can be made."""

    visits: int = 50


@dataclass(frozen=True, eq=False)
class Visits:
    """The visits that settle most.

    households: place, house_code, first_share (0-1), settled (by how much the visit lowers the expected number of
    households on the wrong side of the line), missing (criteria to ask about), most first. by_area: area, visit_count,
    settled, most first. wrong_count: households expected on the wrong side of the line as answers stand. settled_share:
    which part of that these visits settle (0-1). weight_draw_count, answer_draw_count: draws.
    """

    provenance: Provenance
    households: pd.DataFrame
    by_area: pd.DataFrame
    wrong_count: float
    settled_share: float
    weight_draw_count: int
    answer_draw_count: int


def list_visits(services: Services, viewer: Viewer, query: VisitQuery) -> Visits:
    """The visit list for the households that the viewer may see.

    ``BadInput``: ranking_visits (most), and those of ``stress_ranking``.
    """
    viewer.must(Permission.RANK_HOUSEHOLDS)
    if not 1 <= query.visits <= MOST_VISITS:
        raise BadInput("ranking_visits", most=MOST_VISITS)
    frame, needs = tested(services, viewer, query)
    place = subdistricts(frame)
    found = doubt(needs, query.method, query.first_count, place, services.catalog.stress, ranges_of(needs, query.width))
    listed = visit_list(needs, found, place, query.visits)
    rows = listed.households["row"].to_numpy(dtype=np.int64)
    page = frame.iloc[rows][list(PLACE)].reset_index(drop=True)
    names = np.sort(frame["subdistrict_code"].astype("str").unique())
    codes = shown_codes(services, viewer, page["household_id"], query.area)
    return Visits(
        stamp(services, viewer, query.round_id, query.area, len(frame)),
        page.assign(
            house_code=page["household_id"].map(codes),
            first_share=found.first_share[rows],
            settled=listed.households["settled"].to_numpy(),
            missing=listed.households["missing"].to_numpy(),
        ),
        listed.areas.assign(area=[str(names[at]) for at in listed.areas["area"]]),
        float(np.nansum(found.wrong_side_share)),
        listed.settled_share,
        found.weight_count,
        found.answer_count,
    )
