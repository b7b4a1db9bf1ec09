"""The walls: whatever is read, nothing comes from outside the viewer's areas, and an empty scope sees nothing."""

import inspect
from collections.abc import Callable, Iterable

import pytest
from sqlalchemy import Connection, select

from dss_core.access.viewer import Scope
from dss_core.store import events, id_numbers, imports, visits
from dss_core.store import households as room
from dss_core.store.database import Database
from dss_core.store.household_tables import HouseholdRow
from dss_core.store.households import HouseholdSearch
from dss_core.store.rows import table_of
from tests.dss_core.store.village import house, person, take_in

ROUND = "2026-1"
PLACES = {1: "990101", 2: "990102", 3: "990201", 4: "990202"}

# The areas of a scope -> the households that lie there.
COVERED: dict[tuple[str, ...], set[int]] = {
    ("99",): {1, 2, 3, 4},
    ("9901",): {1, 2},
    ("990102",): {2},
    ("9901", "9902"): {1, 2, 3, 4},
    ("990101", "9902"): {1, 3, 4},
    ("990101", "990202"): {1, 4},
    (): set(),
    ("98",): set(),
    ("9903",): set(),
    ("990103",): set(),
}

# A read -> the ids of the households that it tells of. Those of one household are asked for each in turn.
Read = Callable[[Connection, Scope, list[int]], Iterable[object]]
READS: dict[str, Read] = {
    "search_households": lambda c, scope, _: room.search_households(
        c, ROUND, scope, HouseholdSearch(), 0, 9
    )[1]["household_id"],
    "find_household": lambda c, scope, ids: [i for i in ids if room.find_household(c, i, scope) is not None],
    "household_rounds": lambda c, scope, ids: [i for i in ids if len(room.household_rounds(c, i, scope))],
    "household_members": lambda c, scope, ids: [i for i in ids if len(room.household_members(c, i, ROUND, scope))],
    "house_codes": lambda c, scope, ids: room.house_codes(c, ids, scope),
    "round_households": lambda c, scope, _: room.round_households(c, ROUND, scope)["household_id"],
    "round_members": lambda c, scope, _: room.round_members(c, ROUND, scope)["household_id"],
    "round_visits": lambda c, scope, _: visits.round_visits(c, ROUND, scope)["household_id"],
    "sizes_in": lambda c, scope, _: events.sizes_in(c, ROUND, scope),
    "house_id": lambda c, scope, ids: [i for i in ids if events.house_id(c, code_of(c, i), scope) is not None],
    "house_ids": lambda c, scope, ids: room.house_ids(c, [code_of(c, i) for i in ids], scope).values(),
    "sealed_ids_of": lambda c, scope, ids: [i for i in ids if id_numbers.sealed_ids_of(c, i, scope)],
    "household_points": lambda c, scope, _: room.household_points(c, ROUND, scope)["household_id"],
}  # fmt: skip


def code_of(connection: Connection, household_id: int) -> str:
    houses = table_of(HouseholdRow)
    return str(connection.execute(select(houses.c.house_code).where(houses.c.id == household_id)).scalar_one())


@pytest.fixture
def village(database: Database) -> Database:
    """One household in each sub-district, each with a member and a point."""
    with database.writing() as connection:
        rows = [house(n, place, latitude=16.0, longitude=104.0) for n, place in PLACES.items()]
        take_in(
            connection,
            rows,
            [
                person(n, 1, first_name="ก", last_name="ข", national_id_hash=str(n), national_id_sealed="x")
                for n in PLACES
            ],
        )
    return database


def numbers(connection: Connection) -> dict[int, int]:
    """Household id -> the number of the household in the test."""
    table = table_of(HouseholdRow)
    return {int(key): int(code) for key, code in connection.execute(select(table.c.id, table.c.house_code))}


@pytest.mark.parametrize("name", READS)
def test_a_read_tells_of_the_households_in_the_scope_and_of_no_other(village: Database, name: str):
    with village.reading() as connection:
        number = numbers(connection)
        seen = {
            areas: {number[int(str(key))] for key in READS[name](connection, Scope(areas), list(number))}
            for areas in COVERED
        }
    assert seen == COVERED


def test_the_codes_of_a_round_keep_to_the_scope_too(village: Database):
    with village.reading() as connection:
        seen = {
            areas: {int(code) for code in imports.codes_in_round(connection, ROUND, Scope(areas))} for areas in COVERED
        }
    assert seen == COVERED


@pytest.mark.parametrize("text", ["", "ก"])
def test_a_search_counts_only_what_it_may_show(village: Database, text: str):
    with village.reading() as connection:
        counts = {
            areas: room.search_households(connection, ROUND, Scope(areas), HouseholdSearch(text, True), 0, 1)[0]
            for areas in COVERED
        }
    assert counts == {areas: len(seen) for areas, seen in COVERED.items()}


def test_there_is_no_read_of_households_without_a_scope():
    """A new read has to be added above, so that its walls are tested."""
    public = {
        name: inspect.signature(function).parameters
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if function.__module__ == room.__name__ and not name.startswith("_")
    }
    assert public.keys() | {"round_visits", "sizes_in", "house_id", "sealed_ids_of"} == READS.keys()
    assert [
        name for name, parameters in public.items() if parameters["scope"].default is not parameters["scope"].empty
    ] == []
