"""What a check found in an upload. A problem tells the class of a value, never the value."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the file out; a warning is counted and kept with the import."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it is, what kind of value stands there, and why it is wrong."""

    sheet: str
    row: int | None
    column: str
    severity: Severity
    code: str
    value_class: str
    params: tuple[tuple[str, str], ...] = ()
