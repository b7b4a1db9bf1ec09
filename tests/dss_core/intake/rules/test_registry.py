"""Checks that look at more than one cell: one bad file for each, and the good file beside it."""

import pytest

from dss_core.intake import findings
from dss_core.model.problems import Severity
from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import (
    CATALOG,
    HOUSEHOLDS,
    MEMBERS,
    PLACE,
    csv_of,
    house,
    member,
    national_id,
    survey,
    table,
)

OTHER_DISTRICT = next(district.code for district in CATALOG.areas.districts if not PLACE.startswith(district.code))
ONE_ID, OTHER_ID = national_id(123454567878), national_id(310060044563)

Found = list[tuple[str, int | None, str, Severity, str, str]]


def problems(check: Check, houses: list[dict[str, object]], members: list[dict[str, object]] | None = None) -> Found:
    draft = check(survey(houses, members or []))
    return [(p.sheet, p.row, p.column, p.severity, p.code, p.value_class) for p in draft.problems]


def in_households(row: int, field: str, code: str, kind: str = "whole", severity: Severity = Severity.ERROR) -> Found:
    return [(HOUSEHOLDS.name, row, HOUSEHOLDS.column(field).header, severity, code, kind)]


def in_members(row: int, field: str, code: str, kind: str = "whole", severity: Severity = Severity.ERROR) -> Found:
    return [(MEMBERS.name, row, MEMBERS.column(field).header, severity, code, kind)]


def test_a_good_file_has_no_problems(check: Check):
    houses = [house(1, members_living=2, district_code=PLACE[:4]), house(2, members_living=0)]
    assert problems(check, houses, [member(1, 1, birth_year=2500), member(1, 2, birth_year=2569)]) == []


@pytest.mark.parametrize("again", ["00000000001", "0000-000000-1", "๐๐๐๐๐๐๐๐๐๐๑"])
def test_a_household_that_stands_in_the_file_twice(check: Check, again: str):
    rows = [house(1), house(2), house(1, house_code=again)]
    kind = "text" if "-" in again else "whole"
    assert problems(check, rows) == in_households(4, "house_code", "row_duplicate", kind)


def test_every_repetition_is_told_and_unknown_codes_are_none(check: Check):
    draft = check(survey([house(1), house(1), house(1), house(2, house_code=""), house(3, house_code="")]))
    assert draft.problem_counts == {(Severity.ERROR, "row_duplicate"): 2, (Severity.ERROR, "cell_required"): 2}


def test_a_sub_district_outside_its_district(check: Check):
    rows = [house(1, district_code=OTHER_DISTRICT), house(2, district_code=PLACE[:4]), house(3, district_code="")]
    assert problems(check, rows) == in_households(2, "district_code", "row_other_district")


def test_a_place_that_is_wrong_in_itself_is_told_once(check: Check):
    rows = [house(1, district_code=OTHER_DISTRICT, subdistrict_code="x")]
    assert problems(check, rows) == in_households(2, "subdistrict_code", "cell_area", "text")


def test_the_district_follows_from_the_sub_district(check: Check):
    draft = check(survey([house(1, district_code=""), house(2)]))
    assert draft.households["district_code"].tolist() == [PLACE[:4]] * 2


def test_a_member_of_a_household_that_is_not_in_the_file(check: Check):
    assert problems(check, [house(1)], [member(1), member(2)]) == in_members(3, "house_code", "row_no_household")


def test_a_member_that_stands_in_the_file_twice(check: Check):
    rows = [member(1, 1), member(1, 2), member(1, 2), member(2, 2)]
    assert problems(check, [house(1), house(2)], rows) == in_members(4, "member_number", "row_duplicate_member")


def test_two_members_without_a_number_are_not_the_same_one(check: Check):
    draft = check(survey([house(1)], [member(1, member_number="") for _ in range(2)]))
    assert draft.problem_counts == {(Severity.ERROR, "cell_required"): 2}


def test_an_id_number_of_two_persons_is_pointed_out(check: Check):
    rows = [member(1, 1, national_id=ONE_ID), member(1, 2, national_id=OTHER_ID), member(2, 1, national_id=ONE_ID)]
    rows += [member(2, 2, national_id="ไม่มี"), member(2, 3, national_id="ไม่มี")]
    expected = in_members(4, "national_id", "row_id_twice", severity=Severity.WARNING)
    assert problems(check, [house(1), house(2)], rows) == expected


@pytest.mark.parametrize("born", [2570, 2027])
def test_a_member_born_after_the_survey(check: Check, born: int):
    rows = [member(1, 1, birth_year=2569), member(1, 2, birth_year=born), member(1, 3)]
    assert problems(check, [house(1)], rows) == in_members(3, "birth_year", "row_born_after_survey")


@pytest.mark.parametrize("told", [1, 3])
def test_a_count_of_members_that_is_not_the_number_listed(check: Check, told: int):
    rows = [house(1, members_living=told), house(2, members_living=""), house(3, members_living=0)]
    expected = in_households(2, "members_living", "row_member_count", severity=Severity.WARNING)
    assert problems(check, rows, [member(1, 1), member(1, 2), member(2, 1)]) == expected


def test_counts_are_not_compared_where_no_members_are_listed(check: Check):
    assert problems(check, [house(1, members_living=4)]) == []


def test_problems_are_listed_up_to_a_number_and_counted_beyond(check: Check, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(findings, "MOST_LISTED", 5)
    draft = check(csv_of(table([house(n, h1="9", h2="9") for n in range(1, 5)])))
    assert len(draft.problems) == 5
    assert draft.problem_counts == {(Severity.ERROR, "cell_out_of_range"): 8}
    assert draft.error_count == 8


def test_problems_of_both_sheets_are_counted_together(check: Check):
    draft = check(survey([house(1, h1="9", phone="1")], [member(1, sex="?"), member(1)]))
    assert draft.problem_counts == {
        (Severity.ERROR, "cell_out_of_range"): 1,
        (Severity.WARNING, "cell_phone"): 1,
        (Severity.ERROR, "cell_code"): 1,
        (Severity.ERROR, "row_duplicate_member"): 1,
    }
    assert (draft.error_count, draft.warning_count) == (3, 1)


def test_values_of_rows_are_never_told(check: Check):
    secret = "สมชายใจดี"
    rows = [
        house(n, **{field: secret}) for n, field in enumerate(("h1", "latitude", "survey_on", "phone", "outcome"), 1)
    ]
    rows += [
        house(9, house_code=secret),
        house(8, head_national_id=ONE_ID[:-1] + "0"),
        house(7, subdistrict_code=secret),
    ]
    draft = check(
        survey(rows, [member(1, sex=secret, welfare=secret, national_id=ONE_ID), member(1, national_id=ONE_ID)])
    )
    assert len(draft.problems) >= 12
    assert secret not in repr(draft.problems) and ONE_ID[:-1] not in repr(draft.problems)
