"""Names and numbers that cannot be anybody's."""

import numpy as np
import pytest
from stdnum.th import pin

from dss_core.synthetic.draws import Draws
from dss_core.synthetic.families import People, people_of
from dss_core.synthetic.identities import first_names_of, national_ids_of, surnames_of, titles_of
from dss_core.synthetic.recipe import Recipe

DRAWS = Draws(2569, 0, 2000, "2026-1")


@pytest.fixture(scope="module")
def people(recipe: Recipe) -> People:
    return people_of(DRAWS, recipe.figures.family, 2026, recipe.figures.reference_year)


def test_id_numbers_are_unique_never_issued_and_have_the_right_check_digit(people: People) -> None:
    numbers = national_ids_of(DRAWS, people)
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert len(number) == 13
        assert number[0] == "9"
        assert number[-1] == pin.calc_check_digit(number)


def test_another_seed_gives_other_id_numbers(people: People) -> None:
    assert not set(national_ids_of(DRAWS, people)) & set(national_ids_of(Draws(2570, 0, 2000, "2026-1"), people))


def test_every_surname_shows_that_it_is_invented_and_a_house_has_one(people: People, recipe: Recipe) -> None:
    surnames = surnames_of(DRAWS, people, recipe.names)
    assert all(surname.startswith(recipe.names.surname_prefix) for surname in surnames)
    assert np.array_equal(surnames, surnames[people.place == 0][people.house])


def test_first_names_follow_the_sex(people: People, recipe: Recipe) -> None:
    names = first_names_of(DRAWS, people, recipe.names)
    men = {a + b for a in recipe.names.man_first for b in recipe.names.man_second}
    assert set(names[~people.is_female]) <= men
    assert not set(names[people.is_female]) & men


def test_titles_follow_sex_age_and_marriage(people: People, recipe: Recipe) -> None:
    titles = titles_of(people, recipe.names)
    expected = recipe.names.titles
    is_child = people.age < 15
    assert set(titles[people.is_female & is_child]) == {expected.girl}
    assert set(titles[~people.is_female & is_child]) == {expected.boy}
    assert set(titles[~people.is_female & ~is_child]) == {expected.man}
    assert set(titles[people.is_female & people.is_married]) == {expected.married_woman}
    assert set(titles[people.is_female & ~people.is_married & ~is_child]) == {expected.single_woman}
