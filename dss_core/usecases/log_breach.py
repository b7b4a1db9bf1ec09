"""Breaches of personal data: what was found, when the regulator is to be told, and what was done."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotFound
from dss_core.model.privacy import Breach, BreachStep, BreachStepKind
from dss_core.store.audit import write_audit
from dss_core.store.breaches import list_breaches, write_breach, write_breach_step
from dss_core.store.registry import now
from dss_core.usecases.services import Services, must_see_whole

LONGEST_TEXT = 1000
NO_RISK = "none"


@dataclass(frozen=True)
class BreachDraft:
    """A breach as it is entered. what, risk: codes of privacy.toml; data_kinds: its ids; household_count: about how
    many, None: not known. description: without names."""

    found_at: datetime
    what: str
    description: str
    data_kinds: tuple[str, ...]
    household_count: int | None
    risk: str


@dataclass(frozen=True)
class BreachStepDraft:
    """What was done about a breach, and when; a value of ``BreachStepKind``."""

    breach_id: int
    kind: str
    at: datetime
    text: str


@dataclass(frozen=True)
class BreachNow:
    """A breach with its steps. notify_by: the last moment to tell the regulator; hours_left: until then, below 0 when
    it has passed, None when it was told, or there is no risk to anybody."""

    breach: Breach
    steps: tuple[BreachStep, ...]
    notify_by: datetime
    hours_left: int | None
    is_closed: bool


def list_breach_log(services: Services, viewer: Viewer) -> tuple[BreachNow, ...]:
    """Every breach, the newest first. They carry no area: only the whole province may read them."""
    viewer.must(Permission.KEEP_PRIVACY)
    must_see_whole(services, viewer)
    with services.database.reading() as connection:
        found = list_breaches(connection)
    return tuple(_now(services, breach, steps) for breach, steps in found)


def _now(services: Services, breach: Breach, steps: tuple[BreachStep, ...]) -> BreachNow:
    notify_by = breach.found_at + timedelta(hours=services.catalog.privacy.notify_hours)
    kinds = {step.kind for step in steps}
    is_told = BreachStepKind.REGULATOR_NOTIFIED in kinds or breach.risk == NO_RISK
    hours = None if is_told else int((notify_by - now()).total_seconds() // 3600)
    return BreachNow(breach, steps, notify_by, hours, BreachStepKind.CLOSED in kinds)


def log_breach(services: Services, viewer: Viewer, draft: BreachDraft) -> Breach:
    """The breach as it is kept; codes and counts go into the audit.

    ``BadInput``: consent_choice (chosen), privacy_future, breach_text (longest), breach_count.
    """
    viewer.must(Permission.KEEP_PRIVACY)
    must_see_whole(services, viewer)
    rules = services.catalog.privacy
    kinds, risks, data_kinds = rules.breach_kinds, rules.breach_risks, {kind.id for kind in rules.data_kinds}
    _must_be_known(draft.what, {one.code for one in kinds})
    _must_be_known(draft.risk, {one.code for one in risks})
    for kind in draft.data_kinds:
        _must_be_known(kind, data_kinds)
    if draft.household_count is not None and draft.household_count < 0:
        raise BadInput("breach_count")
    text = _checked(draft.description, draft.found_at)
    breach = Breach(
        draft.found_at, draft.what, text, draft.data_kinds, draft.household_count, draft.risk, viewer.username, now()
    )
    with services.database.writing() as connection:
        number = write_breach(connection, breach)
        details = {
            "what": breach.what, "risk": breach.risk, "data": list(breach.data_kinds),
            "households": breach.household_count, "found": breach.found_at.isoformat(timespec="minutes"),
        }  # fmt: skip
        write_audit(connection, viewer.username, "log_breach", str(number), details)
    return replace(breach, id=number)


def log_breach_step(services: Services, viewer: Viewer, draft: BreachStepDraft) -> BreachStep:
    """What was done about a breach, as it is kept.

    ``NotFound``: breach_unknown. ``BadInput``: consent_choice (chosen), privacy_future, breach_text (longest),
    breach_closed.
    """
    viewer.must(Permission.KEEP_PRIVACY)
    _must_be_known(draft.kind, {kind.value for kind in BreachStepKind})
    text = _checked(draft.text, draft.at)
    log = {one.breach.id: one for one in list_breach_log(services, viewer)}
    if draft.breach_id not in log:
        raise NotFound("breach_unknown")
    if log[draft.breach_id].is_closed:
        raise BadInput("breach_closed")
    step = BreachStep(draft.breach_id, BreachStepKind(draft.kind), draft.at, text, viewer.username, now())
    with services.database.writing() as connection:
        write_breach_step(connection, step)
        write_audit(connection, viewer.username, "log_breach_step", str(draft.breach_id), {"kind": draft.kind})
    return step


def _must_be_known(chosen: str, known: set[str]) -> None:
    if chosen not in known:
        raise BadInput("consent_choice", chosen=chosen)


def _checked(text: str, at: datetime) -> str:
    if at > now():
        raise BadInput("privacy_future")
    if not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise BadInput("breach_text", longest=LONGEST_TEXT)
    return text.strip()
