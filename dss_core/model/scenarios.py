"""A saved what-if: a baseline, the versions it was computed with and the choices made; never a copy of the data."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class EffectChoice:
    """What is assumed of one effect of a programme instead of its definition, in the unit of that effect."""

    on: str
    low: float
    likely: float
    high: float


@dataclass(frozen=True)
class ProgrammeChoice:
    """One programme as assumed in a scenario. Cost in baht per unit served and year; places in households."""

    programme_id: str
    unit_cost_baht: float
    places: int | None = None
    places_by_area: tuple[tuple[str, int], ...] = ()  # (district code, households)
    effects: tuple[EffectChoice, ...] = ()  # those that are not as the catalogue says


@dataclass(frozen=True)
class PurseLimit:
    """Money that may buy only some programmes."""

    id: str
    baht: float
    programme_ids: tuple[str, ...]


@dataclass(frozen=True)
class AreaSpending:
    """What is spent in a district, at least and at most."""

    area_code: str
    at_least_baht: float = 0.0
    at_most_baht: float | None = None


@dataclass(frozen=True)
class ScenarioChoices:
    """Everything a what-if is made of besides its round and area; equal ones give the same plan on the same data."""

    budget_baht: float
    programmes: tuple[ProgrammeChoice, ...]
    weights: tuple[tuple[str, float], ...]  # of the ranking: for rank-and-cut and the neediest
    method: str = "weighted_sum"  # of the ranking
    most_per_household: int = 1
    objective: str = "gap"  # key of the objectives
    aversion: float = 1.0  # of severity
    assumed: str = "likely"  # low | likely | high end of the effects
    purses: tuple[PurseLimit, ...] = ()
    areas: tuple[AreaSpending, ...] = ()
    neediest_share: float = 0.1
    neediest_covered: float = 0.0  # share of the neediest that gets at least one programme
    must_serve: tuple[str, ...] = ()  # house codes
    must_not: tuple[str, ...] = ()
    seed: int = 1


@dataclass(frozen=True)
class ScenarioFigure:
    """A figure of a plan as it was saved: before any help and after it, in the unit named; None where there is none."""

    id: str
    unit: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Scenario:
    """A what-if as it was saved, with the figures that came out."""

    id: str
    name: str
    round_id: str
    area_code: str
    catalog_version: str
    data_version: int
    choices: ScenarioChoices
    figures: tuple[ScenarioFigure, ...]
    created_by: str
    created_at: datetime


@dataclass(frozen=True)
class Decision:
    """A saved what-if that was decided on: by whom, when and why, and with which versions its plan was computed.

    ``household_count`` households get help for ``spent_baht`` in one year.
    """

    id: str
    scenario_id: str
    decided_by: str
    decided_on: date
    reason: str
    catalog_version: str
    data_version: int
    household_count: int
    spent_baht: float
    recorded_by: str
    recorded_at: datetime
