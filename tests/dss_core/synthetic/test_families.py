"""Families hang together: ages, sexes, births and deaths."""

import numpy as np
import pytest

from dss_core.synthetic.draws import Draws
from dss_core.synthetic.families import MOST_PLACES, People, people_of, share_at
from dss_core.synthetic.recipe import AgeShare, Recipe

HOUSES = 4000


def people_in(recipe: Recipe, year: int) -> People:
    return people_of(Draws(5, 0, HOUSES, f"{year}-1"), recipe.figures.family, year, recipe.figures.reference_year)


@pytest.fixture(scope="module")
def people(recipe: Recipe) -> People:
    return people_in(recipe, recipe.figures.reference_year)


def by_house(people: People, relation: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for house, age in zip(
        people.house[people.relation == relation], people.age[people.relation == relation], strict=True
    ):
        found.setdefault(int(house), []).append(int(age))
    return found


def test_every_house_has_exactly_one_head_and_it_is_an_adult(people: People) -> None:
    is_head = people.relation == "head"
    assert np.array_equal(people.house[is_head], np.arange(HOUSES))
    assert people.age[is_head].min() >= 18
    assert (people.place[is_head] == 0).all()


def test_children_are_younger_than_the_head_and_parents_older(people: People) -> None:
    head_age = people.age[people.place == 0]
    for house, ages in by_house(people, "child").items():
        assert max(ages) <= head_age[house] - 10
    for house, ages in by_house(people, "parent").items():
        assert min(ages) >= head_age[house] + 18
    for house, ages in by_house(people, "grandchild").items():
        assert max(ages) <= head_age[house] - 42


def test_a_spouse_has_the_other_sex(people: People) -> None:
    is_spouse = people.relation == "spouse"
    is_female_head = people.is_female[people.place == 0]
    assert np.array_equal(people.is_female[is_spouse], ~is_female_head[people.house[is_spouse]])


def test_the_mean_household_has_the_published_number_of_members(people: People) -> None:
    assert abs(len(people.house) / HOUSES - 27_811 / 7_693) < 0.08


def test_nobody_is_unborn_and_nobody_is_older_than_people_get(people: People) -> None:
    assert people.age.min() >= 0
    assert people.age.max() <= 105
    assert people.place.max() < MOST_PLACES


def test_between_rounds_people_grow_older_and_few_are_born_or_die(recipe: Recipe) -> None:
    earlier, later = people_in(recipe, 2023), people_in(recipe, 2026)
    before = dict(
        zip(zip(earlier.house.tolist(), earlier.place.tolist(), strict=True), earlier.age.tolist(), strict=True)
    )
    after = dict(zip(zip(later.house.tolist(), later.place.tolist(), strict=True), later.age.tolist(), strict=True))
    stayed = before.keys() & after.keys()
    assert all(after[person] == before[person] + 3 for person in stayed)
    assert all(after[person] < 3 for person in after.keys() - stayed)
    assert 0 < len(before.keys() - stayed) < 0.03 * len(before)
    assert 0 < len(after.keys() - stayed) < 0.05 * len(after)


def test_a_table_by_age_gives_each_age_the_share_of_its_band() -> None:
    table = (AgeShare(below=18, share=0.9), AgeShare(below=60, share=0.5), AgeShare(below=200, share=0.1))
    assert share_at(table, np.array([-3, 0, 17, 18, 59, 60, 120])).tolist() == [0.9, 0.9, 0.9, 0.5, 0.5, 0.1, 0.1]
