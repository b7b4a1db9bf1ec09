"""Triggers that keep the audit as it was written: the database itself refuses to change or remove a line."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

TOLD = "the audit is only ever added to"
BACKWARDS = "NEW.id <> OLD.id OR NEW.line_count <= OLD.line_count"
# Table -> change -> when it is refused; "" is always. The end of the audit moves on with each line, and never back.
REFUSED = {
    "audit": {"UPDATE": "", "DELETE": "", "TRUNCATE": ""},
    "audit_head": {"UPDATE": BACKWARDS, "DELETE": "", "TRUNCATE": ""},
}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_keeps() RETURNS trigger LANGUAGE plpgsql "
    f"AS $$ BEGIN RAISE EXCEPTION '{TOLD}'; END $$"
)


def guard_audit(connection: Connection) -> None:
    """Make the triggers. A migration that builds one of the tables anew on SQLite has to call this again."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.exec_driver_sql(FUNCTION)
    for table, change, when in _walls(connection):
        condition = f"WHEN ({when})" if when else ""
        if is_sqlite:
            body = f"{condition} BEGIN SELECT RAISE(ABORT, '{TOLD}'); END"
        else:
            each = "STATEMENT" if change == "TRUNCATE" else "ROW"
            body = f"FOR EACH {each} {condition} EXECUTE FUNCTION audit_keeps()"
        name = f"{table}_keeps_{change.lower()}"
        connection.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE {change} ON {table} {body}")


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """The audit without its triggers, for re-sealing as a whole; afterwards they stand again, in the same transaction.

    After an error nothing is put up again: the transaction is undone, and with it that they were taken down.
    """
    for table, change, _ in _walls(connection):
        on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
        connection.exec_driver_sql(f"DROP TRIGGER {table}_keeps_{change.lower()}{on}")
    yield
    guard_audit(connection)


def _walls(connection: Connection) -> Iterator[tuple[str, str, str]]:
    for table, changes in REFUSED.items():
        for change, when in changes.items():
            if change != "TRUNCATE" or connection.dialect.name != "sqlite":  # SQLite knows no TRUNCATE
                yield table, change, when
