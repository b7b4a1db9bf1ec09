"""Rows that stay as they were written: triggers by which the database itself refuses to change or delete them.

A migration that builds such a table anew on SQLite has to make its triggers anew. Those of migration 0003 have names of
their own.
"""

from collections.abc import Iterator

from sqlalchemy import Connection


def keep_rows(connection: Connection, table: str, told: str = "", update_when: str = "") -> None:
    """Refuse every change and deletion in a table; with ``update_when``, a condition on NEW and OLD, only such updates.

    told: what the database says then. Without quotes: it stands in the trigger.
    """
    told = told or f"rows of {table} are never changed or deleted"
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {table}_keeps() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN RAISE EXCEPTION '{told}'; END $$"
        )
    for change in _changes(connection):
        when = f"WHEN ({update_when})" if update_when and change == "UPDATE" else ""
        if is_sqlite:
            body = f"{when} BEGIN SELECT RAISE(ABORT, '{told}'); END"
        else:
            each = "STATEMENT" if change == "TRUNCATE" else "ROW"
            body = f"FOR EACH {each} {when} EXECUTE FUNCTION {table}_keeps()"
        connection.exec_driver_sql(f"CREATE TRIGGER {_name(table, change)} BEFORE {change} ON {table} {body}")


def lift(connection: Connection, table: str) -> None:
    """Take the triggers of a table down; ``keep_rows`` puts them up again."""
    for change in _changes(connection):
        on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
        connection.exec_driver_sql(f"DROP TRIGGER {_name(table, change)}{on}")


def _name(table: str, change: str) -> str:
    return f"{table}_keeps_{change.lower()}"


def _changes(connection: Connection) -> Iterator[str]:
    yield from ("UPDATE", "DELETE")
    if connection.dialect.name != "sqlite":  # SQLite knows no TRUNCATE
        yield "TRUNCATE"
