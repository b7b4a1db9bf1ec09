"""A file of which nothing is known yet: what it was recognised as, its check, or why it cannot be taken in."""

from dataclasses import dataclass

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadFile
from dss_core.intake.apart import read_apart
from dss_core.intake.pipeline import recognised
from dss_core.model.imports import Recognised
from dss_core.model.problems import Problem, Severity
from dss_core.usecases.import_survey import Asked, CheckedUpload, check_read, format_of
from dss_core.usecases.services import Services


@dataclass(frozen=True, eq=False)
class SeenUpload:
    """What a file was recognised as, and its check; or why it cannot be taken in.

    recognised: None when the file could not even be read. checked: None when there is a refusal.
    """

    recognised: Recognised | None
    checked: CheckedUpload | None
    problems: tuple[Problem, ...]
    refusal: BadFile | None = None


def see_survey(
    services: Services, viewer: Viewer, data: bytes, file_name: str, format_id: str | None = None
) -> SeenUpload:
    """The check of a file; a refusal is told beside what was read, and not raised."""
    viewer.must(Permission.IMPORT_SURVEY)
    format_of(services, format_id)
    try:
        reading = read_apart(data, file_name)
    except BadFile as refusal:
        return SeenUpload(None, None, (_refused(refusal),), refusal)
    seen = recognised(reading)
    try:
        checked = check_read(services, viewer, Asked(data, file_name, format_id), reading)
    except BadFile as refusal:
        return SeenUpload(seen, None, (_refused(refusal), *reading.problems), refusal)
    return SeenUpload(seen, checked, checked.problems)


def _refused(refusal: BadFile) -> Problem:
    """A refusal as a problem of the whole file."""
    params = tuple((name, str(value)) for name, value in refusal.params.items())
    return Problem("", None, "", Severity.ERROR, refusal.code, "", params)
