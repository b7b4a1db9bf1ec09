"""A request of a household is worked off: taken up, refused with a reason, or done, which does what was asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.privacy import ENDED, Consent, Correction, RequestKind, RequestState, RequestStep, Statement
from dss_core.store.anonymity import correct_value, make_anonymous
from dss_core.store.audit import write_audit
from dss_core.store.cells import HOUSEHOLD, PERSON
from dss_core.store.consents import write_consent
from dss_core.store.database import raise_data_version
from dss_core.store.privacy_requests import RequestNow, write_correction, write_step
from dss_core.store.registry import now
from dss_core.usecases.keep_privacy import must_find_request
from dss_core.usecases.record_consent import checked_note
from dss_core.usecases.services import Services

if TYPE_CHECKING:
    from sqlalchemy import Connection

FILE_MADE = "file_made"
BY_REQUEST = "request"
LONGEST_VALUE = 120
# What may be corrected here; everything else comes with the next import.
CORRECTABLE = {
    "title": PERSON, "first_name": PERSON, "last_name": PERSON,
    "phone": HOUSEHOLD, "house_number": HOUSEHOLD, "lane": HOUSEHOLD, "road": HOUSEHOLD, "village_name": HOUSEHOLD,
}  # fmt: skip


@dataclass(frozen=True)
class CorrectionDraft:
    """A field of ``CORRECTABLE`` with its right value (empty: there is none); person_id for a field of a person."""

    field: str
    value: str
    person_id: int | None = None


@dataclass(frozen=True)
class RequestAnswer:
    """What becomes of a request: in_progress, done or refused. note: the reason of a refusal, or how it was done."""

    request_id: int
    state: str
    note: str | None = None
    corrections: tuple[CorrectionDraft, ...] = ()


Effect = Callable[["Connection", Viewer, RequestNow, RequestAnswer], dict[str, Any]]


def answer_request(services: Services, viewer: Viewer, answer: RequestAnswer) -> RequestState:
    """The state that the request has now. What is done takes effect in the same transaction; audited by codes.

    ``NotFound``: privacy_request_unknown. ``BadInput``: privacy_request_ended, privacy_request_reason, privacy_no_file
    (of an access whose file nobody took), consent_choice (chosen), privacy_note (longest), privacy_value (longest).
    """
    viewer.must(Permission.KEEP_PRIVACY)
    if answer.state not in {RequestState.IN_PROGRESS.value, RequestState.DONE.value, RequestState.REFUSED.value}:
        raise BadInput("consent_choice", chosen=answer.state)
    state, note = RequestState(answer.state), checked_note(answer.note)
    with services.database.writing() as connection:
        found = must_find_request(connection, viewer, answer.request_id)
        if found.state in ENDED:
            raise BadInput("privacy_request_ended")
        if state is RequestState.REFUSED and note is None:
            raise BadInput("privacy_request_reason")
        write_step(connection, RequestStep(answer.request_id, state, viewer.username, now(), note))
        effect = EFFECTS[found.request.kind](connection, viewer, found, answer) if state is RequestState.DONE else {}
        details = {
            "kind": found.request.kind.value, "household": found.request.household_id,
            "before": found.state.value, "after": state.value, **effect,
        }  # fmt: skip
        write_audit(connection, viewer.username, "answer_request", str(answer.request_id), details)
    return state


def _access(_connection: "Connection", _viewer: Viewer, found: RequestNow, _answer: RequestAnswer) -> dict[str, Any]:
    """Done once somebody took the file: nothing else would reach the household."""
    if all(step.note != FILE_MADE for step in found.steps):
        raise BadInput("privacy_no_file")
    return {}


def _withdraw(connection: "Connection", viewer: Viewer, found: RequestNow, _answer: RequestAnswer) -> dict[str, Any]:
    asked = found.request
    assert asked.purpose is not None
    said = Consent(
        asked.household_id, asked.purpose, Statement.WITHDRAWN, asked.received_on, BY_REQUEST, viewer.username, now()
    )
    write_consent(connection, said)
    return {"purpose": asked.purpose, "statement": Statement.WITHDRAWN.value}


def _correct(connection: "Connection", viewer: Viewer, found: RequestNow, answer: RequestAnswer) -> dict[str, Any]:
    """Without a value here it is done by the next import, which has to be said."""
    if not answer.corrections and checked_note(answer.note) is None:
        raise BadInput("privacy_request_reason")
    asked = found.request
    assert asked.id is not None
    for one in answer.corrections:
        level, value = CORRECTABLE.get(one.field), one.value.strip()
        if level is None:
            raise BadInput("consent_choice", chosen=one.field)
        if len(value) > LONGEST_VALUE:
            raise BadInput("privacy_value", longest=LONGEST_VALUE)
        person = one.person_id if level == PERSON else None
        texts = correct_value(connection, level, asked.household_id, person, one.field, value or None)
        if texts is None:
            raise BadInput("consent_choice", chosen=one.field)
        write_correction(
            connection,
            Correction(asked.id, asked.household_id, person, one.field, *texts, viewer.username, now()),
        )
    raise_data_version(connection)
    return {"fields": sorted({one.field for one in answer.corrections})}


def _erase(connection: "Connection", _viewer: Viewer, found: RequestNow, _answer: RequestAnswer) -> dict[str, Any]:
    counts = make_anonymous(connection, [found.request.household_id])
    raise_data_version(connection)  # a map kept in the process would still show the house
    return dict(counts)


EFFECTS: dict[RequestKind, Effect] = {
    RequestKind.ACCESS: _access,
    RequestKind.CORRECTION: _correct,
    RequestKind.WITHDRAWAL: _withdraw,
    RequestKind.OBJECTION: _withdraw,
    RequestKind.ERASURE: _erase,
}
