"""Events of households: added and read, never changed. And where the same person turns up in another house."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, or_, select

from dss_core.access.viewer import Scope
from dss_core.model.revisions import EventKind, HouseholdEvent
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.revision_tables import HouseholdEventRow
from dss_core.store.rows import fields_of, read_frame, table_of
from dss_core.store.scoping import in_scope

EVENT = table_of(HouseholdEventRow)
HOUSE, FOUND, WHO, LIST = (table_of(row) for row in (HouseholdRow, HouseholdRoundRow, PersonRow, PersonRoundRow))


def write_event(connection: Connection, event: HouseholdEvent) -> int:
    """Add an event; its number."""
    return int(connection.execute(EVENT.insert().returning(EVENT.c.id), fields_of(event)).scalar_one())


def events_of(connection: Connection, household_id: int) -> list[HouseholdEvent]:
    """The events of a household, as the one or the other of two, the newest first."""
    is_in = or_(EVENT.c.household_id == household_id, EVENT.c.other_household_id == household_id)
    rows = connection.execute(select(EVENT).where(is_in).order_by(EVENT.c.id.desc())).mappings()
    return [HouseholdEvent(**{**row, "kind": EventKind(row["kind"])}) for row in rows]


def house_id(connection: Connection, house_code: str, scope: Scope) -> int | None:
    """The number of the household with this house code, if it lies in the scope."""
    query = select(HOUSE.c.id).where(HOUSE.c.house_code == house_code, in_scope(HOUSE, scope))
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else int(found)


def in_two_houses(connection: Connection, earlier: str, later: str, scope: Scope) -> pd.DataFrame:
    """Persons of an earlier round who are listed in another house in a later one, both houses in the scope.

    One row per person: household_id, house_code, district_code, subdistrict_code of the earlier house, the same with
    ``other_`` of the later one. The persons are known by the hash of their ID number, which is not told.
    """
    sides: list[Any] = []
    for name, round_id in (("one", earlier), ("two", later)):
        house, found = HOUSE.alias(f"house_{name}"), FOUND.alias(f"found_{name}")
        who, listed = WHO.alias(f"who_{name}"), LIST.alias(f"list_{name}")
        rows = (
            select(
                who.c.national_id_hash, house.c.id, house.c.house_code, found.c.district_code, found.c.subdistrict_code
            )
            .join(listed, and_(listed.c.person_id == who.c.id, listed.c.round_id == round_id))
            .join(house, house.c.id == listed.c.household_id)
            .join(found, and_(found.c.household_id == house.c.id, found.c.round_id == round_id))
            .where(who.c.national_id_hash.is_not(None), in_scope(found, scope))
        )
        sides.append(rows.subquery(name))
    one, two = sides
    columns = [
        one.c.id.label("household_id"), one.c.house_code, one.c.district_code, one.c.subdistrict_code,
        two.c.id.label("other_household_id"), two.c.house_code.label("other_house_code"),
        two.c.district_code.label("other_district_code"), two.c.subdistrict_code.label("other_subdistrict_code"),
    ]  # fmt: skip
    same = and_(one.c.national_id_hash == two.c.national_id_hash, one.c.id != two.c.id)
    return read_frame(connection, select(*columns).select_from(one.join(two, same)))


def sizes_in(connection: Connection, round_id: str, scope: Scope) -> dict[int, int]:
    """How many persons a round lists in each household of the scope."""
    query = (
        select(LIST.c.household_id)
        .join(FOUND, and_(FOUND.c.household_id == LIST.c.household_id, FOUND.c.round_id == LIST.c.round_id))
        .where(LIST.c.round_id == round_id, in_scope(FOUND, scope))
    )
    counts = read_frame(connection, query)["household_id"].value_counts()
    return dict(zip(counts.index.astype(int).tolist(), counts.tolist(), strict=True))
