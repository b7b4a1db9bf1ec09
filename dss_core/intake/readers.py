"""Bytes of an uploaded file -> sheets of text. The only place that opens workbooks.

Everything is read as text, so that house numbers and ID numbers survive. What is not a workbook, is empty, locked
or built to exhaust memory is refused with a reason before a parser sees it.
"""

import csv
import gc
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import python_calamine

from dss_core.errors import BadFile
from dss_core.intake.packages import Place, check_package, check_reach

LARGEST_BYTES = 200 * 2**20
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t"
NO_VALUE = "#N/A"
NIKHAHIT = "\u0e4d"
SARA_AM = re.compile(f"{NIKHAHIT}([\u0e48-\u0e4b]?)\u0e32")  # with or without a tone mark between its two parts
PANIC = "PanicException"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its cells from the header row on, and the header's row number in the file.

    All rows are as long as the header row. Cells are as the file's parser gives them, empty ones as empty text;
    ``texts`` makes text of a row or of a column.
    """

    name: str
    cells: list[list[Any]]
    first_row: int = 1

    @property
    def rows(self) -> list[list[str]]:
        """All rows as text."""
        return [texts(row) for row in self.cells]

    @property
    def header(self) -> list[str]:
        """The first row as text; empty when the sheet is."""
        return texts(self.cells[0]) if self.cells else []


def read_file(data: bytes, file_name: str) -> list[Sheet]:
    """The visible sheets of a workbook (.xlsx), or the one table of a .csv file; ``BadFile`` says why not."""
    if not data:
        raise BadFile("file_empty", file=file_name)
    if len(data) > LARGEST_BYTES:
        raise BadFile("file_too_large", file=file_name, most=LARGEST_BYTES // 2**20)
    if data.startswith(OLE_MAGIC):
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        raise BadFile("file_locked" if is_locked else "file_old_workbook", file=file_name)
    with without_collection():
        sheets = _read_xlsx(data, file_name) if data.startswith(ZIP_MAGIC) else [_read_csv(data, file_name)]
    if not any(len(sheet.cells) > 1 for sheet in sheets):
        raise BadFile("file_no_rows", file=file_name)
    return sheets


@contextmanager
def without_collection() -> Iterator[None]:
    """Half a million texts are made and none dropped: the collector would look through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_xlsx(data: bytes, file_name: str) -> list[Sheet]:
    without_value = check_package(data, file_name)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        return [
            _sheet(workbook.get_sheet_by_name(meta.name), without_value[meta.name])
            for meta in workbook.sheets_metadata
            if meta.visible == python_calamine.SheetVisibleEnum.Visible
            and meta.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except BaseException as error:
        # Where the parser's own Rust code gives up, Python sees a "panic", which is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == PANIC:
            raise BadFile("file_not_a_workbook", file=file_name) from error
        raise


def _sheet(sheet: python_calamine.CalamineSheet, without_value: list[Place]) -> Sheet:
    """The parser leaves out empty rows above and empty columns before the table, and gives errors as empty cells."""
    top, left = sheet.start or (0, 0)
    rows = sheet.to_python()
    for row, column in without_value:
        y, x = row - 1 - top, column - 1 - left
        if 0 <= y < len(rows) and 0 <= x < len(rows[y]):
            rows[y][x] = NO_VALUE
    return Sheet(sheet.name, rows, top + 1)


def texts(values: list[Any], clean: Callable[[str], Any] = str) -> list[Any]:
    """Cells as text, then cleaned. Each different value is made once: a column says the same few things again."""
    if bool in set(map(type, values)):
        values = [_text(value) if isinstance(value, bool) else value for value in values]  # True equals 1 as a key
    made = {value: clean(_words(value) if isinstance(value, str) else _text(value)) for value in set(values)}
    return [made[value] for value in values]


def is_blank(row: list[Any]) -> bool:
    """Whether nothing stands in a row."""
    return all(isinstance(value, str) and not value.strip() for value in row)


def _words(text: str) -> str:
    """Text without blanks at its ends, and in the one spelling of Thai vowels that can be typed in two ways.

    The letter NUL is left out: PostgreSQL cannot keep it.
    """
    text = text.replace("\x00", "").replace("เเ", "แ").strip()
    return SARA_AM.sub(r"\1ำ", text) if NIKHAHIT in text else text


def _text(value: Any) -> str:
    """A cell as somebody would type it: whole numbers without a point, dates as year-month-day."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _read_csv(data: bytes, file_name: str) -> Sheet:
    try:
        with io.TextIOWrapper(io.BytesIO(data), encoding=_encoding(data), newline="") as text:
            delimiter = _delimiter(text)
            text.seek(0)
            # Strict: a quote that is never closed would swallow all the rows after it.
            rows = _csv_rows(csv.reader(text, delimiter=delimiter, strict=True), file_name)
    except (csv.Error, UnicodeError) as error:
        raise BadFile("file_not_a_workbook", file=file_name) from error
    first = next((number for number, row in enumerate(rows) if any(row)), 0)
    header, *body = rows[first:] or [[]]
    width = len(header)
    # A cell beyond the last heading: its row has slipped, and nobody knows from which column on.
    if width < 2 or header[0].startswith("<") or any(any(row[width:]) for row in body):
        raise BadFile("file_not_a_workbook", file=file_name)
    return Sheet("", [header, *(row[:width] + [""] * (width - len(row)) for row in body)], first + 1)


def _csv_rows(reader: Any, file_name: str) -> list[list[str]]:
    rows, width, cell_count = [], 0, 0
    for row in reader:
        rows.append([_words(cell) for cell in row])
        width, cell_count = max(width, len(row)), cell_count + len(row)
        check_reach(len(rows), width, cell_count, file_name)
    return rows


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
