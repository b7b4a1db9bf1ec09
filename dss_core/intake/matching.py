"""Which sheet and which column of an upload is which field: by the names of a format, or by a mapping."""

import hashlib
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dss_core.catalog.formats import ColumnFormat, SheetFormat, UploadFormat
from dss_core.errors import BadFile
from dss_core.intake.cells import EXCEL_ERRORS, THAI_DIGITS
from dss_core.intake.headings import PlainSheet, find_heading, heading_at, laid_out, question_name
from dss_core.intake.linking import METADATA, NO_PARENT, short_name
from dss_core.intake.listed_cells import spelling
from dss_core.intake.sheet_rows import blank_rows, renamed
from dss_core.intake.sheets import FAULT, TEXT, Column, Reading, Sheet
from dss_core.model.mappings import ColumnMapping, SheetMapping

FREE_TEXT = frozenset({"text", "house_number"})
CODED = frozenset({"code", "codes"})  # of columns with value labels these kinds take the labels
AREAS = frozenset({"subdistrict", "district", "province"})
CODE_AND_NAME = re.compile(r"([0-9]{2,6})\s+[^0-9]+")
FINGERPRINT_LENGTH = 16


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
    left_out: tuple[int, ...] = ()

    def text(self, field: str, position: int) -> str | None:
        """The text of a field in one row; None where it is blank, or the sheet has no such column."""
        column = self.found.get(field)
        text = None if column is None else column.distinct.iloc[column.codes[position]]
        return None if text is None or pd.isna(text) else str(text)


def match_sheets(
    sheets: Sequence[Sheet], upload: UploadFormat, file_name: str, mapping: ColumnMapping | None = None
) -> tuple[MatchedSheet, MatchedSheet | None]:
    """The households' sheet and, if there is one, the members' sheet; ``BadFile`` names the columns that lack.

    With a mapping the columns are those that it says; it must be one of these very headings.
    """
    if mapping is not None:
        return _mapped(sheets, upload, mapping, file_name)
    plain = arranged(sheets, [upload])
    wanted = upload.sheets.households
    households = _best(plain, wanted)
    missing = missing_columns(households, wanted)
    if missing:
        raise BadFile("file_other_columns", file=file_name, columns=", ".join(missing), format=upload.label.text)
    others = [sheet for sheet in plain if sheet is not households]
    return _match(households, _fields(households, wanted)), _members(others, upload, file_name)


def arranged(sheets: Sequence[Sheet], formats: Sequence[UploadFormat]) -> list[PlainSheet]:
    """The sheets, each with its headings in one row at the top."""
    known = known_names(formats)
    return [laid_out(sheet, find_heading(sheet, known)) for sheet in sheets]


def known_names(formats: Sequence[UploadFormat]) -> frozenset[str]:
    """The spelling of every heading that decides, in any of the formats."""
    both = [sheet for upload in formats for sheet in (upload.sheets.households, upload.sheets.members) if sheet]
    return frozenset(spelling(name) for sheet in both for column in sheet.columns for name in column.names)


def fingerprint(headings: Sequence[str]) -> str:
    """Sixteen hexadecimal digits of headings in their order, without regard to case, blanks, dots and dashes."""
    return hashlib.sha256("\n".join(map(spelling, headings)).encode()).hexdigest()[:FINGERPRINT_LENGTH]


def file_fingerprint(sheets: Sequence[Sheet]) -> str:
    """The fingerprint of a file: of the headings of all its sheets that are tables, in whatever order they stand.

    ``sheets`` have their headings in one row at the top.
    """
    tables = [sheet.header for sheet in sheets if sheet.row_count > 1 and sum(map(bool, sheet.header)) > 1]
    return fingerprint(sorted(map(fingerprint, tables)))


def _mapped(
    sheets: Sequence[Sheet], upload: UploadFormat, mapping: ColumnMapping, file_name: str
) -> tuple[MatchedSheet, MatchedSheet | None]:
    households = _by_mapping(sheets, upload.sheets.households, mapping.households, file_name)
    if mapping.members is None or upload.sheets.members is None:
        return households, None
    return households, _by_mapping(sheets, upload.sheets.members, mapping.members, file_name)


def _by_mapping(sheets: Sequence[Sheet], wanted: SheetFormat, mapping: SheetMapping, file_name: str) -> MatchedSheet:
    """A sheet by its mapping: wherever its headings stand in this file, they are these."""
    known = frozenset(spelling(name) for column in wanted.columns for name in column.names)
    for sheet in sheets:
        first = mapping.first_row - sheet.first_row
        headings = [find_heading(sheet, known)]
        if first >= 0 and first + mapping.row_count <= sheet.row_count:
            headings.append(heading_at(sheet, first, mapping.row_count, known))
        for heading in headings:
            if fingerprint(heading.names) == mapping.fingerprint:
                fields = {position: wanted.column(field) for field, position in mapping.columns.items()}
                found = _match(laid_out(sheet, heading), dict(sorted(fields.items())))
                return _with_constants(found, wanted, mapping.constants)
    raise BadFile("mapping_other_headings", file=file_name)


def _with_constants(sheet: MatchedSheet, wanted: SheetFormat, constants: Mapping[str, str]) -> MatchedSheet:
    """The sheet with fields that are the same in every row."""
    columns = [wanted.column(field) for field in constants]
    rows = np.zeros(len(sheet.index), dtype=np.int64)
    told = {
        column.field: MatchedColumn(
            pd.Series([cleaned(column.kind, constants[column.field])], dtype="str"), rows, np.array([TEXT])
        )
        for column in columns
    }
    return replace(
        sheet,
        found={**sheet.found, **told},
        columns=(*sheet.columns, *columns),
        headers={**sheet.headers, **{column.field: column.header for column in columns}},
    )


def _members(others: list[PlainSheet], upload: UploadFormat, file_name: str) -> MatchedSheet | None:
    """A sheet that bears the members' name but lacks columns is refused: leaving it out would lose everybody in it."""
    wanted = upload.sheets.members
    if wanted is None:
        return None
    sheet = _best([*others, PlainSheet("", ())], wanted)
    missing = missing_columns(sheet, wanted)
    if not missing:
        return _match(sheet, _fields(sheet, wanted))
    if wanted.required or (sheet.columns and _is_named(sheet, wanted)):
        raise BadFile("file_other_columns", file=file_name, columns=", ".join(missing), format=upload.label.text)
    return None


def _best(sheets: list[PlainSheet], wanted: SheetFormat) -> PlainSheet:
    """The sheet with most of the wanted columns; among equals the one with the right name, then the first."""
    return max(sheets, key=lambda sheet: (len(_fields(sheet, wanted)), _is_named(sheet, wanted)))


def _is_named(sheet: Sheet, wanted: SheetFormat) -> bool:
    return spelling(sheet.name) in {spelling(name) for name in (wanted.name, *wanted.aliases)}


def _fields(sheet: Sheet, wanted: SheetFormat) -> dict[int, ColumnFormat]:
    """Column position -> field; where two columns carry the same header, the first counts."""
    by_name = {spelling(name): column for column in wanted.columns for name in column.names}
    fields: dict[int, ColumnFormat] = {}
    taken: set[str] = set()
    for position, header in enumerate(sheet.header):
        column = by_name.get(spelling(header)) or by_name.get(question_name(header))
        if column is not None and column.field not in taken:
            fields[position] = column
            taken.add(column.field)
    return fields


def missing_columns(sheet: Sheet, wanted: SheetFormat) -> list[str]:
    """The headers of the needed columns that a sheet lacks."""
    found = {column.field for column in _fields(sheet, wanted).values()}
    return [column.header for column in wanted.columns if column.required and column.field not in found]


def own_sheets(reading: Reading) -> list[Sheet]:
    """The sheets of a file; those of a form's export without its groups, each row with what its parent's row says."""
    return [_named(sheet, reading.sheets) for sheet in reading.sheets] if reading.source else list(reading.sheets)


def _named(sheet: Sheet, sheets: tuple[Sheet, ...]) -> Sheet:
    """A sheet of a Kobo or ODK export without the groups in its headings, and with what its parent's rows say.

    A member's row does not repeat the house code and the round: they stand in the row of the household it belongs to.
    """
    headings = sheet.header
    columns = [renamed(c, short_name(h, headings)) for c, h in zip(sheet.columns, headings, strict=True)]
    parent = next((other for other in sheets if sheet.link and other.name == sheet.link.parent), None)
    if sheet.link is not None and parent is not None:
        taken = {spelling(column.text(0)) for column in columns}
        rows = np.asarray(sheet.link.rows)
        for column, heading in zip(parent.columns, parent.header, strict=True):
            name = short_name(heading, parent.header)
            if heading not in METADATA and spelling(name) not in taken:
                columns.append(renamed(_carried(column, rows), name))
    return replace(sheet, columns=tuple(columns))


def _carried(column: Column, rows: NDArray[np.int32]) -> Column:
    """A parent's column as its children's rows have it."""
    codes = np.where(rows == NO_PARENT, 0, np.asarray(column.codes)[rows]).astype(np.uint32)
    return replace(column, codes=array("I", codes.tobytes()))


def _match(sheet: PlainSheet, fields: dict[int, ColumnFormat]) -> MatchedSheet:
    header = sheet.header
    is_blank = blank_rows(sheet)
    is_blank[:1] = True  # the header
    kept = np.flatnonzero(~is_blank)
    matched = {column.field: _matched(sheet.columns[at], column.kind, kept) for at, column in fields.items()}
    unread = tuple(name for at, name in enumerate(header) if name and at not in fields and name not in METADATA)
    headers = {column.field: header[at] for at, column in fields.items()}
    index = pd.Index(kept + sheet.first_row, name="row")
    return MatchedSheet(sheet.name, index, matched, tuple(fields.values()), headers, unread, sheet.left_out)


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
    """The same for many texts, nearly all of which nothing has to be done to."""
    if kind in FREE_TEXT or (kind not in AREAS and "".join(texts).isascii()):
        return [None if text in EXCEL_ERRORS else text or None for text in texts]
    return [cleaned(kind, text) for text in texts]


def cleaned(kind: str, value: str) -> str | None:
    """A cell's text with Thai digits as Arabic ones, unless it is free text; None where nothing can be read.

    Of an area's code with its name beside it, as lists to choose from have them, the code.
    """
    if not value or value in EXCEL_ERRORS:
        return None
    if kind in FREE_TEXT:
        return value
    value = value if value.isascii() else value.translate(THAI_DIGITS)
    found = CODE_AND_NAME.fullmatch(value) if kind in AREAS else None
    return found[1] if found else value
