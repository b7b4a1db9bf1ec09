"""Cells that changed: found by comparing two frames, kept as JSON, one row for each value before and after."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Date, Integer

from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.rows import table_of

HOUSEHOLD, FOUND, PERSON, TOLD = "household", "household_round", "person", "person_round"
TABLES: dict[str, Any] = {
    HOUSEHOLD: table_of(HouseholdRow),
    FOUND: table_of(HouseholdRoundRow),
    PERSON: table_of(PersonRow),
    TOLD: table_of(PersonRoundRow),
}
LISTED = "listed"  # whether a round tells of a person at all
CELL = ("level", "household_id", "person_id", "field", "before", "after")


def no_cells() -> pd.DataFrame:
    """No change at all."""
    return pd.DataFrame(columns=list(CELL), dtype=object)


def plain(values: pd.Series) -> "np.ndarray[Any, np.dtype[np.object_]]":
    """The values as plain Python objects, missing as None."""
    objects = values.astype(object)
    plain_values: np.ndarray[Any, np.dtype[np.object_]] = objects.where(values.notna(), None).to_numpy(object)
    return plain_values


def changed_cells(
    level: str, before: pd.DataFrame, after: pd.DataFrame, fields: Iterable[str], keeps_known: bool = False
) -> pd.DataFrame:
    """One row (``CELL``) per value of ``fields`` that differs between two frames of the same rows in the same order.

    ``before`` holds household_id and, where rows are persons, person_id. With ``keeps_known`` a blank changes nothing.
    """
    parts = []
    for name in fields:
        old, new = plain(before[name]), plain(after[name])
        differs = np.not_equal(old, new).astype(bool)
        if keeps_known:
            differs &= after[name].notna().to_numpy(bool)
        rows = np.flatnonzero(differs)
        if len(rows):
            ids = before.iloc[rows]
            person = plain(ids["person_id"]) if "person_id" in before else None
            parts.append(
                pd.DataFrame(
                    {
                        "level": level,
                        "household_id": ids["household_id"].to_numpy(),
                        "person_id": person,
                        "field": name,
                        "before": pd.Series(old[rows], dtype=object),
                        "after": pd.Series(new[rows], dtype=object),
                    }
                )
            )
    return joined(parts)


def joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Several lists of changes as one."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return no_cells()
    return pd.concat([part.astype(object) for part in parts], ignore_index=True)[list(CELL)]


def as_json(value: Any) -> str | None:
    """A value as it is kept; missing stays missing.

    >>> as_json(date(2026, 2, 1)), as_json(None), as_json(2.0)
    ('"2026-02-01"', None, '2.0')
    """
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)


def from_json(level: str, field: str, text: str | None) -> Any:
    """A kept value as its column holds it."""
    if text is None:
        return None
    value = json.loads(text)
    column = TABLES[level].c.get(field)
    if column is None or value is None:
        return value
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return int(value) if isinstance(column.type, Integer) else value
