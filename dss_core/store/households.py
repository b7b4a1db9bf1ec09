"""Households: searched and shown one at a time, read whole for analysis. Every read takes the viewer's scope."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, or_, select

from dss_core.access.viewer import Scope
from dss_core.model.households import CAPITAL_COLUMNS, LEVEL, OVERALL
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.rows import read_frame, table_of
from dss_core.store.scoping import in_scope
from dss_core.store.tables import RoundRow

HOUSE, FOUND, PERSON, TOLD = (table_of(row) for row in (HouseholdRow, HouseholdRoundRow, PersonRow, PersonRoundRow))
ROUND = table_of(RoundRow)


@dataclass(frozen=True)
class HouseholdSearch:
    """What is looked for. ``text`` matches house codes, village names and, if ``with_names``, names of persons.
    ``id_hash``: the keyed hash of an ID number, which a person whom the round lists has."""

    text: str = ""
    with_names: bool = False
    level: int | None = None
    outcome: str | None = None
    id_hash: str | None = None


def search_households(
    connection: Connection, round_id: str, scope: Scope, search: HouseholdSearch, offset: int, limit: int
) -> tuple[int, pd.DataFrame]:
    """How many households match, and one page of them in the order of their house codes."""
    condition = _matches(round_id, scope, search)
    joined = FOUND.join(HOUSE, HOUSE.c.id == FOUND.c.household_id)
    count = connection.execute(select(func.count()).select_from(joined).where(*condition)).scalar_one()
    columns = [
        FOUND.c.household_id, HOUSE.c.house_code, FOUND.c.district_code, FOUND.c.subdistrict_code,
        FOUND.c.village_number, HOUSE.c.village_name, FOUND.c.outcome, FOUND.c.members_living,
        *(FOUND.c[name] for name in (*CAPITAL_COLUMNS, OVERALL, LEVEL)),
    ]  # fmt: skip
    page = select(*columns).select_from(joined).where(*condition).order_by(HOUSE.c.house_code)
    return int(count), read_frame(connection, page.offset(offset).limit(limit))


def _matches(round_id: str, scope: Scope, search: HouseholdSearch) -> list[Any]:
    condition: list[Any] = [FOUND.c.round_id == round_id, in_scope(FOUND, scope)]
    if search.level is not None:
        condition.append(FOUND.c.level == search.level)
    if search.outcome is not None:
        condition.append(FOUND.c.outcome == search.outcome)
    if search.id_hash is not None:
        listed = select(TOLD.c.household_id).join(PERSON, PERSON.c.id == TOLD.c.person_id)
        has_id = listed.where(TOLD.c.round_id == round_id, PERSON.c.national_id_hash == search.id_hash)
        condition.append(FOUND.c.household_id.in_(has_id))
    for word in search.text.split():
        digits = word.replace("-", "")
        found = [HOUSE.c.village_name.icontains(word, autoescape=True)]
        if digits.isdecimal():  # Thai digits too
            code = "".join(str(int(digit)) for digit in digits)
            found.append(HOUSE.c.house_code.contains(code, autoescape=True))
        if search.with_names:
            found.append(FOUND.c.household_id.in_(_households_of(word)))
        condition.append(or_(*found))
    return condition


def _households_of(word: str) -> Select[Any]:
    named = or_(*(name.icontains(word, autoescape=True) for name in (PERSON.c.first_name, PERSON.c.last_name)))
    return select(PERSON.c.household_id).where(named)


def find_household(connection: Connection, household_id: int, scope: Scope) -> dict[str, Any] | None:
    """The address of one household, if some round of it lies in the scope."""
    seen = select(FOUND.c.household_id).where(FOUND.c.household_id == household_id, in_scope(FOUND, scope))
    query = select(HOUSE).where(HOUSE.c.id.in_(seen), in_scope(HOUSE, scope))
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def household_rounds(connection: Connection, household_id: int, scope: Scope) -> pd.DataFrame:
    """What each round found for one household, the newest first."""
    query = select(FOUND).join(ROUND, ROUND.c.id == FOUND.c.round_id)
    query = query.where(FOUND.c.household_id == household_id, in_scope(FOUND, scope))
    return read_frame(connection, query.order_by(ROUND.c.year.desc(), ROUND.c.wave.desc()))


def household_members(connection: Connection, household_id: int, round_id: str, scope: Scope) -> pd.DataFrame:
    """The members of one household as a round tells, with their names."""
    columns = [PERSON.c.title, PERSON.c.first_name, PERSON.c.last_name, PERSON.c.national_id_tail, *TOLD.c]
    query = (
        select(*columns)
        .join(PERSON, PERSON.c.id == TOLD.c.person_id)
        .join(FOUND, (FOUND.c.household_id == TOLD.c.household_id) & (FOUND.c.round_id == TOLD.c.round_id))
        .where(TOLD.c.household_id == household_id, TOLD.c.round_id == round_id, in_scope(FOUND, scope))
    )
    return read_frame(connection, query.order_by(TOLD.c.member_number))


def house_codes(connection: Connection, household_ids: list[int], scope: Scope) -> dict[int, str]:
    """The house codes of some households that lie in the scope."""
    query = select(HOUSE.c.id, HOUSE.c.house_code).where(HOUSE.c.id.in_(household_ids), in_scope(HOUSE, scope))
    return {int(key): str(code) for key, code in connection.execute(query)}


def house_ids(connection: Connection, codes: list[str], scope: Scope) -> dict[str, int]:
    """The keys of the households with these house codes that lie in the scope."""
    query = select(HOUSE.c.house_code, HOUSE.c.id).where(HOUSE.c.house_code.in_(codes), in_scope(HOUSE, scope))
    return {str(code): int(key) for code, key in connection.execute(query)}


def round_households(connection: Connection, round_id: str, scope: Scope) -> pd.DataFrame:
    """Every household of a round: place, outcome, counts and scores; no names, no numbers of people."""
    left_out = {"import_id", "round_id", "surveyor_id"}
    columns = [column for column in FOUND.c if column.name not in left_out]
    query = select(*columns).where(FOUND.c.round_id == round_id, in_scope(FOUND, scope))
    return read_frame(connection, query.order_by(FOUND.c.household_id))


def round_members(connection: Connection, round_id: str, scope: Scope) -> pd.DataFrame:
    """Every person of a round without name or ID number."""
    query = (
        select(*(column for column in TOLD.c if column.name not in {"round_id", "person_id"}))
        .join(FOUND, (FOUND.c.household_id == TOLD.c.household_id) & (FOUND.c.round_id == TOLD.c.round_id))
        .where(TOLD.c.round_id == round_id, in_scope(FOUND, scope))
    )
    return read_frame(connection, query.order_by(TOLD.c.household_id, TOLD.c.member_number))


def household_points(connection: Connection, round_id: str, scope: Scope) -> pd.DataFrame:
    """Where the households of a round lie (degrees, WGS 84), with their level; those without a point left out.

    The point is where a household lives now: it is told only if that too lies in the scope.
    """
    columns = [FOUND.c.household_id, FOUND.c.subdistrict_code, HOUSE.c.latitude, HOUSE.c.longitude, FOUND.c.level]
    query = select(*columns).join(HOUSE, HOUSE.c.id == FOUND.c.household_id)
    condition = [FOUND.c.round_id == round_id, in_scope(FOUND, scope), in_scope(HOUSE, scope)]
    has_point = HOUSE.c.latitude.is_not(None) & HOUSE.c.longitude.is_not(None)
    return read_frame(connection, query.where(*condition, has_point))
