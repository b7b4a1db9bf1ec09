"""Saved scenarios. They are added and read, never changed or removed."""

from typing import Any

from sqlalchemy import Connection, select

from dss_core.model.scenarios import ProgrammeChoice, Scenario
from dss_core.store.rows import table_of
from dss_core.store.tables import ScenarioProgrammeRow, ScenarioRow


def write_scenario(connection: Connection, scenario: Scenario) -> None:
    """Add a scenario with the programmes it offers."""
    fields = {name: value for name, value in vars(scenario).items() if name != "programmes"}
    connection.execute(table_of(ScenarioRow).insert(), fields)
    offers = [
        {"scenario_id": scenario.id, "position": position, **vars(choice)}
        for position, choice in enumerate(scenario.programmes)
    ]
    if offers:
        connection.execute(table_of(ScenarioProgrammeRow).insert(), offers)


def find_scenario(connection: Connection, scenario_id: str) -> Scenario | None:
    """The scenario with this id."""
    table = table_of(ScenarioRow)
    row = connection.execute(select(table).where(table.c.id == scenario_id)).mappings().first()
    return _scenario(connection, dict(row)) if row else None


def list_scenarios(connection: Connection, round_id: str) -> list[Scenario]:
    """The scenarios of a round, the newest first."""
    table = table_of(ScenarioRow)
    query = select(table).where(table.c.round_id == round_id).order_by(table.c.created_at.desc(), table.c.id)
    return [_scenario(connection, dict(row)) for row in connection.execute(query).mappings().all()]


def _scenario(connection: Connection, row: dict[str, Any]) -> Scenario:
    table = table_of(ScenarioProgrammeRow)
    query = select(table.c.programme_id, table.c.unit_cost_baht, table.c.places)
    offers = connection.execute(query.where(table.c.scenario_id == row["id"]).order_by(table.c.position))
    return Scenario(**row, programmes=tuple(ProgrammeChoice(*offer) for offer in offers))
