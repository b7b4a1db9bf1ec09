"""Imports that change, hold back and are undone; values before and after; events of households; surveyors."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Forward only: data are never taken back."""
    _imports()
    op.create_table(
        "surveyor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name_hash"),
    )
    with op.batch_alter_table("household_round") as found:
        found.add_column(sa.Column("surveyor_id", sa.Integer(), nullable=True))
        found.create_foreign_key("fk_household_round_surveyor", "surveyor", ["surveyor_id"], ["id"])
    _changes()
    _events()


def _changes() -> None:
    op.create_table(
        "field_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"]),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_field_change_import", "field_change", ["import_id"], unique=False)
    op.create_index("ix_field_change_household", "field_change", ["household_id"], unique=False)


def _events() -> None:
    op.create_table(
        "household_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("other_household_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("note_code", sa.String(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.ForeignKeyConstraint(["other_household_id"], ["household.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_household_event_household_id"), "household_event", ["household_id"], unique=False)
    op.create_index(
        op.f("ix_household_event_other_household_id"), "household_event", ["other_household_id"], unique=False
    )


def _imports() -> None:
    """The same file may be taken in again once it was undone, so its sha256 is no key any more."""
    # SQLite gave the constraint no name; PostgreSQL named it after its own rule.
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    names = {"uq": "uq_%(table_name)s_%(column_0_name)s"}
    with op.batch_alter_table("import", naming_convention=names) as imports:
        imports.drop_constraint("uq_import_file_sha256" if is_sqlite else "import_file_sha256_key", type_="unique")
        for name in ("new_count", "changed_count", "same_count", "held_count"):
            imports.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        imports.add_column(sa.Column("undone_by", sa.String(), nullable=True))
        imports.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_import_file_sha256"), "import", ["file_sha256"], unique=False)
    # Until now a file could only add households.
    op.execute("UPDATE import SET new_count = household_count")
