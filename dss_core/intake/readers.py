"""Bytes of an uploaded file -> sheets of text. The only place that opens workbooks.

Everything is read as text, so that house numbers and ID numbers survive. What is not a workbook, is empty, locked
or built to exhaust memory is refused with a reason before a parser sees it.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import python_calamine

from dss_core.errors import BadFile

LARGEST_BYTES = 200 * 2**20
LARGEST_UNPACKED = 2 * 2**30
LARGEST_RATIO = 200
MOST_MEMBERS = 500
MOST_ROWS = 1_048_576
MOST_COLUMNS = 2_000
MOST_CELLS = 150_000_000
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
CELL_ADDRESS = re.compile(rb'<c [^>]{0,80}?r="([A-Z]{1,3})([0-9]{1,7})"|<c r="([A-Z]{1,3})([0-9]{1,7})"')


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows of text, the header row first. Empty cells are empty text."""

    name: str
    rows: list[list[str]]


def read_file(data: bytes, file_name: str) -> list[Sheet]:
    """The visible sheets of a workbook (.xlsx), or the one table of a .csv file; ``BadFile`` says why not."""
    if not data:
        raise BadFile("file_empty", file=file_name)
    if len(data) > LARGEST_BYTES:
        raise BadFile("file_too_large", file=file_name, most=LARGEST_BYTES // 2**20)
    if data.startswith(OLE_MAGIC):
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        raise BadFile("file_locked" if is_locked else "file_old_workbook", file=file_name)
    sheets = _read_xlsx(data, file_name) if data.startswith(ZIP_MAGIC) else [_read_csv(data, file_name)]
    if not any(len(sheet.rows) > 1 for sheet in sheets):
        raise BadFile("file_no_rows", file=file_name)
    return sheets


def _read_xlsx(data: bytes, file_name: str) -> list[Sheet]:
    _refuse_bombs(data, file_name)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        shown = [
            meta.name
            for meta in workbook.sheets_metadata
            if meta.visible == python_calamine.SheetVisibleEnum.Visible
            and meta.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        return [Sheet(name, _as_text(workbook.get_sheet_by_name(name).to_python())) for name in shown]
    except python_calamine.PasswordError as error:
        raise BadFile("file_locked", file=file_name) from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, ValueError) as error:
        raise BadFile("file_not_a_workbook", file=file_name) from error


def _refuse_bombs(data: bytes, file_name: str) -> None:
    """Sizes and cell addresses, before anything is unpacked into memory as a grid."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * len(data):
                raise BadFile("file_bomb", file=file_name)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    _refuse_far_cells(archive, part, file_name)
    except zipfile.BadZipFile as error:
        raise BadFile("file_not_a_workbook", file=file_name) from error


def _refuse_far_cells(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file_name: str) -> None:
    xml = archive.read(part)
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
        raise BadFile("file_bomb", file=file_name)
    columns: set[bytes] = set()
    last_row = 0
    for first, row, other, other_row in CELL_ADDRESS.findall(xml):
        columns.add(first or other)
        last_row = max(last_row, int(row or other_row))
    last_column = max((_column_number(letters) for letters in columns), default=0)
    if last_row > MOST_ROWS or last_column > MOST_COLUMNS or last_row * last_column > MOST_CELLS:
        raise BadFile("file_far_cells", file=file_name, row=last_row, column=last_column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _as_text(rows: list[list[Any]]) -> list[list[str]]:
    return [[value.strip() if type(value) is str else _text(value) for value in row] for row in rows]


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
    return str(value).strip()


def _read_csv(data: bytes, file_name: str) -> Sheet:
    text = _decoded(data, file_name)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    width = len(rows[0]) if rows else 0
    if width < 2:
        raise BadFile("file_not_a_workbook", file=file_name)
    return Sheet("", [row + [""] * (width - len(row)) for row in rows])


def _decoded(data: bytes, file_name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        raise BadFile("file_not_a_workbook", file=file_name)
    else:
        encodings = ["utf-8-sig", "cp874"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("file_not_a_workbook", file=file_name)
