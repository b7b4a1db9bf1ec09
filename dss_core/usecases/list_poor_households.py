"""The households that one combination of definitions counts as poor, page by page; without names."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.measure_poverty import flags_of
from dss_core.usecases.poverty_rows import lines_of_round
from dss_core.usecases.services import Services, stamp

LARGEST_PAGE = 200
INCOME = "income_per_person_baht"
COLUMNS = ("household_id", "district_code", "subdistrict_code", "village_number", OVERALL, LEVEL, INCOME)


@dataclass(frozen=True)
class PoorListQuery:
    """A round, an area, and the definitions that count a household while all others do not (none: nobody counts it).

    One definition alone gives the households that it alone counts.
    """

    round_id: str
    area: str
    definitions: tuple[str, ...]
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, eq=False)
class PoorList:
    """One page: household_id, house_code, place, overall score, level, income per person and year in baht.

    The lowest overall score stands first, households without one last. ``found_count``: on all pages.
    """

    provenance: Provenance
    found_count: int
    households: pd.DataFrame


def list_poor_households(services: Services, viewer: Viewer, query: PoorListQuery) -> PoorList:
    """The households of a combination, of those that every definition decides, inside the viewer's scope.

    ``BadInput``: poverty_unknown_definition (definition, definitions), household_page (most).
    """
    viewer.must(Permission.VIEW_HOUSEHOLDS)
    known = [definition.id for definition in services.catalog.poverty.definitions]
    wrong = [name for name in query.definitions if name not in known]
    if wrong:
        raise BadInput("poverty_unknown_definition", definition=", ".join(wrong), definitions=", ".join(known))
    if query.offset < 0 or not 1 <= query.limit <= LARGEST_PAGE:
        raise BadInput("household_page", most=LARGEST_PAGE)
    frame = households_of(services, viewer, query.round_id, query.area)
    flags, without_line = flags_of(services.catalog, frame, lines_of_round(services, query.round_id))
    decided = {name: flag for name, flag in flags.items() if name not in without_line}
    wanted = [flag == float(name in query.definitions) for name, flag in decided.items()]
    rows = np.flatnonzero(np.logical_and.reduce(wanted)) if decided else np.array([], dtype=np.int64)
    order = np.lexsort((frame["household_id"].to_numpy()[rows], frame[OVERALL].to_numpy()[rows]))
    page = frame.iloc[rows[order][query.offset : query.offset + query.limit]][list(COLUMNS)].reset_index(drop=True)
    codes = shown_codes(services, viewer, page["household_id"], query.area)
    return PoorList(
        stamp(services, viewer, query.round_id, query.area, len(frame)),
        len(rows),
        page.assign(house_code=page["household_id"].map(codes)),
    )
