"""What the data steward has to look after: requests of households, the overdue ones first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import NotFound
from dss_core.model.privacy import ENDED
from dss_core.store.households import household_members, household_rounds
from dss_core.store.privacy_requests import RequestNow, find_request, list_requests
from dss_core.store.registry import now
from dss_core.usecases.services import Services

if TYPE_CHECKING:
    from sqlalchemy import Connection

MEMBERS = ("person_id", "member_number", "relation", "sex")


@dataclass(frozen=True, eq=False)
class PrivacyDesk:
    """requests: one row per request of the viewer's area, due first at the top (request_id, household_id, house_code,
    subdistrict_code, kind, purpose, received_on, due_on, state, changed_at, days_left: below 0 when overdue)."""

    open: pd.DataFrame
    ended: pd.DataFrame


@dataclass(frozen=True, eq=False)
class OpenRequest:
    """A request with its steps, and the persons of its household without names (person_id, member_number, relation,
    sex) as the newest round lists them."""

    found: RequestNow
    members: pd.DataFrame


def keep_privacy(services: Services, viewer: Viewer) -> PrivacyDesk:
    """The requests of the households in the viewer's area: those to be answered, and those that were."""
    viewer.must(Permission.KEEP_PRIVACY)
    with services.database.reading() as connection:
        requests = list_requests(connection, viewer.scope)
    today = now().date()
    requests = requests.assign(days_left=[(due - today).days for due in requests["due_on"]])
    is_ended = requests["state"].isin([state.value for state in ENDED])
    return PrivacyDesk(requests[~is_ended].reset_index(drop=True), requests[is_ended].iloc[::-1].reset_index(drop=True))


def must_find_request(connection: "Connection", viewer: Viewer, request_id: int) -> RequestNow:
    """A request of a household in the viewer's area, else ``NotFound`` (privacy_request_unknown)."""
    found = find_request(connection, request_id, viewer.scope)
    if found is None:
        raise NotFound("privacy_request_unknown")
    return found


def open_request(services: Services, viewer: Viewer, request_id: int) -> OpenRequest:
    """A request with what is needed to answer it; ``NotFound`` (privacy_request_unknown)."""
    viewer.must(Permission.KEEP_PRIVACY)
    with services.database.reading() as connection:
        found = must_find_request(connection, viewer, request_id)
        household_id = found.request.household_id
        rounds = household_rounds(connection, household_id, viewer.scope)
        newest = str(rounds["round_id"].iloc[0]) if len(rounds) else ""
        members = household_members(connection, household_id, newest, viewer.scope)
    return OpenRequest(found, members[list(MEMBERS)])
