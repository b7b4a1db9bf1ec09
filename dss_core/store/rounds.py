"""Survey rounds."""

from sqlalchemy import Connection, func, select

from dss_core.errors import StoreProblem
from dss_core.model.rounds import Round, RoundStatus, round_id
from dss_core.store.household_tables import HouseholdRoundRow
from dss_core.store.registry import now
from dss_core.store.rows import table_of
from dss_core.store.tables import RoundRow


def list_rounds(connection: Connection) -> list[Round]:
    """All rounds, the newest first."""
    table = table_of(RoundRow)
    rows = connection.execute(select(table).order_by(table.c.year.desc(), table.c.wave.desc())).mappings()
    return [Round(**{**row, "status": RoundStatus(row["status"])}) for row in rows]


def open_round(connection: Connection, year: int, wave: int) -> str:
    """The id of a round, made if it does not exist; ``StoreProblem`` when it is endorsed and so closed."""
    table = table_of(RoundRow)
    key = round_id(year, wave)
    status = connection.execute(select(table.c.status).where(table.c.id == key)).scalar_one_or_none()
    if status == RoundStatus.ENDORSED:
        raise StoreProblem("round_endorsed", round=key)
    if status is None:
        new = {"id": key, "year": year, "wave": wave, "status": RoundStatus.OPEN.value}
        connection.execute(table.insert().values(**new, household_count=0, updated_at=now()))
    return key


def recount_round(connection: Connection, key: str) -> None:
    """Write down how many households a round holds now."""
    table, scores = table_of(RoundRow), table_of(HouseholdRoundRow)
    count = select(func.count()).select_from(scores).where(scores.c.round_id == key).scalar_subquery()
    connection.execute(table.update().where(table.c.id == key).values(household_count=count, updated_at=now()))
