"""What was decided on, for whom, and what that rested on. Added and read; the database refuses to change it."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from dss_core.access.viewer import Scope
from dss_core.model.scenarios import Decision
from dss_core.store.rows import read_frame, table_of, write_frame
from dss_core.store.scoping import in_scope
from dss_core.store.tables import DecisionGrantRow, DecisionHouseholdRow, DecisionRow

DECISION, HOUSEHOLD, GRANT = (table_of(row) for row in (DecisionRow, DecisionHouseholdRow, DecisionGrantRow))
SAME = (GRANT.c.decision_id == HOUSEHOLD.c.decision_id) & (GRANT.c.household_id == HOUSEHOLD.c.household_id)


@dataclass(frozen=True, eq=False)
class DecidedHouseholds:
    """The households of a decision.

    eligible: household_id, district_code, subdistrict_code, answers (a dictionary by variable; None for those that get
    no help), one row per household that was eligible. grants: household_id, programme_id, cost_baht (of one year).
    """

    eligible: pd.DataFrame
    grants: pd.DataFrame


def write_decision(connection: Connection, decision: Decision, households: DecidedHouseholds) -> None:
    """Add a decision with its households."""
    connection.execute(DECISION.insert(), vars(decision))
    write_frame(connection, HOUSEHOLD, households.eligible.assign(decision_id=decision.id))
    write_frame(connection, GRANT, households.grants.assign(decision_id=decision.id))


def find_decision(connection: Connection, scenario_id: str) -> Decision | None:
    """The decision on a scenario, if there is one."""
    row = connection.execute(select(DECISION).where(DECISION.c.scenario_id == scenario_id)).mappings().first()
    return Decision(**row) if row else None


def list_decisions(connection: Connection) -> dict[str, Decision]:
    """Every decision, by the id of its scenario."""
    rows = connection.execute(select(DECISION)).mappings().all()
    return {str(row["scenario_id"]): Decision(**row) for row in rows}


def decided_households(connection: Connection, decision_id: str, scope: Scope) -> DecidedHouseholds:
    """The households of a decision that lived in the scope when it was taken, in the order of their ids."""
    condition = (HOUSEHOLD.c.decision_id == decision_id, in_scope(HOUSEHOLD, scope))
    columns = [column for column in HOUSEHOLD.c if column.name != "decision_id"]
    eligible = select(*columns).where(*condition).order_by(HOUSEHOLD.c.household_id)
    grants = select(GRANT.c.household_id, GRANT.c.programme_id, GRANT.c.cost_baht).join(HOUSEHOLD, SAME)
    grants = grants.where(*condition).order_by(GRANT.c.household_id, GRANT.c.programme_id)
    return DecidedHouseholds(read_frame(connection, eligible), read_frame(connection, grants))
