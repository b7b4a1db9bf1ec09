"""Reveals of households: begun, ended early, asked for at every look, and listed for the data steward."""

from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, func, select

from dss_core.store.household_tables import HouseholdRow
from dss_core.store.rows import read_frame, table_of
from dss_core.store.tables import RevealRow

REVEAL, HOUSE = table_of(RevealRow), table_of(HouseholdRow)


def write_reveal(connection: Connection, reveal: RevealRow) -> None:
    """Add a reveal."""
    connection.execute(REVEAL.insert(), reveal.model_dump(exclude={"id"}))


def end_reveals(connection: Connection, username: str, household_id: int, at: datetime) -> int:
    """End what somebody has open of a household at a moment; how many there were."""
    is_open = (REVEAL.c.username == username) & (REVEAL.c.household_id == household_id) & (REVEAL.c.until > at)
    return int(connection.execute(REVEAL.update().where(is_open).values(until=at)).rowcount)


def revealed_until(connection: Connection, username: str, household_id: int, at: datetime) -> datetime | None:
    """Until when somebody sees a household unmasked; None when nothing is open at this moment."""
    query = select(REVEAL.c.until).where(
        REVEAL.c.username == username, REVEAL.c.household_id == household_id, REVEAL.c.until > at
    )
    return connection.execute(query.order_by(REVEAL.c.until.desc()).limit(1)).scalar_one_or_none()


def reveals_since(connection: Connection, since: datetime, limit: int) -> pd.DataFrame:
    """The newest reveals after a moment: username, begun_at, until, house_code, purpose, reason.

    A household that an undone import took away has no house code any more; its reveals stay.
    """
    columns = (REVEAL.c[name] for name in ("username", "begun_at", "until", "purpose", "reason"))
    query = select(*columns, HOUSE.c.house_code).join(HOUSE, HOUSE.c.id == REVEAL.c.household_id, isouter=True)
    return read_frame(connection, query.where(REVEAL.c.begun_at > since).order_by(REVEAL.c.id.desc()).limit(limit))


def counts_since(connection: Connection, since: datetime) -> dict[str, int]:
    """How many reveals each account has begun after a moment."""
    query = select(REVEAL.c.username, func.count()).where(REVEAL.c.begun_at > since).group_by(REVEAL.c.username)
    return {str(name): int(count) for name, count in connection.execute(query)}
