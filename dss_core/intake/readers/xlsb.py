"""Binary workbooks (.xlsb): a zip of records instead of XML."""

import io
import zipfile
from dataclasses import replace

from dss_core.errors import BadFile
from dss_core.intake.limits import check_reach
from dss_core.intake.packages import MACROS, check_stated_sizes, chunks
from dss_core.intake.readers.calamine import read_workbook
from dss_core.intake.sheets import Reading, remark
from dss_core.model.problems import Severity

SHEETS = "xl/worksheets/sheet"
ROW_RECORD, CELL_RECORDS = 0, range(1, 12)
NUMBER_BYTES = 4  # a row or a column is the first number of its record


def read(data: bytes, file_name: str) -> Reading:
    """The visible sheets; the addresses of their cells are looked at before the parser makes a grid of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_stated_sizes(archive, len(data), file_name)
            names = {part.filename.casefold() for part in archive.infolist()}
            for part in archive.infolist():
                whole = b"".join(chunks(archive, part, file_name)) if part.filename.startswith(SHEETS) else b""
                _check_cells(whole, file_name)
    except (BadFile, MemoryError):
        raise
    except Exception as error:  # whatever zipfile and zlib find to say about damaged bytes
        raise BadFile("file_not_a_workbook", file=file_name) from error
    reading = read_workbook(io.BytesIO(data), "xlsb", file_name)
    told = [remark("file_macros", severity=Severity.WARNING)] if MACROS in names else []
    return replace(reading, problems=(*told, *reading.problems))


def _check_cells(records: bytes, file_name: str) -> None:
    """How far the cells reach, record by record: a number for the kind, one for the length, the contents."""
    at, row, last_row, last_column, count = 0, 0, 0, 0, 0
    while at < len(records):
        kind, at = _number(records, at)
        length, at = _number(records, at)
        if kind == ROW_RECORD:
            row = int.from_bytes(records[at : at + NUMBER_BYTES], "little") + 1
        elif kind in CELL_RECORDS:
            column = int.from_bytes(records[at : at + NUMBER_BYTES], "little") + 1
            if row > last_row or column > last_column:
                last_row, last_column = max(last_row, row), max(last_column, column)
                check_reach(last_row, last_column, count, file_name)
            count += 1
        at += length


def _number(records: bytes, at: int) -> tuple[int, int]:
    """A number of up to four bytes with seven bits each, and where it ends; IndexError when the part does."""
    value = 0
    for shift in range(0, 28, 7):
        byte = records[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, at
