"""Accounts and the sessions of signed-in browsers."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from dss_core.access.roles import Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.model.text import Text
from dss_core.store.registry import now
from dss_core.store.rows import table_of
from dss_core.store.tables import AccountRow, SessionRow

SEEN_EVERY = timedelta(minutes=1)
PASSWORD, OIDC = "password", "oidc"  # the ways in


def write_account(connection: Connection, account: Mapping[str, Any]) -> None:
    """Add an account, or renew the one with the same username."""
    table = table_of(AccountRow)
    known = connection.execute(select(table.c.username).where(table.c.username == account["username"])).first()
    if known is None:
        connection.execute(table.insert(), dict(account))
    else:
        connection.execute(table.update().where(table.c.username == account["username"]).values(dict(account)))


def find_account(connection: Connection, username: str) -> AccountRow | None:
    """The account of a username, disabled ones too."""
    table = table_of(AccountRow)
    row = connection.execute(select(table).where(table.c.username == username)).mappings().first()
    return AccountRow(**row) if row else None


def list_accounts(connection: Connection, is_sample: bool) -> list[AccountRow]:
    """The enabled accounts, sample ones or the others."""
    table = table_of(AccountRow)
    query = select(table).where(table.c.is_sample == is_sample, table.c.is_disabled.is_(False))
    return [AccountRow(**row) for row in connection.execute(query.order_by(table.c.username)).mappings()]


def every_account(connection: Connection) -> list[AccountRow]:
    """All accounts by username, samples and closed ones too."""
    table = table_of(AccountRow)
    return [AccountRow(**row) for row in connection.execute(select(table).order_by(table.c.username)).mappings()]


def change_account(connection: Connection, username: str, **changes: Any) -> None:
    """Give columns of an account new values; open pages see it at their next rerun."""
    table = table_of(AccountRow)
    connection.execute(table.update().where(table.c.username == username).values(**changes))


def disable_account(connection: Connection, username: str) -> None:
    """Close an account; its sessions end at their next use."""
    change_account(connection, username, is_disabled=True)


def set_password(connection: Connection, username: str, password_hash: str, one_time_until: datetime | None) -> None:
    """Give an account a new password; the sessions that the old one opened are over."""
    table = table_of(AccountRow)
    values = {"password_hash": password_hash, "one_time_until": one_time_until, "version": table.c.version + 1}
    change_account(connection, username, **values)


def viewer_of(account: AccountRow) -> Viewer:
    """The account as somebody who looks."""
    name = Text(account.name_th, account.name_en)
    return Viewer(account.username, name, Role(account.role), Scope(tuple(account.area_codes)), account.agency)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def start_session(connection: Connection, token: str, username: str, way: str = PASSWORD) -> None:
    """Remember a browser by the hash of its token, under the account's present password."""
    accounts = table_of(AccountRow)
    version = connection.execute(select(accounts.c.version).where(accounts.c.username == username)).scalar_one()
    row = {
        "token_hash": _hash(token),
        "username": username,
        "created_at": now(),
        "seen_at": now(),
        "account_version": version,
        "way": way,
    }
    connection.execute(table_of(SessionRow).insert(), row)


def way_of(connection: Connection, token: str) -> str | None:
    """How a session was opened."""
    table = table_of(SessionRow)
    found: str | None = connection.execute(
        select(table.c.way).where(table.c.token_hash == _hash(token))
    ).scalar_one_or_none()
    return found


def find_session(connection: Connection, token: str, idle: timedelta, longest: timedelta) -> AccountRow | None:
    """The enabled account behind a token whose session is neither idle nor too old nor of an earlier password."""
    sessions, accounts = table_of(SessionRow), table_of(AccountRow)
    query = (
        select(accounts)
        .join(sessions, sessions.c.username == accounts.c.username)
        .where(
            sessions.c.token_hash == _hash(token),
            sessions.c.seen_at > now() - idle,
            sessions.c.created_at > now() - longest,
            sessions.c.account_version == accounts.c.version,
            accounts.c.is_disabled.is_(False),
        )
    )
    row = connection.execute(query).mappings().first()
    return AccountRow(**row) if row else None


def is_session_stale(connection: Connection, token: str) -> bool:
    """Whether the last note of a session's use is old enough to be renewed (so that not every click writes)."""
    table = table_of(SessionRow)
    query = select(table.c.seen_at).where(table.c.token_hash == _hash(token))
    seen = connection.execute(query).scalar_one_or_none()
    return seen is not None and seen < now() - SEEN_EVERY


def note_session(connection: Connection, token: str) -> None:
    """Note that a session is in use."""
    table = table_of(SessionRow)
    connection.execute(table.update().where(table.c.token_hash == _hash(token)).values(seen_at=now()))


def end_session(connection: Connection, token: str) -> None:
    """Forget a browser."""
    table = table_of(SessionRow)
    connection.execute(table.delete().where(table.c.token_hash == _hash(token)))


def end_old_sessions(connection: Connection, longest: timedelta) -> None:
    """Forget the sessions that no longer open anything."""
    table = table_of(SessionRow)
    connection.execute(table.delete().where(table.c.created_at < now() - longest))
