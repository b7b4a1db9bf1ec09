"""Breaches of personal data and what was done about them: added and read, never changed."""

from sqlalchemy import Connection, select

from dss_core.model.privacy import Breach, BreachStep, BreachStepKind
from dss_core.store.privacy_tables import BreachRow, BreachStepRow
from dss_core.store.rows import fields_of, table_of

BREACH, STEP = table_of(BreachRow), table_of(BreachStepRow)


def write_breach(connection: Connection, breach: Breach) -> int:
    """Add a breach; its number."""
    return int(connection.execute(BREACH.insert().returning(BREACH.c.id), fields_of(breach)).scalar_one())


def write_breach_step(connection: Connection, step: BreachStep) -> None:
    """Add what was done about a breach."""
    connection.execute(STEP.insert(), fields_of(step))


def list_breaches(connection: Connection) -> list[tuple[Breach, tuple[BreachStep, ...]]]:
    """Every breach with its steps in the order of writing, the newest breach first."""
    steps: dict[int, list[BreachStep]] = {}
    for row in connection.execute(select(STEP).order_by(STEP.c.id)).mappings():
        step = BreachStep(**{**row, "kind": BreachStepKind(row["kind"])})
        steps.setdefault(step.breach_id, []).append(step)
    rows = connection.execute(select(BREACH).order_by(BREACH.c.found_at.desc(), BREACH.c.id.desc())).mappings()
    return [
        (Breach(**{**row, "data_kinds": tuple(row["data_kinds"])}), tuple(steps.get(row["id"], ()))) for row in rows
    ]
