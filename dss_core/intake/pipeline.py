"""Bytes in, checked draft out. Nothing is written here; committing a draft is a use case."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from dss_core.access.identity import id_hasher
from dss_core.access.masking import id_tail
from dss_core.access.sealing import seal, sealing_key
from dss_core.catalog.formats import UploadFormat
from dss_core.catalog.load import Catalog
from dss_core.errors import BadFile
from dss_core.intake.apart import read_apart
from dss_core.intake.faults import Rules
from dss_core.intake.findings import Findings, ReadSheet, check_cells, one_round
from dss_core.intake.mapping.layouts import Layout, choose_layout
from dss_core.intake.matching import MatchedSheet, match_sheets, own_sheets
from dss_core.intake.mended import without_added
from dss_core.intake.rules.checked_file import CheckedFile
from dss_core.intake.rules.registry import check_rows
from dss_core.intake.sheets import Reading, Sheet, without_collection
from dss_core.model.imports import Recognised, SheetSeen
from dss_core.model.mappings import SavedMapping
from dss_core.model.problems import Problem, Severity


@dataclass(frozen=True)
class Draft:
    """A checked upload: its rows as values, and every problem. ``persons`` is empty when the file lists no members.

    mapping: the saved mapping that it was read by; None where the headings are a format's own. held: for each row of
    ``households``, whether an error stands in it or in one of its members, or its house code stands in several rows.
    lost_member_count: members with an error who belong to no household of the file.
    """

    format_id: str
    format_version: int
    file_name: str
    byte_count: int
    recognised: Recognised
    year: int
    wave: int
    households: pd.DataFrame
    persons: pd.DataFrame
    unread_columns: tuple[str, ...]
    problems: tuple[Problem, ...]
    problem_counts: dict[tuple[Severity, str], int]
    error_count: int
    warning_count: int
    household_sheet: ReadSheet
    held: pd.Series
    lost_member_count: int
    mapping: SavedMapping | None = None

    @property
    def note_count(self) -> int:
        """How many things are only told."""
        return sum(count for (severity, _), count in self.problem_counts.items() if severity is Severity.NOTE)


def check_upload(
    data: bytes,
    file_name: str,
    catalog: Catalog,
    upload: UploadFormat | None,
    is_synthetic: bool,
    key: bytes,
    saved: Sequence[SavedMapping] = (),
    most_listed: int | None = None,
) -> Draft:
    """The draft of a file, or ``BadFile`` when the file cannot be taken in at all; as ``check_reading``."""
    reading = read_apart(data, file_name)
    return check_reading(reading, len(data), file_name, catalog, upload, is_synthetic, key, saved, most_listed)


def check_reading(
    reading: Reading,
    byte_count: int,
    file_name: str,
    catalog: Catalog,
    upload: UploadFormat | None,
    is_synthetic: bool,
    key: bytes,
    saved: Sequence[SavedMapping] = (),
    most_listed: int | None = None,
) -> Draft:
    """The draft of a file that was read already; ``BadFile`` when it cannot be taken in.

    Its format is the one given, or the one that its headings or a ``saved`` mapping for them tell.
    """
    rules = Rules(catalog, is_synthetic)
    findings = Findings(most_listed, reading.problems)
    layout, sheet, member_sheet = _matched(reading, file_name, catalog, upload, saved)
    households = check_cells(sheet, rules, findings)
    members = check_cells(member_sheet, rules, findings) if member_sheet is not None else pd.DataFrame()
    check_rows(CheckedFile(sheet, households, member_sheet, members, catalog, layout.upload), findings)
    findings.tell(_left_out(sheet))
    findings.tell(_left_out(member_sheet))
    year, wave = _round_of([households, *([members] if len(members) else [])], file_name)
    bad_members = _bad_members(members, findings, member_sheet.name if member_sheet else "")
    return Draft(
        format_id=layout.upload.id,
        format_version=layout.upload.version,
        file_name=file_name,
        byte_count=byte_count,
        recognised=recognised(reading),
        year=year,
        wave=wave,
        households=_households(households, catalog),
        persons=_persons(households, members, catalog, key),
        unread_columns=(*sheet.unread, *(member_sheet.unread if member_sheet else ())),
        problems=tuple(findings.listed),
        problem_counts=findings.counts,
        error_count=findings.count(Severity.ERROR),
        warning_count=findings.count(Severity.WARNING),
        household_sheet=ReadSheet(sheet.name, sheet.headers),
        held=_held(households, bad_members, findings.error_rows.get(sheet.name, set())),
        lost_member_count=int((~bad_members.isin(households["house_code"].dropna().astype(object))).sum()),
        mapping=layout.saved,
    )


def _matched(
    reading: Reading, file_name: str, catalog: Catalog, upload: UploadFormat | None, saved: Sequence[SavedMapping]
) -> tuple[Layout, MatchedSheet, MatchedSheet | None]:
    with without_collection():
        sheets = sheets_of(reading, catalog)
        layout = choose_layout(sheets, list(catalog.formats.values()), saved, upload)
        mapping = layout.saved.mapping if layout.saved else None
        sheet, member_sheet = match_sheets(sheets, layout.upload, file_name, mapping)
    if not len(sheet.index):
        raise BadFile("file_no_rows", file=file_name)
    return layout, sheet, member_sheet


def sheets_of(reading: Reading, catalog: Catalog) -> list[Sheet]:
    """The sheets of a file as somebody filled them in: without what a mended file has beside, or a form's groups."""
    return own_sheets(replace(reading, sheets=without_added(reading.sheets, catalog.survey_checks.mended)))


def recognised(reading: Reading) -> Recognised:
    """What a file was recognised as, without its cells."""
    seen = tuple(map(_seen, reading.sheets))
    hidden = tuple(SheetSeen(name, 0, 0, (), is_hidden=True) for name in reading.hidden)
    return Recognised(reading.kind, reading.encoding, reading.delimiter, reading.source, (*seen, *hidden))


def _seen(sheet: Sheet) -> SheetSeen:
    parent = sheet.link.parent if sheet.link else ""
    rows = max(sheet.row_count - 1, 0)
    return SheetSeen(sheet.name, rows, len(sheet.columns), tuple(sheet.header), sheet.first_row, parent=parent)


def _left_out(sheet: MatchedSheet | None) -> Iterator[Problem]:
    """Rows that only repeat the headings are no households; that they were left out is told of each."""
    if sheet is not None:
        for row in sheet.left_out:
            yield Problem(sheet.name, row, "", Severity.WARNING, "row_repeats_headings", "text")


def _bad_members(members: pd.DataFrame, findings: Findings, sheet: str) -> pd.Series:
    """The house codes (or a gap) of the members with an error."""
    if not len(members):
        return pd.Series(dtype=object)
    return members.loc[members.index.isin(list(findings.error_rows.get(sheet, ()))), "house_code"].astype(object)


def _held(households: pd.DataFrame, bad_members: pd.Series, error_rows: set[int]) -> pd.Series:
    codes = households["house_code"].astype(object)
    is_unclear = codes.isna() | codes.duplicated(keep=False) | codes.isin(bad_members.dropna())
    return is_unclear | households.index.isin(list(error_rows))


def _round_of(frames: list[pd.DataFrame], file_name: str) -> tuple[int, int]:
    rounds = one_round(frames)
    if not rounds:
        raise BadFile("file_no_round", file=file_name)
    if len(rounds) > 1:
        raise BadFile("file_several_rounds", file=file_name, count=len(rounds))
    return rounds[0]


def _households(values: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """The households' sheet as rows of the store; the district always follows from the sub-district."""
    flags = {"yes": True, "no": False}
    columns = {"district_code": values["subdistrict_code"].str[:4]}
    if "has_farmer_book" in values:
        columns["has_farmer_book"] = values["has_farmer_book"].map(flags)
    return values.assign(**columns)


def _persons(households: pd.DataFrame, members: pd.DataFrame, catalog: Catalog, key: bytes) -> pd.DataFrame:
    """The members as rows of the store; a household without listed members keeps at least its head."""
    heads = _heads(households)
    if len(members):
        # As objects: a column of text compares itself with every word of another one by one.
        heads = heads[~heads["house_code"].astype(object).isin(members["house_code"].astype(object))]
        persons = pd.concat([members.assign(is_listed=True), heads.assign(is_listed=False)], ignore_index=True)
    else:
        persons = heads.assign(is_listed=False).reset_index(drop=True)
    ids = persons["national_id"] if "national_id" in persons else pd.Series(None, index=persons.index, dtype="str")
    hashed, sealing = id_hasher(key), sealing_key(key)
    given = ids.astype(object).where(ids.notna(), None).tolist()
    kept: dict[str, Callable[[str], str]] = {
        "national_id_hash": hashed, "national_id_tail": id_tail, "national_id_sealed": partial(seal, key=sealing),
    }  # fmt: skip
    columns = {
        name: pd.Series([None if number is None else kept_as(number) for number in given], ids.index, dtype="str")
        for name, kept_as in kept.items()
    }
    return persons.drop(columns="national_id", errors="ignore").assign(**columns)


def _heads(households: pd.DataFrame) -> pd.DataFrame:
    fields = {"title": "head_title", "first_name": "head_first_name", "last_name": "head_last_name"}
    fields["national_id"] = "head_national_id"
    told = {name: households[source] for name, source in fields.items() if source in households}
    heads = pd.DataFrame({"house_code": households["house_code"], **told, "member_number": 1, "relation": "head"})
    return heads[heads.reindex(columns=list(fields)).notna().any(axis=1)]
