"""Who visited a household when, and who stands in two houses at once. No names leave this room."""

import pandas as pd
from sqlalchemy import Connection, and_, select

from dss_core.access.viewer import Scope
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.rows import read_frame, table_of
from dss_core.store.scoping import in_scope

HOUSE, FOUND, WHO, LIST = (table_of(row) for row in (HouseholdRow, HouseholdRoundRow, PersonRow, PersonRoundRow))


def round_visits(connection: Connection, round_id: str, scope: Scope) -> pd.DataFrame:
    """household_id, surveyor_id and survey_on of a round, in the order of households."""
    columns = (FOUND.c.household_id, FOUND.c.surveyor_id, FOUND.c.survey_on)
    query = select(*columns).where(FOUND.c.round_id == round_id, in_scope(FOUND, scope))
    return read_frame(connection, query.order_by(FOUND.c.household_id))


def in_several_houses(connection: Connection, round_id: str, scope: Scope) -> pd.DataFrame:
    """Persons whom a round lists in more than one house: reason (same_id or same_name), key, house_code, place.

    same_id: the same ID number. same_name: the same first name, surname and year of birth, where ID numbers do not say
    otherwise. One row per house; ``key`` numbers the person and is no key of the database.
    """
    columns = [
        HOUSE.c.house_code, FOUND.c.household_id, FOUND.c.district_code, FOUND.c.subdistrict_code, LIST.c.birth_year,
        WHO.c.national_id_hash, WHO.c.first_name, WHO.c.last_name,
    ]  # fmt: skip
    query = (
        select(*columns)
        .select_from(LIST.join(WHO, WHO.c.id == LIST.c.person_id).join(HOUSE, HOUSE.c.id == LIST.c.household_id))
        .join(FOUND, and_(FOUND.c.household_id == LIST.c.household_id, FOUND.c.round_id == LIST.c.round_id))
        .where(LIST.c.round_id == round_id, in_scope(FOUND, scope))
    )
    people = read_frame(connection, query)
    same_id = _repeated(people.dropna(subset=["national_id_hash"]), ["national_id_hash"])
    named = people.dropna(subset=["first_name", "last_name", "birth_year"])
    same_name = _repeated(named, ["first_name", "last_name", "birth_year"])
    if len(same_name):
        ids = same_name.groupby("key")["national_id_hash"]
        # Two who both have an ID number, and not the same, are two people of one name.
        same_name = same_name[(ids.transform("nunique") <= 1) & ~(ids.transform("count") > 1)]
    told = ["reason", "key", "house_code", "household_id", "district_code", "subdistrict_code"]
    return pd.concat([same_id.assign(reason="same_id"), same_name.assign(reason="same_name")])[told].reset_index(
        drop=True
    )


def _repeated(people: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The persons of whom more than one house tells, numbered."""
    people = people.assign(key=people.groupby(keys, sort=True).ngroup())
    people = people.drop_duplicates(["key", "household_id"])
    return people[people.groupby("key")["household_id"].transform("size") > 1].sort_values(["key", "house_code"])
