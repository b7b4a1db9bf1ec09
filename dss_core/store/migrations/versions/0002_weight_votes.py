"""Votes on weights, and what was agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Forward only: data are never taken back."""
    op.create_table(
        "weight_agreement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("preset_id", sa.String(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("present", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("catalog_version", sa.String(), nullable=False),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "weight_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("preset_id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("cast_by", sa.String(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreement_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["weight_agreement.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_weight_vote_preset_id"), "weight_vote", ["preset_id"], unique=False)
    op.create_index(op.f("ix_weight_vote_agreement_id"), "weight_vote", ["agreement_id"], unique=False)
