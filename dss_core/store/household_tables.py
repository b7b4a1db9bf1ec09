"""The tables of households and persons.

Areas are repeated on every household row (``district_code``, ``subdistrict_code``) because they are the walls of
access: every query on household data filters on them.
"""

from datetime import date

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from dss_core.store.registry import Base


class HouseholdRow(Base, table=True):
    """A household: its key and where it lives, as the newest round tells."""

    __tablename__ = "household"
    id: int | None = Field(default=None, primary_key=True)
    house_code: str = Field(unique=True)
    district_code: str = Field(foreign_key="area.code", index=True)
    subdistrict_code: str = Field(foreign_key="area.code", index=True)
    village_number: int
    village_name: str | None = None
    house_number: str | None = None
    lane: str | None = None
    road: str | None = None
    postcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    phone: str | None = None
    has_farmer_book: bool | None = None


class PersonRow(Base, table=True):
    """A person of a household. The ID number is kept as a keyed hash, sealed, and as its last four digits."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_national_id_hash", "national_id_hash"),)
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    title: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    national_id_hash: str | None = None
    national_id_tail: str | None = None
    national_id_sealed: str | None = Field(default=None, sa_type=Text)


class PersonRoundRow(Base, table=True):
    """What a round tells of a person. ``welfare`` holds the codes joined by ``|``; empty means receives none."""

    __tablename__ = "person_round"
    __table_args__ = (UniqueConstraint("round_id", "household_id", "member_number"),)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    round_id: str = Field(foreign_key="round.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    member_number: int
    relation: str | None = None
    sex: str | None = None
    birth_year: int | None = None
    health: str | None = None
    education: str | None = None
    occupation: str | None = None
    welfare: str | None = None
    income_baht: float | None = None


class HouseholdRoundRow(Base, table=True):
    """What a round found for a household: its answers as scores, and the scores made of them.

    Scores are empty where nothing was answered. ``answered_count`` counts the indicators that were.
    """

    __tablename__ = "household_round"
    __table_args__ = (Index("ix_household_round_place", "round_id", "district_code", "subdistrict_code"),)
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    round_id: str = Field(foreign_key="round.id", primary_key=True)
    import_id: int = Field(foreign_key="import.id", index=True)
    district_code: str = Field(foreign_key="area.code")
    subdistrict_code: str = Field(foreign_key="area.code")
    village_number: int
    survey_on: date | None = None
    surveyor_id: int | None = Field(default=None, foreign_key="surveyor.id")
    outcome: str
    members_registered: int | None = None
    members_living: int | None = None
    members_living_registered: int | None = None
    members_living_not_registered: int | None = None
    members_registered_not_living: int | None = None
    h1: float | None = None
    h2: float | None = None
    h3: float | None = None
    h4: float | None = None
    h5: float | None = None
    h6: float | None = None
    p1: float | None = None
    p2: float | None = None
    p3: float | None = None
    p4: float | None = None
    p5: float | None = None
    p6: float | None = None
    p7: float | None = None
    p8: float | None = None
    f1: float | None = None
    f2: float | None = None
    f3: float | None = None
    f4: float | None = None
    f5: float | None = None
    n1: float | None = None
    n2: float | None = None
    n3: float | None = None
    n4: float | None = None
    n5: float | None = None
    n6: float | None = None
    n7: float | None = None
    n8: float | None = None
    s1: float | None = None
    s2: float | None = None
    s3: float | None = None
    s4: float | None = None
    s5: float | None = None
    s6: float | None = None
    s7: float | None = None
    s8: float | None = None
    s9: float | None = None
    s10: float | None = None
    human: float | None = None
    physical: float | None = None
    financial: float | None = None
    natural: float | None = None
    social: float | None = None
    overall: float | None = None
    level: int | None = None
    answered_count: int = 0
