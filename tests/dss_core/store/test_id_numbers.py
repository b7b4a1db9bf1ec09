"""Hash and sealed number of a person stay together, through revisions and undoing, and are written anew as one."""

from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, select

from dss_core.store.database import Database
from dss_core.store.household_tables import PersonRow
from dss_core.store.households import HouseholdSearch, search_households
from dss_core.store.id_numbers import count_unsealed, forget_unsealed, rekey_ids, sealed_ids_of
from dss_core.store.imports import list_imports
from dss_core.store.revision_tables import FieldChangeRow
from dss_core.store.rows import read_frame, table_of
from dss_core.store.undo import undo_import
from tests.dss_core.store.test_revisions import KEY, LATER, revise
from tests.dss_core.store.village import EVERYWHERE, answered, house, person, take_in

WHO, CHANGE = table_of(PersonRow), table_of(FieldChangeRow)


def with_id(number: int, at: int, letter: str | None, **told: Any) -> dict[str, Any]:
    """A member with the hash "a" and the sealed number "sealed a" of a letter."""
    sealed = letter and f"sealed {letter}"
    return person(number, at, first_name=f"ชื่อ{at}", last_name="ข", national_id_hash=letter, is_listed=True,
                  **{"national_id_sealed": sealed, **told})  # fmt: skip


def kept(connection: Connection) -> list[tuple[str | None, str | None]]:
    query = select(WHO.c.national_id_hash, WHO.c.national_id_sealed).order_by(WHO.c.id)
    return [(one, other) for one, other in connection.execute(query)]


def test_a_new_person_brings_both(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1), house(2)], [with_id(1, 1, "a"), with_id(1, 2, None), with_id(2, 1, "b")])
        assert kept(connection) == [("a", "sealed a"), (None, None), ("b", "sealed b")]


def test_the_first_sealed_number_of_a_person_stays(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)], [with_id(1, 1, "a")], year=2024)
        take_in(connection, [house(1)], [with_id(1, 1, "a", national_id_sealed="sealed again")])
        assert kept(connection) == [("a", "sealed a")]


def test_who_came_in_before_numbers_were_sealed_is_sealed_by_the_next_round(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)], [with_id(1, 1, "a", national_id_sealed=None)], year=2024)
        assert count_unsealed(connection) == 1
        take_in(connection, [house(1)], [with_id(1, 1, "a")])
        assert (kept(connection), count_unsealed(connection)) == ([("a", "sealed a")], 0)


@pytest.fixture
def revised(database: Database) -> Database:
    """A person whose number only the second file of the round tells."""
    with database.writing() as connection:
        take_in(connection, [house(1, **answered())], [with_id(1, 1, None), with_id(1, 2, "b")])
        revise(connection, [house(1, **answered())], [with_id(1, 1, "a"), with_id(1, 2, "b"), with_id(1, 3, "c")], "b")
    return database


def test_a_revision_that_brings_a_number_brings_both(revised: Database):
    with revised.reading() as connection:
        assert kept(connection) == [("a", "sealed a"), ("b", "sealed b"), ("c", "sealed c")]


def test_the_history_holds_no_sealed_number(revised: Database):
    with revised.reading() as connection:
        history = read_frame(connection, select(CHANGE))
    assert "national_id_hash" in set(history["field"])
    assert "national_id_sealed" not in set(history["field"])
    assert not history.astype(str).apply(lambda column: column.str.contains("sealed")).any().any()


def test_an_undone_number_goes_with_what_was_sealed(revised: Database):
    with revised.writing() as connection:
        undo_import(connection, list_imports(connection)[0], "somebody", LATER)
        assert kept(connection) == [(None, None), ("b", "sealed b")]


def anew(hashed: str, sealed: str) -> tuple[str, str]:
    assert sealed == f"sealed {hashed}"
    return hashed.upper(), f"sealed {hashed.upper()}"


def test_all_numbers_are_written_anew_and_the_history_with_them(revised: Database):
    with revised.writing() as connection:
        assert rekey_ids(connection, anew) == (3, 0)
        assert kept(connection) == [("A", "sealed A"), ("B", "sealed B"), ("C", "sealed C")]
        query = select(CHANGE.c.before, CHANGE.c.after).where(CHANGE.c.field == "national_id_hash")
        assert connection.execute(query).all() == [(None, '"A"')]


def test_a_hash_of_the_history_that_nobody_has_any_more_is_emptied(revised: Database):
    with revised.writing() as connection:
        connection.execute(
            WHO.update().where(WHO.c.national_id_hash == "a").values(national_id_hash=None, national_id_sealed=None)
        )
        assert rekey_ids(connection, anew) == (2, 1)
        values = connection.execute(select(CHANGE.c.after).where(CHANGE.c.field == "national_id_hash")).scalars().all()
        assert values == [None]


def test_a_failure_in_the_middle_leaves_all_numbers_as_they_were(revised: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dss_core.store.id_numbers.AT_A_TIME", 1)
    with revised.reading() as connection:
        before = kept(connection), read_frame(connection, select(CHANGE))

    def breaks(hashed: str, sealed: str) -> tuple[str, str]:
        if hashed == "c":
            raise RuntimeError("the power went")
        return anew(hashed, sealed)

    with pytest.raises(RuntimeError), revised.writing() as connection:
        rekey_ids(connection, breaks)
    with revised.reading() as connection:
        assert kept(connection) == before[0]
        pd.testing.assert_frame_equal(read_frame(connection, select(CHANGE)), before[1])


def test_unsealed_hashes_can_be_forgotten_and_the_last_digits_stay(database: Database):
    with database.writing() as connection:
        rows = [with_id(1, 1, "a", national_id_sealed=None, national_id_tail="0001"), with_id(1, 2, "b")]
        take_in(connection, [house(1)], rows)
        forget_unsealed(connection)
        assert kept(connection) == [(None, None), ("b", "sealed b")]
        assert connection.execute(select(WHO.c.national_id_tail).order_by(WHO.c.id)).scalars().first() == "0001"


def test_sealed_numbers_of_a_household_come_by_person(revised: Database):
    with revised.reading() as connection:
        (household,) = set(connection.execute(select(WHO.c.household_id)).scalars())
        people = connection.execute(select(WHO.c.id).order_by(WHO.c.id)).scalars().all()
        found = sealed_ids_of(connection, household, EVERYWHERE)
    assert found == dict(zip(people, ("sealed a", "sealed b", "sealed c"), strict=True))


def test_a_hash_finds_the_household_whose_list_holds_the_person(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)], [with_id(1, 1, "a")], year=2024)
        take_in(connection, [house(1), house(2)], [with_id(1, 1, "b"), with_id(2, 1, "a")])
        found = {
            (key, letter): search_households(
                connection, key, EVERYWHERE, HouseholdSearch(id_hash=letter), 0, 9
            )[1]["house_code"].astype(int).tolist()
            for key in ("2024-1", KEY) for letter in ("a", "b", "x")
        }  # fmt: skip
    assert found == {
        ("2024-1", "a"): [1], ("2024-1", "b"): [], ("2024-1", "x"): [],
        (KEY, "a"): [2], (KEY, "b"): [1], (KEY, "x"): [],
    }  # fmt: skip
