"""Scores and dates in the file against what stands beside them; keys that are nearly the same."""

import pytest

from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import CATALOG, FORMAT, house, national_id, survey

CAPITAL = CATALOG.instrument.capitals[0]
ANSWERS = {indicator.id: 2 for indicator in CATALOG.instrument.indicators}


@pytest.mark.parametrize(("gap", "is_told"), [(0.0, False), (0.5, True), (2.0, True)])
def test_a_capitals_score_follows_from_its_answers(check: Check, gap: float, is_told: bool):
    draft = check(survey([house(1, **ANSWERS, **{f"file_{CAPITAL.id}": 2 + gap * (FORMAT.score_tolerance * 4)})]))
    told = [(p.severity.value, p.code, p.suggestion) for p in draft.problems]
    assert told == ([("warning", "row_score_differs", "2.0")] if is_told else [])


def test_a_score_without_answers_beside_it_is_not_compared(check: Check):
    assert check(survey([house(1, file_overall=3.2)])).problems == ()


@pytest.mark.parametrize(
    ("day", "is_told"), [("22/11/2569", False), ("3/1/2570", False), ("22/11/2568", True), ("1/1/2571", True)]
)
def test_a_survey_is_made_in_its_year_or_the_next(check: Check, day: str, is_told: bool):
    draft = check(survey([house(1, survey_on=day)]))
    assert [p.code for p in draft.problems] == (["row_survey_year"] if is_told else [])


def test_one_head_in_one_house_under_two_codes_is_a_note(check: Check):
    same = {"head_first_name": "สม", "head_last_name": "สมมุติ", "house_number": "25/2"}
    draft = check(survey([house(1, **same), house(2, **same), house(3, **{**same, "house_number": "26"})]))
    assert [(p.row, p.severity.value, p.code) for p in draft.problems] == [(3, "note", "row_same_head")]


def test_an_id_number_of_two_heads_is_pointed_out_where_no_members_are_listed(check: Check):
    number = national_id(123454567878)
    draft = check(survey([house(1, head_national_id=number), house(2, head_national_id=number)]))
    assert [(p.row, p.severity.value, p.code) for p in draft.problems] == [(3, "warning", "row_id_twice")]
