"""Which column of a file is which field of a format, as a person agreed to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class SheetMapping:
    """One sheet of a mapping: field -> position of its column, counted from 0, and the headings as they were.

    first_row, row_count: the row of the file in which the headings begin, and how many rows they take.
    constants: field -> what holds for every row of this one file, where no column says it.
    fingerprint: of the headings in their order; a sheet of another fingerprint is another layout.
    """

    sheet: str
    first_row: int
    row_count: int
    fingerprint: str
    columns: Mapping[str, int]
    headings: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of the columns that feed no field."""
        read = set(self.columns.values())
        return tuple(heading for at, heading in enumerate(self.headings) if heading and at not in read)


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of a file as fields of one version of a format. ``fingerprint`` is of all of the file's sheets."""

    format_id: str
    format_version: int
    fingerprint: str
    households: SheetMapping
    members: SheetMapping | None = None

    @property
    def has_constants(self) -> bool:
        """Whether it says something of one file that another of the same headings need not share."""
        return bool(self.households.constants or (self.members and self.members.constants))


@dataclass(frozen=True)
class SavedMapping:
    """A mapping under a name. It is never changed: a change makes the next version of the name."""

    id: str
    name: str
    version: int
    mapping: ColumnMapping
    made_by: str
    made_at: datetime


def columns_of(mapping: ColumnMapping) -> dict[str, Any]:
    """The sheets of a mapping as values of JSON; ``sheet_of`` makes a sheet of them again."""
    sheets = {"households": mapping.households, "members": mapping.members}
    return {
        role: None
        if sheet is None
        else {**vars(sheet), "columns": dict(sheet.columns), "constants": dict(sheet.constants)}
        for role, sheet in sheets.items()
    }


def sheet_of(values: Mapping[str, Any]) -> SheetMapping:
    """One sheet of ``columns_of`` as it was."""
    return SheetMapping(**{**values, "columns": dict(values["columns"]), "headings": tuple(values["headings"])})
