"""An upload becomes a round: checked first, then committed whole or not at all."""

from dataclasses import dataclass

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.livelihood.scoring import level_counts, score
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import SheetFormat, UploadFormat
from dss_core.errors import BadInput
from dss_core.intake.pipeline import Draft, check_upload
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.imports import ImportRecord
from dss_core.model.problems import Problem, Severity
from dss_core.model.rounds import round_id
from dss_core.store.audit import write_audit
from dss_core.store.column_mappings import list_mappings
from dss_core.store.database import raise_data_version
from dss_core.store.imports import codes_in_round, find_import, list_imports, write_import
from dss_core.store.registry import now
from dss_core.store.rounds import open_round, recount_round
from dss_core.store.uploads import keep_upload, sha256_of
from dss_core.usecases.services import Services, whole_province


@dataclass(frozen=True, eq=False)
class CheckedUpload:
    """A file as it would be taken in. ``can_commit`` is true when nothing stands against it.

    levels: how many of its households fall into each level. scores_differ_count: households whose scores in the
    file are not those that the catalogue's rule gives. already: the import that took in the very same file.
    """

    data: bytes
    sha256: str
    draft: Draft
    households: pd.DataFrame
    levels: pd.DataFrame
    problems: tuple[Problem, ...]
    error_count: int
    warning_count: int
    scores_differ_count: int
    already: ImportRecord | None

    @property
    def round_id(self) -> str:
        """The round that the file is of."""
        return round_id(self.draft.year, self.draft.wave)

    @property
    def can_commit(self) -> bool:
        """Whether the file may be committed."""
        return self.error_count == 0 and self.already is None


def check_survey(
    services: Services,
    viewer: Viewer,
    data: bytes,
    file_name: str,
    format_id: str | None = None,
    mapping_id: str | None = None,
) -> CheckedUpload:
    """The file read, checked and scored; nothing is written. ``BadFile`` when it cannot be taken in at all.

    Without ``format_id`` the headings tell the format, or the newest saved mapping that was made for them. A mapping
    with constants is of one file: it is taken only when it is named (``mapping_id``).
    """
    viewer.must(Permission.IMPORT_SURVEY)
    catalog = services.catalog
    if format_id is not None and format_id not in catalog.formats:
        raise BadInput("import_unknown_format", format=format_id, formats=", ".join(catalog.formats))
    is_synthetic = services.state().is_synthetic
    with services.database.reading() as connection:
        mappings = [one for one in list_mappings(connection) if one.id == mapping_id or not one.mapping.has_constants]
    asked = catalog.formats[format_id] if format_id else None
    draft = check_upload(data, file_name, catalog, asked, is_synthetic, services.settings.secret, mappings)
    upload = catalog.formats[draft.format_id]
    households = scored(draft.households, catalog)
    with services.database.reading() as connection:
        already = find_import(connection, sha256_of(data))
        known = codes_in_round(connection, round_id(draft.year, draft.wave), whole_province(services))
    found = [] if already else _place_problems(draft, viewer, upload, known)
    differ = _scores_differ(households, catalog, upload)
    return CheckedUpload(
        data=data,
        sha256=sha256_of(data),
        draft=draft,
        households=households,
        levels=level_counts(households[LEVEL], catalog.instrument.levels),
        problems=(*found, *draft.problems),
        error_count=draft.error_count + len(found),
        warning_count=draft.warning_count + differ,
        scores_differ_count=differ,
        already=already,
    )


def import_survey(services: Services, viewer: Viewer, checked: CheckedUpload) -> ImportRecord:
    """The import as it was committed, in one transaction; ``BadInput`` when something stands against it."""
    viewer.must(Permission.IMPORT_SURVEY)
    if checked.error_count:
        raise BadInput("import_has_errors", count=checked.error_count)
    draft = checked.draft
    keep_upload(services.settings.local / "uploads", checked.data)
    record = ImportRecord(
        round_id=checked.round_id,
        format_id=draft.format_id,
        format_version=draft.format_version,
        catalog_version=services.catalog.version,
        file_name=draft.file_name,
        file_sha256=checked.sha256,
        file_bytes=draft.byte_count,
        household_count=len(checked.households),
        person_count=len(draft.persons),
        warning_count=checked.warning_count,
        imported_by=viewer.username,
        imported_at=now(),
        mapping_id=draft.mapping.id if draft.mapping else None,
    )
    with services.database.writing() as connection:
        already = find_import(connection, checked.sha256)
        known = codes_in_round(connection, checked.round_id, whole_province(services))
        _refuse_what_came_meanwhile(services, viewer, checked, already, known)
        open_round(connection, draft.year, draft.wave)
        write_import(connection, record, checked.households, draft.persons)
        recount_round(connection, record.round_id)
        raise_data_version(connection)
        details = {"households": record.household_count, "persons": record.person_count, "sha256": record.file_sha256}
        if record.mapping_id is not None:
            details["mapping"] = record.mapping_id
        write_audit(connection, viewer.username, "import_survey", record.round_id, details)
    return record


def _refuse_what_came_meanwhile(
    services: Services, viewer: Viewer, checked: CheckedUpload, already: ImportRecord | None, known: set[str]
) -> None:
    """Nothing, or ``BadInput``: what was checked on screen may be minutes old when it is committed."""
    if already is not None:
        raise BadInput("import_already", round=already.round_id, at=already.imported_at)
    problems = _place_problems(checked.draft, viewer, services.catalog.formats[checked.draft.format_id], known)
    if problems:
        raise BadInput("import_has_errors", count=len(problems))


def past_imports(services: Services, viewer: Viewer) -> list[ImportRecord]:
    """The imports so far, the newest first."""
    viewer.must(Permission.IMPORT_SURVEY)
    with services.database.reading() as connection:
        return list_imports(connection)


def scored(households: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """The households with the scores that the catalogue's rule gives to their answers."""
    scores = score(households.reindex(columns=list(catalog.instrument.indicator_ids)), catalog.instrument)
    return households.assign(
        **{name: scores.capitals[name] for name in scores.capitals.columns},
        overall=scores.overall,
        level=scores.level,
        answered_count=scores.answered_count,
    )


def _scores_differ(households: pd.DataFrame, catalog: Catalog, upload: UploadFormat) -> int:
    """The households for which the file states a score that is farther from ours than the format allows."""
    differs = pd.Series(False, index=households.index)
    for name in (*catalog.instrument.capital_ids, OVERALL):
        if f"file_{name}" in households:
            gap = (households[f"file_{name}"] - households[name]).abs()
            differs |= (gap > upload.score_tolerance).fillna(False)
    return int(differs.sum())


def _place_problems(draft: Draft, viewer: Viewer, upload: UploadFormat, known: set[str]) -> list[Problem]:
    """Households outside the viewer's area, and households that the round already holds."""
    sheet = upload.sheets.households
    rows = draft.households[["house_code", "subdistrict_code"]].dropna()
    covered = {place for place in rows["subdistrict_code"].unique() if viewer.scope.covers(str(place))}
    is_outside = ~rows["subdistrict_code"].isin(covered)
    is_there = rows["house_code"].map(known.__contains__).astype(bool) & ~is_outside
    return [
        *_problems(sheet, "subdistrict_code", "row_outside_scope", rows.index[is_outside]),
        *_problems(sheet, "house_code", "row_in_round_already", rows.index[is_there]),
    ]


def _problems(sheet: SheetFormat, field: str, code: str, rows: pd.Index) -> list[Problem]:
    header = sheet.column(field).header
    return [Problem(sheet.name, int(row), header, Severity.ERROR, code, "whole") for row in rows]
