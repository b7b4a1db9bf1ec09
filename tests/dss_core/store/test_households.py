"""Households are searched by page, shown one at a time, and read whole without anybody's name."""

import pandas as pd
import pytest
from sqlalchemy import select

from dss_core.access.viewer import Scope
from dss_core.model.households import INDICATOR_COLUMNS
from dss_core.store.database import Database
from dss_core.store.household_tables import HouseholdRow
from dss_core.store.households import (
    HouseholdSearch,
    find_household,
    house_codes,
    household_members,
    household_points,
    household_rounds,
    round_households,
    round_members,
    search_households,
)
from dss_core.store.rows import table_of
from tests.dss_core.store.village import EVERYWHERE, house, take_in

PERSONAL = {
    "first_name", "last_name", "title", "national_id_hash", "national_id_tail", "person_id",
    "house_code", "phone", "house_number", "lane", "road", "latitude", "longitude",
}  # fmt: skip


def ids(database: Database) -> dict[int, int]:
    """House number in the test -> household id."""
    table = table_of(HouseholdRow)
    with database.reading() as connection:
        return {int(code): int(key) for code, key in connection.execute(select(table.c.house_code, table.c.id))}


def search(database: Database, search: HouseholdSearch, offset: int = 0, limit: int = 50) -> tuple[int, pd.DataFrame]:
    with database.reading() as connection:
        return search_households(connection, "2026-1", EVERYWHERE, search, offset, limit)


def found(database: Database, text: str, with_names: bool = False) -> list[int]:
    _, page = search(database, HouseholdSearch(text, with_names))
    return [int(code) for code in page["house_code"]]


BIG = 4901_1234567


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [1, 2, 3, BIG]),
        ("   ", [1, 2, 3, BIG]),
        ("49011234567", [BIG]),
        ("4901-123456-7", [BIG]),
        ("๔๙๐๑-๑๒๓๔๕๖-๗", [BIG]),
        ("1234", [BIG]),
        ("00000000003", [3]),
        ("คำ", [1]),
        ("ban", [BIG]),
        ("BAN nuea", [BIG]),
        ("บ้าน 0000", [1, 2, 3]),
        ("บ้าน ใต้", [3]),
        ("คำ ใต้", []),
        ("nothing", []),
        ("50%", [2]),
        ("%", [2]),
        ("_", [3]),
        ("\\", []),
        ("'; DROP TABLE household; --", []),
        ("-", []),
        ("²", []),
    ],
)
def test_a_search_finds_codes_and_villages(settled: Database, text: str, expected: list[int]):
    assert found(settled, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("สมชาย", [1]),
        ("ใจ", [1]),
        ("สมหญิง ใจดี", [1]),
        ("somsak", [3]),
        ("100%", [3]),
        ("%", [2, 3]),
        ("คำ สมชาย", [1]),
    ],
)
def test_names_are_searched_only_for_who_may_see_them(settled: Database, text: str, expected: list[int]):
    assert found(settled, text, with_names=True) == expected
    assert set(found(settled, text)) <= {2}, "only a village can have matched"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (HouseholdSearch(level=2), [2, 3]),
        (HouseholdSearch(level=4), []),
        (HouseholdSearch(outcome="poor"), [1, 2]),
        (HouseholdSearch(outcome="not_poor", level=2), [3]),
        (HouseholdSearch("50", level=1), []),
    ],
)
def test_a_search_keeps_to_a_level_and_an_outcome(settled: Database, asked: HouseholdSearch, expected: list[int]):
    count, page = search(settled, asked)
    assert ([int(code) for code in page["house_code"]], count) == (expected, len(expected))


def test_a_page_tells_how_many_there_are_in_all(settled: Database):
    pages = [search(settled, HouseholdSearch(), offset, 3) for offset in (0, 3, 6)]
    assert [count for count, _ in pages] == [4, 4, 4]
    assert [[int(code) for code in page["house_code"]] for _, page in pages] == [[1, 2, 3], [BIG], []]


def test_a_page_names_nobody(settled: Database):
    _, page = search(settled, HouseholdSearch("สมชาย", with_names=True))
    assert not set(page.columns) & (PERSONAL - {"house_code"})
    row = page.iloc[0]
    assert (row["village_name"], row["level"], row["overall"]) == ("บ้านคำ", 1, 1.5)


def test_a_search_is_of_one_round(settled: Database):
    with settled.reading() as connection:
        count, _ = search_households(connection, "2024-1", EVERYWHERE, HouseholdSearch(), 0, 50)
        assert count == 2
        assert search_households(connection, "2020-1", EVERYWHERE, HouseholdSearch(), 0, 50)[0] == 0


def test_a_household_is_found_by_its_id(settled: Database):
    known = ids(settled)
    with settled.reading() as connection:
        address = find_household(connection, known[1], EVERYWHERE)
        assert find_household(connection, 0, EVERYWHERE) is None
    assert address is not None
    assert (address["house_code"], address["village_name"], address["latitude"]) == ("00000000001", "บ้านคำ", 16.1)


def test_the_rounds_of_a_household_are_told_the_newest_first(settled: Database):
    with settled.reading() as connection:
        rounds = household_rounds(connection, ids(settled)[1], EVERYWHERE)
        assert len(household_rounds(connection, 0, EVERYWHERE)) == 0
    assert rounds["round_id"].tolist() == ["2026-1", "2024-1"]
    assert rounds["h1"].isna().tolist() == [False, True]
    assert rounds["level"].isna().tolist() == [False, True]


def test_the_newest_round_of_a_year_with_ten_is_the_tenth(database: Database):
    with database.writing() as connection:
        for wave in (9, 10):
            take_in(connection, [house(1)], wave=wave)
        rounds = household_rounds(
            connection, int(round_households(connection, "2026-9", EVERYWHERE)["household_id"][0]), EVERYWHERE
        )
    assert rounds["round_id"].tolist() == ["2026-10", "2026-9"]


def test_members_are_told_in_their_order_with_their_names(settled: Database):
    with settled.reading() as connection:
        members = household_members(connection, ids(settled)[1], "2026-1", EVERYWHERE)
        assert len(household_members(connection, ids(settled)[1], "2024-1", EVERYWHERE)) == 0
    assert members["first_name"].tolist() == ["สมชาย", "สมหญิง"]
    assert members["national_id_tail"].isna().tolist() == [True, False]
    assert members["national_id_tail"][1] == "1234"
    assert "national_id_hash" not in members


def test_codes_are_told_for_the_households_asked_for(settled: Database):
    known = ids(settled)
    with settled.reading() as connection:
        assert house_codes(connection, [known[3], known[1], 0], EVERYWHERE) == {
            known[1]: f"{1:011d}",
            known[3]: f"{3:011d}",
        }
        assert house_codes(connection, [], EVERYWHERE) == {}


def test_a_whole_round_is_read_without_names_or_addresses(settled: Database):
    with settled.reading() as connection:
        households = round_households(connection, "2026-1", EVERYWHERE)
        members = round_members(connection, "2026-1", EVERYWHERE)
    assert not set(households.columns) & PERSONAL
    assert not set(members.columns) & PERSONAL
    assert set(INDICATOR_COLUMNS) <= set(households.columns)
    assert households["household_id"].is_monotonic_increasing and len(households) == 4
    assert list(zip(members["household_id"], members["member_number"], strict=True)) == [
        (ids(settled)[1], 1), (ids(settled)[1], 2), (ids(settled)[3], 1),
    ]  # fmt: skip


def test_only_a_whole_point_is_a_point(settled: Database):
    known = ids(settled)
    with settled.reading() as connection:
        points = household_points(connection, "2026-1", EVERYWHERE).set_index("household_id")
    assert set(points.index) == {known[1], known[2]}, "household 3 has no longitude"
    assert points.loc[known[1], ["latitude", "longitude", "level"]].tolist() == [16.1, 104.1, 1]


def test_a_place_outside_the_scope_is_not_told_even_if_the_household_came_from_inside(database: Database):
    """A household that moved away is still in the round of its old district; where it lives now is not that one's."""
    with database.writing() as connection:
        take_in(connection, [house(1, "990101", latitude=16.0, longitude=104.0)], year=2024)
        take_in(connection, [house(1, "990202", latitude=17.0, longitude=105.0)])
        old, new = Scope(("9901",)), Scope(("9902",))
        key = int(round_households(connection, "2024-1", old)["household_id"][0])
        assert len(household_points(connection, "2024-1", old)) == 0
        assert find_household(connection, key, old) is None
        assert house_codes(connection, [key], old) == {}
        assert household_rounds(connection, key, old)["round_id"].tolist() == ["2024-1"]
        assert len(household_points(connection, "2026-1", new)) == 1
        assert find_household(connection, key, new) is not None
