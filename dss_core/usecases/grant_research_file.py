"""The data steward grants a research file, which is made then and once, or refuses it."""

import secrets
from dataclasses import dataclass

import numpy as np

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.research import ResearchState, ResearchStep
from dss_core.reports.research_file import research_workbook
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.store.research_files import keep_bytes, write_step
from dss_core.usecases.ask_research_file import LONGEST_PURPOSE, today
from dss_core.usecases.assess_research_file import PreparedFile, prepare
from dss_core.usecases.export_research import ListedFile, find_file, found_in, research_folder
from dss_core.usecases.research_words import dictionary_of, read_me_of
from dss_core.usecases.services import Services

ROW = "row"


@dataclass(frozen=True)
class GrantDraft:
    """Which file, the k it reaches, and the freeze id of the report that was looked at."""

    file_id: str
    k: int
    freeze_id: str


@dataclass(frozen=True)
class RefusalDraft:
    """Which file, and why not."""

    file_id: str
    reason: str


def grant_research_file(services: Services, viewer: Viewer, draft: GrantDraft) -> ResearchStep:
    """The step as it was kept; the file lies under ``research_folder`` until it expires.

    Its rows are shuffled and numbered by chance that is thrown away: no other file can be joined to it by number.
    ``BadInput``: research_own, research_decided, research_moved, and as ``assess_research_file``.
    """
    viewer.must(Permission.GRANT_RESEARCH)
    file = find_file(services, viewer, draft.file_id).file
    prepared = prepare(services, viewer, file, draft.k)
    report = prepared.report
    if report.provenance.freeze_id != draft.freeze_id:
        raise BadInput("research_moved")
    data = _workbook(services, prepared)
    with services.database.writing() as connection:
        _undecided(found_in(connection, viewer, draft.file_id), viewer)
        step = ResearchStep(
            file_id=file.id,
            state=ResearchState.GRANTED,
            by=viewer.username,
            at=now(),
            k=report.after.k,
            l=min((one for one in report.after.l if one is not None), default=None),
            freeze_id=draft.freeze_id,
            household_count=report.after.records,
            left_out_count=report.left_out_count + report.withheld_count,
            sha256=keep_bytes(research_folder(services), file.id, data),
        )
        write_step(connection, step)
        details = {"k": step.k, "l": step.l, "households": step.household_count, "freeze": draft.freeze_id}
        write_audit(connection, viewer.username, "grant_research_file", file.id, details)
    return step


def refuse_research_file(services: Services, viewer: Viewer, draft: RefusalDraft) -> None:
    """Refuse a file. ``BadInput``: research_words (longest), research_own, research_decided."""
    viewer.must(Permission.GRANT_RESEARCH)
    reason = draft.reason.strip()
    if not reason or len(reason) > LONGEST_PURPOSE:
        raise BadInput("research_words", longest=LONGEST_PURPOSE)
    with services.database.writing() as connection:
        _undecided(found_in(connection, viewer, draft.file_id), viewer)
        write_step(connection, ResearchStep(draft.file_id, ResearchState.REFUSED, viewer.username, now(), reason))
        write_audit(connection, viewer.username, "refuse_research_file", draft.file_id)


def _undecided(one: ListedFile, viewer: Viewer) -> None:
    if one.state is not ResearchState.ASKED:
        raise BadInput("research_decided")
    if one.file.asked_by == viewer.username:
        raise BadInput("research_own")
    if one.file.until < today():
        raise BadInput("research_over")


def _workbook(services: Services, prepared: PreparedFile) -> bytes:
    order = np.random.default_rng(secrets.randbits(128)).permutation(len(prepared.data))
    data = prepared.data.iloc[order].reset_index(drop=True)
    data.insert(0, ROW, np.arange(1, len(data) + 1))
    return research_workbook(data, dictionary_of(services.catalog, prepared), read_me_of(services, prepared.report))
