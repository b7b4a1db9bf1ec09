"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Forward only: data are never taken back."""
    op.create_table(
        "account",
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name_th", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("area_codes", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("username"),
    )
    op.create_table(
        "area",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("name_th", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_code"],
            ["area.code"],
        ),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index(op.f("ix_area_level"), "area", ["level"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_audit_action"), "audit", ["action"], unique=False)
    op.create_index(op.f("ix_audit_username"), "audit", ["username"], unique=False)
    op.create_table(
        "programme",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label_th", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("served_unit", sa.String(), nullable=False),
        sa.Column("unit_cost_baht", sa.Float(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("catalog_version", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("household_count", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("database_id", sa.String(), nullable=False),
        sa.Column("province_code", sa.String(), nullable=False),
        sa.Column("is_synthetic", sa.Boolean(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("house_code", sa.String(), nullable=False),
        sa.Column("district_code", sa.String(), nullable=False),
        sa.Column("subdistrict_code", sa.String(), nullable=False),
        sa.Column("village_number", sa.Integer(), nullable=False),
        sa.Column("village_name", sa.String(), nullable=True),
        sa.Column("house_number", sa.String(), nullable=True),
        sa.Column("lane", sa.String(), nullable=True),
        sa.Column("road", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("has_farmer_book", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_code"],
            ["area.code"],
        ),
        sa.ForeignKeyConstraint(
            ["subdistrict_code"],
            ["area.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("house_code"),
    )
    op.create_index(op.f("ix_household_district_code"), "household", ["district_code"], unique=False)
    op.create_index(op.f("ix_household_subdistrict_code"), "household", ["subdistrict_code"], unique=False)
    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("format_id", sa.String(), nullable=False),
        sa.Column("format_version", sa.Integer(), nullable=False),
        sa.Column("catalog_version", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("file_bytes", sa.Integer(), nullable=False),
        sa.Column("household_count", sa.Integer(), nullable=False),
        sa.Column("person_count", sa.Integer(), nullable=False),
        sa.Column("warning_count", sa.Integer(), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("file_sha256"),
    )
    op.create_index(op.f("ix_import_round_id"), "import", ["round_id"], unique=False)
    op.create_table(
        "scenario",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("catalog_version", sa.String(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("budget_baht", sa.Float(), nullable=False),
        sa.Column("most_per_household", sa.Integer(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_code"],
            ["area.code"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"],
            ["account.username"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_session_username"), "session", ["username"], unique=False)
    op.create_table(
        "household_round",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(), nullable=False),
        sa.Column("subdistrict_code", sa.String(), nullable=False),
        sa.Column("village_number", sa.Integer(), nullable=False),
        sa.Column("survey_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("members_registered", sa.Integer(), nullable=True),
        sa.Column("members_living", sa.Integer(), nullable=True),
        sa.Column("members_living_registered", sa.Integer(), nullable=True),
        sa.Column("members_living_not_registered", sa.Integer(), nullable=True),
        sa.Column("members_registered_not_living", sa.Integer(), nullable=True),
        sa.Column("h1", sa.Float(), nullable=True),
        sa.Column("h2", sa.Float(), nullable=True),
        sa.Column("h3", sa.Float(), nullable=True),
        sa.Column("h4", sa.Float(), nullable=True),
        sa.Column("h5", sa.Float(), nullable=True),
        sa.Column("h6", sa.Float(), nullable=True),
        sa.Column("p1", sa.Float(), nullable=True),
        sa.Column("p2", sa.Float(), nullable=True),
        sa.Column("p3", sa.Float(), nullable=True),
        sa.Column("p4", sa.Float(), nullable=True),
        sa.Column("p5", sa.Float(), nullable=True),
        sa.Column("p6", sa.Float(), nullable=True),
        sa.Column("p7", sa.Float(), nullable=True),
        sa.Column("p8", sa.Float(), nullable=True),
        sa.Column("f1", sa.Float(), nullable=True),
        sa.Column("f2", sa.Float(), nullable=True),
        sa.Column("f3", sa.Float(), nullable=True),
        sa.Column("f4", sa.Float(), nullable=True),
        sa.Column("f5", sa.Float(), nullable=True),
        sa.Column("n1", sa.Float(), nullable=True),
        sa.Column("n2", sa.Float(), nullable=True),
        sa.Column("n3", sa.Float(), nullable=True),
        sa.Column("n4", sa.Float(), nullable=True),
        sa.Column("n5", sa.Float(), nullable=True),
        sa.Column("n6", sa.Float(), nullable=True),
        sa.Column("n7", sa.Float(), nullable=True),
        sa.Column("n8", sa.Float(), nullable=True),
        sa.Column("s1", sa.Float(), nullable=True),
        sa.Column("s2", sa.Float(), nullable=True),
        sa.Column("s3", sa.Float(), nullable=True),
        sa.Column("s4", sa.Float(), nullable=True),
        sa.Column("s5", sa.Float(), nullable=True),
        sa.Column("s6", sa.Float(), nullable=True),
        sa.Column("s7", sa.Float(), nullable=True),
        sa.Column("s8", sa.Float(), nullable=True),
        sa.Column("s9", sa.Float(), nullable=True),
        sa.Column("s10", sa.Float(), nullable=True),
        sa.Column("human", sa.Float(), nullable=True),
        sa.Column("physical", sa.Float(), nullable=True),
        sa.Column("financial", sa.Float(), nullable=True),
        sa.Column("natural", sa.Float(), nullable=True),
        sa.Column("social", sa.Float(), nullable=True),
        sa.Column("overall", sa.Float(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("answered_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_code"],
            ["area.code"],
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["import.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.ForeignKeyConstraint(
            ["subdistrict_code"],
            ["area.code"],
        ),
        sa.PrimaryKeyConstraint("household_id", "round_id"),
    )
    op.create_index(op.f("ix_household_round_import_id"), "household_round", ["import_id"], unique=False)
    op.create_index(
        "ix_household_round_place", "household_round", ["round_id", "district_code", "subdistrict_code"], unique=False
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("first_name", sa.String(), nullable=True),
        sa.Column("last_name", sa.String(), nullable=True),
        sa.Column("national_id_hash", sa.String(), nullable=True),
        sa.Column("national_id_tail", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_person_household_id"), "person", ["household_id"], unique=False)
    op.create_index("ix_person_national_id_hash", "person", ["national_id_hash"], unique=False)
    op.create_table(
        "scenario_programme",
        sa.Column("scenario_id", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_cost_baht", sa.Float(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
        ),
        sa.PrimaryKeyConstraint("scenario_id", "programme_id"),
    )
    op.create_table(
        "person_round",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("health", sa.String(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("welfare", sa.String(), nullable=True),
        sa.Column("income_baht", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "round_id"),
        sa.UniqueConstraint("round_id", "household_id", "member_number"),
    )
    op.create_index(op.f("ix_person_round_household_id"), "person_round", ["household_id"], unique=False)
