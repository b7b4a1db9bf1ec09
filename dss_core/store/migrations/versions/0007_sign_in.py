"""One-time passwords, sessions bound to their password, agencies, identities of an OpenID provider, failed attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Forward only: data are never taken back."""
    op.add_column("account", sa.Column("agency", sa.String(), nullable=True))
    op.add_column("account", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("account", sa.Column("one_time_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("session", sa.Column("account_version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("session", sa.Column("way", sa.String(), nullable=False, server_default="password"))
    op.create_table(
        "account_identity",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["username"], ["account.username"]),
        sa.PrimaryKeyConstraint("issuer", "subject"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_account_identity_username"), "account_identity", ["username"], unique=False)
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_sign_in_attempt_key"), "sign_in_attempt", ["key"], unique=False)
