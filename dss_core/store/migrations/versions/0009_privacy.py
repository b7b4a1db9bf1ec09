"""Consent, requests of households about their data, corrections and breaches, kept by triggers as they were written."""

import sqlalchemy as sa
from alembic import op

from dss_core.store.kept_rows import keep_rows

revision = "0009"
down_revision = "0007"

KEPT = ("privacy_request", "breach", "breach_step")
# Their notes alone may be emptied; all other columns stay as they are.
KEPT_BUT_FOR_NOTES = {
    "consent": ("id", "household_id", "purpose", "statement", "on", "how", "recorded_by", "at"),
    "privacy_request_step": ("id", "request_id", "state", "by", "at"),
}


def upgrade() -> None:
    """Forward only: data are never taken back."""
    _make_consents()
    _make_requests()
    _make_breaches()
    for table in KEPT:
        keep_rows(op.get_bind(), table)
    for table, columns in KEPT_BUT_FOR_NOTES.items():
        keep_rows(op.get_bind(), table, update_when=_more_than_its_note(columns))


def _make_consents() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_consent_purpose", "consent", ["purpose", "household_id"], unique=False)
    op.create_index(op.f("ix_consent_household_id"), "consent", ["household_id"], unique=False)


def _make_requests() -> None:
    op.create_table(
        "privacy_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "privacy_request_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["privacy_request.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["privacy_request.id"]),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for table in ("privacy_request", "correction"):
        op.create_index(op.f(f"ix_{table}_household_id"), table, ["household_id"], unique=False)
    for table in ("privacy_request_step", "correction"):
        op.create_index(op.f(f"ix_{table}_request_id"), table, ["request_id"], unique=False)


def _make_breaches() -> None:
    op.create_table(
        "breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("data_kinds", sa.JSON(), nullable=False),
        sa.Column("household_count", sa.Integer(), nullable=True),
        sa.Column("risk", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "breach_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["breach_id"], ["breach.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_breach_step_breach_id"), "breach_step", ["breach_id"], unique=False)


def _more_than_its_note(columns: tuple[str, ...]) -> str:
    """The condition on an update that does anything but empty the note."""
    differs = "IS NOT" if op.get_bind().dialect.name == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(["NEW.note IS NOT NULL", *(f'NEW."{name}" {differs} OLD."{name}"' for name in columns)])
