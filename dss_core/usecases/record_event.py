"""What happened to households between rounds: recorded by people, and proposed from what the rounds tell."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.model.revisions import EventKind, HouseholdEvent
from dss_core.store import events as stored
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.usecases.known_household import must_find_household
from dss_core.usecases.services import Services, all_rounds, find_round, stamp

NOTES = "event_note"
HOUSE_DIGITS = 11
# Which kinds speak of two households, and which need the second.
WITH_OTHER = frozenset({EventKind.SPLIT, EventKind.MERGED, EventKind.MOVED})


@dataclass(frozen=True)
class EventDraft:
    """An event as somebody enters it. other_house_code: 11 digits, of the house it split off to, merged with or moved
    to. happened_on: the day as far as it is known."""

    household_id: int
    kind: str
    round_id: str
    other_house_code: str | None = None
    happened_on: date | None = None
    note_code: str | None = None


def record_event(services: Services, viewer: Viewer, draft: EventDraft) -> HouseholdEvent:
    """The event as it is kept; it is written into the audit.

    ``NotFound``: household_unknown, round_unknown. ``BadInput``: event_kind (kind), event_note (note), event_other
    (kind: it needs another house), event_other_unknown, event_same_house, event_future.
    """
    viewer.must(Permission.RECORD_EVENT)
    kind = _checked(services, draft)
    with services.database.writing() as connection:
        must_find_household(connection, viewer, draft.household_id)
        other = None
        if kind in WITH_OTHER:
            code = "".join(letter for letter in draft.other_house_code or "" if letter.isdecimal())
            if len(code) != HOUSE_DIGITS:
                raise BadInput("event_other", kind=kind.value)
            other = stored.house_id(connection, code, viewer.scope)
            if other is None:
                raise BadInput("event_other_unknown")
            if other == draft.household_id:
                raise BadInput("event_same_house")
        event = HouseholdEvent(
            kind, draft.household_id, other, draft.round_id, draft.happened_on, draft.note_code, viewer.username, now()
        )
        number = stored.write_event(connection, event)
        details = {"kind": kind.value, "round": draft.round_id}
        write_audit(connection, viewer.username, "record_event", str(draft.household_id), details)
    return replace(event, id=number)


def _checked(services: Services, draft: EventDraft) -> EventKind:
    find_round(services, draft.round_id)
    try:
        kind = EventKind(draft.kind)
    except ValueError as error:
        raise BadInput("event_kind", kind=draft.kind) from error
    notes = {code.code for code in services.catalog.code_lists[NOTES].codes}
    if draft.note_code is not None and draft.note_code not in notes:
        raise BadInput("event_note", note=draft.note_code)
    if draft.happened_on is not None and draft.happened_on > now().date():
        raise BadInput("event_future")
    return kind


@dataclass(frozen=True)
class LineageQuery:
    """A round and an area; it is compared with the round before."""

    round_id: str
    area: str


@dataclass(frozen=True, eq=False)
class EventProposals:
    """What the persons of two rounds suggest; nobody has confirmed it.

    proposals: kind (moved or split), household_id, house_code, subdistrict_code of the earlier house, the same with
    ``other_`` of the later one, person_count (known by their ID number in both), member_count (listed in the earlier
    house then), share. earlier: the id of the round before, None if there is none.
    """

    provenance: Provenance
    earlier: str | None
    proposals: pd.DataFrame


def propose_events(services: Services, viewer: Viewer, query: LineageQuery) -> EventProposals:
    """Households whose members turn up in another house: moved if most of them do, split off if fewer."""
    viewer.must(Permission.VIEW_HOUSEHOLDS)
    services.catalog.areas.get(query.area)
    found, scope = find_round(services, query.round_id), viewer.must_see(query.area)
    older = [one for one in all_rounds(services) if (one.year, one.wave) < (found.year, found.wave)]
    earlier = older[0].id if older else None
    proposals = pd.DataFrame()
    count = 0
    if earlier is not None:
        with services.database.reading() as connection:
            persons = stored.in_two_houses(connection, earlier, found.id, scope)
            sizes = stored.sizes_in(connection, earlier, scope)
            count = len(stored.sizes_in(connection, found.id, scope))
        proposals = _proposals(persons, sizes, services.catalog.quality.moved_share)
    return EventProposals(stamp(services, viewer, found.id, query.area, count), earlier, proposals)


def _proposals(persons: pd.DataFrame, sizes: dict[int, int], moved_share: float) -> pd.DataFrame:
    keys = [
        "household_id", "house_code", "subdistrict_code",
        "other_household_id", "other_house_code", "other_subdistrict_code",
    ]  # fmt: skip
    pairs = persons.groupby(keys, as_index=False).size().rename(columns={"size": "person_count"})
    pairs = pairs.assign(member_count=pairs["household_id"].map(sizes))
    pairs = pairs.assign(share=pairs["person_count"] / pairs["member_count"])
    is_moved = pairs["share"] >= moved_share
    pairs = pairs.assign(kind=is_moved.map({True: EventKind.MOVED.value, False: EventKind.SPLIT.value}))
    return pairs.sort_values(["share", "person_count"], ascending=False, kind="stable").reset_index(drop=True)
