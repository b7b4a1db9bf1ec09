"""An uploaded file as a workbook again: what is wrong is coloured, and why stands beside it. All cells are text.

No text in it is a formula or a link, and nothing that looks like a number, a date or a house number becomes one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter

from dss_core.model.problems import Severity
from dss_core.reports.columns import letters
from dss_core.reports.document import allowed
from dss_core.reports.excel import FORMULA_STARTS, LONGEST_CELL, LONGEST_SHEET_NAME, MADE_AT

# Fill and edge, dark enough to be told apart in grey; the reason beside it says the severity in words.
COLOURS = {
    Severity.ERROR: ("#f8c7bd", "#b3380c"),
    Severity.WARNING: ("#ffe7a8", "#a06800"),
    Severity.NOTE: ("#d6e6f5", "#2463ab"),
}
ADDED_FILL = "#eef1f4"
COLUMN_WIDTH, REASON_WIDTH, SUGGESTION_WIDTH, LEGEND_WIDTH = 16, 56, 32, 100  # digits of Excel's own font
LETTER, LINE_HEIGHT, HIGHEST = 1.1, 15, 409  # a letter in such digits; points of a line, and of the highest row
LAST_CELL = "A1:XFD1048576"


@dataclass(frozen=True, eq=False)
class MarkedSheet:
    """One sheet of the file.

    rows: its cells as text, the headings first; ``first_row`` is the number of that row in the file (1 is the top).
    marks: (row number, column position from 0) -> the worst that is wrong there. added: the headings of the columns
    that are put before its own; cells: what stands in them, by row number.
    """

    name: str
    rows: Sequence[Sequence[str]]
    first_row: int
    marks: Mapping[tuple[int, int], Severity]
    added: tuple[str, ...]
    cells: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True)
class Legend:
    """The last sheet: what the colours mean and what to do, a line each."""

    name: str
    lines: tuple[tuple[str, Severity | None], ...]


def mended_workbook(sheets: Sequence[MarkedSheet], legend: Legend, folder: Path) -> bytes:
    """The sheets as .xlsx with their legend last, the same bytes each time. ``folder`` holds what is being written."""
    target = BytesIO()
    # Row by row through a file: a survey of a hundred thousand households would not fit into the memory twice.
    options = {
        "constant_memory": True,
        "tmpdir": str(folder),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": MADE_AT})
        looks = _Looks(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name[:LONGEST_SHEET_NAME]), sheet, looks)
        page = book.add_worksheet(legend.name[:LONGEST_SHEET_NAME])
        page.set_column(0, 0, LEGEND_WIDTH)
        for row, (line, severity) in enumerate(legend.lines):
            page.set_row(row, _height([line], [LEGEND_WIDTH]))
            _write(page, row, 0, line, looks, severity, is_added=severity is None)
    return target.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.made:
            # "@" is the format of text: what is typed into the cell later stays text as well.
            self.made[key] = self.book.add_format({"num_format": "@", "valign": "top", **look})
        return self.made[key]


def _write_sheet(page: Any, sheet: MarkedSheet, looks: _Looks) -> None:
    """The added columns first, where they stay in sight, then the file's own."""
    offset, width = len(sheet.added), len(sheet.rows[0]) if sheet.rows else 0
    widths = [*[REASON_WIDTH] * (offset - 1), SUGGESTION_WIDTH] if offset else []
    for column, letters_wide in enumerate(widths):
        page.set_column(column, column, letters_wide)
    page.set_column(offset, offset + max(0, width - 1), COLUMN_WIDTH, looks())
    page.ignore_errors({"number_stored_as_text": LAST_CELL})
    top = sheet.first_row - 1
    for place, texts in enumerate(sheet.rows):
        row, is_heading = top + place, place == 0
        added = sheet.added if is_heading else sheet.cells.get(row + 1, ())
        if added:
            page.set_row(row, _height(added, widths))
        for column, text in enumerate(added):
            _write(page, row, column, text, looks, None, is_heading=is_heading, is_added=True)
        for column, text in enumerate(texts):
            severity = sheet.marks.get((row + 1, column))
            if text or severity:
                _write(page, row, offset + column, text, looks, severity, is_heading=is_heading)
    if width:
        page.freeze_panes(top + 1, min(1, offset))
        page.autofilter(top, 0, top + len(sheet.rows) - 1, offset + width - 1)


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Room for the longest text in points: not every program finds the height of a row by itself."""
    lines = [
        sum(max(1, ceil(letters(line) * LETTER / width)) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return min(HIGHEST, LINE_HEIGHT * max(lines))


def _write(
    page: Any,
    row: int,
    column: int,
    text: str,
    looks: _Looks,
    severity: Severity | None,
    is_heading: bool = False,
    is_added: bool = False,
) -> None:
    look: dict[str, object] = {}
    if severity is not None:
        fill, edge = COLOURS[severity]
        look |= {"bg_color": fill, "border": 1, "border_color": edge}
    if is_added:
        look |= {"bg_color": ADDED_FILL, "text_wrap": True}
    if is_heading:
        look |= {"bold": True, "text_wrap": True}
    if text.lstrip().startswith(FORMULA_STARTS):
        look |= {"quote_prefix": True}
    if text:
        page.write_string(row, column, allowed(text)[:LONGEST_CELL], looks(**look))
    else:
        page.write_blank(row, column, None, looks(**look))
