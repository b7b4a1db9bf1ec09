"""Seals on the lines of the audit; the lines written so far are sealed as they are."""

import sqlalchemy as sa
from alembic import op

from dss_core.access.audit_chain import BEGINNING, seal_of
from dss_core.store.registry import Moment

revision = "0006"
down_revision = "0005"

AUDIT = sa.table(
    "audit",
    sa.column("id", sa.BigInteger()),
    sa.column("at", Moment()),
    *(sa.column(name, sa.String()) for name in ("username", "action", "subject", "seal")),
    sa.column("details", sa.JSON()),
)


def upgrade() -> None:
    """Forward only: data are never taken back."""
    op.add_column("audit", sa.Column("seal", sa.String(), nullable=True))
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    connection = op.get_bind()
    count, seal = _seal_lines(connection)
    if count:
        connection.execute(head.insert(), {"id": 1, "line_count": count, "seal": seal})
    with op.batch_alter_table("audit") as table:
        table.alter_column("seal", existing_type=sa.String(), nullable=False)


def _seal_lines(connection: sa.Connection) -> tuple[int, str]:
    """Number the lines without gaps, and seal them; their count and the last seal."""
    count, seal = 0, BEGINNING
    for row in connection.execute(sa.select(AUDIT).order_by(AUDIT.c.id)).mappings().all():
        count += 1
        line = {**row, "id": count}
        seal = seal_of(line, seal, connection.info["audit_key"])
        connection.execute(AUDIT.update().where(AUDIT.c.id == row["id"]).values(id=count, seal=seal))
    return count, seal
