"""The tables of what changed after it was first told: values before and after, events of households, surveyors."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, Integer
from sqlmodel import Field

from dss_core.store.registry import Base, moment


class FieldChangeRow(Base, table=True):
    """One value that an import changed. It is never changed; it goes only with the household it is about.

    ``level`` is the table that holds the value. ``before`` and ``after`` are JSON, empty for a missing value. That a
    person came to be listed in a round, or is no longer, is the field ``listed``.
    """

    __tablename__ = "field_change"
    __table_args__ = (Index("ix_field_change_import", "import_id"), Index("ix_field_change_household", "household_id"))
    id: int | None = Field(
        default=None, sa_column=Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    )
    import_id: int = Field(foreign_key="import.id")
    household_id: int = Field(foreign_key="household.id")
    person_id: int | None = None
    round_id: str = Field(foreign_key="round.id")
    level: str
    field: str
    before: str | None = None
    after: str | None = None


class HouseholdEventRow(Base, table=True):
    """What happened to a household between rounds, as somebody wrote it down. It is never changed."""

    __tablename__ = "household_event"
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    household_id: int = Field(foreign_key="household.id", index=True)
    other_household_id: int | None = Field(default=None, foreign_key="household.id", index=True)
    round_id: str = Field(foreign_key="round.id")
    happened_on: date | None = None
    note_code: str | None = None
    recorded_by: str
    recorded_at: datetime = moment()


class SurveyorRow(Base, table=True):
    """Somebody who asks the questions, known by a number: the name is kept as a keyed hash and never readable."""

    __tablename__ = "surveyor"
    id: int | None = Field(default=None, primary_key=True)
    name_hash: str = Field(unique=True)
