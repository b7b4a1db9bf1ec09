"""Populations go through Core: frames in, frames out. ORM objects take ten times as long."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from dss_core.store.registry import Base


def table_of(row_class: type[Base]) -> Any:
    """The Core table of a row class."""
    return row_class.__table__  # type: ignore[attr-defined]


def read_frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    """The answer of a query, one column per selected column."""
    result = connection.execute(query)
    return pd.DataFrame.from_records(result.fetchall(), columns=list(result.keys()), coerce_float=True)


def write_frame(connection: Connection, table: Any, frame: pd.DataFrame) -> None:
    """Insert a frame whose columns are columns of the table; missing values become NULL."""
    if not len(frame):
        return
    if connection.dialect.name == "sqlite":
        # The statement is compiled once and the driver takes the rows as they are: half of the time of Core.
        names = [str(name) for name in frame.columns]
        statement = str(table.insert().compile(dialect=connection.dialect, column_keys=names))
        order = [column for column in table.columns if column.name in set(names)]
        columns = [
            _bound(values, column, connection)
            for column, values in zip(order, _columns(frame[[column.name for column in order]]), strict=True)
        ]
        connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))
    else:
        connection.execute(table.insert(), records(frame))


def insert_with_ids(connection: Connection, table: Any, frame: pd.DataFrame) -> list[int]:
    """Insert a frame into a table that numbers its rows, and return the new ids in the frame's order.

    The ids are taken first and written with the rows: to have them returned row by row takes one statement each.
    """
    ids = _new_ids(connection, table, len(frame))
    write_frame(connection, table, frame.assign(id=ids))
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
