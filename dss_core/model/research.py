"""Research files: what was asked for, and what became of it. The newest step tells how far a file is."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ResearchState(StrEnum):
    """How far a research file is; ``FORGOTTEN`` is granted, expired and deleted."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class ResearchFile:
    """What somebody asked for, for which purpose, and until which day (Thai time, included) it may be downloaded."""

    id: str
    round_id: str
    area_code: str
    variables: tuple[str, ...]
    purpose: str
    institution: str
    ethics_number: str
    until: date
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True)
class ResearchStep:
    """What was done with a file, by whom. A granted one carries k, l, freeze id and counts of its households."""

    file_id: str
    state: ResearchState
    by: str
    at: datetime
    reason: str = ""
    k: int | None = None
    l: int | None = None  # noqa: E741 (the name in the literature)
    freeze_id: str | None = None
    household_count: int | None = None
    left_out_count: int | None = None
    sha256: str | None = None
