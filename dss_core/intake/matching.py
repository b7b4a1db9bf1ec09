"""Which sheet and which column of an upload is which field of a format."""

from array import array
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dss_core.catalog.formats import ColumnFormat, SheetFormat, UploadFormat
from dss_core.errors import BadFile
from dss_core.intake.cells import EXCEL_ERRORS, THAI_DIGITS
from dss_core.intake.linking import METADATA, NO_PARENT, short_name
from dss_core.intake.listed_cells import spelling
from dss_core.intake.sheets import FAULT, TEXT, Column, Reading, Sheet

FREE_TEXT = frozenset({"text", "house_number"})
CODED = frozenset({"code", "codes"})  # of columns with value labels these kinds take the labels


@dataclass(frozen=True, eq=False)
class MatchedColumn:
    """One column of a matched sheet: its different texts (None where blank), and each row's place among them.

    kinds: what each was in the file, a letter of ``sheets`` each.
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


def match_sheets(reading: Reading, upload: UploadFormat, file_name: str) -> tuple[MatchedSheet, MatchedSheet | None]:
    """The households' sheet and, if there is one, the members' sheet; ``BadFile`` names the columns that lack."""
    wanted = upload.sheets.households
    sheets = [_named(sheet, reading.sheets) for sheet in reading.sheets] if reading.source else list(reading.sheets)
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
    sheet = _best([*others, Sheet("", ())], wanted)
    missing = _missing_columns(sheet, wanted)
    if not missing:
        return _match(sheet, wanted)
    if wanted.required or (sheet.columns and _is_named(sheet, wanted)):
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


def _named(sheet: Sheet, sheets: tuple[Sheet, ...]) -> Sheet:
    """A sheet of a Kobo or ODK export without the groups in its headings, and with what its parent's rows say.

    A member's row does not repeat the house code and the round: they stand in the row of the household it belongs to.
    """
    headings = sheet.header
    columns = [_headed(c, short_name(h, headings)) for c, h in zip(sheet.columns, headings, strict=True)]
    parent = next((other for other in sheets if sheet.link and other.name == sheet.link.parent), None)
    if sheet.link is not None and parent is not None:
        taken = {spelling(column.text(0)) for column in columns}
        rows = np.asarray(sheet.link.rows)
        for column, heading in zip(parent.columns, parent.header, strict=True):
            name = short_name(heading, parent.header)
            if heading not in METADATA and spelling(name) not in taken:
                columns.append(_headed(_carried(column, rows), name))
    return replace(sheet, columns=tuple(columns))


def _carried(column: Column, rows: NDArray[np.int32]) -> Column:
    """A parent's column as its children's rows have it."""
    codes = np.where(rows == NO_PARENT, 0, np.asarray(column.codes)[rows]).astype(np.uint32)
    return replace(column, codes=array("I", codes.tobytes()))


def _headed(column: Column, heading: str) -> Column:
    """A column under another heading."""
    if column.text(0) == heading:
        return column
    codes = array("I", column.codes)
    codes[0] = len(column.texts)
    labels = (*column.labels, "") if column.labels else ()
    numbers = column.numbers and array("d", [*column.numbers, float("nan")])
    return replace(
        column, codes=codes, texts=(*column.texts, heading), kinds=column.kinds + TEXT, labels=labels, numbers=numbers
    )


def _match(sheet: Sheet, wanted: SheetFormat) -> MatchedSheet:
    fields, header = _fields(sheet, wanted), sheet.header
    kept = np.flatnonzero(~_blank_rows(sheet))
    matched = {column.field: _matched(sheet.columns[at], column.kind, kept) for at, column in fields.items()}
    unread = tuple(name for at, name in enumerate(header) if name and at not in fields and name not in METADATA)
    headers = {column.field: header[at] for at, column in fields.items()}
    index = pd.Index(kept + sheet.first_row, name="row")
    return MatchedSheet(sheet.name, index, matched, tuple(fields.values()), headers, unread)


def _blank_rows(sheet: Sheet) -> NDArray[np.bool_]:
    """Rows in which nothing stands; the header counts as one of them."""
    is_blank = np.ones(sheet.row_count, dtype=np.bool_)
    for column in sheet.columns:
        is_blank &= np.array([not text for text in column.texts], dtype=np.bool_)[np.asarray(column.codes)]
    is_blank[:1] = True
    return is_blank


def _matched(column: Column, kind: str, kept: NDArray[np.int64]) -> MatchedColumn:
    """A column's kept rows; of its different texts those that are left."""
    codes = np.asarray(column.codes)[kept]
    texts = column.words if kind in CODED else column.texts
    is_used = np.bincount(codes, minlength=len(texts)) > 0
    found = np.array(texts, dtype=object)[is_used].tolist()
    told = np.array(list(column.kinds))[is_used]
    kinds = told if EXCEL_ERRORS.isdisjoint(found) else np.where([text in EXCEL_ERRORS for text in found], FAULT, told)
    used = pd.Series(_cleaned(kind, found), dtype="str")
    return MatchedColumn(used, (np.cumsum(is_used) - 1)[codes], kinds)


def _cleaned(kind: str, texts: list[str]) -> list[str | None]:
    """Texts with Thai digits as Arabic ones, unless they are free text; None where nothing can be read."""
    if not EXCEL_ERRORS.isdisjoint(texts):
        texts = ["" if text in EXCEL_ERRORS else text for text in texts]
    if kind in FREE_TEXT or "".join(texts).isascii():
        return [text or None for text in texts]
    return [text.translate(THAI_DIGITS) or None for text in texts]
