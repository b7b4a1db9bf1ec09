"""People: ages, heads, counts and incomes, each with one bad file beside a good one."""

import re

import pytest

from dss_core.catalog.survey_checks import LIMITS
from dss_core.settings import ROOT
from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import CATALOG, house, member, survey

OLDEST, CHILD = (int(CATALOG.survey_checks.check(name).limit("years")) for name in ("oldest_age", "child_income"))
HEAD = {"relation": "หัวหน้าครัวเรือน"}


def told(
    check: Check, houses: list[dict], members: list[dict] | None = None
) -> list[tuple[str, int | None, str, object]]:
    draft = check(survey(houses, members or []))
    return [(p.severity.value, p.row, p.code, p.suggestion) for p in draft.problems]


@pytest.mark.parametrize(
    ("age", "codes"), [(OLDEST, []), (OLDEST + 1, ["row_too_old"]), (0, []), (-1, ["row_born_after_survey"])]
)
def test_an_age_is_one_that_people_reach(check: Check, age: int, codes: list[str]):
    found = told(check, [house(1)], [member(1, 1, birth_year=2569 - age)])
    assert [code for _, _, code, _ in found] == codes


@pytest.mark.parametrize(("age", "is_told"), [(14, True), (15, False), (40, False)])
def test_a_head_who_is_a_child_is_a_warning(check: Check, age: int, is_told: bool):
    found = told(check, [house(1)], [member(1, 1, birth_year=2569 - age, **HEAD)])
    assert [one[:3] for one in found] == ([("warning", 2, "row_young_head")] if is_told else [])


def test_a_second_head_is_told_in_its_own_row(check: Check):
    rows = [member(1, 1, **HEAD), member(1, 2, relation="คู่สมรส"), member(1, 3, **HEAD), member(2, 1, **HEAD)]
    assert [one[:3] for one in told(check, [house(1), house(2)], rows)] == [("warning", 4, "row_two_heads")]


def test_a_list_of_members_without_a_head_is_told_at_the_household(check: Check):
    rows = [member(1, 1, relation="บุตร"), member(2, 1, **HEAD)]
    assert [one[:3] for one in told(check, [house(1), house(2), house(3)], rows)] == [("warning", 2, "row_no_head")]


def test_where_a_relation_is_not_told_that_one_may_be_the_head(check: Check):
    assert told(check, [house(1)], [member(1, 1, relation="บุตร"), member(1, 2, relation="")]) == []


def test_the_count_that_is_suggested_is_that_of_the_list(check: Check):
    found = told(check, [house(1, members_living=5)], [member(1, 1), member(1, 2)])
    assert found == [("warning", 2, "row_member_count", "2")]


def test_counts_that_do_not_add_up(check: Check):
    counts = {"members_living_registered": 3, "members_living_not_registered": 1, "members_registered_not_living": 2}
    right = house(1, members_living=4, members_registered=5, **counts)
    wrong = house(2, members_living=5, members_registered=6, **counts)
    open_ended = house(3, members_living=9, **{**counts, "members_living_not_registered": ""})
    found = told(check, [right, wrong, open_ended])
    assert found == [("warning", 3, "row_member_sums", "4"), ("warning", 3, "row_member_sums", "5")]


@pytest.mark.parametrize(
    ("age", "income", "is_told"), [(CHILD - 1, 500, True), (CHILD, 500, False), (CHILD - 1, 0, False)]
)
def test_a_child_with_an_income_is_a_note(check: Check, age: int, income: int, is_told: bool):
    found = told(check, [house(1)], [member(1, 1, birth_year=2569 - age, income_baht=income)])
    assert [one[:3] for one in found] == ([("note", 2, "row_child_income")] if is_told else [])


@pytest.mark.parametrize(
    ("stated", "incomes", "suggested"),
    [
        (9_000, (3_000, 4_000), "7000"),
        (7_400, (3_000, 4_000), None),  # within the baht
        (100_000, (50_000, 45_000), None),  # within the share
        (9_000, (3_000, ""), None),  # one did not tell
        ("", (3_000, 4_000), None),
        (0, (3_000, 4_000), "7000"),
    ],
)
def test_a_households_income_against_its_members(check: Check, stated: object, incomes: tuple, suggested: str | None):
    rows = [member(1, number, income_baht=income) for number, income in enumerate(incomes, start=1)]
    found = told(check, [house(1, household_income_baht=stated), house(2)], rows)
    assert found == ([("warning", 2, "row_income_sum", suggested)] if suggested else [])


def test_every_check_of_the_catalogue_is_asked_for_by_a_rule():
    rules = (ROOT / "dss_core" / "intake" / "rules").glob("*.py")
    asked = {name for path in rules for name in re.findall(r'check\("([a-z_]+)"\)', path.read_text(encoding="utf-8"))}
    assert asked == set(LIMITS)
