"""Taking an import back as a whole: what it would do, and doing it. The import stays in the history as undone."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotAllowed, NotFound, StoreProblem
from dss_core.model.imports import ImportRecord
from dss_core.model.rounds import RoundStatus
from dss_core.store import undo as stored
from dss_core.store.audit import write_audit
from dss_core.store.database import raise_data_version
from dss_core.store.registry import now
from dss_core.store.rounds import list_rounds, recount_round
from dss_core.store.scenarios import list_scenarios
from dss_core.usecases.services import Services

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, eq=False)
class UndoOutlook:
    """What an undo would do, and what stands against it.

    added_count: households that leave the round. changed_count: households that are as they were before. later: the
    imports that changed the same households afterwards; they have to be undone first. is_endorsed: the round is
    closed. outside_count: households outside the viewer's area. scenario_count: saved what-ifs of the round, which
    keep the figures they were saved with.
    """

    record: ImportRecord
    added_count: int
    changed_count: int
    outside_count: int
    later: tuple[ImportRecord, ...]
    is_endorsed: bool
    scenario_count: int

    @property
    def may_undo(self) -> bool:
        """Whether nothing stands against it."""
        return not (self.record.undone_at or self.later or self.is_endorsed or self.outside_count)


def look_at_undo(services: Services, viewer: Viewer, import_id: int) -> UndoOutlook:
    """What undoing an import would do at this moment. ``NotFound``: import_unknown."""
    viewer.must(Permission.IMPORT_SURVEY)
    with services.database.reading() as connection:
        return _outlook(connection, viewer, import_id)


def undo_import(services: Services, viewer: Viewer, import_id: int) -> ImportRecord:
    """The import as it stands in the history now, undone; one transaction.

    ``NotFound``: import_unknown. ``BadInput``: undo_done (at), undo_later (count, file). ``StoreProblem``:
    undo_endorsed (round). ``NotAllowed``: undo_outside (count).
    """
    viewer.must(Permission.IMPORT_SURVEY)
    at = now()
    with services.database.writing() as connection:
        found = _outlook(connection, viewer, import_id)
        _refuse(found)
        stored.undo_import(connection, found.record, viewer.username, at)
        recount_round(connection, found.record.round_id)
        raise_data_version(connection)
        details = {
            "import": import_id, "sha256": found.record.file_sha256, "removed": found.added_count,
            "restored": found.changed_count, "scenarios": found.scenario_count,
        }  # fmt: skip
        write_audit(connection, viewer.username, "undo_import", found.record.round_id, details)
    return replace(found.record, undone_by=viewer.username, undone_at=at)


def _outlook(connection: "Connection", viewer: Viewer, import_id: int) -> UndoOutlook:
    record = stored.import_of(connection, import_id)
    if record is None:
        raise NotFound("import_unknown")
    added, changed, outside = (0, 0, 0)
    if record.undone_at is None:
        added, changed, outside = stored.count_touched(connection, record, viewer.scope)
    closed = {one.id for one in list_rounds(connection) if one.status is RoundStatus.ENDORSED}
    return UndoOutlook(
        record=record,
        added_count=added,
        changed_count=changed,
        outside_count=outside,
        later=tuple(stored.later_imports(connection, record)),
        is_endorsed=record.round_id in closed,
        scenario_count=len(list_scenarios(connection, record.round_id)),
    )


def _refuse(found: UndoOutlook) -> None:
    record = found.record
    if record.undone_at is not None:
        raise BadInput("undo_done", at=record.undone_at)
    if found.is_endorsed:
        raise StoreProblem("undo_endorsed", round=record.round_id)
    if found.outside_count:
        raise NotAllowed("undo_outside", count=found.outside_count)
    if found.later:
        raise BadInput("undo_later", count=len(found.later), file=found.later[0].file_name)
