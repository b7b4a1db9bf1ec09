"""Research files and their steps, and triggers that refuse to change or delete either."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Forward only: data are never taken back."""
    op.create_table(
        "research_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("variables", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("ethics_number", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_research_file_round_id"), "research_file", ["round_id"], unique=False)
    op.create_table(
        "research_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("k", sa.Integer(), nullable=True),
        sa.Column("l", sa.Integer(), nullable=True),
        sa.Column("freeze_id", sa.String(), nullable=True),
        sa.Column("household_count", sa.Integer(), nullable=True),
        sa.Column("left_out_count", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["research_file.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_research_step_file_id"), "research_step", ["file_id"], unique=False)
    for table in ("research_file", "research_step"):
        _refuse_changes(table)


def _refuse_changes(table: str) -> None:
    """A later migration that builds the table anew on SQLite has to make its triggers anew."""
    told = f"rows of {table} are never changed or deleted"
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_keeps_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{told}'; END $$"
    )
    each = f"EXECUTE FUNCTION {table}_keeps()"
    op.execute(f"CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {each}")
    op.execute(f"CREATE TRIGGER {table}_keeps_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {each}")
