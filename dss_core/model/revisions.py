"""What an upload would do to a row of a round, and what happens to a household from round to round."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RowState(StrEnum):
    """new: the round does not hold the household. changed, same: it does, with other values or these very ones.
    held: the row is not taken in."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"


class EventKind(StrEnum):
    """What happened to a household between rounds."""

    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    DIED = "died"
    MIGRATED = "migrated"


@dataclass(frozen=True)
class HouseholdEvent:
    """An event as somebody wrote it down. other_household_id: where it split off to, merged with or moved to."""

    kind: EventKind
    household_id: int
    other_household_id: int | None
    round_id: str
    happened_on: date | None
    note_code: str | None
    recorded_by: str
    recorded_at: datetime
    id: int | None = None
