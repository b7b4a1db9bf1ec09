"""What a check found in an upload. A problem tells the class of a value, never the value."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the file out; a warning is counted and kept with the import; a note is only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it is, what kind of value stands there, and why it is wrong.

    repair: what the cell may have been, for whoever holds the file to judge; never logged and never kept.
    """

    sheet: str
    row: int | None
    column: str
    severity: Severity
    code: str
    value_class: str
    params: tuple[tuple[str, str], ...] = ()
    repair: str = ""
