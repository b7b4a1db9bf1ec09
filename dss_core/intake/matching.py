"""Which sheet and which column of an upload is which field of a format."""

from dataclasses import dataclass

import pandas as pd

from dss_core.catalog.formats import ColumnFormat, SheetFormat, UploadFormat
from dss_core.errors import BadFile
from dss_core.intake.cells import EXCEL_ERRORS, THAI_DIGITS, spelling
from dss_core.intake.readers import Sheet

FREE_TEXT = frozenset({"text", "house_number"})
HEADER_ROWS = 1


@dataclass(frozen=True)
class MatchedSheet:
    """A sheet whose columns are known: text by field (missing where blank), Excel row numbers as the index."""

    name: str
    texts: pd.DataFrame
    columns: tuple[ColumnFormat, ...]
    headers: dict[str, str]
    unread: tuple[str, ...]
    excel_errors: pd.DataFrame


def match_sheets(sheets: list[Sheet], upload: UploadFormat, file_name: str) -> tuple[MatchedSheet, MatchedSheet | None]:
    """The households' sheet and, if there is one, the members' sheet; ``BadFile`` names the columns that lack."""
    wanted, wanted_members = upload.sheets.households, upload.sheets.members
    households = _best(sheets, wanted)
    missing = _missing_columns(households, wanted)
    if missing:
        raise BadFile("file_other_columns", file=file_name, columns=", ".join(missing), format=upload.label.th)
    others = [sheet for sheet in sheets if sheet is not households]
    if wanted_members is None or not others:
        return _match(households, wanted), None
    members = _best(others, wanted_members)
    if _missing_columns(members, wanted_members):
        return _match(households, wanted), None
    return _match(households, wanted), _match(members, wanted_members)


def _best(sheets: list[Sheet], wanted: SheetFormat) -> Sheet:
    """The sheet with most of the wanted columns; among equals the one with the right name, then the first."""
    names = {spelling(name) for name in (wanted.name, *wanted.aliases)}
    fields = [len(_fields(sheet, wanted)) for sheet in sheets]
    named = [spelling(sheet.name) in names for sheet in sheets]
    return sheets[max(range(len(sheets)), key=lambda i: (fields[i], named[i], -i))]


def _fields(sheet: Sheet, wanted: SheetFormat) -> dict[int, ColumnFormat]:
    """Column position -> field; where two columns carry the same header, the first counts."""
    by_name = {spelling(n): column for column in wanted.columns for n in (column.header, *column.aliases)}
    fields: dict[int, ColumnFormat] = {}
    taken: set[str] = set()
    for position, header in enumerate(sheet.rows[0] if sheet.rows else []):
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
    header = sheet.rows[0]
    numbered = [(n, row) for n, row in enumerate(sheet.rows[HEADER_ROWS:], start=HEADER_ROWS + 1) if any(row)]
    index = pd.Index([n for n, _ in numbered], name="row")
    texts, errors = {}, {}
    for position, column in fields.items():
        raw = pd.Series([row[position] for _, row in numbered], index=index, dtype="str")
        is_error = raw.isin(EXCEL_ERRORS)
        if column.kind not in FREE_TEXT:
            raw = raw.str.translate(THAI_DIGITS)
        texts[column.field] = raw.mask((raw == "") | is_error)
        errors[column.field] = is_error
    unread = tuple(name for position, name in enumerate(header) if name and position not in fields)
    headers = {column.field: header[position] for position, column in fields.items()}
    return MatchedSheet(
        sheet.name, pd.DataFrame(texts, index=index), tuple(fields.values()), headers, unread,
        pd.DataFrame(errors, index=index),
    )  # fmt: skip
