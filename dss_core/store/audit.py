"""Who did what: appended, never changed. Details hold counts and codes, never personal data."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from dss_core.store.registry import now
from dss_core.store.rows import table_of
from dss_core.store.tables import AuditRow


def write_audit(
    connection: Connection, username: str, action: str, subject: str, details: Mapping[str, Any] | None = None
) -> None:
    """Append one line."""
    line = {"at": now(), "username": username, "action": action, "subject": subject, "details": dict(details or {})}
    connection.execute(table_of(AuditRow).insert(), line)


def read_audit(connection: Connection, action: str | None = None) -> list[dict[str, Any]]:
    """The lines in the order of writing, all or of one action."""
    table = table_of(AuditRow)
    query = select(table).order_by(table.c.id)
    if action is not None:
        query = query.where(table.c.action == action)
    return [dict(row) for row in connection.execute(query).mappings()]
