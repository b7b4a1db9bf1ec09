"""What a household says about the use of its data, for each purpose: recorded at the household, never changed."""

from dataclasses import dataclass, replace
from datetime import date

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.privacy import Consent, Statement
from dss_core.store.audit import write_audit
from dss_core.store.consents import consents_of, write_consent
from dss_core.store.privacy_requests import RequestNow, requests_of
from dss_core.store.registry import now
from dss_core.usecases.known_household import must_find_household
from dss_core.usecases.services import Services

LONGEST_NOTE = 200
NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class ConsentDraft:
    """A statement as somebody enters it. on: the day it was made; how: a code of ``consent_how``."""

    household_id: int
    purpose: str
    statement: str
    on: date
    how: str
    note: str | None = None


@dataclass(frozen=True)
class HouseholdConsents:
    """history: every statement, the newest first. requests: what the household asked for, the newest first."""

    history: tuple[Consent, ...]
    requests: tuple[RequestNow, ...]

    def newest(self, purpose: str) -> Consent | None:
        """The statement that counts for a purpose; None: nothing recorded here, it is as at the survey."""
        return next((one for one in self.history if one.purpose == purpose), None)


def list_consents(services: Services, viewer: Viewer, household_id: int) -> HouseholdConsents:
    """What a household of the viewer's area said and asked for; ``NotFound`` (household_unknown)."""
    viewer.must(Permission.RECORD_CONSENT)
    with services.database.reading() as connection:
        must_find_household(connection, viewer, household_id)
        history = consents_of(connection, household_id, viewer.scope)
        return HouseholdConsents(tuple(history), tuple(requests_of(connection, household_id, viewer.scope)))


def record_consent(services: Services, viewer: Viewer, draft: ConsentDraft) -> Consent:
    """The statement as it is kept; what counted before and what counts now is written into the audit.

    ``NotFound``: household_unknown. ``BadInput``: consent_choice (what was chosen and is unknown), privacy_future,
    privacy_note (longest).
    """
    viewer.must(Permission.RECORD_CONSENT)
    rules = services.catalog.privacy
    for chosen, known in (
        (draft.purpose, rules.purpose_ids),
        (draft.statement, tuple(one.value for one in Statement)),
        (draft.how, tuple(one.code for one in rules.consent_how)),
    ):
        if chosen not in known:
            raise BadInput("consent_choice", chosen=chosen)
    note = checked_note(draft.note)
    not_in_future(draft.on)
    statement = Statement(draft.statement)
    kept = Consent(draft.household_id, draft.purpose, statement, draft.on, draft.how, viewer.username, now(), note)
    with services.database.writing() as connection:
        must_find_household(connection, viewer, draft.household_id)
        before = next(
            (
                one.statement.value
                for one in consents_of(connection, draft.household_id, viewer.scope)
                if one.purpose == draft.purpose
            ),
            NOT_RECORDED,
        )
        number = write_consent(connection, kept)
        details = {"purpose": draft.purpose, "before": before, "after": statement.value}
        write_audit(connection, viewer.username, "record_consent", str(draft.household_id), details)
    return replace(kept, id=number)


def checked_note(note: str | None) -> str | None:
    """The note without blanks around it, None for an empty one; ``BadInput`` (privacy_note) for one too long."""
    text = (note or "").strip()
    if len(text) > LONGEST_NOTE:
        raise BadInput("privacy_note", longest=LONGEST_NOTE)
    return text or None


def not_in_future(on: date) -> None:
    """Nothing, or ``BadInput`` (privacy_future) for a day to come."""
    if on > now().date():
        raise BadInput("privacy_future")
