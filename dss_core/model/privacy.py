"""What households said about their data, what they ask for, and what went wrong with them (Thailand's PDPA)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Statement(StrEnum):
    """What a household said about one purpose."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# Either keeps a household out of what is done for the purpose.
AGAINST = frozenset({Statement.REFUSED, Statement.WITHDRAWN})


@dataclass(frozen=True)
class Consent:
    """A statement of a household on a purpose. at: when it was recorded; on: the day it was made; how: a code of
    ``consent_how``. A later one takes the place of an earlier one, and both are kept."""

    household_id: int
    purpose: str
    statement: Statement
    on: date
    how: str
    recorded_by: str
    at: datetime
    note: str | None = None
    id: int | None = None


class RequestKind(StrEnum):
    """What somebody asks for about their own data."""

    ACCESS = "access"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    ERASURE = "erasure"
    OBJECTION = "objection"


class RequestState(StrEnum):
    """How far a request is; done and refused end it."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REFUSED = "refused"


ENDED = frozenset({RequestState.DONE, RequestState.REFUSED})


@dataclass(frozen=True)
class PrivacyRequest:
    """A request of a household. purpose: of a withdrawal or objection. due_on: the last day to answer it."""

    household_id: int
    kind: RequestKind
    purpose: str | None
    received_on: date
    due_on: date
    recorded_by: str
    recorded_at: datetime
    id: int | None = None


@dataclass(frozen=True)
class RequestStep:
    """One step of a request; the newest tells its state. The note goes when its time is over."""

    request_id: int
    state: RequestState
    by: str
    at: datetime
    note: str | None = None
    id: int | None = None


@dataclass(frozen=True)
class Correction:
    """A value corrected at a household's request. level: household or person; before and after are JSON texts."""

    request_id: int
    household_id: int
    person_id: int | None
    field: str
    before: str | None
    after: str | None
    by: str
    at: datetime


class BreachStepKind(StrEnum):
    """What was done about a breach."""

    MEASURE = "measure"
    REGULATOR_NOTIFIED = "regulator_notified"
    HOUSEHOLDS_NOTIFIED = "households_notified"
    CLOSED = "closed"


@dataclass(frozen=True)
class Breach:
    """A breach as it was found. what, data_kinds, risk: codes; household_count: estimated, None: unknown."""

    found_at: datetime
    what: str
    description: str
    data_kinds: tuple[str, ...]
    household_count: int | None
    risk: str
    recorded_by: str
    recorded_at: datetime
    id: int | None = None


@dataclass(frozen=True)
class BreachStep:
    """What was done about a breach, and when. at: when it happened; text: what, without names."""

    breach_id: int
    kind: BreachStepKind
    at: datetime
    text: str
    by: str
    recorded_at: datetime
    id: int | None = None
