"""The tables of everything but households and persons (those: ``household_tables``)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Integer, UniqueConstraint
from sqlmodel import Field

from dss_core.store.registry import Base, Moment, moment


class StateRow(Base, table=True):
    """One row: what this database is, and the version of its data (raised by every committed change)."""

    __tablename__ = "state"
    id: int = Field(default=1, primary_key=True)
    database_id: str
    province_code: str
    is_synthetic: bool
    data_version: int = 0
    created_at: datetime = moment()


class AreaRow(Base, table=True):
    """A province, district or sub-district."""

    __tablename__ = "area"
    code: str = Field(primary_key=True)
    level: str = Field(index=True)
    name_th: str
    name_en: str
    parent_code: str | None = Field(default=None, foreign_key="area.code")
    postcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class RoundRow(Base, table=True):
    """A survey round."""

    __tablename__ = "round"
    id: str = Field(primary_key=True)
    year: int
    wave: int
    status: str
    household_count: int = 0
    updated_at: datetime = moment()


class ImportRow(Base, table=True):
    """One committed upload; the file itself lies in the uploads folder under its sha256. An undone one stays listed."""

    __tablename__ = "import"
    id: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    format_id: str
    format_version: int
    catalog_version: str
    file_name: str
    file_sha256: str = Field(index=True)
    file_bytes: int
    household_count: int
    person_count: int
    warning_count: int
    imported_by: str
    imported_at: datetime = moment()
    mapping_id: str | None = None
    new_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    changed_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    same_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    held_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    undone_by: str | None = None
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


class ColumnMappingRow(Base, table=True):
    """One version of a mapping of a file's columns to the fields of a format. It is never changed or deleted."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("name", "version"),)
    id: str = Field(primary_key=True)
    name: str
    version: int
    format_id: str
    format_version: int
    fingerprint: str
    columns: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    made_by: str
    made_at: datetime = moment()


class ProgrammeRow(Base, table=True):
    """A programme of the catalogue, so that scenarios and later episodes point at something that stays."""

    __tablename__ = "programme"
    id: str = Field(primary_key=True)
    label_th: str
    label_en: str
    served_unit: str
    unit_cost_baht: float | None = None
    standing: str
    catalog_version: str


class ScenarioRow(Base, table=True):
    """A saved what-if: baseline, versions, choices and figures. The database refuses to change or delete it."""

    __tablename__ = "scenario"
    id: str = Field(primary_key=True)
    name: str
    round_id: str = Field(foreign_key="round.id")
    area_code: str = Field(foreign_key="area.code")
    catalog_version: str
    data_version: int
    choices: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    figures: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    created_by: str
    created_at: datetime = moment()


class DecisionRow(Base, table=True):
    """A what-if that was decided on. The database refuses to change or delete it."""

    __tablename__ = "decision"
    id: str = Field(primary_key=True)
    scenario_id: str = Field(foreign_key="scenario.id", unique=True)
    decided_by: str
    decided_on: date
    reason: str
    catalog_version: str
    data_version: int
    household_count: int
    spent_baht: float
    recorded_by: str
    recorded_at: datetime = moment()


class DecisionHouseholdRow(Base, table=True):
    """A household that was eligible when it was decided, and where it lived; answers of those that get help only."""

    __tablename__ = "decision_household"
    decision_id: str = Field(foreign_key="decision.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    district_code: str = Field(foreign_key="area.code")
    subdistrict_code: str = Field(foreign_key="area.code")
    answers: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True)))


class DecisionGrantRow(Base, table=True):
    """What a household gets by a decision, with its cost in baht of one year."""

    __tablename__ = "decision_grant"
    decision_id: str = Field(foreign_key="decision.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    programme_id: str = Field(foreign_key="programme.id", primary_key=True)
    cost_baht: float


class WeightAgreementRow(Base, table=True):
    """Weights that a meeting agreed upon, with its minutes. It is never changed or deleted."""

    __tablename__ = "weight_agreement"
    id: str = Field(primary_key=True)
    name: str
    preset_id: str
    weights: dict[str, float] = Field(sa_column=Column(JSON, nullable=False))
    present: str
    reason: str
    catalog_version: str
    agreed_by: str
    agreed_at: datetime = moment()


class WeightVoteRow(Base, table=True):
    """The weights one agency wants; open until an agreement takes it in."""

    __tablename__ = "weight_vote"
    id: int | None = Field(default=None, primary_key=True)
    preset_id: str = Field(index=True)
    agency: str
    weights: dict[str, float] = Field(sa_column=Column(JSON, nullable=False))
    cast_by: str
    cast_at: datetime = moment()
    agreement_id: str | None = Field(default=None, foreign_key="weight_agreement.id", index=True)


class AccountRow(Base, table=True):
    """Somebody who may sign in.

    ``one_time_until``: the password was given out by somebody else, opens until then, and must be changed.
    ``version``: raised with every new password; sessions of an older one are over.
    """

    __tablename__ = "account"
    username: str = Field(primary_key=True)
    name_th: str
    name_en: str
    role: str
    area_codes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    password_hash: str
    is_sample: bool = False
    is_disabled: bool = False
    agency: str | None = None
    version: int = 1
    one_time_until: datetime | None = Field(default=None, sa_type=Moment)
    signed_in_at: datetime | None = Field(default=None, sa_type=Moment)


class AccountIdentityRow(Base, table=True):
    """Somebody known to an OpenID provider; without a username not linked to an account yet, and known by ``code``."""

    __tablename__ = "account_identity"
    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    username: str | None = Field(default=None, foreign_key="account.username", index=True)
    code: str = Field(unique=True)
    asked_at: datetime = moment()


class SignInAttemptRow(Base, table=True):
    """A sign-in that has not succeeded, twice: under the keyed hash of its username and of its address."""

    __tablename__ = "sign_in_attempt"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    at: datetime = moment()


class SessionRow(Base, table=True):
    """A signed-in browser: the sha256 of its random token, never the token.

    ``way``: by password or by OpenID Connect. ``account_version``: that of the account when it was opened.
    """

    __tablename__ = "session"
    token_hash: str = Field(primary_key=True)
    username: str = Field(foreign_key="account.username", index=True)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    account_version: int = 1
    way: str = "password"


class RevealRow(Base, table=True):
    """Somebody sees a household unmasked until a moment. It outlives the household: it tells what was done."""

    __tablename__ = "reveal"
    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(index=True)
    household_id: int = Field(index=True)
    purpose: str
    reason: str
    begun_at: datetime = moment()
    until: datetime = moment()


class AuditRow(Base, table=True):
    """Who did what and when; details never hold personal data. ``seal`` holds the line and the one before it."""

    __tablename__ = "audit"
    id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    )
    at: datetime = moment()
    username: str = Field(index=True)
    action: str = Field(index=True)
    subject: str
    details: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    seal: str


class AuditHeadRow(Base, table=True):
    """At most one row: the number of lines and the last seal, so that lines taken off the end are missed."""

    __tablename__ = "audit_head"
    id: int = Field(default=1, primary_key=True)
    line_count: int
    seal: str
