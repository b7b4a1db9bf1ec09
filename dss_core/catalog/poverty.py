"""The definitions of poverty under ``data/catalog/poverty``: lines, specifications, and who counts as poor."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from dss_core.catalog.definitions import Condition, Definition, Id, Label, Sourced, Standing
from dss_core.catalog.files import bad, by_id, parse_toml, read_text
from dss_core.catalog.specification import (
    Cutoff,
    Name,
    Specification,
    check_specification,
    require_known,
)
from dss_core.errors import NotFound

FOLDER = "catalog/poverty"
LINES = f"{FOLDER}/lines.toml"
DEFINITIONS = f"{FOLDER}/definitions.toml"
MEASURES = f"{FOLDER}/measures.toml"


class MpiSpecification(Specification, Sourced):
    """A specification of the catalogue, with where it comes from."""

    meaning: Label | None = None


class LineValue(Definition):
    """The height of a line from a day on, in baht per person and year."""

    since: date
    value_baht: Annotated[float, Field(gt=0)]
    reference: Name
    standing: Standing
    note: Label | None = None


class PovertyLine(Sourced):
    """A line for a variable in baht per person and year: below it is poor, at it is not."""

    meaning: Label
    variable: Id
    unit: Label
    values: Annotated[tuple[LineValue, ...], Field(min_length=1)]

    def value_on(self, day: date) -> float | None:
        """The line in force on a day, None before its first value; proposed values never count."""
        known = [v for v in self.values if v.standing is not Standing.PROPOSAL and v.since <= day]
        return max(known, key=lambda value: value.since).value_baht if known else None


class IncomePoor(Sourced):
    """Poor: an income below a line."""

    kind: Literal["income_line"]
    meaning: Label
    line: Id


class CountPoor(Sourced):
    """Poor: the deprivations of a specification weigh k or more."""

    kind: Literal["alkire_foster"]
    meaning: Label
    specification: Id
    k: Cutoff


class LevelPoor(Sourced):
    """Poor: a level of at most so much."""

    kind: Literal["level"]
    meaning: Label
    variable: Id
    at_most: float


class TargetedPoor(Sourced):
    """Poor: deprived in at least so many dimensions (one indicator is enough for each), and a condition holds."""

    kind: Literal["failed_dimensions"]
    meaning: Label
    specification: Id
    least_dimensions: Annotated[int, Field(ge=1)]
    and_if: Condition


PovertyDefinition = Annotated[IncomePoor | CountPoor | LevelPoor | TargetedPoor, Field(discriminator="kind")]


class MeasureDefaults(Definition):
    """What a measure is computed with when nobody says otherwise. ``emphasis_share`` is 0-1."""

    atkinson_epsilon: Annotated[float, Field(gt=0)]
    income_parts: Annotated[int, Field(ge=2)]
    emphasis_share: Annotated[float, Field(gt=0, lt=1)]


class _LinesFile(Definition):
    lines: Annotated[tuple[PovertyLine, ...], Field(min_length=1)]


class _DefinitionsFile(Definition):
    definitions: Annotated[tuple[PovertyDefinition, ...], Field(min_length=1)]


Found = TypeVar("Found")


@dataclass(frozen=True)
class PovertyDefinitions:
    """Everything under ``data/catalog/poverty``, by id and in the order of the files."""

    lines: Mapping[str, PovertyLine]
    specifications: Mapping[str, MpiSpecification]
    definitions: tuple[IncomePoor | CountPoor | LevelPoor | TargetedPoor, ...]
    defaults: MeasureDefaults

    def line(self, line_id: str) -> PovertyLine:
        """The poverty line of this id; NotFound if there is none."""
        return _found("poverty_line", self.lines, line_id)

    def specification(self, specification_id: str) -> MpiSpecification:
        """The multidimensional specification of this id; NotFound if there is none."""
        return _found("mpi_specification", self.specifications, specification_id)

    def lines_on(self, day: date) -> dict[str, float]:
        """The height of every line in force on a day, in baht per person and year."""
        heights = {line_id: line.value_on(day) for line_id, line in self.lines.items()}
        return {line_id: height for line_id, height in heights.items() if height is not None}


def poverty_files(data_dir: Path) -> tuple[str, ...]:
    """The names of the files that ``load_poverty`` reads, relative to the data folder."""
    found = {path.relative_to(data_dir).as_posix() for path in (data_dir / FOLDER).glob("*.toml")}
    return tuple(sorted(found | {LINES, DEFINITIONS, MEASURES}))


def load_poverty(data_dir: Path) -> PovertyDefinitions:
    """The definitions of poverty; ``BadCatalog`` (file, key, problem, remedy) for the first one that is wrong."""
    named = {LINES, DEFINITIONS, MEASURES}
    specifications: dict[str, MpiSpecification] = {}
    for file in poverty_files(data_dir):
        if file not in named:
            specification = parse_toml(file, read_text(data_dir, file), MpiSpecification)
            if specification.id != Path(file).stem:
                raise bad("catalog_value", file, "id", specification.id, Path(file).stem)
            check_specification(file, specification)
            specifications[specification.id] = specification
    lines = parse_toml(LINES, read_text(data_dir, LINES), _LinesFile).lines
    definitions = parse_toml(DEFINITIONS, read_text(data_dir, DEFINITIONS), _DefinitionsFile).definitions
    by_id(DEFINITIONS, "definitions", definitions)
    return PovertyDefinitions(by_id(LINES, "lines", lines), specifications, definitions, load_measures(data_dir))


def check_names(poverty: PovertyDefinitions, known_ids: Collection[str]) -> None:
    """Nothing, or ``BadCatalog`` for the first rule that names what is not there.

    ``known_ids``: the indicators, capitals and variables that rules may name.
    """
    for number, line in enumerate(poverty.lines.values()):
        require_known(LINES, f"lines[{number}].variable", line.variable, known_ids)
    for specification in poverty.specifications.values():
        _check_variables(f"{FOLDER}/{specification.id}.toml", specification, known_ids, poverty.lines)
    for number, definition in enumerate(poverty.definitions):
        _check_definition(f"definitions[{number}]", definition, known_ids, poverty.lines, poverty.specifications)


def load_measures(data_dir: Path) -> MeasureDefaults:
    """The defaults of the measures; ``BadCatalog`` when they are wrong."""
    return parse_toml(MEASURES, read_text(data_dir, MEASURES), MeasureDefaults)


def _check_variables(
    file: str, specification: Specification, known_ids: Collection[str], lines: Mapping[str, PovertyLine]
) -> None:
    for indicator in specification.indicators:
        rule = specification.rule_of(indicator)
        require_known(file, f"rules.{indicator}.variable", rule.variable if rule else indicator, known_ids)
        if rule is not None and rule.line is not None:
            require_known(file, f"rules.{indicator}.line", rule.line, lines)


def _check_definition(
    key: str,
    definition: IncomePoor | CountPoor | LevelPoor | TargetedPoor,
    known_ids: Collection[str],
    lines: Mapping[str, PovertyLine],
    specifications: Mapping[str, MpiSpecification],
) -> None:
    if isinstance(definition, IncomePoor):
        require_known(DEFINITIONS, f"{key}.line", definition.line, lines)
    elif isinstance(definition, LevelPoor):
        require_known(DEFINITIONS, f"{key}.variable", definition.variable, known_ids)
    else:
        require_known(DEFINITIONS, f"{key}.specification", definition.specification, specifications)
    if isinstance(definition, TargetedPoor):
        require_known(DEFINITIONS, f"{key}.and_if.variable", definition.and_if.variable, known_ids)


def _found(kind: str, entries: Mapping[str, Found], entry_id: str) -> Found:
    if entry_id not in entries:
        raise NotFound("catalog_unknown", kind=kind, id=entry_id)
    return entries[entry_id]
