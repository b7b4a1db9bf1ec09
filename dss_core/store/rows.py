"""Populations go through Core: frames in, frames out. ORM objects take ten times as long."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select

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
    if len(frame):
        connection.execute(table.insert(), records(frame))


def insert_returning_ids(connection: Connection, table: Any, frame: pd.DataFrame) -> list[int]:
    """Insert a frame and return the new ids in the frame's order."""
    if not len(frame):
        return []
    query = table.insert().returning(table.c.id, sort_by_parameter_order=True)
    return [int(row[0]) for row in connection.execute(query, records(frame))]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries of plain Python values, missing as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    columns = [plain[name].tolist() for name in plain.columns]
    names = [str(name) for name in plain.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
