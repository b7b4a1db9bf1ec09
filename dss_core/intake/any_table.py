"""Any researcher's table -> its columns, as text and, where they are numbers, as numbers. Nothing is imported.

Every kind of file comes through the same readers as an upload; SPSS, Stata and Parquet files bring their types and
value labels.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

from dss_core.errors import BadFile, BadInput
from dss_core.intake.apart import read_apart
from dss_core.intake.readers.kinds import TEXT_SUFFIXES
from dss_core.intake.readers.text import DELIMITERS
from dss_core.intake.sheets import Reading, Sheet
from dss_core.intake.table_columns import TableColumn, text_column, typed_column
from dss_core.model.problems import Problem, Severity

TYPED = ("sav", "dta", "parquet")
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
    """The table in a file: .xlsx .xls .xlsb .ods .csv .tsv .sav .zsav .dta .parquet .zip; ``BadFile`` says why not.

    Of a workbook, the first visible sheet with rows. Columns keep their names; a repeated name gets a number.
    """
    reading = _reading(data, file_name)
    is_typed = reading.kind in TYPED
    filled = [(sheet, rows) for sheet in reading.sheets if len(rows := _filled_rows(sheet, is_typed))]
    if not filled:
        raise BadFile("file_no_rows", file=file_name)
    sheet, rows = filled[0]
    problems = []
    if len(filled) > 1:
        problems.append(_warning("table_other_sheets", "", sheet=sheet.name, count=str(len(filled) - 1)))
    columns: dict[str, TableColumn] = {}
    for number, (heading, column) in enumerate(zip(sheet.header, sheet.columns, strict=True), start=1):
        codes = np.asarray(column.codes)[rows].astype(np.int64)
        if not is_typed and not heading and not any(column.texts[code] for code in np.unique(codes)):
            continue
        name = heading if is_typed else _free_name(heading, number, columns)
        if name != heading:
            problems.append(_warning("table_heading_changed", name, sheet=sheet.name))
        make = typed_column if is_typed else text_column
        columns[name] = make(name, column, codes)
    return Table(columns, len(rows), tuple(problems))


def _reading(data: bytes, file_name: str) -> Reading:
    try:
        return read_apart(data, file_name)
    except BadFile as error:
        # The reader wants two columns, as every survey has; a table of one is read as if a second were empty.
        is_text = PurePath(file_name).suffix.lower() in TEXT_SUFFIXES
        is_one_column = is_text and not any(mark.encode() in data for mark in (*DELIMITERS, '"'))
        if error.code != "file_not_a_workbook" or not is_one_column:
            raise
        return read_apart(b",\n".join(data.splitlines()) + b",", file_name)


def _filled_rows(sheet: Sheet, is_typed: bool) -> NDArray[np.int64]:
    """The rows below the headings in which something stands; a file with types has no other rows."""
    is_filled = np.full(sheet.row_count, is_typed, dtype=np.bool_)
    for column in sheet.columns:
        is_filled |= np.array([bool(text) for text in column.texts], dtype=np.bool_)[np.asarray(column.codes)]
    is_filled[:1] = False
    return np.flatnonzero(is_filled)


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
