"""What a check found in an upload. A problem tells the class of a value, never the value."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the file out; a warning is counted and kept with the import; a note is only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it is, what kind of value stands there, and why it is wrong.

    ``suggestion`` is what should probably stand there; nobody but a person puts it there. It is left out when a
    problem is printed or logged, and where ``is_private`` it may stand in the mended file alone.
    """

    sheet: str
    row: int | None
    column: str
    severity: Severity
    code: str
    value_class: str
    params: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = field(default=None, repr=False)
    is_private: bool = False

    @property
    def told_suggestion(self) -> str | None:
        """The suggestion where it tells nothing of a person; a list on screen or on paper may hold it."""
        return None if self.is_private else self.suggestion
