"""Saved what-ifs. They are added and read; the database itself refuses to change or remove them."""

from typing import Any

from sqlalchemy import Connection, Select, select

from dss_core.model.scenarios import Scenario, ScenarioChoices, ScenarioFigure
from dss_core.store.rows import table_of
from dss_core.store.tables import ScenarioRow
from dss_core.store.typed_json import as_json, from_json

SCENARIO = table_of(ScenarioRow)


def write_scenario(connection: Connection, scenario: Scenario) -> None:
    """Add a scenario."""
    kept = {"choices": as_json(scenario.choices), "figures": [as_json(one) for one in scenario.figures]}
    connection.execute(SCENARIO.insert(), {**vars(scenario), **kept})


def find_scenario(connection: Connection, scenario_id: str) -> Scenario | None:
    """The scenario with this id. ``StoreProblem``: store_unreadable."""
    found = _scenarios(connection, select(SCENARIO).where(SCENARIO.c.id == scenario_id))
    return found[0] if found else None


def list_scenarios(connection: Connection, round_id: str | None = None) -> list[Scenario]:
    """The scenarios of a round, or of all, the newest first. ``StoreProblem``: store_unreadable."""
    query = select(SCENARIO).order_by(SCENARIO.c.created_at.desc(), SCENARIO.c.id)
    return _scenarios(connection, query if round_id is None else query.where(SCENARIO.c.round_id == round_id))


def _scenarios(connection: Connection, query: Select[Any]) -> list[Scenario]:
    return [_scenario(dict(row)) for row in connection.execute(query).mappings().all()]


def _scenario(row: dict[str, Any]) -> Scenario:
    place = f"scenario {row['id']}"
    choices = from_json(ScenarioChoices, row.pop("choices"), f"{place}: choices")
    figures = from_json(tuple[ScenarioFigure, ...], row.pop("figures"), f"{place}: figures")
    return Scenario(**row, choices=choices, figures=figures)
