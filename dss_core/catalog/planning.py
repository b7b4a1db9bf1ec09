"""What a plan of assistance works towards, under ``data/catalog/planning.toml``."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Definition, Id, Level, Standing
from dss_core.catalog.files import PLANNING, bad, parse_toml, read_text
from dss_core.catalog.poverty import CountPoor, PovertyDefinitions
from dss_core.catalog.specification import require_known


class Planning(Definition):
    """Lines and measures of a plan; the file says what each is."""

    answer_line: float
    level: Annotated[int, Field(ge=1)]
    income_line: Id
    poverty: Id
    ideal: Id
    small_group: Annotated[int, Field(ge=1)]
    source: Annotated[str, Field(min_length=1)]
    source_on: date
    standing: Standing


def load_planning(data_dir: Path) -> Planning:
    """The lines of plans; ``BadCatalog`` (file, key, problem, remedy) when something is wrong."""
    return parse_toml(PLANNING, read_text(data_dir, PLANNING), Planning)


def check_planning(planning: Planning, poverty: PovertyDefinitions, levels: Collection[Level]) -> None:
    """Nothing, or ``BadCatalog`` for the first thing that the rest of the catalogue does not have."""
    definitions = {one.id: one for one in poverty.definitions}
    require_known(PLANNING, "income_line", planning.income_line, poverty.lines)
    require_known(PLANNING, "poverty", planning.poverty, definitions)
    require_known(PLANNING, "ideal", planning.ideal, definitions)
    require_known(PLANNING, "level", str(planning.level), [str(level.number) for level in levels])
    if not isinstance(definitions[planning.poverty], CountPoor):
        raise bad("catalog_value", PLANNING, "poverty", planning.poverty, "alkire_foster")
