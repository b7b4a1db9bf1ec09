"""The research files that were asked for, how far each is, and the end of those that have expired."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import NotFound
from dss_core.model.research import ResearchFile, ResearchState, ResearchStep
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.store.research_files import forget_bytes, list_files, list_steps, write_step
from dss_core.usecases.ask_research_file import today
from dss_core.usecases.services import Services

if TYPE_CHECKING:
    from sqlalchemy import Connection

SYSTEM = "system"


@dataclass(frozen=True)
class ListedFile:
    """A research file and what was done with it, the newest step last."""

    file: ResearchFile
    steps: tuple[ResearchStep, ...]

    @property
    def state(self) -> ResearchState:
        """How far it is."""
        return self.steps[-1].state if self.steps else ResearchState.ASKED


def export_research(services: Services, viewer: Viewer) -> list[ListedFile]:
    """The viewer's own files, and for whoever grants them all files of areas that the viewer sees wholly."""
    viewer.must(Permission.ASK_RESEARCH)
    forget_expired(services)
    with services.database.reading() as connection:
        listed = _listed(connection)
    return [one for one in listed if is_theirs(viewer, one.file)]


def is_theirs(viewer: Viewer, file: ResearchFile) -> bool:
    """Whether the viewer asked for it or grants such files, and still sees its area wholly."""
    is_known = file.asked_by == viewer.username or viewer.may(Permission.GRANT_RESEARCH)
    return is_known and viewer.scope.covers(file.area_code)


def find_file(services: Services, viewer: Viewer, file_id: str) -> ListedFile:
    """A research file of the viewer; ``NotFound``: research_unknown."""
    with services.database.reading() as connection:
        return found_in(connection, viewer, file_id)


def found_in(connection: "Connection", viewer: Viewer, file_id: str) -> ListedFile:
    """As ``find_file``, in an open transaction."""
    for one in _listed(connection):
        if one.file.id == file_id and is_theirs(viewer, one.file):
            return one
    raise NotFound("research_unknown")


def research_folder(services: Services) -> Path:
    """Where granted files lie."""
    return services.settings.local / "research"


def forget_expired(services: Services) -> int:
    """Delete the granted files whose last day is over, and write it down; how many there were."""
    with services.database.reading() as connection:
        expired = [one.file.id for one in _listed(connection) if _is_over(one)]
    if not expired:
        return 0
    with services.database.writing() as connection:
        # Asked again: another process may have done it meanwhile.
        expired = [one.file.id for one in _listed(connection) if _is_over(one)]
        for file_id in expired:
            forget_bytes(research_folder(services), file_id)
            write_step(connection, ResearchStep(file_id, ResearchState.FORGOTTEN, SYSTEM, now()))
            write_audit(connection, SYSTEM, "forget_research_file", file_id)
    return len(expired)


def _is_over(one: ListedFile) -> bool:
    return one.state is ResearchState.GRANTED and one.file.until < today()


def _listed(connection: "Connection") -> list[ListedFile]:
    steps = list_steps(connection)
    return [ListedFile(file, tuple(steps.get(file.id, ()))) for file in list_files(connection)]
