"""Triggers that refuse to change or remove lines of the audit, or to move its end back."""

from alembic import op

from dss_core.store.audit_guard import guard_audit

revision = "0011"
down_revision = "0008"


def upgrade() -> None:
    """Forward only: data are never taken back."""
    guard_audit(op.get_bind())
