"""The programmes that somebody writes for a what-if of a file of their own (TOML).

household = "house_code"           # column that names the households; their numbers by default
area = "district"                  # column of areas, for limits by area
must_serve = "bedridden = 1"       # who has to get at least one programme (a rule)
must_not = "moved_away = 1"        # who gets none
neediest = "overall"               # column by which the neediest tenth is found, the lowest first
neediest_share = 0.1
neediest_covered = 0.5             # share of them that gets at least one programme

[[areas]]
id = "4901"
at_least_baht = 100000
at_most_baht = 900000

[[programmes]]
id = "house"
cost_baht = 40000                  # for a household; with ``per``, for each unit of that column
per = "elderly_count"
eligible = "p2 <= 2 and elderly_count >= 1"
places = 100
places_by_area = { "4901" = 20 }
purse_baht = 2000000
excludes = ["cash"]
requires = ["training"]
benefit = 1.0                      # or the name of a column; or effects:

[[programmes.effects]]
column = "income"                  # lifted by so much, at most to the line; weight for the sum of effects
line = 38000
lift = { low = 3000, likely = 6000, high = 9000 }
weight = 0.001
source = "assumption"
"""

from typing import Annotated, Literal

from pydantic import Field

from dss_core.catalog.definitions import Definition
from dss_core.catalog.expression import Rule, read_rule
from dss_core.catalog.files import bad, by_id, parse_toml
from dss_core.catalog.programmes import Assumed, Range

Name = Annotated[str, Field(min_length=1)]
Baht = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]


class Effect(Definition):
    """What a programme does to a column: it lifts it towards its line, and never beyond. source: or "assumption"."""

    column: Name
    line: float
    lift: Range | Annotated[float, Field(gt=0)]
    weight: Annotated[float, Field(gt=0)] = 1.0
    more_is: Literal["better", "worse"] = "better"
    source: Name

    def lift_at(self, assumed: Assumed) -> float:
        """How much it lifts under an assumption."""
        return self.lift.at(assumed) if isinstance(self.lift, Range) else self.lift


class FileProgramme(Definition):
    """One programme: what it costs, who may have it, its limits, and what it brings."""

    id: Name
    cost_baht: Baht
    per: Name | None = None
    eligible: str = ""
    places: Count | None = None
    places_by_area: dict[Name, Count] = Field(default_factory=dict)
    purse_baht: Baht | None = None
    excludes: tuple[Name, ...] = ()
    requires: tuple[Name, ...] = ()
    benefit: float | Name | None = None
    effects: tuple[Effect, ...] = ()


class AreaLimit(Definition):
    """What is spent in an area, at least and at most."""

    id: Name
    at_least_baht: Baht = 0.0
    at_most_baht: Baht | None = None


class ProgrammeFile(Definition):
    """The whole file."""

    household: Name | None = None
    area: Name | None = None
    must_serve: str = ""
    must_not: str = ""
    neediest: Name | None = None
    neediest_share: Annotated[float, Field(gt=0, le=1)] = 0.1
    neediest_covered: Annotated[float, Field(ge=0, le=1)] = 0.0
    areas: tuple[AreaLimit, ...] = ()
    programmes: Annotated[tuple[FileProgramme, ...], Field(min_length=1)]

    def rule(self, text: str) -> Rule | None:
        """A rule of this file, None for an empty one (they were read once already)."""
        return read_rule(text) if text.strip() else None


def read_programmes(text: str, file: str) -> ProgrammeFile:
    """The programmes of a file; ``BadCatalog`` naming file, place and fix when it is wrong.

    A rule that cannot be read is ``BadInput`` with its place, as ``read_rule``.
    """
    found = parse_toml(file, text.removeprefix("\ufeff").replace("\r\n", "\n"), ProgrammeFile)
    known = by_id(file, "programmes", found.programmes)
    by_id(file, "areas", found.areas)
    for rule in (found.must_serve, found.must_not):
        found.rule(rule)
    for number, programme in enumerate(found.programmes):
        key = f"programmes[{number}]"
        found.rule(programme.eligible)
        if (programme.benefit is None) == (not programme.effects):
            raise bad("catalog_value", file, f"{key}.benefit", programme.benefit or "", "benefit / effects")
        for name in (*programme.excludes, *programme.requires):
            if name not in known or name == programme.id:
                raise bad(
                    "catalog_unknown_name", file, key, name, ", ".join(one for one in known if one != programme.id)
                )
        for at, effect in enumerate(programme.effects):
            _check_range(file, f"{key}.effects[{at}].lift", effect)
        if programme.places_by_area and found.area is None:
            raise bad("catalog_value", file, f"{key}.places_by_area", "", 'area = "..."')
    if found.areas and found.area is None:
        raise bad("catalog_value", file, "areas", "", 'area = "..."')
    return found


def _check_range(file: str, key: str, effect: Effect) -> None:
    if isinstance(effect.lift, Range) and not 0 < effect.lift.low <= effect.lift.likely <= effect.lift.high:
        raise bad("catalog_value", file, key, f"{effect.lift.low:g}", "0 < low <= likely <= high")
