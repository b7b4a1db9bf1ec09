"""Sign-ins that have not succeeded, counted where restarts and other processes count as well."""

from datetime import datetime

from sqlalchemy import Connection, select

from dss_core.store.registry import now
from dss_core.store.rows import table_of
from dss_core.store.tables import SignInAttemptRow


def attempts_since(connection: Connection, key: str, since: datetime) -> list[datetime]:
    """When attempts were made under a key after a moment, the oldest first."""
    table = table_of(SignInAttemptRow)
    query = select(table.c.at).where(table.c.key == key, table.c.at > since).order_by(table.c.at)
    return list(connection.execute(query).scalars())


def note_attempt(connection: Connection, key: str) -> int:
    """Count an attempt under a key; its number."""
    table = table_of(SignInAttemptRow)
    added = connection.execute(table.insert().returning(table.c.id), {"key": key, "at": now()})
    return int(added.scalar_one())


def forget_attempts(connection: Connection, ids: list[int], key: str) -> None:
    """Take back these attempts, and all of a key: who came in has made no mistake."""
    table = table_of(SignInAttemptRow)
    connection.execute(table.delete().where(table.c.id.in_(ids) | (table.c.key == key)))


def forget_attempts_before(connection: Connection, moment: datetime) -> None:
    """Forget what no longer counts."""
    table = table_of(SignInAttemptRow)
    connection.execute(table.delete().where(table.c.at <= moment))


def forget_all_attempts(connection: Connection) -> int:
    """Forget every attempt, for a change of the key that theirs were made with; how many they were."""
    return connection.execute(table_of(SignInAttemptRow).delete()).rowcount
