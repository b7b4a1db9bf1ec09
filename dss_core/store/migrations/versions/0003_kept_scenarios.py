"""What-ifs with all their choices, decisions on them, and triggers that refuse to change or delete either.

What was saved before is carried over. Its plan walked the ranking until the money ended, so its figures come under
names of their own: they are not compared with those of a plan that is found in another way.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEPT = ("scenario", "decision", "decision_household", "decision_grant")
UNITS = {"served_count": "households"}  # all others were baht


def upgrade() -> None:
    """Forward only: data are never taken back."""
    _widen_scenarios()
    _make_decisions()
    for table in KEPT:
        _refuse_changes(table)


def _widen_scenarios() -> None:
    """Choices and figures as two columns, in the place of the columns and rows that told some of them."""
    connection = op.get_bind()
    carried = [_carried(connection, row) for row in connection.execute(sa.select(_old("scenario"))).mappings().all()]
    with op.batch_alter_table("scenario") as scenario:
        scenario.add_column(sa.Column("choices", sa.JSON(), nullable=True))
        scenario.add_column(sa.Column("figures", sa.JSON(), nullable=True))
    table = sa.table("scenario", sa.column("id"), sa.column("choices", sa.JSON()), sa.column("figures", sa.JSON()))
    for row in carried:
        kept = {name: row[name] for name in ("choices", "figures")}
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(**kept))
    with op.batch_alter_table("scenario") as scenario:
        scenario.alter_column("choices", existing_type=sa.JSON(), nullable=False)
        scenario.alter_column("figures", existing_type=sa.JSON(), nullable=False)
        for name in ("method", "weights", "budget_baht", "most_per_household", "result"):
            scenario.drop_column(name)
    op.drop_table("scenario_programme")


def _carried(connection: sa.Connection, row: Any) -> dict[str, Any]:
    offers = _old("scenario_programme")
    columns = (offers.c.programme_id, offers.c.unit_cost_baht, offers.c.places)
    query = sa.select(*columns).where(offers.c.scenario_id == row["id"]).order_by(offers.c.position)
    programmes = [dict(offer) for offer in connection.execute(query).mappings()]
    most = row["most_per_household"]
    choices = {
        "budget_baht": row["budget_baht"],
        "programmes": programmes,
        "weights": [list(pair) for pair in row["weights"].items()],
        "method": row["method"],
        # Without a limit a household could get every programme that was offered.
        "most_per_household": max(len(programmes), 1) if most is None else most,
    }
    figures = [
        {"id": f"rank_and_cut_{name}", "unit": UNITS.get(name, "baht"), "before": None, "after": value}
        for name, value in row["result"].items()
    ]
    return {"id": row["id"], "choices": choices, "figures": figures}


def _old(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _make_decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("scenario_id", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("catalog_version", sa.String(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("household_count", sa.Integer(), nullable=False),
        sa.Column("spent_baht", sa.Float(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("scenario_id"),
    )
    op.create_table(
        "decision_household",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(), nullable=False),
        sa.Column("subdistrict_code", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"]),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.ForeignKeyConstraint(["district_code"], ["area.code"]),
        sa.ForeignKeyConstraint(["subdistrict_code"], ["area.code"]),
        sa.PrimaryKeyConstraint("decision_id", "household_id"),
    )
    op.create_table(
        "decision_grant",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("cost_baht", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"]),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"]),
        sa.PrimaryKeyConstraint("decision_id", "household_id", "programme_id"),
    )


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
