"""What a second file changes in a round: compared cell by cell, kept with its value before, and taken back."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, select

from dss_core.access.viewer import Scope
from dss_core.model.revisions import RowState
from dss_core.model.rounds import round_id
from dss_core.store.cells import as_json, changed_cells, from_json
from dss_core.store.compare_round import RoundComparison, compare_round, read_round
from dss_core.store.database import Database
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.imports import find_import, list_imports, write_import
from dss_core.store.revisions import read_changes
from dss_core.store.rows import read_frame, table_of
from dss_core.store.surveyors import keep_surveyors, surveyor_numbers
from dss_core.store.undo import count_touched, import_of, later_imports, undo_import
from tests.dss_core.store.village import EAST, EVERYWHERE, answered, house, person, record, take_in

KEY = round_id(2026, 1)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
FOUR = [("แก้ว", "a"), ("มะลิ", None), ("คำ", "c"), (None, None)]


def listed(number: int = 1, **changes: Any) -> list[dict[str, Any]]:
    """Four members of a household: two with ID numbers, one by name alone, one without any."""
    rows = [
        person(
            number, at, first_name=name, last_name=name, national_id_hash=hashed, birth_year=1980 + at, is_listed=True
        )
        for at, (name, hashed) in enumerate(FOUR, start=1)
    ]
    for field, (at, value) in changes.items():
        rows[at][field] = value
    return rows


def compared(connection: Connection, houses: list[dict[str, Any]], people: list[dict[str, Any]]) -> RoundComparison:
    return compare_round(connection, read_round(connection, KEY), pd.DataFrame(houses), pd.DataFrame(people))


def revise(connection: Connection, houses: list[dict[str, Any]], people: list[dict[str, Any]], name: str) -> int:
    """Take in a second file for households that the round holds."""
    found = compared(connection, houses, people)
    empty = pd.DataFrame()
    return write_import(connection, record(KEY, file_name=name), empty, empty, found.revision)


def everything(connection: Connection) -> dict[str, list[str]]:
    rows = (HouseholdRow, HouseholdRoundRow, PersonRow, PersonRoundRow)
    return {row.__tablename__: sorted(map(repr, connection.execute(select(table_of(row))).fetchall())) for row in rows}


def first_file(connection: Connection) -> None:
    take_in(connection, [house(1, **answered(), village_name="เก่า", phone="081"), house(2, **answered())], listed())


def test_the_same_rows_again_are_the_same(database: Database):
    with database.writing() as connection:
        first_file(connection)
        houses = [house(1, **answered(), village_name="เก่า", phone="081"), house(2, **answered())]
        found = compared(connection, houses, listed())
        assert found.states.tolist() == [RowState.SAME, RowState.SAME]
        assert len(found.revision.cells) == len(found.revision.new_persons) == 0


def test_a_household_that_the_round_lacks_is_new(database: Database):
    with database.writing() as connection:
        first_file(connection)
        states = compared(connection, [house(2, **answered()), house(3)], []).states
        assert states.to_dict() == {f"{2:011d}": RowState.SAME, f"{3:011d}": RowState.NEW}


@pytest.mark.parametrize(
    ("told", "field", "before", "after"),
    [
        ({"h1": 4.0}, "h1", 2.0, 4.0),
        ({"h1": None}, "h1", 2.0, None),
        ({"outcome": "not_poor"}, "outcome", "poor", "not_poor"),
        ({"village_name": "ใหม่"}, "village_name", "เก่า", "ใหม่"),
        ({"subdistrict_code": "990102"}, "subdistrict_code", "990101", "990102"),
    ],
)
def test_a_changed_value_is_kept_with_the_one_before(
    database: Database, told: dict[str, Any], field: str, before: Any, after: Any
):
    with database.writing() as connection:
        first_file(connection)
        revise(connection, [house(1, **{**answered(), **told})], [], "b")
        houses = table_of(HouseholdRow)
        key = connection.execute(select(houses.c.id).where(houses.c.house_code == f"{1:011d}")).scalar_one()
        changes = [one for one in read_changes(connection, int(key)) if one["field"] == field]
        assert {(one["before"], one["after"]) for one in changes} == {(before, after)}


def test_a_column_that_is_not_there_and_a_blank_address_change_nothing(database: Database):
    with database.writing() as connection:
        first_file(connection)
        told = {name: value for name, value in house(1, village_name=None, phone=None).items() if name != "survey_on"}
        assert compared(connection, [told], []).states.tolist() == [RowState.SAME]


def test_members_change_places_come_and_go(database: Database):
    with database.writing() as connection:
        first_file(connection)
        people = listed()
        people[0]["member_number"], people[1]["member_number"] = 2, 1
        people[2] = person(1, 3, first_name="ใหม่", last_name="มา", national_id_hash="z", is_listed=True)
        before = everything(connection)
        number = revise(connection, [house(1)], people, "b")
        after = read_frame(
            connection, select(table_of(PersonRoundRow)).order_by(table_of(PersonRoundRow).c.member_number)
        )
        assert after["member_number"].tolist() == [1, 2, 3, 4]
        names = dict(connection.execute(select(table_of(PersonRow).c.id, table_of(PersonRow).c.first_name)).fetchall())
        assert [names[key] for key in after["person_id"]] == ["มะลิ", "แก้ว", "ใหม่", None]
        found = import_of(connection, number)
        assert found is not None
        undo_import(connection, found, "somebody", LATER)
        assert everything(connection) == before


def test_a_person_without_any_name_is_known_by_the_place_in_the_list(database: Database):
    with database.writing() as connection:
        first_file(connection)
        found = compared(connection, [house(1)], listed(health=(3, "1"))).revision
        assert len(found.new_persons) == 0
        assert found.cells[["field", "after"]].values.tolist() == [["health", "1"]]


def test_a_person_whose_name_was_corrected_stays_the_same_person(database: Database):
    with database.writing() as connection:
        first_file(connection)
        found = compared(connection, [house(1)], listed(first_name=(1, "มะลิลา"))).revision
        assert len(found.new_persons) == 0
        assert found.cells[["level", "field", "before", "after"]].values.tolist() == [
            ["person", "first_name", "มะลิ", "มะลิลา"]
        ]


def test_members_are_left_alone_where_the_file_lists_none(database: Database):
    with database.writing() as connection:
        first_file(connection)
        head = [person(1, 1, first_name="หัวหน้า", last_name="ใหม่", is_listed=False)]
        assert compared(connection, [house(1)], head).states.tolist() == [RowState.SAME]


def test_an_older_round_does_not_change_an_address(database: Database):
    with database.writing() as connection:
        first_file(connection)
        take_in(connection, [house(1, village_name="ใหม่กว่า")], year=2027)
        found = compared(connection, [house(1, village_name="อื่น")], [])
        assert found.states.tolist() == [RowState.SAME]


def test_an_undo_of_a_whole_round_leaves_what_other_rounds_tell(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1, village_name="เก่า")], listed(), year=2024)
        before = everything(connection)
        take_in(connection, [house(1, village_name="ใหม่"), house(2)], [*listed(), *listed(2)])
        found = list_imports(connection)[0]
        assert count_touched(connection, found, EVERYWHERE) == (2, 0, 0)
        assert count_touched(connection, found, Scope((EAST,)))[2] == 0
        assert count_touched(connection, found, Scope(("9902",)))[2] == 2
        undo_import(connection, found, "somebody", LATER)
        assert everything(connection) == before
        undone = import_of(connection, int(found.id or 0))
        assert undone is not None and (undone.undone_by, undone.undone_at) == ("somebody", LATER)
        assert find_import(connection, found.file_sha256) is None


def test_a_later_revision_of_the_same_household_is_named(database: Database):
    with database.writing() as connection:
        first_file(connection)
        one = revise(connection, [house(1, **{**answered(), "h1": 3.0})], [], "one")
        revise(connection, [house(2, **{**answered(), "h1": 3.0})], [], "another household")
        two = revise(connection, [house(1, **{**answered(), "h2": 3.0, "h1": 3.0})], [], "two")
        found = import_of(connection, one)
        assert found is not None
        assert [later.id for later in later_imports(connection, found)] == [two]


@pytest.mark.parametrize("value", [None, 2.0, 3, "ก", True])
def test_a_kept_value_comes_back(value: Any):
    assert from_json("household", "village_name", as_json(value)) == value


def test_a_kept_day_comes_back_as_a_day():
    day = house(1)["survey_on"]
    assert from_json("household_round", "survey_on", as_json(day)) == day
    assert from_json("household_round", "level", as_json(2.0)) == 2


def test_missing_is_not_another_missing():
    before = pd.DataFrame({"household_id": [1, 2, 3], "a": [None, float("nan"), 1.0]})
    after = pd.DataFrame({"a": [float("nan"), None, 1.0]})
    assert len(changed_cells("household", before, after, ["a"])) == 0


def test_surveyors_keep_their_numbers(database: Database):
    with database.writing() as connection:
        first = surveyor_numbers(connection, ["b", "a"])
        assert first == {"a": 1, "b": 2}
        keep_surveyors(connection, first)
        second = surveyor_numbers(connection, ["0", "b"])
        assert second == {"a": 1, "b": 2, "0": 3}
        keep_surveyors(connection, second)
        assert surveyor_numbers(connection, []) == second
