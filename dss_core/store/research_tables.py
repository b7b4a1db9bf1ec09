"""The tables of research files. The database refuses to change or delete their rows."""

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field

from dss_core.store.registry import Base, moment


class ResearchFileRow(Base, table=True):
    """What a researcher asked for."""

    __tablename__ = "research_file"
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    area_code: str = Field(foreign_key="area.code")
    variables: list[str] = Field(sa_column=Column(JSON, nullable=False))
    purpose: str
    institution: str
    ethics_number: str
    until: date
    asked_by: str
    asked_at: datetime = moment()


class ResearchStepRow(Base, table=True):
    """One step of a research file."""

    __tablename__ = "research_step"
    id: int | None = Field(default=None, primary_key=True)
    file_id: str = Field(foreign_key="research_file.id", index=True)
    state: str
    by: str
    at: datetime = moment()
    reason: str
    k: int | None = None
    l: int | None = None  # noqa: E741 (the name in the literature)
    freeze_id: str | None = None
    household_count: int | None = None
    left_out_count: int | None = None
    sha256: str | None = None
