"""Which sheet and which column of an upload is which field of a format."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dss_core.catalog.formats import ColumnFormat, SheetFormat, UploadFormat
from dss_core.errors import BadFile
from dss_core.intake.cells import EXCEL_ERRORS, THAI_DIGITS
from dss_core.intake.listed_cells import spelling
from dss_core.intake.readers import Sheet, is_blank, texts

FREE_TEXT = frozenset({"text", "house_number"})


FAULT = "e"  # an error of Excel


@dataclass(frozen=True, eq=False)
class MatchedColumn:
    """One column of a matched sheet: its different texts (None where blank), and each row's place among them.

    kinds: for each different text ``FAULT`` where it is an error of Excel.
    """

    distinct: pd.Series
    codes: NDArray[np.int64]
    kinds: NDArray[np.str_]

    def spread(self, values: pd.Series) -> pd.Series:
        """Something told of each different text, as it is told of each row."""
        return values.take(self.codes)

    def mask(self, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The same of true and false."""
        return flags[self.codes]


@dataclass(frozen=True, eq=False)
class MatchedSheet:
    """A sheet whose columns are known, by field; the file's row numbers as the index of what is made of it."""

    name: str
    index: pd.Index
    found: dict[str, MatchedColumn]
    columns: tuple[ColumnFormat, ...]
    headers: dict[str, str]
    unread: tuple[str, ...]

    def text(self, field: str, position: int) -> str | None:
        """The text of a field in one row; None where it is blank, or the sheet has no such column."""
        column = self.found.get(field)
        text = None if column is None else column.distinct.iloc[column.codes[position]]
        return None if text is None or pd.isna(text) else str(text)


def match_sheets(sheets: list[Sheet], upload: UploadFormat, file_name: str) -> tuple[MatchedSheet, MatchedSheet | None]:
    """The households' sheet and, if there is one, the members' sheet; ``BadFile`` names the columns that lack."""
    wanted = upload.sheets.households
    households = _best(sheets, wanted)
    missing = _missing_columns(households, wanted)
    if missing:
        raise BadFile("file_other_columns", file=file_name, columns=", ".join(missing), format=upload.label.text)
    others = [sheet for sheet in sheets if sheet is not households]
    return _match(households, wanted), _members(others, upload, file_name)


def _members(others: list[Sheet], upload: UploadFormat, file_name: str) -> MatchedSheet | None:
    """A sheet that bears the members' name but lacks columns is refused: leaving it out would lose everybody in it."""
    wanted = upload.sheets.members
    if wanted is None:
        return None
    sheet = _best([*others, Sheet("", [])], wanted)
    missing = _missing_columns(sheet, wanted)
    if not missing:
        return _match(sheet, wanted)
    if wanted.required or (sheet.cells and _is_named(sheet, wanted)):
        raise BadFile("file_other_columns", file=file_name, columns=", ".join(missing), format=upload.label.text)
    return None


def _best(sheets: list[Sheet], wanted: SheetFormat) -> Sheet:
    """The sheet with most of the wanted columns; among equals the one with the right name, then the first."""
    return max(sheets, key=lambda sheet: (len(_fields(sheet, wanted)), _is_named(sheet, wanted)))


def _is_named(sheet: Sheet, wanted: SheetFormat) -> bool:
    return spelling(sheet.name) in {spelling(name) for name in (wanted.name, *wanted.aliases)}


def _fields(sheet: Sheet, wanted: SheetFormat) -> dict[int, ColumnFormat]:
    """Column position -> field; where two columns carry the same header, the first counts."""
    by_name = {spelling(n): column for column in wanted.columns for n in (column.header, *column.aliases)}
    fields: dict[int, ColumnFormat] = {}
    taken: set[str] = set()
    for position, header in enumerate(sheet.header):
        column = by_name.get(spelling(header))
        if column is not None and column.field not in taken:
            fields[position] = column
            taken.add(column.field)
    return fields


def _missing_columns(sheet: Sheet, wanted: SheetFormat) -> list[str]:
    found = {column.field for column in _fields(sheet, wanted).values()}
    return [column.header for column in wanted.columns if column.required and column.field not in found]


def _match(sheet: Sheet, wanted: SheetFormat) -> MatchedSheet:
    fields = _fields(sheet, wanted)
    header = sheet.header
    numbered = [(n, row) for n, row in enumerate(sheet.cells[1:], start=sheet.first_row + 1) if not is_blank(row)]
    index = pd.Index([n for n, _ in numbered], name="row")
    matched = {
        column.field: _matched(texts([row[at] for _, row in numbered]), column.kind) for at, column in fields.items()
    }
    unread = tuple(name for position, name in enumerate(header) if name and position not in fields)
    headers = {column.field: header[position] for position, column in fields.items()}
    return MatchedSheet(sheet.name, index, matched, tuple(fields.values()), headers, unread)


def _matched(words: list[str], kind: str) -> MatchedColumn:
    codes, distinct = pd.factorize(np.array(words, dtype=object))
    kinds = np.array([FAULT if text in EXCEL_ERRORS else "" for text in distinct], dtype=np.str_)
    return MatchedColumn(pd.Series([_clean(kind, text) for text in distinct], dtype="str"), codes, kinds)


def _clean(kind: str, value: str) -> str | None:
    """A cell's text with Thai digits as Arabic ones, unless it is free text; None where nothing can be read."""
    if not value or value in EXCEL_ERRORS:
        return None
    return value if kind in FREE_TEXT or value.isascii() else value.translate(THAI_DIGITS)
