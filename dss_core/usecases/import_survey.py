"""An upload becomes a round: checked first, then committed whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.livelihood.scoring import level_counts, score
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import UploadFormat
from dss_core.errors import BadInput
from dss_core.intake.apart import read_apart
from dss_core.intake.findings import Findings
from dss_core.intake.pipeline import Draft, check_reading
from dss_core.intake.readers.kinds import SUFFIXES
from dss_core.intake.sheets import Reading
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.imports import ImportRecord
from dss_core.model.problems import Problem, Severity
from dss_core.model.revisions import RowState
from dss_core.model.rounds import round_id
from dss_core.store.audit import write_audit
from dss_core.store.column_mappings import list_mappings
from dss_core.store.database import raise_data_version
from dss_core.store.imports import codes_in_round, find_import, list_imports, told_in_round, write_import
from dss_core.store.registry import now
from dss_core.store.rounds import list_rounds, open_round, recount_round
from dss_core.store.surveyors import keep_surveyors
from dss_core.store.uploads import keep_upload, sha256_of
from dss_core.usecases.plan_import import ImportPlan, plan_import
from dss_core.usecases.round_checks import find_jumps, find_place_problems, round_before
from dss_core.usecases.services import Services, find_format, whole_province

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
    format_of(services, format_id)
    return check_read(services, viewer, asked, read_apart(data, file_name))


@dataclass(frozen=True, eq=False)
class Asked:
    """A file, and how it is to be read where its headings do not tell."""

    data: bytes
    file_name: str
    format_id: str | None = None
    mapping_id: str | None = None
    most_listed: int | None = None


def format_of(services: Services, format_id: str | None) -> UploadFormat | None:
    """The format asked for, None when the headings are to tell it; ``BadInput`` for one that there is not."""
    return None if format_id is None else find_format(services, format_id)


def check_read(services: Services, viewer: Viewer, asked: Asked, reading: Reading) -> CheckedUpload:
    """The check of a file that was read already."""
    catalog, data = services.catalog, asked.data
    with services.database.reading() as connection:
        saved = list_mappings(connection)
    draft = check_reading(
        reading,
        len(data),
        asked.file_name,
        catalog,
        format_of(services, asked.format_id),
        services.state().is_synthetic,
        services.settings.secret,
        [one for one in saved if one.id == asked.mapping_id or not one.mapping.has_constants],
        asked.most_listed,
    )
    upload = catalog.formats[draft.format_id]
    households = scored(draft.households, catalog)
    with services.database.reading() as connection:
        already = find_import(connection, sha256_of(data))
        # A household that the round holds in the viewer's own area may be written anew, but none may be taken away
        # from another area.
        key = round_id(draft.year, draft.wave)
        whole = codes_in_round(connection, key, whole_province(services))
        elsewhere = whole - codes_in_round(connection, key, viewer.scope)
        before = round_before(list_rounds(connection), draft.year, draft.wave)
        last = told_in_round(connection, before, viewer.scope) if before else None
    findings = Findings(asked.most_listed)
    find_place_problems(viewer, draft, elsewhere, findings)
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


def import_survey(
    services: Services,
    viewer: Viewer,
    checked: CheckedUpload,
    rehearsed: ImportPlan | None = None,
    leave_out_held: bool = False,
    told: Callable[[float], None] | None = None,
) -> ImportRecord:
    """The import as it was committed, in one transaction.

    rehearsed: what the person saw; ``BadInput`` import_round_changed when the round is another by now. leave_out_held:
    rows with errors or outside the viewer's area are left out, else they keep the whole file out. told: called with
    the share (0-1) that is written. Further ``BadInput``: import_has_errors (count), import_already (round, at),
    import_changes_nothing (round).
    """
    viewer.must(Permission.IMPORT_SURVEY)
    if checked.error_count and not leave_out_held:
        raise BadInput("import_has_errors", count=checked.error_count)
    draft = checked.draft
    with services.database.writing() as connection:
        plan = plan_import(connection, services, viewer, draft, checked.households, checked.round_id)
        already = find_import(connection, checked.sha256)
        _refuse(checked, plan, already, rehearsed, leave_out_held)
        # Before the rows: a row always has its file. A file without rows, after a power cut, does no harm.
        keep_upload(services.settings.local / "uploads", checked.data)
        record = _record(services, viewer, checked, plan)
        open_round(connection, draft.year, draft.wave)
        keep_surveyors(connection, plan.surveyors)
        to_write = 2 * (len(plan.households) + len(plan.persons))
        import_id = write_import(
            connection, record, plan.households, plan.persons, plan.revision, _progress(to_write, told)
        )
        recount_round(connection, record.round_id)
        raise_data_version(connection)
        write_audit(connection, viewer.username, "import_survey", record.round_id, _details(record))
    if told:
        told(1.0)
    return replace(record, id=import_id)


def _record(services: Services, viewer: Viewer, checked: CheckedUpload, plan: ImportPlan) -> ImportRecord:
    draft = checked.draft
    held = plan.count(RowState.HELD)
    return ImportRecord(
        round_id=checked.round_id,
        format_id=draft.format_id,
        format_version=draft.format_version,
        catalog_version=services.catalog.version,
        file_name=draft.file_name,
        file_sha256=checked.sha256,
        file_bytes=draft.byte_count,
        household_count=len(checked.households) - held,
        person_count=plan.person_count,
        warning_count=checked.warning_count,
        imported_by=viewer.username,
        imported_at=now(),
        mapping_id=draft.mapping.id if draft.mapping else None,
        new_count=plan.count(RowState.NEW),
        changed_count=plan.count(RowState.CHANGED),
        same_count=plan.count(RowState.SAME),
        held_count=held,
    )


def _details(record: ImportRecord) -> dict[str, object]:
    counts = {"households": record.household_count, "persons": record.person_count, "sha256": record.file_sha256}
    told = {"changed": record.changed_count, "same": record.same_count, "held": record.held_count}
    mapping = {"mapping": record.mapping_id} if record.mapping_id else {}
    return counts | {name: count for name, count in told.items() if count} | mapping


def _progress(rows: int, told: Callable[[float], None] | None) -> Callable[[int], None] | None:
    """What is called with each number of rows written, and tells the share of all."""
    if told is None:
        return None
    written = 0

    def count(more: int) -> None:
        nonlocal written
        written += more
        told(min(1.0, written / max(1, rows)))

    return count


def _refuse(
    checked: CheckedUpload, plan: ImportPlan, already: ImportRecord | None, rehearsed: ImportPlan | None, leaves: bool
) -> None:
    """Nothing, or ``BadInput``: what was checked on screen may be minutes old when it is committed."""
    held = plan.count(RowState.HELD)
    if held and not leaves:
        raise BadInput("import_has_errors", count=held)
    if rehearsed is not None and not plan.states.equals(rehearsed.states):
        raise BadInput("import_round_changed", round=checked.round_id)
    if not plan.writes and already is not None:
        raise BadInput("import_already", round=already.round_id, at=already.imported_at)
    if not plan.writes:
        raise BadInput("import_changes_nothing", round=checked.round_id)


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
