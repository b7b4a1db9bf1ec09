"""The ID number of a person, sealed under a key of the installation, beside its hash."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Forward only. Numbers that came before stay unsealed: only their hash is known."""
    op.add_column("person", sa.Column("national_id_sealed", sa.Text(), nullable=True))
