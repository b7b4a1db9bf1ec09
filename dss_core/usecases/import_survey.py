"""An upload becomes a round: checked first, then committed whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.livelihood.scoring import level_counts, score
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import UploadFormat
from dss_core.errors import BadFile, BadInput
from dss_core.intake.apart import read_apart
from dss_core.intake.findings import Findings
from dss_core.intake.pipeline import Draft, check_reading, recognised
from dss_core.intake.readers.kinds import SUFFIXES
from dss_core.intake.sheets import Reading
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.imports import ImportRecord, Recognised
from dss_core.model.problems import Problem, Severity
from dss_core.model.rounds import round_id
from dss_core.store.audit import write_audit
from dss_core.store.column_mappings import list_mappings
from dss_core.store.database import raise_data_version
from dss_core.store.imports import codes_in_round, find_import, list_imports, told_in_round, write_import
from dss_core.store.registry import now
from dss_core.store.rounds import list_rounds, open_round, recount_round
from dss_core.store.uploads import keep_upload, sha256_of
from dss_core.usecases.round_checks import find_jumps, find_place_problems, round_before
from dss_core.usecases.services import Services, whole_province

ENDINGS = tuple(suffix.removeprefix(".") for suffix in SUFFIXES)


@dataclass(frozen=True, eq=False)
class CheckedUpload:
    """A file as it would be taken in. ``can_commit`` is true when nothing stands against it.

    levels: how many of its households fall into each level. scores_differ_count: households whose scores in the
    file are not those that the catalogue's rule gives. already: the import that took in the very same file. problems:
    the first thousands of them; problem_counts: all, by severity and code.
    """

    data: bytes
    sha256: str
    draft: Draft
    households: pd.DataFrame
    levels: pd.DataFrame
    problems: tuple[Problem, ...]
    problem_counts: Mapping[tuple[Severity, str], int]
    scores_differ_count: int
    already: ImportRecord | None

    @property
    def round_id(self) -> str:
        """The round that the file is of."""
        return round_id(self.draft.year, self.draft.wave)

    @property
    def error_count(self) -> int:
        """How many things keep the file out."""
        return self.count(Severity.ERROR)

    @property
    def warning_count(self) -> int:
        """How many things are counted with the import."""
        return self.count(Severity.WARNING)

    @property
    def note_count(self) -> int:
        """How many things are only told."""
        return self.count(Severity.NOTE)

    def count(self, severity: Severity) -> int:
        """How many problems of a severity there are in all."""
        return sum(count for (found, _), count in self.problem_counts.items() if found is severity)

    @property
    def can_commit(self) -> bool:
        """Whether the file may be committed."""
        return self.error_count == 0 and self.already is None


@dataclass(frozen=True, eq=False)
class SeenUpload:
    """What a file was recognised as, and its check; or why it cannot be taken in.

    recognised: None when the file could not even be read. checked: None when there is a refusal.
    """

    recognised: Recognised | None
    checked: CheckedUpload | None
    problems: tuple[Problem, ...]
    refusal: BadFile | None = None


def check_survey(
    services: Services,
    viewer: Viewer,
    data: bytes,
    file_name: str,
    format_id: str | None = None,
    mapping_id: str | None = None,
    most_listed: int | None = None,
) -> CheckedUpload:
    """The file read, checked and scored; nothing is written. ``BadFile`` when it cannot be taken in at all.

    Without ``format_id`` the headings tell the format, or the newest saved mapping that was made for them. A mapping
    with constants is of one file: it is taken only when it is named (``mapping_id``). ``most_listed``: how many
    problems are listed at most, where not the usual thousands.
    """
    viewer.must(Permission.IMPORT_SURVEY)
    asked = Asked(data, file_name, format_id, mapping_id, most_listed)
    _format(services, format_id)
    return _check(services, viewer, asked, read_apart(data, file_name))


def see_survey(
    services: Services, viewer: Viewer, data: bytes, file_name: str, format_id: str | None = None
) -> SeenUpload:
    """The same for a file of which nothing is known yet: a refusal is told beside what was read, and not raised."""
    viewer.must(Permission.IMPORT_SURVEY)
    _format(services, format_id)
    try:
        reading = read_apart(data, file_name)
    except BadFile as refusal:
        return SeenUpload(None, None, (_refused(refusal),), refusal)
    seen = recognised(reading)
    try:
        checked = _check(services, viewer, Asked(data, file_name, format_id), reading)
    except BadFile as refusal:
        return SeenUpload(seen, None, (_refused(refusal), *reading.problems), refusal)
    return SeenUpload(seen, checked, checked.problems)


@dataclass(frozen=True, eq=False)
class Asked:
    """A file, and how it is to be read where its headings do not tell."""

    data: bytes
    file_name: str
    format_id: str | None = None
    mapping_id: str | None = None
    most_listed: int | None = None


def _refused(refusal: BadFile) -> Problem:
    """A refusal as a problem of the whole file."""
    params = tuple((name, str(value)) for name, value in refusal.params.items())
    return Problem("", None, "", Severity.ERROR, refusal.code, "", params)


def _format(services: Services, format_id: str | None) -> UploadFormat | None:
    formats = services.catalog.formats
    if format_id is not None and format_id not in formats:
        raise BadInput("import_unknown_format", format=format_id, formats=", ".join(formats))
    return formats[format_id] if format_id else None


def _check(services: Services, viewer: Viewer, asked: Asked, reading: Reading) -> CheckedUpload:
    catalog, data = services.catalog, asked.data
    with services.database.reading() as connection:
        saved = list_mappings(connection)
    draft = check_reading(
        reading,
        len(data),
        asked.file_name,
        catalog,
        _format(services, asked.format_id),
        services.state().is_synthetic,
        services.settings.secret,
        [one for one in saved if one.id == asked.mapping_id or not one.mapping.has_constants],
        asked.most_listed,
    )
    upload = catalog.formats[draft.format_id]
    households = scored(draft.households, catalog)
    with services.database.reading() as connection:
        already = find_import(connection, sha256_of(data))
        known = codes_in_round(connection, round_id(draft.year, draft.wave), whole_province(services))
        before = round_before(list_rounds(connection), draft.year, draft.wave)
        last = told_in_round(connection, before, viewer.scope) if before else None
    findings = Findings(asked.most_listed)
    if not already:
        find_place_problems(viewer, draft, known, findings)
    if last is not None:
        find_jumps(draft, households, last, catalog.survey_checks, findings)
    return CheckedUpload(
        data=data,
        sha256=sha256_of(data),
        draft=draft,
        households=households,
        levels=level_counts(households[LEVEL], catalog.instrument.levels),
        problems=(*findings.listed, *draft.problems),
        problem_counts=findings.counts | draft.problem_counts,
        scores_differ_count=_scores_differ(households, catalog, upload),
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
    findings = Findings()
    find_place_problems(viewer, checked.draft, known, findings)
    if findings.counts:
        raise BadInput("import_has_errors", count=findings.count(Severity.ERROR))


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
