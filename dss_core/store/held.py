"""Everything that is held of one household, whichever table it stands in."""

from typing import Any

from sqlalchemy import Connection, select

from dss_core.access.viewer import Scope
from dss_core.store.household_tables import HouseholdRow
from dss_core.store.privacy_tables import PrivacyRequestRow, PrivacyRequestStepRow
from dss_core.store.registry import Base
from dss_core.store.rows import table_of
from dss_core.store.scoping import in_scope

HOUSE, REQUEST, STEP = (table_of(row) for row in (HouseholdRow, PrivacyRequestRow, PrivacyRequestStepRow))
Held = dict[str, list[dict[str, Any]]]


def everything_held(connection: Connection, household_id: int, scope: Scope) -> Held:
    """Table -> its rows of a household that lives in the scope, in the order of their keys; nothing for another.

    A new table with a column household_id is told of by itself.
    """
    inside = select(HOUSE.c.id).where(HOUSE.c.id == household_id, in_scope(HOUSE, scope))
    queries: dict[str, Any] = {HOUSE.name: select(HOUSE).where(HOUSE.c.id.in_(inside))}
    for table in Base.metadata.sorted_tables:
        if "household_id" in table.c:
            query = select(table).where(table.c.household_id.in_(inside))
            queries[table.name] = query.order_by(*table.primary_key.columns)
    asked = select(REQUEST.c.id).where(REQUEST.c.household_id.in_(inside))
    queries[STEP.name] = select(STEP).where(STEP.c.request_id.in_(asked)).order_by(STEP.c.id)
    found = {name: [dict(row) for row in connection.execute(query).mappings()] for name, query in queries.items()}
    return {name: rows for name, rows in found.items() if rows}
