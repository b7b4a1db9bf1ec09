"""Who lives in a household: counts by hand, and three-valued logic wherever somebody did not answer."""

from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.livelihood.composition import compose, income_per_person
from dss_core.catalog.definitions import Label, MemberFilter, Standing, Variable

YEAR = 2026
COLUMNS = ("relation", "sex", "birth_year", "health", "education", "occupation", "welfare", "income_baht")
ELDERLY = MemberFilter(age_from=60)
DISABLED_ADULT = MemberFilter(age_from=18, health=("3",))
ON_CARD = MemberFilter(welfare="card")


def variable(name: str, kind: str = "number", **more: Any) -> Variable:
    words = Label(th=name, en=name)
    return Variable(
        id=name, label=words, unit=words, missing=words, kind=kind, source="by hand", source_on=date(2026, 1, 1),
        standing=Standing.PROPOSAL, **more,
    )  # fmt: skip


def people(*rows: dict[str, Any]) -> pd.DataFrame:
    """Members of household 1 unless a row says otherwise; what a row does not say was not answered."""
    full = [{"household_id": 1, **dict.fromkeys(COLUMNS), **row} for row in rows]
    return pd.DataFrame(full, columns=["household_id", *COLUMNS])


def aged(age: int | None, **more: Any) -> dict[str, Any]:
    return {"birth_year": None if age is None else YEAR - age, **more}


def count(members: pd.DataFrame, wanted: MemberFilter, kind: str = "number") -> float:
    return compose(members, [variable("x", kind, counts=wanted)], YEAR)["x"].iloc[0]


def test_members_are_counted_by_age_both_ends_included():
    members = people(aged(59), aged(60), aged(61), aged(69), aged(70))
    assert count(members, MemberFilter(age_from=60, age_to=69)) == 3
    assert count(members, ELDERLY) == 4
    assert count(members, MemberFilter(age_to=59)) == 1


def test_a_newborn_counts_as_a_child_of_age_zero():
    assert count(people(aged(0), aged(7)), MemberFilter(age_from=0, age_to=6)) == 1


def test_an_unknown_age_leaves_the_count_open():
    assert np.isnan(count(people(aged(70), aged(None)), ELDERLY))


def test_an_unknown_age_decides_nothing_where_age_is_not_asked():
    assert count(people(aged(None, health="3"), aged(None, health="1")), MemberFilter(health=("3",))) == 1


def test_one_test_that_surely_fails_settles_a_member_whatever_else_is_missing():
    assert count(people(aged(None, health="1")), DISABLED_ADULT) == 0
    assert count(people(aged(5, health=None)), DISABLED_ADULT) == 0
    assert np.isnan(count(people(aged(30, health=None)), DISABLED_ADULT))
    assert np.isnan(count(people(aged(None, health="3")), DISABLED_ADULT))


def test_an_unknown_health_leaves_the_count_open_but_not_that_of_other_households():
    members = people(aged(30, health=None), aged(30, household_id=2, health="3"), aged(30, household_id=3, health="2"))
    found = compose(members, [variable("x", counts=DISABLED_ADULT)], YEAR)["x"]
    np.testing.assert_array_equal(found, [np.nan, 1, 0])
    assert found.index.tolist() == [1, 2, 3]


def test_a_flag_that_is_known_to_be_true_is_not_undone_by_somebody_who_did_not_answer():
    assert count(people({"welfare": "card"}, {"welfare": None}), ON_CARD, "flag") == 1
    assert np.isnan(count(people({"welfare": "card"}, {"welfare": None}), ON_CARD))


def test_a_flag_is_false_only_when_everybody_answered():
    assert count(people({"welfare": "old_age"}, {"welfare": "none"}), ON_CARD, "flag") == 0
    assert np.isnan(count(people({"welfare": "old_age"}, {"welfare": None}), ON_CARD, "flag"))


@pytest.mark.parametrize(
    ("welfare", "has"),
    [("card", 1), ("card|old_age", 1), ("old_age|card", 1), ("old_age", 0), ("card_of_old", 0), ("", 0)],
)
def test_a_benefit_is_found_among_several_and_not_inside_another_word(welfare: str, has: int):
    assert count(people({"welfare": welfare}), ON_CARD) == has


def test_every_gap_is_open_exactly_when_the_answer_could_change_the_count():
    """All pairs of members with gaps, against every way to fill the gaps in."""
    ages, healths = (5, 30), ("1", "3")
    one = list(product((*ages, None), (*healths, None)))
    for pair in product(one, repeat=2):
        found = count(people(*(aged(age, health=health) for age, health in pair)), DISABLED_ADULT)
        filled = product(*(product(*(ages if a is None else (a,), healths if h is None else (h,))) for a, h in pair))
        possible = {sum(age >= 18 and health == "3" for age, health in members) for members in filled}
        assert np.isnan(found) if len(possible) > 1 else possible == {found}, pair


def test_the_head_tells_for_the_household():
    heads = [variable("head_age", of_head="age"), variable("head_sex", "category", of_head="sex")]
    members = people(
        aged(20, sex="female", relation="child"),
        aged(50, sex="male", relation="head"),
        aged(30, household_id=2, sex="female", relation="spouse"),
        aged(None, household_id=3, sex="female", relation="head"),
    )
    found = compose(members, heads, YEAR)
    np.testing.assert_array_equal(found["head_age"], [50, np.nan, np.nan])
    assert found["head_sex"].iloc[0] == "male"
    assert pd.isna(found["head_sex"].iloc[1]), "a household whose head is not listed"
    assert found["head_sex"].iloc[2] == "female"


def test_of_two_heads_the_first_one_listed_speaks():
    members = people(aged(50, relation="head"), aged(40, relation="head"))
    assert compose(members, [variable("head_age", of_head="age")], YEAR)["head_age"].tolist() == [50]


def test_income_is_twelve_months_over_the_members():
    members = people({"income_baht": 3000.0}, {"income_baht": 0.0}, {"income_baht": 9000.0, "household_id": 2})
    assert income_per_person(members).to_dict() == {1: 18_000.0, 2: 108_000.0}


def test_an_income_that_was_not_told_is_not_zero():
    members = people({"income_baht": 3000.0}, {"income_baht": None}, {"income_baht": 0.0, "household_id": 2})
    found = income_per_person(members)
    assert np.isnan(found[1])
    assert found[2] == 0.0


def test_without_a_single_member_there_is_no_row():
    variables = [variable("x", counts=ELDERLY), variable("head_age", of_head="age")]
    assert list(compose(people(), variables, YEAR).columns) == ["x", "head_age"]
    assert len(compose(people(), variables, YEAR)) == len(income_per_person(people())) == 0


def test_other_variables_are_left_to_others():
    assert compose(people(aged(30)), [variable("household_size"), variable("overall")], YEAR).shape == (1, 0)
