"""Requests of households about their data: added with their steps and read, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, func, select

from dss_core.access.viewer import Scope
from dss_core.model.privacy import ENDED, Correction, PrivacyRequest, RequestKind, RequestState, RequestStep
from dss_core.store.household_tables import HouseholdRow
from dss_core.store.privacy_tables import CorrectionRow, PrivacyRequestRow, PrivacyRequestStepRow
from dss_core.store.rows import fields_of, read_frame, table_of
from dss_core.store.scoping import in_scope

REQUEST, STEP, CORRECTION = (table_of(row) for row in (PrivacyRequestRow, PrivacyRequestStepRow, CorrectionRow))
HOUSE = table_of(HouseholdRow)


@dataclass(frozen=True)
class RequestNow:
    """A request, how far it is, and its steps, the oldest first."""

    request: PrivacyRequest
    state: RequestState
    steps: tuple[RequestStep, ...]


def write_request(connection: Connection, request: PrivacyRequest) -> int:
    """Add a request; its number. Its first step is written by ``write_step``."""
    return int(connection.execute(REQUEST.insert().returning(REQUEST.c.id), fields_of(request)).scalar_one())


def write_step(connection: Connection, step: RequestStep) -> None:
    """Add a step of a request."""
    connection.execute(STEP.insert(), fields_of(step))


def write_correction(connection: Connection, correction: Correction) -> None:
    """Add a corrected value."""
    connection.execute(CORRECTION.insert(), vars(correction))


def find_request(connection: Connection, request_id: int, scope: Scope) -> RequestNow | None:
    """A request of a household that lives in the scope."""
    query = select(REQUEST).join(HOUSE, HOUSE.c.id == REQUEST.c.household_id)
    row = connection.execute(query.where(REQUEST.c.id == request_id, in_scope(HOUSE, scope))).mappings().first()
    return None if row is None else _now(connection, row)


def requests_of(connection: Connection, household_id: int, scope: Scope) -> list[RequestNow]:
    """The requests of a household that lives in the scope, the newest first."""
    query = select(REQUEST).join(HOUSE, HOUSE.c.id == REQUEST.c.household_id)
    query = query.where(REQUEST.c.household_id == household_id, in_scope(HOUSE, scope)).order_by(REQUEST.c.id.desc())
    return [_now(connection, row) for row in connection.execute(query).mappings().all()]


def _now(connection: Connection, row: Any) -> RequestNow:
    request = PrivacyRequest(**{**row, "kind": RequestKind(row["kind"])})
    query = select(STEP).where(STEP.c.request_id == request.id).order_by(STEP.c.id)
    steps = tuple(
        RequestStep(**{**step, "state": RequestState(step["state"])}) for step in connection.execute(query).mappings()
    )
    return RequestNow(request, steps[-1].state if steps else RequestState.RECEIVED, steps)


def list_requests(connection: Connection, scope: Scope) -> pd.DataFrame:
    """The requests of the households in the scope, the one due first at the top.

    One row per request: request_id, household_id, house_code, subdistrict_code, kind, purpose, received_on, due_on,
    state, changed_at (of its newest step).
    """
    newest = _newest_steps()
    query = (
        select(
            REQUEST.c.id.label("request_id"), REQUEST.c.household_id, HOUSE.c.house_code, HOUSE.c.subdistrict_code,
            REQUEST.c.kind, REQUEST.c.purpose, REQUEST.c.received_on, REQUEST.c.due_on, STEP.c.state,
            STEP.c.at.label("changed_at"),
        )
        .join(HOUSE, HOUSE.c.id == REQUEST.c.household_id)
        .join(newest, newest.c.request_id == REQUEST.c.id)
        .join(STEP, STEP.c.id == newest.c.step_id)
        .where(in_scope(HOUSE, scope))
        .order_by(REQUEST.c.due_on, REQUEST.c.id)
    )  # fmt: skip
    return read_frame(connection, query)


def _newest_steps() -> Any:
    steps = select(STEP.c.request_id, func.max(STEP.c.id).label("step_id")).group_by(STEP.c.request_id)
    return steps.subquery("newest")


def old_notes(connection: Connection, before: datetime) -> list[int]:
    """The steps with a note of requests that ended before a moment."""
    newest = _newest_steps()
    ended = (
        select(STEP.c.request_id)
        .join(newest, and_(newest.c.step_id == STEP.c.id))
        .where(STEP.c.state.in_([state.value for state in ENDED]), STEP.c.at < before)
    )
    query = select(STEP.c.id).where(STEP.c.note.is_not(None), STEP.c.request_id.in_(ended))
    return [int(one) for one in connection.execute(query).scalars()]


def empty_notes(connection: Connection, steps: list[int]) -> None:
    """Empty the notes of some steps, which is all that may be changed of them."""
    connection.execute(STEP.update().where(STEP.c.id.in_(steps)).values(note=None))
