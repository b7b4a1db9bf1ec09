"""A report as a workbook: one sheet for each table, its numbers typed, ready to print on A4."""

import re
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from dss_core.language.format import MISSING
from dss_core.reports.columns import PADDING, WIDEST, is_wide, letters, wanted_widths
from dss_core.reports.document import DECIMALS, Cell, Kind, Report, ReportTable, clean, value_of

LOOK = {"font_name": "TH Sarabun New", "font_size": 16}
LETTER = 1.15  # widths of sheets are in digits of Excel's own font; a letter of this one takes somewhat more
INDENT = 2  # letters that the indent of words takes
WIDER = 1.15  # where another font stands in for this one
LINE_HEIGHT, HIGHEST = 24, 409  # points of a line of that font, and of the highest row that Excel takes
MADE_AT = datetime(2026, 1, 1)  # no clock: the same report gives the same bytes
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A spreadsheet runs a text that begins so when somebody edits the cell; its quote prefix prevents that.
FORMULA_STARTS = ("=", "+", "-", "@")
LONGEST_CELL = 32_767
LONGEST_FOOTER = 255 - len("&L&R&P/&N")
LONGEST_SHEET_NAME = 31
HEADER_LOOK = {"bold": True, "top": 2, "bottom": 1, "text_wrap": True, "valign": "bottom"}
TITLE, SOURCE, CAPTION, HEADER, FIRST = range(5)  # the rows of a sheet, from its top
A4 = 9

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")


def workbook(report: Report) -> bytes:
    """The report as .xlsx, the same bytes each time; no text in it is a formula or a link."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"title": clean(report.title), "created": MADE_AT})
        for place, table in enumerate(report.tables, start=1):
            name = _NOT_IN_SHEET_NAMES.sub("", f"{clean(report.table_word)} {place}")
            _Sheet(book, book.add_worksheet(name[-LONGEST_SHEET_NAME:]), report, table).write(place)
    return target.getvalue()


def _side(kind: Kind) -> dict[str, object]:
    """Numbers stand to the right, words to the left, a little off the numbers beside them."""
    return {"align": "left", "indent": 1} if kind is Kind.TEXT else {"align": "right"}


class _Sheet:
    """One sheet while it is written."""

    def __init__(self, book: Any, sheet: Any, report: Report, table: ReportTable) -> None:
        self.book, self.sheet, self.report, self.table = book, sheet, report, table
        # A sheet has room for a header in one line, which paper may not have.
        self.widths = [
            max(width.letters, min(WIDEST, letters(column.header)) + PADDING) + INDENT
            for width, column in zip(wanted_widths(table, report.language), table.columns, strict=True)
        ]
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self, place: int) -> None:
        """Title, source and caption; header and rows; the sentences and the notes."""
        report, table = self.report, self.table
        self._across(TITLE, report.title, bold=True)
        self._across(SOURCE, report.source, font_color="#595959")
        self._across(CAPTION, f"{report.table_word} {place} {table.caption}", bold=True)
        for column, (definition, width) in enumerate(zip(table.columns, self.widths, strict=True)):
            self.sheet.set_column(column, column, width * LETTER)
            self._text(HEADER, column, definition.header, **HEADER_LOOK, **_side(definition.kind))
        self._height(HEADER, [column.header for column in table.columns])
        for row, line in enumerate(table.rows):
            rule = {"bottom": 2} if row == len(table.rows) - 1 else {}
            for column, cell in enumerate(line.cells):
                self._cell(FIRST + row, column, value_of(cell), table.columns[column].kind, bold=line.is_total, **rule)
            self._height(FIRST + row, [cell if isinstance(cell, str) else "" for cell in line.cells])
        for row, note in enumerate((*report.opening, *table.notes, *report.notes), start=FIRST + len(table.rows) + 1):
            self._across(row, note)
        self._set_up_print()

    def _cell(self, row: int, column: int, value: Cell, kind: Kind, **look: object) -> None:
        look = {**look, "valign": "top", **_side(kind)}
        if value is None or isinstance(value, str):
            self._text(row, column, MISSING if value is None else value, text_wrap=kind is Kind.TEXT, **look)
        else:
            decimals = DECIMALS[kind]
            shape = "#,##0" + ("." + "0" * decimals if decimals else "")
            self.sheet.write_number(row, column, value, self._format(num_format=shape, **look))

    def _text(self, row: int, column: int, text: str, **look: object) -> None:
        text = clean(text)
        guard = {"quote_prefix": True} if text.lstrip().startswith(FORMULA_STARTS) else {}
        self.sheet.write_string(row, column, text[:LONGEST_CELL], self._format(**look, **guard))

    def _height(self, row: int, texts: list[str]) -> None:
        """Room for the longest text: not every program finds the height of a row by itself."""
        lines = max(
            ceil(letters(text) / (width - PADDING - INDENT)) for text, width in zip(texts, self.widths, strict=True)
        )
        self._set_lines(row, lines)

    def _across(self, row: int, text: str, **look: object) -> None:
        """A text across the whole table, as high as its lines."""
        if len(self.widths) > 1:  # a single cell cannot be merged
            self.sheet.merge_range(row, 0, row, len(self.widths) - 1, "")
        self._text(row, 0, text, text_wrap=True, valign="top", **look)
        self._set_lines(row, ceil(letters(text) * WIDER / sum(self.widths)))

    def _set_lines(self, row: int, lines: int) -> None:
        self.sheet.set_row(row, min(HIGHEST, LINE_HEIGHT * max(1, lines)))

    def _set_up_print(self) -> None:
        """Upright or across, as wide as the page, the header on every sheet of paper and the source below it."""
        sheet = self.sheet
        sheet.freeze_panes(FIRST, 0)
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        if is_wide(self.report):
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(CAPTION, HEADER)
        source = clean(self.report.source).replace("&", "&&")
        sheet.set_footer(f"&L{source[:LONGEST_FOOTER].rstrip('&')}&R&P/&N")

    def _format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**LOOK, **look})
        return self.formats[key]
