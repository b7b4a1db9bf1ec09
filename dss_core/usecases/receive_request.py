"""A household asks for something about its data: received at the household, with the last day to answer."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.privacy import PrivacyRequest, RequestKind, RequestState, RequestStep
from dss_core.store.audit import write_audit
from dss_core.store.privacy_requests import write_request, write_step
from dss_core.store.registry import now
from dss_core.usecases.known_household import must_find_household
from dss_core.usecases.record_consent import checked_note, not_in_future
from dss_core.usecases.services import Services

WITH_PURPOSE = frozenset({RequestKind.WITHDRAWAL, RequestKind.OBJECTION})


@dataclass(frozen=True)
class RequestDraft:
    """A request as somebody enters it. purpose: of a withdrawal or an objection."""

    household_id: int
    kind: str
    received_on: date
    purpose: str | None = None
    note: str | None = None


def receive_request(services: Services, viewer: Viewer, draft: RequestDraft) -> PrivacyRequest:
    """The request as it is kept, due after the days of its kind.

    ``NotFound``: household_unknown. ``BadInput``: consent_choice (chosen), privacy_future, privacy_note (longest).
    """
    viewer.must(Permission.RECORD_CONSENT)
    rules = services.catalog.privacy
    if draft.kind not in {kind.value for kind in RequestKind}:
        raise BadInput("consent_choice", chosen=draft.kind)
    kind = RequestKind(draft.kind)
    purpose = draft.purpose if kind in WITH_PURPOSE else None
    if kind in WITH_PURPOSE and purpose not in rules.purpose_ids:
        raise BadInput("consent_choice", chosen=str(purpose))
    note = checked_note(draft.note)
    not_in_future(draft.received_on)
    at, due_on = now(), draft.received_on + timedelta(days=rules.days_for(kind.value))
    request = PrivacyRequest(draft.household_id, kind, purpose, draft.received_on, due_on, viewer.username, at)
    with services.database.writing() as connection:
        must_find_household(connection, viewer, draft.household_id)
        number = write_request(connection, request)
        write_step(connection, RequestStep(number, RequestState.RECEIVED, viewer.username, at, note))
        details = {"kind": kind.value, "purpose": purpose, "due": due_on.isoformat(), "household": draft.household_id}
        write_audit(connection, viewer.username, "receive_request", str(number), details)
    return replace(request, id=number)
