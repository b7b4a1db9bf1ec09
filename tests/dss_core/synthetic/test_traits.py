"""What is noted of a person fits the person's age, health and household."""

import numpy as np
import pytest

from dss_core.synthetic.draws import Draws
from dss_core.synthetic.families import People, people_of
from dss_core.synthetic.recipe import Recipe, Trait
from dss_core.synthetic.traits import Persona, incomes_of, persona_of, welfare_of

HOUSES = 3000
DRAWS = Draws(11, 0, HOUSES, "2026-1")


@pytest.fixture(scope="module")
def people(recipe: Recipe) -> People:
    return people_of(DRAWS, recipe.figures.family, 2026, recipe.figures.reference_year)


@pytest.fixture(scope="module")
def persona(recipe: Recipe, people: People) -> Persona:
    return persona_of(DRAWS, people, recipe.figures.traits, np.zeros(HOUSES))


def test_education_is_not_reached_before_its_age(recipe: Recipe, people: People, persona: Persona) -> None:
    education = recipe.figures.traits.education
    for code, from_age in zip(education.codes, education.from_age, strict=True):
        assert people.age[persona.education == code].min(initial=from_age) >= from_age


def test_health_gets_worse_with_age(people: People, persona: Persona) -> None:
    is_well = persona.health == "1"
    assert is_well[people.age < 15].mean() > 0.9 > is_well[people.age >= 60].mean() + 0.3


def test_whoever_is_bedridden_has_no_work(persona: Persona) -> None:
    assert set(persona.occupation[persona.health == "4"]) == {"none"}


def test_a_household_that_is_better_off_has_better_schooling(recipe: Recipe, people: People) -> None:
    codes = list(recipe.figures.traits.education.codes)
    high, low = (persona_of(DRAWS, people, recipe.figures.traits, np.full(HOUSES, level)) for level in (2.0, -2.0))
    assert np.mean([codes.index(c) for c in high.education]) > np.mean([codes.index(c) for c in low.education])


def test_members_incomes_add_up_to_the_band_of_the_household(recipe: Recipe, people: People, persona: Persona) -> None:
    score = np.tile([1.0, 2.0, 3.0, 4.0], HOUSES // 4)
    income = recipe.figures.income
    month = incomes_of(DRAWS, people, persona, income, score)
    year = people.total(month) * 12
    rounding = 12 * income.round_to_baht * 6
    lowest, highest = (np.array(income.year_baht)[score.astype(int) - 1 + step] for step in (0, 1))
    assert (year >= lowest - rounding).all()
    assert (year <= highest + rounding).all()


def test_who_earns_nothing_has_zero_baht_and_a_house_without_work_lives_on_what_the_head_gets(
    recipe: Recipe, people: People, persona: Persona
) -> None:
    nobody = Persona(persona.health, persona.education, np.full(len(people.house), "none", dtype=object))
    month = incomes_of(DRAWS, people, nobody, recipe.figures.income, np.ones(HOUSES))
    assert (month[people.place == 0] > 0).all()
    assert (month[people.place > 0] == 0).all()


def test_welfare_goes_to_those_it_is_for(recipe: Recipe, people: People, persona: Persona) -> None:
    rules = recipe.figures.welfare
    is_poor = np.arange(HOUSES) % 2 == 0
    received = dict(zip([rule.code for rule in rules], welfare_of(DRAWS, people, persona, rules, is_poor), strict=True))
    assert people.age[received["elderly"]].min() >= 60
    assert people.age[received["newborn"]].max() < 6
    assert set(persona.health[received["disability"]]) <= {"3", "4"}
    assert set(persona.occupation[received["sso33"]]) == {"employee"}
    of_poor = is_poor[people.house]
    assert received["card"][of_poor].mean() > 2 * received["card"][~of_poor].mean()


def test_shares_of_a_trait_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        Trait.model_validate({"codes": ["a", "b"], "ages": [{"below": 200, "shares": [0.5, 0.4]}]})
