"""One household: where it lives, who lives there, and what each round found. Every look at it is written down."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from dss_core.access.masking import mask_name, masked_id
from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.model.households import PRIVATE_ADDRESS
from dss_core.model.revisions import HouseholdEvent
from dss_core.store.audit import write_audit
from dss_core.store.cells import FOUND, TOLD
from dss_core.store.events import events_of
from dss_core.store.households import household_members, household_rounds
from dss_core.store.imports import list_imports
from dss_core.store.registry import now
from dss_core.store.reveals import revealed_until
from dss_core.store.revisions import read_changes
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.id_numbers import id_numbers
from dss_core.usecases.known_household import must_find_household
from dss_core.usecases.services import Services, find_round

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Shown only inside a reveal, as PRIVATE_ADDRESS is.
PRIVATE_NAMES = ("title", "first_name", "last_name", "national_id_tail")
CHANGE_COLUMNS = ("round_id", "person_id", "field", "before", "after", "by", "at", "file_name", "is_undone")


@dataclass(frozen=True)
class ShowHousehold:
    """A household and the round whose members are shown."""

    household_id: int
    round_id: str


@dataclass(frozen=True, eq=False)
class HouseholdStory:
    """address: the household's row, private parts None unless the viewer has revealed it. members: one row per
    person. rounds: one row per round, newest first, with scores. ``is_masked`` says that names are masked,
    ``revealed_until`` until when they are not. changes:
    one row per value that an import changed, the newest first (round_id, person_id, field, before, after, by, at,
    file_name, is_undone). events: newest first, with the house codes of those in the viewer's area."""

    address: dict[str, Any]
    members: pd.DataFrame
    rounds: pd.DataFrame
    is_masked: bool
    changes: pd.DataFrame
    events: tuple[HouseholdEvent, ...]
    codes: dict[int, str]
    revealed_until: datetime | None


def show_household(services: Services, viewer: Viewer, query: ShowHousehold) -> HouseholdStory:
    """A household inside the viewer's scope, else ``NotFound``: that it exists elsewhere is not told."""
    viewer.must(Permission.VIEW_HOUSEHOLDS)
    found = find_round(services, query.round_id)
    with services.database.reading() as connection:
        address = must_find_household(connection, viewer, query.household_id)
        members = household_members(connection, query.household_id, found.id, viewer.scope)
        rounds = household_rounds(connection, query.household_id, viewer.scope)
        changes = _changes(connection, query.household_id)
        events = tuple(events_of(connection, query.household_id))
        until = None
        if viewer.may(Permission.VIEW_NAMES):
            until = revealed_until(connection, viewer.username, query.household_id, now())
        ids = {one for event in events for one in (event.household_id, event.other_household_id) if one is not None}
    codes = shown_codes(services, viewer, sorted(ids))
    events = tuple(_told(event, codes) for event in events if event.household_id in codes)
    is_masked = until is None
    changes = _seen(changes, set(rounds["round_id"]), is_masked)
    if is_masked:
        address |= {name: None for name in PRIVATE_ADDRESS}
        members = members.assign(
            title=None,
            first_name=members["first_name"].map(mask_name, na_action="ignore"),
            last_name=members["last_name"].map(mask_name, na_action="ignore"),
            national_id_tail=None,
        )
    national_id = members["national_id_tail"].map(masked_id, na_action="ignore")
    if not is_masked:
        national_id = members["person_id"].map(id_numbers(services, viewer, query.household_id)).fillna(national_id)
    members = members.assign(national_id=national_id)
    with services.database.writing() as connection:
        details = {"round": found.id, "with_names": not is_masked}
        write_audit(connection, viewer.username, "show_household", str(query.household_id), details)
    shown = members.drop(columns="national_id_tail")
    return HouseholdStory(address, shown, rounds, is_masked, changes, events, codes, until)


def _told(event: HouseholdEvent, codes: dict[int, str]) -> HouseholdEvent:
    """An event as its viewer may know it: another house outside the viewer's area is left out."""
    return event if event.other_household_id in codes else replace(event, other_household_id=None)


def _changes(connection: "Connection", household_id: int) -> pd.DataFrame:
    """Every value that imports changed, with the import."""
    imports = {one.id: one for one in list_imports(connection)}
    rows = [
        {
            **{name: change[name] for name in ("level", "round_id", "person_id", "field", "before", "after")},
            "by": imports[change["import_id"]].imported_by,
            "at": imports[change["import_id"]].imported_at,
            "file_name": imports[change["import_id"]].file_name,
            "is_undone": imports[change["import_id"]].undone_at is not None,
        }
        for change in read_changes(connection, household_id)
    ]
    return pd.DataFrame(rows, columns=["level", *CHANGE_COLUMNS], dtype=object)


def _seen(changes: pd.DataFrame, rounds: set[str], is_masked: bool) -> pd.DataFrame:
    """The changes that this viewer may see: of rounds in the viewer's area, and nothing private where names are masked.

    Hashes of ID numbers tell nobody anything and are left out for all.
    """
    is_of_round = changes["level"].isin([FOUND, TOLD])
    hidden = {"national_id_hash", *((*PRIVATE_ADDRESS, *PRIVATE_NAMES) if is_masked else ())}
    shown = (~is_of_round | changes["round_id"].isin(rounds)) & ~changes["field"].isin(hidden)
    return changes.loc[shown, list(CHANGE_COLUMNS)].reset_index(drop=True)
