"""Populations go through Core: frames in, frames out. ORM objects take ten times as long."""

from collections.abc import Callable
from enum import Enum
from typing import Any

import pandas as pd
import psycopg
from sqlalchemy import Connection, Integer, Select, func, select
from sqlalchemy.exc import DBAPIError

from dss_core.store.registry import Base

# Told after so many rows are written, so that a long file can show how far it is.
CHUNK = 10_000
Told = Callable[[int], None]


def table_of(row_class: type[Base]) -> Any:
    """The Core table of a row class."""
    return row_class.__table__  # type: ignore[attr-defined]


def fields_of(noun: Any) -> dict[str, Any]:
    """The fields of a noun as a row takes them: enums as their values, tuples as lists, without the number it gets."""
    fields = {name: value for name, value in vars(noun).items() if name != "id"}
    return {
        name: value.value if isinstance(value, Enum) else list(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }


def read_frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    """The answer of a query, one column per selected column."""
    result = connection.execute(query)
    return pd.DataFrame.from_records(result.fetchall(), columns=list(result.keys()), coerce_float=True)


def write_frame(connection: Connection, table: Any, frame: pd.DataFrame, told: Told | None = None) -> None:
    """Insert a frame whose columns are columns of the table; missing values become NULL.

    ``told`` is called with the number of rows written, again and again until all are.
    """
    if not len(frame):
        return
    names = {str(name) for name in frame.columns}
    order = [column for column in table.columns if column.name in names]
    write = _write_sqlite if connection.dialect.name == "sqlite" else _write_postgresql
    for start in range(0, len(frame), CHUNK):
        part = frame.iloc[start : start + CHUNK][[column.name for column in order]]
        columns = [_bound(values, column, connection) for column, values in zip(order, _columns(part), strict=True)]
        write(connection, table, order, list(zip(*columns, strict=True)))
        if told:
            told(len(part))


def _write_sqlite(connection: Connection, table: Any, order: list[Any], rows: list[tuple[Any, ...]]) -> None:
    """The statement is compiled once and the driver takes the rows as they are: half of the time of Core."""
    names = [column.name for column in order]
    connection.exec_driver_sql(str(table.insert().compile(dialect=connection.dialect, column_keys=names)), rows)


def _write_postgresql(connection: Connection, table: Any, order: list[Any], rows: list[tuple[Any, ...]]) -> None:
    """COPY, in the transaction of the connection."""
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in order)
    statement = f"COPY {quote(table.name)} ({names}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:  # told as SQLAlchemy tells the errors of all other statements
        raise DBAPIError.instance(statement, None, error, psycopg.Error, dialect=connection.dialect) from error


def insert_with_ids(connection: Connection, table: Any, frame: pd.DataFrame, told: Told | None = None) -> list[int]:
    """Insert a frame into a table that numbers its rows, and return the new ids in the frame's order.

    The ids are taken first and written with the rows: to have them returned row by row takes one statement each.
    """
    ids = _new_ids(connection, table, len(frame))
    write_frame(connection, table, frame.assign(id=ids), told)
    return ids


def _new_ids(connection: Connection, table: Any, count: int) -> list[int]:
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
        numbers = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return [int(number) for number in connection.execute(numbers).scalars()]
    # A writer of SQLite is alone in its database (see Database.writing), so nobody takes these numbers meanwhile.
    last = connection.execute(select(func.max(table.c.id))).scalar_one() or 0
    return list(range(last + 1, last + 1 + count))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries of plain Python values, missing as None."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*_columns(frame), strict=True)]


def _bound(values: list[Any], column: Any, connection: Connection) -> list[Any]:
    """Values as the driver wants them for a column (dates as text, for one)."""
    if connection.dialect.name == "postgresql" and isinstance(column.type, Integer):
        # A column with gaps holds its whole numbers as decimals, which COPY does not take for an integer.
        return [None if value is None else int(value) for value in values]
    bind = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return values if bind is None else [bind(value) for value in values]


def _columns(frame: pd.DataFrame) -> list[list[Any]]:
    """The columns as lists of plain Python values, missing as None."""
    columns = []
    for _, column in frame.items():
        values = column.astype(object).tolist()
        if column.hasnans:
            values = [None if gap else value for value, gap in zip(values, column.isna().tolist(), strict=True)]
        columns.append(values)
    return columns
