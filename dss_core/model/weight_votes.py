"""Weights that agencies vote on in a meeting, and the set that they agreed upon."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class WeightVote:
    """The weights that one agency wants for the criteria of a preset; they need not sum to 1."""

    preset_id: str
    agency: str
    weights: dict[str, float]
    cast_by: str
    cast_at: datetime


@dataclass(frozen=True)
class WeightAgreement:
    """A set of weights as it was minuted: who was there, why, and the votes that it came from (kept for good)."""

    id: str
    name: str
    preset_id: str
    weights: dict[str, float]
    present: str
    reason: str
    catalog_version: str
    agreed_by: str
    agreed_at: datetime
    votes: tuple[WeightVote, ...] = ()
