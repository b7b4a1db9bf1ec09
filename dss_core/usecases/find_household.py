"""Find households of a round. Names are searched only for a viewer who may see them, ID numbers only for some.

An ID number is looked for by its keyed hash, alone; it is kept nowhere and stands in no line of the audit.
"""

from dataclasses import dataclass, field

import pandas as pd

from dss_core.access.identity import hash_id
from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.intake.cells import id_number_in
from dss_core.model.households import Outcome
from dss_core.model.provenance import Provenance
from dss_core.store.audit import write_audit
from dss_core.store.households import HouseholdSearch, search_households
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.services import Services, find_round, stamp

LARGEST_PAGE = 200


@dataclass(frozen=True)
class HouseholdQuery:
    """A round, an area and what is looked for there. The text can be a name or number: it is told by no repr."""

    round_id: str
    area: str
    text: str = field(default="", repr=False)
    level: int | None = None
    outcome: str | None = None
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, eq=False)
class HouseholdPage:
    """One page of the households found, one row each; ``found_count`` is the number on all pages."""

    provenance: Provenance
    found_count: int
    households: pd.DataFrame


def find_household(services: Services, viewer: Viewer, query: HouseholdQuery) -> HouseholdPage:
    """The households that match, in the order of their house codes."""
    viewer.must(Permission.VIEW_HOUSEHOLDS)
    _check(services, query)
    found = find_round(services, query.round_id)
    with_names = viewer.may(Permission.VIEW_NAMES)
    number = id_number_in(query.text) if viewer.may(Permission.FIND_PERSON) else None
    id_hash = None if number is None else hash_id(number, services.settings.secret)
    text = "" if id_hash else query.text
    search = HouseholdSearch(text, with_names, query.level, query.outcome, id_hash)
    scope = viewer.must_see(query.area)
    with services.database.reading() as connection:
        count, page = search_households(connection, found.id, scope, search, query.offset, query.limit)
    if id_hash or (with_names and query.text):
        # The words that were looked for can be a name: only that a search took place is written down.
        by = {"by": "id_number"} if id_hash else {}
        with services.database.writing() as connection:
            write_audit(connection, viewer.username, "find_household", query.area, {**by, "found": count})
    everybody = len(households_of(services, viewer, found.id, query.area))
    return HouseholdPage(stamp(services, viewer, found.id, query.area, everybody), count, page)


def _check(services: Services, query: HouseholdQuery) -> None:
    services.catalog.areas.get(query.area)
    levels = {level.number for level in services.catalog.instrument.levels}
    if query.level is not None and query.level not in levels:
        raise BadInput("household_level", level=query.level)
    if query.outcome is not None and query.outcome not in set(Outcome):
        raise BadInput("household_outcome", outcome=query.outcome)
    if query.offset < 0 or not 1 <= query.limit <= LARGEST_PAGE:
        raise BadInput("household_page", most=LARGEST_PAGE)
