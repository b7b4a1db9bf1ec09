"""Who is who at an OpenID provider: issuer and subject, linked to an account or waiting to be."""

from datetime import timedelta

from sqlalchemy import Connection, select

from dss_core.store.registry import now
from dss_core.store.rows import table_of
from dss_core.store.tables import AccountIdentityRow

LONGEST_WAIT = timedelta(days=30)


def find_identity(connection: Connection, issuer: str, subject: str) -> AccountIdentityRow | None:
    """The identity, linked or waiting."""
    table = table_of(AccountIdentityRow)
    query = select(table).where(table.c.issuer == issuer, table.c.subject == subject)
    row = connection.execute(query).mappings().one_or_none()
    return AccountIdentityRow(**row) if row else None


def note_identity(connection: Connection, issuer: str, subject: str, code: str) -> None:
    """Let an identity wait under a code; those that have waited too long are forgotten."""
    table = table_of(AccountIdentityRow)
    connection.execute(table.delete().where(table.c.username.is_(None), table.c.asked_at < now() - LONGEST_WAIT))
    row = {"issuer": issuer, "subject": subject, "username": None, "code": code, "asked_at": now()}
    connection.execute(table.insert(), row)


def link_code(connection: Connection, code: str, username: str) -> bool:
    """Link the identity that waits under a code to an account; False when none waits."""
    table = table_of(AccountIdentityRow)
    waiting = table.c.code == code, table.c.username.is_(None), table.c.asked_at >= now() - LONGEST_WAIT
    return bool(connection.execute(table.update().where(*waiting).values(username=username)).rowcount)


def unlink(connection: Connection, username: str) -> int:
    """Forget the identities of an account; how many there were."""
    table = table_of(AccountIdentityRow)
    return int(connection.execute(table.delete().where(table.c.username == username)).rowcount)


def linked_usernames(connection: Connection) -> set[str]:
    """The accounts that an identity opens."""
    column = table_of(AccountIdentityRow).c.username
    return set(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars())
