"""How the command line answers: JSON for programs, CSV for spreadsheets, a table for people."""

import json
from enum import StrEnum
from typing import Any

import pandas as pd

# A cell that begins with one of these would be run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Format(StrEnum):
    """The forms of an answer."""

    JSON = "json"
    CSV = "csv"
    TABLE = "table"


def write(frame: pd.DataFrame, form: Format) -> str:
    """The rows of a frame in the form asked for; missing values are null, empty or a dash, never 0."""
    if form is Format.JSON:
        return json.dumps(records(frame), ensure_ascii=False, indent=1, allow_nan=False)
    if form is Format.CSV:
        return frame.map(guarded).to_csv(index=False)
    if frame.empty:
        return "  ".join(map(str, frame.columns))
    return frame.astype(object).where(frame.notna(), "–").to_string(index=False)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries of JSON values, missing as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): _plain(value) for name, value in row.items()} for row in plain.to_dict("records")]


def guarded(value: object) -> object:
    """A text that a spreadsheet will not run; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
