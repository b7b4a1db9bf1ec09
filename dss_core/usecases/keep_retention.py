"""What is older than its time goes, once a day: the periods are those of ``privacy.toml``. Figures and audit stay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.catalog.privacy import PRIVACY, Retention
from dss_core.errors import BadCatalog
from dss_core.store.anonymity import last_imported_before, make_anonymous
from dss_core.store.audit import AuditFilter, list_audit, write_audit
from dss_core.store.database import raise_data_version
from dss_core.store.privacy_requests import empty_notes, old_notes
from dss_core.store.registry import now
from dss_core.store.retention import old_uploads, sweep_attempts, sweep_reveals, sweep_sessions
from dss_core.usecases.export_research import forget_expired
from dss_core.usecases.services import Services, must_see_whole

if TYPE_CHECKING:
    from sqlalchemy import Connection

ACTION = "keep_retention"  # a test reads the actions that are written, so it stands there in full
EVERY = timedelta(days=1)
# Takes away what is from before a moment, or with True only counts it; how many.
Sweep = Callable[["Connection", datetime, bool], int]


def _names(connection: "Connection", before: datetime, is_dry: bool) -> int:
    households = last_imported_before(connection, before)
    if households and not is_dry:
        make_anonymous(connection, households)
        raise_data_version(connection)
    return len(households)


def _request_notes(connection: "Connection", before: datetime, is_dry: bool) -> int:
    steps = old_notes(connection, before)
    if not is_dry:
        empty_notes(connection, steps)
    return len(steps)


# A block of ``retention`` in privacy.toml -> what takes it away. Files are no rows: they go last, see below.
SWEEPS: dict[str, Sweep] = {
    "names": _names,
    "sessions": sweep_sessions,
    "sign_in_attempts": sweep_attempts,
    "reveals": sweep_reveals,
    "request_notes": _request_notes,
}
RAW_UPLOADS = "raw_uploads"


@dataclass(frozen=True)
class RetentionState:
    """waiting: what a run would take away now, by the ids of the rules. last_at, last: of the last run, if any."""

    rules: tuple[Retention, ...]
    waiting: dict[str, int]
    last_at: datetime | None
    last: dict[str, int]

    @property
    def next_at(self) -> datetime:
        """When the server runs it again, at the earliest."""
        return now() if self.last_at is None else self.last_at + EVERY

    @property
    def seconds_left(self) -> float:
        """Until the next run; 0 or below when it is due."""
        return (self.next_at - now()).total_seconds()


def keep_retention(services: Services, viewer: Viewer, is_dry: bool) -> dict[str, int]:
    """How much was taken away by each rule; with ``is_dry`` how much would be, and nothing is changed or audited.

    ``BadCatalog`` (catalog_value) for a rule that nothing carries out.
    """
    viewer.must(Permission.KEEP_PRIVACY)
    must_see_whole(services, viewer)
    rules = {rule.id: now() - timedelta(days=rule.days) for rule in services.catalog.privacy.retention}
    unknown = sorted(rules.keys() - SWEEPS.keys() - {RAW_UPLOADS})
    if unknown:
        remedy = ", ".join((*SWEEPS, RAW_UPLOADS))
        raise BadCatalog("catalog_value", file=PRIVACY, key="retention", problem=unknown[0], remedy=remedy)
    opened = services.database.reading if is_dry else services.database.writing
    with opened() as connection:
        counts = {name: SWEEPS[name](connection, before, is_dry) for name, before in rules.items() if name in SWEEPS}
        files = _files(services, connection, rules[RAW_UPLOADS]) if RAW_UPLOADS in rules else []
        counts |= {RAW_UPLOADS: len(files)} if RAW_UPLOADS in rules else {}
        if not is_dry:
            write_audit(connection, viewer.username, "keep_retention", "", counts)
    if not is_dry:
        forget_expired(services)  # research files bring their own last day
        for path in files:
            path.unlink(missing_ok=True)
    return counts


def _files(services: Services, connection: "Connection", before: datetime) -> list[Path]:
    folder = services.settings.local / "uploads"
    return [path for name in old_uploads(connection, before) if (path := folder / name).exists()]


def list_retention(services: Services, viewer: Viewer) -> RetentionState:
    """The periods, what waits, and what the last run took away."""
    waiting = keep_retention(services, viewer, is_dry=True)
    with services.database.reading() as connection:
        last = list_audit(connection, AuditFilter(action=ACTION), 1)
    at, counts = (last[0]["at"], dict(last[0]["details"])) if last else (None, {})
    return RetentionState(services.catalog.privacy.retention, waiting, at, counts)
