"""Triggers that keep the audit as it was written: the database itself refuses to change or remove a line."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from dss_core.store.kept_rows import keep_rows, lift

TOLD = "the audit is only ever added to"
# Table -> which updates are refused; "" is all. The end of the audit moves on with each line, and never back.
KEPT = {"audit": "", "audit_head": "NEW.id <> OLD.id OR NEW.line_count <= OLD.line_count"}


def guard_audit(connection: Connection) -> None:
    """Make the triggers. A migration that builds one of the tables anew on SQLite has to call this again."""
    for table, update_when in KEPT.items():
        keep_rows(connection, table, TOLD, update_when)


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """The audit without its triggers, for re-sealing as a whole; afterwards they stand again, in the same transaction.

    After an error nothing is put up again: the transaction is undone, and with it that they were taken down.
    """
    for table in KEPT:
        lift(connection, table)
    yield
    guard_audit(connection)
