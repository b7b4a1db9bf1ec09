"""Consent, requests of households about their data, corrections and breaches, kept by triggers as they were written."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"

# Table -> its columns that stay as they are; its note alone, if it has one, may be emptied.
KEPT = {
    "consent": ("id", "household_id", "purpose", "statement", "on", "how", "recorded_by", "at"),
    "privacy_request": (
        "id", "household_id", "kind", "purpose", "received_on", "due_on", "recorded_by", "recorded_at",
    ),
    "privacy_request_step": ("id", "request_id", "state", "by", "at"),
    "breach": (
        "id", "found_at", "what", "description", "household_count", "risk", "recorded_by", "recorded_at",
    ),
    "breach_step": ("id", "breach_id", "kind", "at", "text", "by", "recorded_at"),
}  # fmt: skip
WITH_NOTE = frozenset({"consent", "privacy_request_step"})


def upgrade() -> None:
    """Forward only: data are never taken back."""
    _make_requests()
    _make_breaches()
    for table, columns in KEPT.items():
        _refuse_changes(table, columns if table in WITH_NOTE else None)


def _make_requests() -> None:
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
    for table in ("consent", "privacy_request", "correction"):
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


def _refuse_changes(table: str, but_note: tuple[str, ...] | None) -> None:
    """No change and no deletion; of a table with a note, a change that only empties it.

    A later migration that builds the table anew on SQLite has to make its triggers anew.
    """
    told = f"rows of {table} are never changed or deleted"
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    differs = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    changes = [f'NEW."{name}" {differs} OLD."{name}"' for name in but_note or ()]
    when = f"WHEN (NEW.note IS NOT NULL OR {' OR '.join(changes)})" if but_note else ""
    if is_sqlite:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
        op.execute(f"CREATE TRIGGER {table}_keeps_update BEFORE UPDATE ON {table} {when} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_keeps_delete BEFORE DELETE ON {table} {refuse}")
        return
    op.execute(
        f"CREATE FUNCTION {table}_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{told}'; END $$"
    )
    refuse = f"EXECUTE FUNCTION {table}_keeps()"
    op.execute(f"CREATE TRIGGER {table}_keeps_update BEFORE UPDATE ON {table} FOR EACH ROW {when} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_keeps_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}")
    op.execute(f"CREATE TRIGGER {table}_keeps_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}")
