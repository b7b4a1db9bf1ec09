"""Tables in text files (.csv, .tsv, .txt): in UTF-8, UTF-16 or the Thai of Windows; comma, semicolon or tab."""

import csv
import io
from typing import Any

from dss_core.errors import BadFile
from dss_core.intake import limits
from dss_core.intake.sheets import ColumnBuilder, Reading, Sheet
from dss_core.model.problems import Problem, Severity

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t"
WEB_PAGE = ("<!doctype html", "<html", "<table", "<meta", "<head")
HEAD_LETTERS = 1_000
MOST_NAMED = 10  # rows
BLOCK_ROWS = 1_000


def read(data: bytes, file_name: str) -> Reading:
    """The one table of a text file; ``BadFile`` names rows that have slipped: nobody knows from which column on."""
    if data.count(b"\n") > limits.MOST_ROWS:
        raise BadFile("file_far_cells", file=file_name, row=data.count(b"\n"), column=1)
    try:
        encoding = _encoding(data)
        with io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="") as text:
            if text.read(HEAD_LETTERS).lstrip("\ufeff \r\n\t").lower().startswith(WEB_PAGE):
                raise BadFile("file_web_page", file=file_name)
            text.seek(0)
            delimiter = _delimiter(text)
            text.seek(0)
            # Strict: a quote that is never closed would swallow all the rows after it.
            table = _Table(csv.reader(text, delimiter=delimiter, strict=True), file_name)
            sheet = table.read()
    except (csv.Error, UnicodeError) as error:
        raise BadFile("file_not_a_workbook", file=file_name) from error
    told = [("count", str(len(table.short))), ("rows", named(table.short))]
    short = Problem("", None, "", Severity.WARNING, "table_short_rows", "", tuple(told))
    kind, problems = "tsv" if delimiter == "\t" else "csv", (short,) if table.short else ()
    return Reading(kind, (sheet,), encoding=encoding, delimiter=delimiter, problems=problems)


class _Table:
    """Rows become columns, each as long as the header. short: rows that end early; slipped: rows that are too long."""

    def __init__(self, reader: Any, file_name: str) -> None:
        self.reader, self.file_name = reader, file_name
        self.builders: list[ColumnBuilder] = []
        self.block: list[list[str]] = []
        self.slipped: list[int] = []
        self.short: list[int] = []

    def read(self) -> Sheet:
        """The sheet; csv.Error where the text is no table at all."""
        first_row = 0
        for number, row in enumerate(self._rows(), start=1):
            if not first_row:
                if not any(cell.strip() for cell in row):
                    continue
                first_row = number
                self._begin(row)
            self._take(number, row)
        if self.slipped:
            found = sorted({*self.slipped, *self.short})
            raise BadFile("file_slipped_rows", file=self.file_name, count=len(found), rows=named(found))
        if not first_row:
            raise BadFile("file_not_a_workbook", file=self.file_name)
        self._flush()
        return Sheet("", tuple(builder.column() for builder in self.builders), first_row)

    def _rows(self) -> Any:
        """The rows; a quote that is not closed, or closed too early, names the row in which it stands."""
        number = 0
        try:
            for number, row in enumerate(self.reader, start=1):  # noqa: B007
                yield row
        except csv.Error:
            if not self.builders:
                raise
            self.slipped.append(number + 1)

    def _begin(self, header: list[str]) -> None:
        if len(header) < 2:
            raise BadFile("file_not_a_workbook", file=self.file_name)
        self.builders = [ColumnBuilder() for _ in header]

    def _take(self, number: int, row: list[str]) -> None:
        width = len(self.builders)
        if len(row) != width:
            if any(cell.strip() for cell in row[width:]):
                self.slipped.append(number)
            elif row and len(row) < width:
                self.short.append(number)
            row = [*row[:width], *[""] * (width - len(row))]
        self.block.append(row)
        if len(self.block) == BLOCK_ROWS:
            self._flush()
            limits.check_reach(number, width, 0, self.file_name)

    def _flush(self) -> None:
        if self.block:
            row_count = len(self.builders[0].codes) + len(self.block)
            limits.check_reach(row_count, len(self.builders), 0, self.file_name)
            for builder, cells in zip(self.builders, zip(*self.block, strict=True), strict=True):
                builder.add(cells)
            self.block = []


def named(rows: list[int]) -> str:
    """The first numbers of some rows.

    >>> named([3, 4, 6])
    '3, 4, 6'
    """
    return ", ".join(map(str, rows[:MOST_NAMED])) + (" …" if len(rows) > MOST_NAMED else "")


def _delimiter(text: io.TextIOWrapper) -> str:
    head = next((line for line in text if line.strip()), "")
    return max(DELIMITERS, key=head.count)


def _encoding(data: bytes) -> str:
    """UTF-16 if it says so, else UTF-8, else the Thai of Windows; UnicodeError when it is no text at all."""
    if data.startswith(UTF_16_MARKS):
        if "\x00" in data.decode("utf-16"):
            raise UnicodeError
        return "utf-16"
    if b"\x00" in data:
        raise UnicodeError
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        data.decode("cp874")
        return "cp874"
    return "utf-8-sig"
