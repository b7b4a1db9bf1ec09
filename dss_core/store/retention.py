"""What is older than its time: sessions, failed sign-ins and reveals to delete, uploads whose files are to go."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dss_core.store.rows import table_of
from dss_core.store.tables import ImportRow, RevealRow, SessionRow, SignInAttemptRow

IMPORT, SESSION, ATTEMPT, REVEAL = (table_of(row) for row in (ImportRow, SessionRow, SignInAttemptRow, RevealRow))


def old_uploads(connection: Connection, before: datetime) -> list[str]:
    """The sha256 of the files that nobody has imported since a moment."""
    query = select(IMPORT.c.file_sha256).group_by(IMPORT.c.file_sha256)
    query = query.having(func.max(IMPORT.c.imported_at) < before)
    return [str(one) for one in connection.execute(query.order_by(IMPORT.c.file_sha256)).scalars()]


def sweep_sessions(connection: Connection, before: datetime, is_dry: bool) -> int:
    """Delete the sessions last used before a moment; how many."""
    return _sweep(connection, SESSION, SESSION.c.seen_at < before, is_dry)


def sweep_attempts(connection: Connection, before: datetime, is_dry: bool) -> int:
    """Delete the failed sign-ins from before a moment; how many."""
    return _sweep(connection, ATTEMPT, ATTEMPT.c.at < before, is_dry)


def sweep_reveals(connection: Connection, before: datetime, is_dry: bool) -> int:
    """Delete the reveals that ended before a moment; how many. That they took place stays in the audit."""
    return _sweep(connection, REVEAL, REVEAL.c.until < before, is_dry)


def _sweep(connection: Connection, table: Any, is_old: ColumnElement[bool], is_dry: bool) -> int:
    count = connection.execute(select(func.count()).select_from(table).where(is_old)).scalar_one()
    if not is_dry:
        connection.execute(table.delete().where(is_old))
    return int(count)
