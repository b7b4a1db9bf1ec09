"""What a report is before it becomes a file: a title, numbered tables, notes and a source; words and numbers.

All words come in the reader's language; numbers stay numbers until a form prints them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from dss_core.analysis.statistics.bands import SCORE_DECIMALS
from dss_core.language.format import MISSING, number
from dss_core.model.text import Language

Cell = str | int | float | None

MOST_ROWS_TOGETHER = 12

# What XML 1.0 cannot hold: no form could be opened with it.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("[\t\n\r]+")


class Kind(StrEnum):
    """What a column holds. The unit stands in its header; percent is 0-100."""

    TEXT = "text"
    COUNT = "count"
    BAHT = "baht"
    DECIMAL = "decimal"
    PERCENT = "percent"


DECIMALS = {Kind.COUNT: 0, Kind.BAHT: 0, Kind.DECIMAL: 2, Kind.PERCENT: 2}


@dataclass(frozen=True)
class ReportColumn:
    """One column. What is ``said_once`` is printed once for all the rows that follow each other with it."""

    header: str
    kind: Kind = Kind.TEXT
    said_once: bool = False


@dataclass(frozen=True)
class ReportRow:
    """The cells of one row, one for each column; None is a missing figure."""

    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True)
class ReportTable:
    """One table with what is written above it (without its number) and the notes below it."""

    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row of a report has another number of cells than its table has columns")
        texts = [place for place, column in enumerate(self.columns) if column.kind is Kind.TEXT]
        if any(not isinstance(value_of(row.cells[place]), str | None) for row in self.rows for place in texts):
            raise ValueError("a number stands in a text column of a report, which cannot say its decimals")

    @property
    def is_short(self) -> bool:
        """Whether the table is kept together on one page."""
        return len(self.rows) <= MOST_ROWS_TOGETHER


@dataclass(frozen=True)
class Report:
    """A title, the tables, and the notes that hold for all of them.

    ``table_word`` is the word before a table's number; ``source`` is one line that says of which round, area, data and
    definitions the figures are: it stands with every table and on every printed sheet.
    """

    title: str
    language: Language
    table_word: str
    source: str
    tables: tuple[ReportTable, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.tables:
            raise ValueError("a report without a table")


def allowed(text: str) -> str:
    """The text without the characters that no file format of ours can hold."""
    return _FORBIDDEN.sub("", text)


def clean(text: str) -> str:
    """The text on one line, without the characters that no file format of ours can hold.

    >>> clean("a\\tb\\r\\nc\\x00\\x1b\\ud800d")
    'a b cd'
    """
    return allowed(_BREAKS.sub(" ", text))


def value_of(cell: Cell) -> Cell:
    """The cell without not-a-number and infinity, which no sheet can hold: they are missing."""
    return cell if isinstance(cell, str) or (cell is not None and isfinite(cell)) else None


def printed(cell: Cell, kind: Kind, language: Language) -> str:
    """The cell as paper shows it: halves rounded away from zero, an en dash for what is missing.

    As in ``rounded_half_away`` the noise of floating point is taken off first, so that a printed mean and the band that
    it was read in agree.

    >>> [printed(value, Kind.DECIMAL, "th") for value in (2.345, 4.504999999999999, None)]
    ['2.35', '4.51', '–']
    """
    value = value_of(cell)
    if value is None:
        return MISSING
    if isinstance(value, str):
        return clean(value)
    decimals = DECIMALS[kind]
    return number(round(float(value), decimals + SCORE_DECIMALS), language, decimals)


def printed_rows(table: ReportTable, language: Language) -> list[list[str | None]]:
    """The cells of every row as paper shows them; None where the cell above is said for this row too."""
    rows: list[list[str | None]] = []
    above: list[str] = []
    for row in table.rows:
        texts = [printed(cell, column.kind, language) for cell, column in zip(row.cells, table.columns, strict=True)]
        rows.append(_without_repeats(texts, above, table.columns))
        above = texts
    return rows


def _without_repeats(texts: list[str], above: list[str], columns: tuple[ReportColumn, ...]) -> list[str | None]:
    """What is said once is repeated only after a change to the left of it: the same district of another variable."""
    shown: list[str | None] = list(texts)
    is_same = bool(above)
    for place, column in enumerate(columns):
        if column.said_once:
            is_same = is_same and texts[place] == above[place]
            shown[place] = None if is_same else texts[place]
    return shown
