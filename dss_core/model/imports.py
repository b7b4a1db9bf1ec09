"""What is known of an upload once it is committed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SheetSeen:
    """A sheet as it was found: rows below the headings, columns, the headings, and the row of the file they stand in.

    parent: the sheet that its rows belong to, when it is the repeated group of a form. Of a hidden one the name alone.
    """

    name: str
    row_count: int
    column_count: int
    headings: tuple[str, ...]
    first_row: int = 1
    is_hidden: bool = False
    parent: str = ""


@dataclass(frozen=True)
class Recognised:
    """What a file was recognised as. encoding, delimiter: of text files. source: ``kobo`` or ``odk``, when it shows."""

    kind: str
    encoding: str
    delimiter: str
    source: str
    sheets: tuple[SheetSeen, ...]


@dataclass(frozen=True)
class ImportRecord:
    """One committed upload: which file became which rows, by whom and by which definitions.

    household_count: the households of the file that are in the round through it: new_count of them were added,
    changed_count written anew and same_count there already. held_count: rows of the file that were left out. id: its
    number once it is written. undone_by, undone_at: who took it back, and when. mapping_id: the saved mapping by which
    it was read; None where its headings were the format's own.
    """

    round_id: str
    format_id: str
    format_version: int
    catalog_version: str
    file_name: str
    file_sha256: str
    file_bytes: int
    household_count: int
    person_count: int
    warning_count: int
    imported_by: str
    imported_at: datetime
    mapping_id: str | None = None
    new_count: int = 0
    changed_count: int = 0
    same_count: int = 0
    held_count: int = 0
    undone_by: str | None = None
    undone_at: datetime | None = None
    id: int | None = None
