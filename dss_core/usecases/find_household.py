"""Find households of a round. Names are searched and shown only for a viewer who may see them."""

from dataclasses import dataclass

import pandas as pd

from dss_core.access.identity import hash_id, id_number_in
from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.households import Outcome
from dss_core.model.provenance import Provenance
from dss_core.store.audit import write_audit
from dss_core.store.households import HouseholdSearch, search_households
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.services import Services, find_round, stamp

LARGEST_PAGE = 200


@dataclass(frozen=True)
class HouseholdQuery:
    """A round, an area and what is looked for there: a text, or the ID number of a person."""

    round_id: str
    area: str
    text: str = ""
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
    search = HouseholdSearch("" if number else query.text, with_names, query.level, query.outcome, id_hash)
    scope = viewer.must_see(query.area)
    with services.database.reading() as connection:
        count, page = search_households(connection, found.id, scope, search, query.offset, query.limit)
    if number:
        with services.database.writing() as connection:
            write_audit(connection, viewer.username, "find_person", query.area, {"found": count})
    elif with_names and query.text:
        # The words that were looked for can be a name: only that a search took place is written down.
        with services.database.writing() as connection:
            write_audit(connection, viewer.username, "find_household", query.area, {"found": count})
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
