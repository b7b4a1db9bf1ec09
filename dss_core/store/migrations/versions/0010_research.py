"""Research files and their steps, and triggers that refuse to change or delete either."""

import sqlalchemy as sa
from alembic import op

from dss_core.store.kept_rows import keep_rows

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
        keep_rows(op.get_bind(), table)
