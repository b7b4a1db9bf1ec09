"""Who did what: appended, never changed, each line sealed. Details hold counts and codes, never personal data."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dss_core.access.audit_chain import Head, broken_lines, seal_of
from dss_core.errors import StoreProblem
from dss_core.store.audit_guard import unguarded
from dss_core.store.registry import now
from dss_core.store.rows import table_of
from dss_core.store.tables import AuditHeadRow, AuditRow

KEY = "audit_key"  # of the connection's info, where ``Database`` puts it
AT_A_TIME = 10_000


def write_audit(
    connection: Connection, username: str, action: str, subject: str, details: Mapping[str, Any] | None = None
) -> None:
    """Append one line. Writers come one at a time (``Database.writing``), so the chain has no forks.

    An audit that somebody has damaged goes on behind its last line: the damage stays to be found.
    """
    row = _head_row(connection)
    head = row or Head()
    last = connection.execute(select(func.max(table_of(AuditRow).c.id))).scalar_one() or 0
    line = {
        "id": max(head.line_count, last) + 1,
        "at": now(),
        "username": username,
        "action": action,
        "subject": subject,
        "details": json.loads(json.dumps(dict(details or {}))),  # as it will come back
    }
    seal = seal_of(line, head.seal, connection.info[KEY])
    connection.execute(table_of(AuditRow).insert(), {**line, "seal": seal})
    table = table_of(AuditHeadRow)
    change = table.insert() if row is None else table.update()
    connection.execute(change.values(id=1, line_count=line["id"], seal=seal))


def read_head(connection: Connection) -> Head:
    """Where the audit ends."""
    return _head_row(connection) or Head()


def _head_row(connection: Connection) -> Head | None:
    """The head as it is kept; None before the first line."""
    table = table_of(AuditHeadRow)
    row = connection.execute(select(table.c.line_count, table.c.seal)).one_or_none()
    return None if row is None else Head(*row)


def verify_audit(connection: Connection) -> tuple[Head, tuple[int, ...]]:
    """Where the audit ends, and its broken lines as ``broken_lines`` names them."""
    head = read_head(connection)
    return head, broken_lines(_lines(connection), head, connection.info[KEY])


def audit_fits(connection: Connection, key: bytes) -> bool:
    """Whether every line is as it was written under this key."""
    return not broken_lines(_lines(connection), read_head(connection), key)


def reseal_audit(connection: Connection, new_key: bytes) -> Head:
    """Seal every line anew with another key (``audit_chain.audit_key``), for a change of the installation's secret.

    The lines stay as they are. All of it in the caller's transaction, in which the triggers are lifted and stand again
    at its end; the caller opens the database with the new key from then on. ``StoreProblem``: store_audit_broken
    (count) when a line is not as it was written: new seals would hide that.
    """
    head, broken = verify_audit(connection)
    if broken:
        raise StoreProblem("store_audit_broken", count=len(broken))
    lines, end = table_of(AuditRow), table_of(AuditHeadRow)
    seal = Head().seal
    with unguarded(connection):
        for line in list(_lines(connection)):
            seal = seal_of(line, seal, new_key)
            connection.execute(lines.update().where(lines.c.id == line["id"]).values(seal=seal))
        connection.execute(end.update().values(seal=seal))
    return Head(head.line_count, seal)


def _lines(connection: Connection) -> Iterator[dict[str, Any]]:
    query = select(table_of(AuditRow)).order_by(table_of(AuditRow).c.id).execution_options(yield_per=AT_A_TIME)
    for row in connection.execute(query).mappings():
        yield dict(row)


@dataclass(frozen=True)
class AuditFilter:
    """Which lines are wanted; days are UTC and both included."""

    username: str | None = None
    action: str | None = None
    first_on: date | None = None
    last_on: date | None = None

    def clauses(self) -> list[ColumnElement[bool]]:
        """The filter as SQL."""
        columns = table_of(AuditRow).c
        found = [columns[name] == value for name, value in self._exact() if value is not None]
        if self.first_on is not None:
            found.append(columns.at >= datetime.combine(self.first_on, time(), UTC))
        if self.last_on is not None:
            found.append(columns.at < datetime.combine(self.last_on + timedelta(days=1), time(), UTC))
        return found

    def _exact(self) -> tuple[tuple[str, str | None], ...]:
        return ("username", self.username), ("action", self.action)


def list_audit(connection: Connection, wanted: AuditFilter, limit: int) -> list[dict[str, Any]]:
    """The newest lines of a filter, the newest first."""
    table = table_of(AuditRow)
    query = select(table).where(*wanted.clauses()).order_by(table.c.id.desc()).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]


def count_audit(connection: Connection, wanted: AuditFilter) -> int:
    """How many lines a filter finds."""
    query = select(func.count()).select_from(table_of(AuditRow)).where(*wanted.clauses())
    return int(connection.execute(query).scalar_one())


def audit_actions(connection: Connection) -> tuple[str, ...]:
    """The actions that occur, in order."""
    column = table_of(AuditRow).c.action
    return tuple(connection.execute(select(column).distinct().order_by(column)).scalars())


def read_audit(connection: Connection, action: str | None = None) -> list[dict[str, Any]]:
    """The lines in the order of writing, all or of one action."""
    table = table_of(AuditRow)
    query = select(table).order_by(table.c.id)
    if action is not None:
        query = query.where(table.c.action == action)
    return [dict(row) for row in connection.execute(query).mappings()]
