"""A committed upload comes back answer for answer; persons and addresses are followed from round to round."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from dss_core.access.viewer import Scope
from dss_core.model.households import INDICATOR_COLUMNS, MEMBER_COUNT_COLUMNS, SCORE_COLUMNS
from dss_core.model.rounds import round_id
from dss_core.store.database import Database
from dss_core.store.household_tables import HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.households import find_household, round_households, round_members
from dss_core.store.imports import codes_in_round, find_import, list_imports
from dss_core.store.rows import read_frame, table_of
from tests.dss_core.store.village import EAST, EVERYWHERE, answered, house, person, record, take_in


def homes(connection: Connection) -> dict[int, dict[str, Any]]:
    """Every household by the number it has in the test."""
    table = table_of(HouseholdRow)
    return {int(row["house_code"]): dict(row) for row in connection.execute(select(table)).mappings()}


def people(connection: Connection) -> list[dict[str, Any]]:
    """Every person, with the rounds that tell of them."""
    persons, told = table_of(PersonRow), table_of(PersonRoundRow)
    rows = [dict(row) for row in connection.execute(select(persons).order_by(persons.c.id)).mappings()]
    for row in rows:
        query = select(told.c.round_id).where(told.c.person_id == row["id"]).order_by(told.c.round_id)
        row["rounds"] = list(connection.execute(query).scalars())
    return rows


def test_every_answer_comes_back_and_a_missing_one_stays_missing(database: Database):
    answers = {name: float(number % 4 + 1) for number, name in enumerate(SCORE_COLUMNS)}
    counts = {name: number for number, name in enumerate(MEMBER_COUNT_COLUMNS)}
    some = dict.fromkeys(INDICATOR_COLUMNS[::2], 3.0)
    with database.writing() as connection:
        take_in(connection, [house(1, **answers, **counts), house(2, **some), house(3)])
        found = round_households(connection, "2026-1", EVERYWHERE).set_index("household_id")
        numbers = {number: row["id"] for number, row in homes(connection).items()}
    assert len(INDICATOR_COLUMNS) == 37
    full, half, none = (found.loc[numbers[n]] for n in (1, 2, 3))
    assert {name: full[name] for name in answers} == answers
    assert {name: full[name] for name in counts} == counts
    assert {name for name in INDICATOR_COLUMNS if not math.isnan(half[name])} == set(some)
    assert all(math.isnan(none[name]) for name in (*INDICATOR_COLUMNS, *MEMBER_COUNT_COLUMNS, "overall", "level"))
    assert (none["answered_count"], none["outcome"], none["survey_on"]) == (0, "poor", date(2026, 2, 1))


def test_an_answer_that_nobody_gave_is_null_in_the_database(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1), house(2, h1=None), house(3, h1=float("nan")), house(4, h1=1.0)])
        query = "SELECT count(*) FROM household_round WHERE h1 IS NULL"
        assert connection.exec_driver_sql(query).scalar_one() == 3


def test_an_address_comes_back_whole(database: Database):
    address = {
        "village_name": "บ้านคำ", "house_number": "25/2", "lane": "2", "road": "ชยางกูร", "postcode": "49000",
        "latitude": 16.25, "longitude": 104.5, "phone": "0812345678", "has_farmer_book": True,
    }  # fmt: skip
    with database.writing() as connection:
        take_in(connection, [house(1, **address), house(2, has_farmer_book=False), house(3)])
        found = homes(connection)
    assert {name: found[1][name] for name in address} == address
    assert (found[2]["has_farmer_book"], found[3]["has_farmer_book"]) == (False, None)
    assert (found[1]["house_code"], found[1]["subdistrict_code"], found[1]["village_number"]) == (
        "00000000001", "990101", 3,
    )  # fmt: skip


def test_what_is_told_of_a_person_comes_back(database: Database):
    told = {
        "relation": "head", "sex": "female", "birth_year": 1970, "health": "1", "education": "primary",
        "occupation": "farmer", "welfare": "card|elderly", "income_baht": 3500.5,
    }  # fmt: skip
    with database.writing() as connection:
        take_in(connection, [house(1)], [person(1, 1, **told), person(1, 2)])
        first, second = round_members(connection, "2026-1", EVERYWHERE).to_dict("records")
    assert {name: first[name] for name in told} == told
    assert all(pd.isna(second[name]) for name in told)


def test_a_file_is_known_by_its_bytes(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)], file_name="a.xlsx", warning_count=3)
        take_in(connection, [house(2)], file_name="b.xlsx")
        expected = record(file_name="a.xlsx", warning_count=3)
        found = find_import(connection, expected.file_sha256)
        assert found is not None and found == replace(expected, id=found.id)
        assert find_import(connection, "unknown") is None
        assert [one.file_name for one in list_imports(connection)] == ["b.xlsx", "a.xlsx"]


def test_a_household_cannot_stand_in_a_round_twice(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)])
    with pytest.raises(IntegrityError), database.writing() as connection:
        take_in(connection, [house(1), house(2)], file_name="b")
    with database.reading() as connection:
        assert homes(connection).keys() == {1}


def test_an_import_that_breaks_off_leaves_nothing(database: Database):
    lost = person(1, 1, relation="head")
    with pytest.raises(IntegrityError), database.writing() as connection:
        take_in(connection, [house(1)], [lost, lost])
    with database.reading() as connection:
        assert (homes(connection), people(connection), list_imports(connection)) == ({}, [], [])


def test_the_codes_of_a_round_are_told_within_the_scope(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1), house(2, "990201")])
        take_in(connection, [house(3)], year=2024)
        assert codes_in_round(connection, "2026-1", EVERYWHERE) == {f"{1:011d}", f"{2:011d}"}
        assert codes_in_round(connection, "2026-1", Scope((EAST,))) == {f"{1:011d}"}
        assert codes_in_round(connection, "2026-1", Scope(())) == set()


def test_a_household_keeps_its_id_over_rounds(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1), house(2)], year=2024)
        before = {number: row["id"] for number, row in homes(connection).items()}
        take_in(connection, [house(3), house(2)], year=2026)
        after = {number: row["id"] for number, row in homes(connection).items()}
    assert {number: after[number] for number in before} == before
    assert len(set(after.values())) == 3


OLD_HOME = {
    "village_name": "เก่า",
    "phone": "0810000000",
    "latitude": 16.1,
    "longitude": 104.1,
    "has_farmer_book": False,
}
NEW_HOME = {"village_name": "ใหม่", "phone": "0820000000", "latitude": 16.2, "longitude": 104.2, "has_farmer_book": True}


def address_after(connection: Connection) -> tuple[Any, ...]:
    row = homes(connection)[1]
    return tuple(row[name] for name in ("subdistrict_code", *OLD_HOME))


@pytest.mark.parametrize("rounds", [[(2024, 1), (2026, 1)], [(2026, 1), (2026, 2)], [(2026, 9), (2026, 10)]])
def test_the_newest_round_renews_an_address_whatever_the_order_of_importing(
    database: Database, rounds: list[tuple[int, int]]
):
    """A round imported late must not bring an old address back."""
    old, new = rounds
    expected = ("990202", *NEW_HOME.values())
    with database.writing() as connection:
        take_in(connection, [house(1, "990101", **OLD_HOME)], year=old[0], wave=old[1])
        take_in(connection, [house(1, "990202", **NEW_HOME)], year=new[0], wave=new[1])
        assert address_after(connection) == expected
        take_in(connection, [house(1, "990101", **OLD_HOME)], year=2020, file_name="late")
        assert address_after(connection) == expected


def test_an_older_round_adds_the_households_that_nobody_knew(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1, **NEW_HOME)])
        take_in(connection, [house(1, **OLD_HOME), house(2, **OLD_HOME)], year=2024)
        assert {number: row["village_name"] for number, row in homes(connection).items()} == {1: "ใหม่", 2: "เก่า"}


def test_each_household_keeps_the_address_of_the_newest_round_that_tells_of_it(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1, village_name="2024"), house(2, village_name="2024")], year=2024)
        take_in(connection, [house(1, village_name="2026")], year=2026)
        take_in(connection, [house(1, village_name="2025"), house(2, village_name="2025")], year=2025)
        assert {number: row["village_name"] for number, row in homes(connection).items()} == {1: "2026", 2: "2025"}


@pytest.mark.parametrize("blank", [{}, dict.fromkeys(OLD_HOME)])
def test_what_a_newer_round_does_not_tell_stays_known(database: Database, blank: dict[str, Any]):
    with database.writing() as connection:
        take_in(connection, [house(1, **OLD_HOME)], year=2024)
        take_in(connection, [house(1, "990102", **blank)])
        assert address_after(connection) == ("990102", *OLD_HOME.values())


def test_a_round_keeps_the_place_that_it_found(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1, "990101")], year=2024)
        take_in(connection, [house(1, "990202")])
        places = [round_households(connection, one, EVERYWHERE)["subdistrict_code"][0] for one in ("2024-1", "2026-1")]
    assert places == ["990101", "990202"]


def known(name: str | None = None, hashed: str | None = None, surname: str | None = "ใจดี") -> dict[str, Any]:
    return {"first_name": name, "last_name": surname, "national_id_hash": hashed, "national_id_tail": hashed}


def follow(database: Database, *rounds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The persons after these members of household 1 (or of the one they name) were told of in 2020, 2021, ..."""
    with database.writing() as connection:
        for year, members in enumerate(rounds, start=2020):
            rows = [person(told.pop("home", 1), number, **told) for number, told in enumerate(members, start=1)]
            take_in(connection, [house(1), house(2)], rows, year=year)
        return people(connection)


def rounds_of(found: list[dict[str, Any]]) -> list[list[str]]:
    return [row["rounds"] for row in found]


BOTH_ROUNDS = [round_id(2020, 1), round_id(2021, 1)]


def test_a_person_is_known_again_by_the_id_number_even_under_a_new_name(database: Database):
    found = follow(database, [known("มะลิ", "a")], [known("มะลิวัลย์", "a", "ดีใจ")])
    assert rounds_of(found) == [BOTH_ROUNDS]
    assert (found[0]["first_name"], found[0]["last_name"]) == ("มะลิวัลย์", "ดีใจ"), "as the newest round tells"


def test_a_person_without_id_number_is_known_again_by_name(database: Database):
    assert rounds_of(follow(database, [known("มะลิ"), known("แก้ว")], [known("แก้ว"), known("มะลิ")])) == [BOTH_ROUNDS] * 2


def test_an_id_number_that_is_told_later_is_kept_from_then_on(database: Database):
    found = follow(database, [known("มะลิ")], [known("มะลิ", "a")], [known("วัลย์", "a")])
    assert rounds_of(found) == [["2020-1", "2021-1", "2022-1"]]
    assert (found[0]["national_id_hash"], found[0]["national_id_tail"]) == ("a", "a")


def test_an_id_number_that_is_left_out_later_is_not_forgotten(database: Database):
    found = follow(database, [known("มะลิ", "a")], [known("มะลิ")])
    assert rounds_of(found) == [BOTH_ROUNDS]
    assert found[0]["national_id_hash"] == "a"


def test_the_same_name_with_another_id_number_is_another_person(database: Database):
    found = follow(database, [known("มะลิ", "a")], [known("มะลิ", "b"), known("มะลิ")])
    assert rounds_of(found) == [BOTH_ROUNDS, ["2021-1"]], "the one without a number is the one who was known"
    assert [row["national_id_hash"] for row in found] == ["a", "b"]


def test_two_persons_of_one_name_are_not_merged(database: Database):
    assert rounds_of(follow(database, [known("มะลิ"), known("มะลิ")], [known("มะลิ")])) == [
        ["2020-1"], ["2020-1"], ["2021-1"],
    ]  # fmt: skip
    assert len({row["id"] for row in follow(database)}) == 3


def test_of_two_rows_of_one_name_only_the_first_is_the_person_who_was_known(database: Database):
    assert rounds_of(follow(database, [known("มะลิ")], [known("มะลิ"), known("มะลิ")])) == [BOTH_ROUNDS, ["2021-1"]]


def test_an_id_number_outweighs_a_name(database: Database):
    found = follow(database, [known("มะลิ", "a"), known("แก้ว")], [known("แก้ว", "a"), known("มะลิ")])
    assert rounds_of(found) == [BOTH_ROUNDS, ["2020-1"], ["2021-1"]]


def test_persons_are_not_followed_into_another_household(database: Database):
    found = follow(database, [known("มะลิ", "a")], [{**known("มะลิ", "a"), "home": 2}])
    assert rounds_of(found) == [["2020-1"], ["2021-1"]]


@pytest.mark.parametrize("name", [{"first_name": "มะลิ"}, {"last_name": "ใจดี"}, {}])
def test_half_a_name_is_no_name(database: Database, name: dict[str, str]):
    assert rounds_of(follow(database, [dict(name)], [dict(name)])) == [["2020-1"], ["2021-1"]]


def test_an_older_round_does_not_bring_old_names_back(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)], [person(1, 1, **known("ใหม่", "a"))])
        take_in(connection, [house(1)], [person(1, 1, **known("เก่า", "a"))], year=2024)
        found = people(connection)
    assert rounds_of(found) == [["2024-1", "2026-1"]]
    assert found[0]["first_name"] == "ใหม่"


def test_a_file_may_list_no_persons(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1, **answered())])
        assert people(connection) == []
        assert len(read_frame(connection, select(table_of(PersonRoundRow)))) == 0
        key = homes(connection)[1]["id"]
        assert find_household(connection, key, EVERYWHERE) is not None
