"""A granted research file is handed over, the same bytes each time, until its last day; each time is written down."""

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.research import ResearchState
from dss_core.reports.forms import FORMS
from dss_core.store.audit import write_audit
from dss_core.store.research_files import kept_bytes
from dss_core.usecases.export_research import find_file, forget_expired, research_folder
from dss_core.usecases.export_statistics import ReportFile
from dss_core.usecases.services import Services


def download_research_file(services: Services, viewer: Viewer, file_id: str) -> ReportFile:
    """The file, for who asked for it or grants such files.

    ``NotFound``: research_unknown; ``BadInput``: research_over.
    """
    viewer.must(Permission.ASK_RESEARCH)
    forget_expired(services)
    found = find_file(services, viewer, file_id)
    if found.state is not ResearchState.GRANTED:
        raise BadInput("research_over")
    granted = found.steps[-1]
    data = kept_bytes(research_folder(services), file_id, granted.sha256)
    if data is None:
        raise BadInput("research_over")
    with services.database.writing() as connection:
        details = {"households": granted.household_count, "freeze": granted.freeze_id}
        write_audit(connection, viewer.username, "download_research_file", file_id, details)
    return ReportFile(f"research-{file_id}.xlsx", FORMS["excel"].media_type, data)
