"""Bytes in, checked draft out: what a draft holds, and what of persons is kept in it."""

from typing import Any

import pandas as pd
import pytest

from dss_core.access.identity import hash_id
from dss_core.access.sealing import sealing_key, unseal
from dss_core.catalog.catalog import Catalog
from dss_core.intake.pipeline import Draft, check_upload
from dss_core.model.households import INDICATOR_COLUMNS
from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import (
    CATALOG,
    FORMAT,
    KEY,
    PLACE,
    csv_of,
    house,
    member,
    national_id,
    survey,
    table,
)
from tests.support.workbooks import small_round, small_workbook

ONE_ID, OTHER_ID = national_id(123454567878), national_id(310060044563)
ID_COLUMNS = ("national_id", "head_national_id", "informant_national_id")


def test_a_draft_tells_what_came_in(check: Check):
    data = survey([house(1), house(2)])
    draft = check(data, "มุก 2569.xlsx")
    assert (draft.format_id, draft.format_version) == (FORMAT.id, FORMAT.version)
    assert (draft.file_name, draft.byte_count) == ("มุก 2569.xlsx", len(data))
    assert (draft.year, draft.wave) == (2026, 1)
    assert (draft.problems, draft.problem_counts, draft.error_count, draft.warning_count) == ((), {}, 0, 0)


@pytest.mark.parametrize(
    ("year", "wave", "expected"), [("2569", "1", (2026, 1)), ("2026", "2", (2026, 2)), (2567.0, 9, (2024, 9))]
)
def test_the_round_is_told_in_the_common_era(check: Check, year: Any, wave: Any, expected: tuple[int, int]):
    draft = check(survey([house(1, year=year, wave=wave), house(2, year="", wave="")]))
    assert (draft.year, draft.wave) == expected


def test_both_eras_in_one_file_are_one_round(check: Check):
    draft = check(survey([house(1, year="2569"), house(2, year="2026")]))
    assert (draft.year, draft.wave, draft.problems) == (2026, 1, ())


def test_a_farmer_book_is_a_flag_and_may_be_missing(check: Check):
    draft = check(survey([house(1, has_farmer_book="ใช่"), house(2, has_farmer_book="ไม่มี"), house(3)]))
    flags = draft.households["has_farmer_book"].tolist()
    assert flags[:2] == [True, False] and pd.isna(flags[2])
    assert "has_farmer_book" not in check(survey([house(1)])).households


def people(draft: Draft) -> list[tuple[Any, ...]]:
    """House number, member number, first name and relation of each person; missing is None."""
    columns = ["house_code", "member_number", "first_name", "relation"]
    rows = draft.persons.reindex(columns=columns).astype(object)
    return [
        (int(code), int(number), *(None if pd.isna(word) else word for word in words))
        for code, number, *words in rows.itertuples(index=False)
    ]


def test_members_are_the_persons(check: Check):
    rows = [member(1, 1, first_name="มะลิ", relation="หัวหน้าครัวเรือน"), member(1, 2, first_name="แก้ว")]
    assert people(check(survey([house(1)], rows))) == [(1, 1, "มะลิ", "head"), (1, 2, "แก้ว", None)]


def test_a_household_without_listed_members_keeps_its_head(check: Check):
    houses = [house(1, head_first_name="ก"), house(2, head_first_name="ข"), house(3, head_first_name="")]
    draft = check(survey(houses, [member(1, 1, first_name="มะลิ")]))
    assert people(draft) == [(1, 1, "มะลิ", None), (2, 1, "ข", "head")]
    assert people(check(survey(houses))) == [(1, 1, "ก", "head"), (2, 1, "ข", "head")]


@pytest.mark.parametrize("told", [{"head_last_name": "ใจดี"}, {"head_title": "นาย"}, {"head_national_id": ONE_ID}])
def test_whatever_is_told_of_a_head_makes_a_person(check: Check, told: dict[str, str]):
    draft = check(survey([house(1, **told), house(2)]))
    assert people(draft) == [(1, 1, None, "head")]
    assert draft.persons["national_id_tail"].notna().tolist() == ["head_national_id" in told]


def test_a_file_that_names_nobody_has_no_persons(check: Check):
    for data in (survey([house(1)]), survey([house(1, head_first_name="")]), csv_of(table([house(1)]))):
        draft = check(data)
        assert len(draft.persons) == 0
        assert {"national_id_hash", "national_id_tail", "national_id_sealed"} <= set(draft.persons.columns)


def test_an_id_number_leaves_only_its_hash_its_tail_and_what_only_the_key_opens(check: Check):
    rows = [member(1, 1, national_id=ONE_ID), member(1, 2, national_id="ไม่มี"), member(1, 3)]
    houses = [house(1, head_national_id=ONE_ID), house(2, head_national_id=OTHER_ID, informant_national_id=OTHER_ID)]
    persons = check(survey(houses, rows)).persons
    assert persons["national_id_hash"].tolist()[0] == hash_id(ONE_ID, KEY)
    assert persons["national_id_hash"].tolist()[3] == hash_id(OTHER_ID, KEY)
    assert persons["national_id_hash"].isna().tolist() == [False, True, True, False]
    assert persons["national_id_tail"].tolist()[::3] == [ONE_ID[-4:], OTHER_ID[-4:]]
    sealed = persons["national_id_sealed"]
    assert [unseal(sealed[row], sealing_key(KEY)) for row in (0, 3)] == [ONE_ID, OTHER_ID]
    assert sealed.isna().tolist() == [False, True, True, False]
    assert not set(persons.columns) & set(ID_COLUMNS)
    assert not persons.astype(str).isin([ONE_ID, OTHER_ID]).any().any()


def test_a_wrong_id_number_is_not_hashed(check: Check):
    draft = check(survey([house(1)], [member(1, 1, national_id=ONE_ID[:-1] + "9", first_name="มะลิ")]))
    assert draft.persons[["national_id_hash", "national_id_tail", "national_id_sealed"]].isna().all().all()
    assert draft.error_count == 1


def test_another_installation_has_other_hashes():
    data = survey([house(1)], [member(1, national_id=ONE_ID)])
    hashes = {
        check_upload(data, "a.xlsx", CATALOG, FORMAT, True, key).persons["national_id_hash"][0]
        for key in (KEY, b"the key of some other installation")
    }
    assert len(hashes) == 2


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return CATALOG


def test_a_synthetic_round_comes_in_without_a_problem_and_answer_for_answer(check: Check, catalog: Catalog):
    made = small_round(catalog)
    draft = check(small_workbook(catalog))
    assert draft.problems == () and draft.unread_columns == ()
    assert (draft.year, draft.wave) == (made.year, made.wave)
    assert len(draft.households) == len(made.households) and len(draft.persons) >= len(made.members)
    for name in INDICATOR_COLUMNS:
        told = pd.to_numeric(made.households[FORMAT.sheets.households.column(name).header])
        assert draft.households[name].tolist() == pytest.approx(told.tolist(), nan_ok=True)


def test_a_synthetic_round_is_no_data_of_real_persons(check: Check, catalog: Catalog):
    """In a database of real data every invented ID number is an error: the file cannot be committed by mistake."""
    draft = check(small_workbook(catalog), "a.xlsx", is_synthetic=False)
    assert {code for _, code in draft.problem_counts} == {"cell_id_never_issued"}
    assert draft.persons["national_id_hash"].isna().all()


def test_the_order_of_households_in_the_file_is_kept(check: Check):
    draft = check(survey([house(n) for n in (3, 1, 2)]))
    assert [int(code) for code in draft.households["house_code"]] == [3, 1, 2]
    assert draft.households.index.tolist() == [2, 3, 4]
    assert draft.households["subdistrict_code"].tolist() == [PLACE] * 3
