"""The tables of consent, requests of households about their data, and breaches.

The database refuses to change or delete their rows; only the note of a statement or a step may be emptied.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from dss_core.store.registry import Base, moment


class ConsentRow(Base, table=True):
    """What a household said about a purpose; the newest row counts."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_purpose", "purpose", "household_id"),)
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    purpose: str
    statement: str
    on: date
    how: str
    recorded_by: str
    at: datetime = moment()
    note: str | None = None


class PrivacyRequestRow(Base, table=True):
    """What a household asks for about its data; how far it is, is told by the newest step."""

    __tablename__ = "privacy_request"
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    kind: str
    purpose: str | None = None
    received_on: date
    due_on: date
    recorded_by: str
    recorded_at: datetime = moment()


class PrivacyRequestStepRow(Base, table=True):
    """One step of a request."""

    __tablename__ = "privacy_request_step"
    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="privacy_request.id", index=True)
    state: str
    by: str
    at: datetime = moment()
    note: str | None = None


class CorrectionRow(Base, table=True):
    """A value that a household had corrected. Its values are emptied when the household is made anonymous."""

    __tablename__ = "correction"
    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="privacy_request.id", index=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    person_id: int | None = None
    field: str
    before: str | None = None
    after: str | None = None
    by: str
    at: datetime = moment()


class BreachRow(Base, table=True):
    """A breach of personal data as it was found; what was done about it stands in its steps."""

    __tablename__ = "breach"
    id: int | None = Field(default=None, primary_key=True)
    found_at: datetime = moment()
    what: str
    description: str
    data_kinds: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    household_count: int | None = None
    risk: str
    recorded_by: str
    recorded_at: datetime = moment()


class BreachStepRow(Base, table=True):
    """What was done about a breach."""

    __tablename__ = "breach_step"
    id: int | None = Field(default=None, primary_key=True)
    breach_id: int = Field(foreign_key="breach.id", index=True)
    kind: str
    at: datetime = moment()
    text: str
    by: str
    recorded_at: datetime = moment()
