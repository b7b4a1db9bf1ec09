"""A saved what-if: a baseline, a catalogue version and an ordered list of choices; never a copy of the data."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class ProgrammeChoice:
    """One programme as assumed in a scenario. Cost in baht per unit served and year; places in households."""

    programme_id: str
    unit_cost_baht: float
    places: int | None = None


@dataclass(frozen=True)
class Scenario:
    """A what-if as it was saved, with the figures that came out."""

    id: str
    name: str
    round_id: str
    area_code: str
    catalog_version: str
    data_version: int
    method: str
    weights: dict[str, float]
    budget_baht: float
    most_per_household: int | None
    programmes: tuple[ProgrammeChoice, ...]
    created_by: str
    created_at: datetime
    result: dict[str, float] = field(default_factory=dict)
