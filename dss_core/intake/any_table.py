"""Any researcher's table -> its columns, as text and, where they are numbers, as numbers. Nothing is imported.

Workbooks and text files come through ``readers``; SPSS, Stata and Parquet files bring their types and value labels.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.parquet
import pyreadstat
import python_calamine
from numpy.typing import NDArray

from dss_core.errors import BadFile, BadInput
from dss_core.intake.open_documents import check_open_document
from dss_core.intake.packages import LARGEST_UNPACKED, check_reach
from dss_core.intake.readers import DELIMITERS, LARGEST_BYTES, OLE_MAGIC, PANIC, ZIP_MAGIC, Sheet, read_file, texts
from dss_core.intake.table_columns import TableColumn, text_column, typed_column
from dss_core.model.problems import Problem, Severity

ODS_MARK = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = 100
TEXT_FILES = (".csv", ".tsv", ".txt")
UNSEEN = re.compile("[\u200b\u200c\u200d\ufeff]")


@dataclass(frozen=True, eq=False)
class Table:
    """A researcher's table and what was noticed while it was read."""

    columns: Mapping[str, TableColumn]
    row_count: int
    problems: tuple[Problem, ...] = ()

    def column(self, name: str) -> TableColumn:
        """One column; ``BadInput`` (table_unknown_column: column, columns) when there is none of that name."""
        if name not in self.columns:
            raise BadInput("table_unknown_column", column=name, columns=", ".join(self.columns))
        return self.columns[name]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """A column as numbers; ``BadInput`` (table_text_in_numbers: column, count; not_a_number: variable)."""
        column = self.column(name)
        if column.stray_count:
            raise BadInput("table_text_in_numbers", column=name, count=column.stray_count)
        if column.numbers is None:
            raise BadInput("not_a_number", variable=name)
        return column.numbers


def read_table(data: bytes, file_name: str) -> Table:
    """The table in a file: .xlsx .xls .ods .csv .tsv .sav .zsav .dta .parquet; ``BadFile`` says why not.

    Of a workbook, the first visible sheet with rows. Columns keep their names; a repeated name gets a number.
    """
    if not data:
        raise BadFile("file_empty", file=file_name)
    if len(data) > LARGEST_BYTES:
        raise BadFile("file_too_large", file=file_name, most=LARGEST_BYTES // 2**20)
    suffix = PurePath(file_name).suffix.lower()
    read = TYPED_FILES.get(suffix)
    table = read(data, file_name) if read else _of_sheets(_sheets(data, file_name, suffix), file_name)
    if not table.row_count or not table.columns:
        raise BadFile("file_no_rows", file=file_name)
    return table


def _sheets(data: bytes, file_name: str, suffix: str) -> list[Sheet]:
    if data.startswith(OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadFile("file_locked", file=file_name)
        return _calamine_sheets(data, file_name)
    if data.startswith(ZIP_MAGIC) and (suffix == ".ods" or ODS_MARK in data[:ODS_HEAD]):
        check_open_document(data, file_name)
        return _calamine_sheets(data, file_name)
    try:
        return read_file(data, file_name)
    except BadFile as error:
        # The reader wants two columns, as every survey has; a table of one is read as if a second were empty.
        is_one_column = suffix in TEXT_FILES and not any(mark.encode() in data for mark in (*DELIMITERS, '"'))
        if error.code != "file_not_a_workbook" or not is_one_column:
            raise
        return read_file(b",\n".join(data.splitlines()) + b",", file_name)


def _calamine_sheets(data: bytes, file_name: str) -> list[Sheet]:
    """The visible sheets of an old (.xls) or open (.ods) workbook."""
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        visible = [m.name for m in workbook.sheets_metadata if m.visible == python_calamine.SheetVisibleEnum.Visible]
        return [Sheet(name, workbook.get_sheet_by_name(name).to_python()) for name in visible]
    except BaseException as error:
        # Where the parser's own Rust code gives up, Python sees a "panic", which is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == PANIC:
            raise BadFile("file_not_a_workbook", file=file_name) from error
        raise


def _of_sheets(sheets: Sequence[Sheet], file_name: str) -> Table:
    filled = [sheet for sheet in sheets if len(sheet.cells) > 1]
    if not filled:
        raise BadFile("file_no_rows", file=file_name)
    sheet = filled[0]
    check_reach(len(sheet.cells), len(sheet.header), 0, file_name)
    rows = [row for row in sheet.cells[1:] if any(not isinstance(cell, str) or cell.strip() for cell in row)]
    if not rows:
        raise BadFile("file_no_rows", file=file_name)
    problems = []
    if len(filled) > 1:
        problems.append(_warning("table_other_sheets", "", sheet=sheet.name, count=str(len(filled) - 1)))
    columns: dict[str, TableColumn] = {}
    for number, (heading, cells) in enumerate(zip(sheet.header, zip(*rows, strict=True), strict=True), start=1):
        words = texts(list(cells))
        if heading or any(words):
            name = _free_name(heading, number, columns)
            if name != heading:
                problems.append(_warning("table_heading_changed", name, sheet=sheet.name))
            columns[name] = text_column(name, words)
    return Table(columns, len(rows), tuple(problems))


def _warning(code: str, column: str, sheet: str = "", **params: str) -> Problem:
    return Problem(sheet, None, column, Severity.WARNING, code, "", tuple(params.items()))


def _free_name(heading: str, number: int, taken: Mapping[str, TableColumn]) -> str:
    """A heading without unseen characters and line ends, made different from those before it."""
    plain = " ".join(UNSEEN.sub("", heading).split()) or f"column_{number}"
    name, times = plain, 1
    while name in taken:
        times += 1
        name = f"{plain} ({times})"
    return name


Reader = Callable[..., tuple[pd.DataFrame, Any]]


def _read_labelled(data: bytes, file_name: str, read: Reader) -> Table:
    """An SPSS or Stata file; user-missing codes are missing. Text is read as the file says, else as Thai of Windows."""
    for encoding in (None, "CP874"):
        try:
            frame, about = read(io.BytesIO(data), encoding=encoding)
        except Exception as error:  # whatever the parser finds to say about damaged bytes
            problem = error
            continue
        columns = {
            name: typed_column(
                name,
                frame[name],
                label=about.column_names_to_labels.get(name) or "",
                labels=about.variable_value_labels.get(name, {}),
                is_scale=about.variable_measure.get(name) in ("scale", "ordinal"),
            )
            for name in frame.columns
        }
        return Table(columns, len(frame))
    raise BadFile("file_unreadable", file=file_name) from problem


def _read_parquet(data: bytes, file_name: str) -> Table:
    try:
        source = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        groups = (source.metadata.row_group(number) for number in range(source.metadata.num_row_groups))
        if sum(group.total_byte_size for group in groups) > LARGEST_UNPACKED:
            raise BadFile("file_bomb", file=file_name)
        frame = _with_floats(source.read()).to_pandas(ignore_metadata=True)
    except BadFile:
        raise
    except Exception as error:  # whatever the parser finds to say about damaged bytes
        raise BadFile("file_unreadable", file=file_name) from error
    return Table({name: typed_column(name, frame[name]) for name in map(str, frame.columns)}, len(frame))


def _with_floats(table: pyarrow.Table) -> pyarrow.Table:
    """Decimal numbers as floats: pandas would make objects of them."""
    fields = [
        field.with_type(pyarrow.float64()) if pyarrow.types.is_decimal(field.type) else field for field in table.schema
    ]
    return table.cast(pyarrow.schema(fields))


TYPED_FILES: dict[str, Callable[[bytes, str], Table]] = {
    ".sav": partial(_read_labelled, read=pyreadstat.read_sav),
    ".zsav": partial(_read_labelled, read=pyreadstat.read_sav),
    ".dta": partial(_read_labelled, read=pyreadstat.read_dta),
    ".parquet": _read_parquet,
}
