"""Survey rounds. Years are Common Era inside; the Buddhist Era (+543) exists only at the edges."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FIRST_BUDDHIST_YEAR = 2400  # a year from here on is one of the Buddhist Era
EARLIEST_YEAR, LATEST_YEAR = 1880, 2200  # in which somebody can have been born or a survey can have been


class RoundStatus(StrEnum):
    """Whether a round may still take imports."""

    OPEN = "open"
    ENDORSED = "endorsed"


@dataclass(frozen=True)
class Round:
    """One survey round: the year it was held (Common Era) and its number within the year."""

    id: str
    year: int
    wave: int
    status: RoundStatus
    household_count: int
    updated_at: datetime


def round_id(year: int, wave: int) -> str:
    """The key of a round, ``2026-1`` for the first round of 2026 (Common Era)."""
    return f"{year}-{wave}"
