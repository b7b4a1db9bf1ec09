"""Which sheet and which column of an upload is which field: by the names of a format, or by a mapping."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dss_core.catalog.formats import ColumnFormat, SheetFormat, UploadFormat
from dss_core.errors import BadFile
from dss_core.intake.cells import EXCEL_ERRORS, THAI_DIGITS, spelling
from dss_core.intake.headings import PlainSheet, find_heading, heading_at, laid_out, question_name
from dss_core.intake.readers import Sheet, is_blank, texts
from dss_core.intake.sheet_rows import row_count
from dss_core.model.mappings import ColumnMapping, SheetMapping

FREE_TEXT = frozenset({"text", "house_number"})
AREAS = frozenset({"subdistrict", "district", "province"})
CODE_AND_NAME = re.compile(r"([0-9]{2,6})\s+[^0-9]+")
FINGERPRINT_LENGTH = 16


@dataclass(frozen=True)
class MatchedSheet:
    """A sheet whose columns are known: text by field (missing where blank), the file's row numbers as the index."""

    name: str
    texts: pd.DataFrame
    columns: tuple[ColumnFormat, ...]
    headers: dict[str, str]
    unread: tuple[str, ...]
    excel_errors: pd.DataFrame
    left_out: tuple[int, ...] = ()


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
    tables = [sheet.header for sheet in sheets if row_count(sheet) > 1 and sum(map(bool, sheet.header)) > 1]
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
        if first >= 0 and first + mapping.row_count <= row_count(sheet):
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
    told = {column.field: cleaned(column.kind, constants[column.field]) for column in columns}
    return replace(
        sheet,
        texts=sheet.texts.assign(**told).astype({field: "str" for field in told}),
        columns=(*sheet.columns, *columns),
        headers={**sheet.headers, **{column.field: column.header for column in columns}},
        excel_errors=sheet.excel_errors.assign(**{field: False for field in told}),
    )


def _members(others: list[PlainSheet], upload: UploadFormat, file_name: str) -> MatchedSheet | None:
    """A sheet that bears the members' name but lacks columns is refused: leaving it out would lose everybody in it."""
    wanted = upload.sheets.members
    if wanted is None:
        return None
    sheet = _best([*others, PlainSheet("", [])], wanted)
    missing = missing_columns(sheet, wanted)
    if not missing:
        return _match(sheet, _fields(sheet, wanted))
    if wanted.required or (sheet.cells and _is_named(sheet, wanted)):
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


def _match(sheet: PlainSheet, fields: dict[int, ColumnFormat]) -> MatchedSheet:
    header = sheet.header
    numbered = [(n, row) for n, row in enumerate(sheet.cells[1:], start=sheet.first_row + 1) if not is_blank(row)]
    index = pd.Index([n for n, _ in numbered], name="row")
    by_field, errors = {}, {}
    for position, column in fields.items():
        raw = [row[position] for _, row in numbered]
        by_field[column.field] = pd.Series(texts(raw, partial(cleaned, column.kind)), index=index, dtype="str")
        errors[column.field] = _excel_errors(raw)
    unread = tuple(name for position, name in enumerate(header) if name and position not in fields)
    headers = {column.field: header[position] for position, column in fields.items()}
    return MatchedSheet(
        sheet.name, pd.DataFrame(by_field, index=index), tuple(fields.values()), headers, unread,
        pd.DataFrame(errors, index=index), sheet.left_out,
    )  # fmt: skip


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


def _excel_errors(raw: list[Any]) -> NDArray[np.bool_]:
    """Which cells of a column hold an error of Excel; nearly always none does."""
    found = {value for value in set(raw) if isinstance(value, str) and value.strip() in EXCEL_ERRORS}
    if not found:
        return np.zeros(len(raw), dtype=np.bool_)
    return np.array([value in found for value in raw], dtype=np.bool_)
