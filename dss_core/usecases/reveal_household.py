"""Names, telephone and exact place of one household unmasked: for a purpose, for minutes, and written down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.store.reveals import end_reveals, write_reveal
from dss_core.store.tables import RevealRow
from dss_core.usecases.known_household import must_find_household
from dss_core.usecases.services import Services

LONGEST_REASON, SHORTEST_REASON = 200, 5


@dataclass(frozen=True)
class RevealDraft:
    """A household, the purpose (an id of ``privacy_reveals.toml``) and a reason that holds no names."""

    household_id: int
    purpose: str
    reason: str = ""


def reveal_household(services: Services, viewer: Viewer, draft: RevealDraft) -> datetime:
    """Until when ``show_household`` shows this household unmasked to this viewer.

    ``NotFound``: household_unknown. ``BadInput``: reveal_purpose (purpose), reveal_reason (shortest, longest).
    """
    viewer.must(Permission.VIEW_NAMES)
    purpose, reason = services.catalog.reveals.purpose(draft.purpose), draft.reason.strip()
    if purpose is None:
        raise BadInput("reveal_purpose", purpose=draft.purpose)
    if len(reason) > LONGEST_REASON or (purpose.needs_reason and len(reason) < SHORTEST_REASON):
        raise BadInput("reveal_reason", shortest=SHORTEST_REASON, longest=LONGEST_REASON)
    with services.database.writing() as connection:
        must_find_household(connection, viewer, draft.household_id)
        begun = now()
        until = begun + timedelta(minutes=purpose.minutes)
        # A new reveal takes the place of one that is open: the shorter purpose is not stretched by the longer.
        end_reveals(connection, viewer.username, draft.household_id, begun)
        row = RevealRow(
            username=viewer.username, household_id=draft.household_id, purpose=purpose.id, reason=reason,
            begun_at=begun, until=until,
        )  # fmt: skip
        write_reveal(connection, row)
        # The reason stays out of the audit, which is never changed: somebody may have written a name into it.
        details = {"purpose": purpose.id, "minutes": purpose.minutes}
        write_audit(connection, viewer.username, "reveal_household", str(draft.household_id), details)
    return until


def end_reveal(services: Services, viewer: Viewer, household_id: int) -> None:
    """The household is masked again at once; ``NotFound`` (household_unknown) outside the viewer's area."""
    viewer.must(Permission.VIEW_NAMES)
    with services.database.writing() as connection:
        must_find_household(connection, viewer, household_id)
        if end_reveals(connection, viewer.username, household_id, now()):
            write_audit(connection, viewer.username, "end_reveal", str(household_id))
