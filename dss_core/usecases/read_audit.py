"""Who saw and changed what: the lines of the audit, and whether all of them are as they were written."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import NotAllowed
from dss_core.store.audit import AuditFilter, audit_actions, count_audit, list_audit
from dss_core.store.audit import verify_audit as verify
from dss_core.usecases.services import Services, whole_province

MOST_LINES = 500


@dataclass(frozen=True)
class AuditQuery:
    """Which lines: of one account, of one action, between two days (UTC, both included). None means all."""

    username: str | None = None
    action: str | None = None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, eq=False)
class AuditPage:
    """lines: the newest of them (at, username, action, subject, details); count: all that fit the question."""

    lines: pd.DataFrame
    count: int


@dataclass(frozen=True)
class AuditProof:
    """line_count: lines written so far. broken: ids of lines that are not as written or follow a gap; 0 for the end."""

    line_count: int
    seal: str
    broken: tuple[int, ...]


def read_audit(services: Services, viewer: Viewer, query: AuditQuery) -> AuditPage:
    """The newest lines of the audit that fit a question."""
    viewer.must(Permission.READ_AUDIT)
    must_see_all(services, viewer)
    wanted = AuditFilter(query.username, query.action, query.first_on, query.last_on)
    with services.database.reading() as connection:
        rows = list_audit(connection, wanted, MOST_LINES)
        count = count_audit(connection, wanted)
    columns = ["id", "at", "username", "action", "subject", "details"]
    return AuditPage(pd.DataFrame(rows, columns=columns), count)


def list_actions(services: Services, viewer: Viewer) -> tuple[str, ...]:
    """The actions that the audit holds, to choose from."""
    viewer.must(Permission.READ_AUDIT)
    must_see_all(services, viewer)
    with services.database.reading() as connection:
        return audit_actions(connection)


def verify_audit(services: Services, viewer: Viewer) -> AuditProof:
    """Whether the audit is as it was written: every line is read and its seal computed anew."""
    viewer.must(Permission.READ_AUDIT)
    must_see_all(services, viewer)
    with services.database.reading() as connection:
        head, broken = verify(connection)
    return AuditProof(head.line_count, head.seal, broken)


def must_see_all(services: Services, viewer: Viewer) -> None:
    """Nothing, or ``NotAllowed``: the lines carry no area, so they are for whose scope is the whole province."""
    for area in whole_province(services).areas:
        if not viewer.scope.covers(area):
            raise NotAllowed("access_area", area=area)
