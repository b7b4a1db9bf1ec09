"""Who lives in a house: a head, perhaps a spouse, children, parents, grandchildren; born and dying over the rounds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dss_core.synthetic.draws import Bools, Draws, Floats, Ints, Texts
from dss_core.synthetic.recipe import AgeShare, Family, Mortality

MOST_PLACES = 16  # the numbering of persons leaves this many places in a house
PlacesOf = NDArray[np.int64]  # houses x places


@dataclass(frozen=True)
class People:
    """The living members of a window of houses, one entry a person, ordered by house and place in the family.

    ``house`` counts from the window's first house; ``place`` is a person's lasting place in the family (0 the head).
    Ages are in whole years, in the round's year and in the recipe's reference year.
    """

    house_count: int
    house: Ints
    place: Ints
    relation: Texts
    is_female: Bools
    is_married: Bools
    birth_year: Ints
    age: Ints
    reference_age: Ints

    def take(self, table: Floats) -> Floats:
        """The persons' entries of a table (houses x places)."""
        return table[self.house, self.place]

    def total(self, values: Floats) -> Floats:
        """The sum of a value of each person, by house."""
        return np.bincount(self.house, weights=values, minlength=self.house_count).astype(np.float64)


@dataclass(frozen=True)
class _Kin:
    """Relatives of one kind, houses x places: age in the reference year (below zero: not born), sex, presence."""

    relation: str
    age: PlacesOf
    is_female: NDArray[np.bool_]
    is_there: NDArray[np.bool_]


def people_of(draws: Draws, family: Family, year: int, reference_year: int) -> People:
    """Everybody who lives in the houses in a year (Common Era)."""
    kin = _all_kin(draws, family)
    reference_age = np.hstack([k.age for k in kin])
    is_female = np.hstack([k.is_female for k in kin])
    is_there = np.hstack([k.is_there for k in kin])
    relation = np.array([k.relation for k in kin for _ in range(k.age.shape[1])], dtype=object)
    age = reference_age + (year - reference_year)
    is_there &= (age >= 0) & ~_has_died(draws, family.mortality, age, year)
    house, place = np.nonzero(is_there)
    has_family = kin[1].is_there[:, 0] | kin[2].is_there.any(axis=1)
    is_married = np.isin(relation[place], ["spouse", "parent"]) | ((place == 0) & has_family[house])
    picked = (house, place)
    return People(
        house_count=draws.count,
        house=house,
        place=place,
        relation=relation[place],
        is_female=is_female[picked],
        is_married=is_married,
        birth_year=reference_year - reference_age[picked],
        age=age[picked],
        reference_age=reference_age[picked],
    )


def share_at(table: tuple[AgeShare, ...], age: Ints) -> Floats:
    """The share that a table by age gives to each age; ages below zero count as zero."""
    bounds = np.array([row.below for row in table])
    shares = np.array([row.share for row in table])
    return shares[np.searchsorted(bounds[:-1], np.maximum(age, 0), side="right")]


def _all_kin(draws: Draws, family: Family) -> list[_Kin]:
    head, spouse = _couple(draws, family)
    mother_age = np.where(head.is_female, head.age, np.where(spouse.is_there, spouse.age, head.age - 3))
    return [
        head,
        spouse,
        _children(draws, family, mother_age),
        _grandchildren(draws, family, head.age),
        _parents(draws, family, head.age),
        _sibling(draws, family, head.age),
    ]


def _couple(draws: Draws, family: Family) -> tuple[_Kin, _Kin]:
    ages, gap = family.head_age, family.spouse_gap
    head_age = np.rint(ages.mean + ages.sd * draws.normal("family/head_age"))
    head_age = np.clip(head_age, ages.lowest, ages.highest).astype(np.int64)
    is_female = draws.many("family/head_sex", 1) < family.head_female_share
    older_man = np.rint(gap.mean + gap.sd * draws.normal("family/spouse_gap")).astype(np.int64)
    spouse_age = np.clip(head_age + np.where(is_female, older_man, -older_man), family.youngest_spouse, ages.highest)
    has_spouse = draws.many("family/spouse", 1) < share_at(family.spouse_share, head_age)
    head = _Kin("head", head_age, is_female, np.ones_like(is_female))
    return head, _Kin("spouse", spouse_age, ~is_female, has_spouse)


def _children(draws: Draws, family: Family, mother_age: PlacesOf) -> _Kin:
    count = len(family.child_share)
    first, spacing = family.first_birth, family.birth_spacing
    first_birth = first.youngest + _whole(draws.many("family/first_birth", 1), first.years)
    gaps = spacing.shortest + _whole(draws.many("family/birth_spacing", count), spacing.years)
    gaps[:, 0] = 0
    at_birth = first_birth + np.cumsum(gaps, axis=1)
    age = mother_age - at_birth
    # One draw decides how many children there were, so that a third one implies a second one.
    was_born = (draws.many("family/children", 1) < np.array(family.child_share)) & (at_birth <= family.oldest_mother)
    at_home = draws.many("family/child_home", count) < share_at(family.child_home_share, age)
    return _Kin("child", age, draws.many("family/child_sex", count) < 0.5, was_born & at_home)


def _grandchildren(draws: Draws, family: Family, head_age: PlacesOf) -> _Kin:
    count, gap = len(family.grandchild_share), family.grandchild_gap
    age = head_age - gap.youngest - _whole(draws.many("family/grandchild_age", count), gap.years)
    is_there = draws.many("family/grandchildren", 1) < np.array(family.grandchild_share)
    is_female = draws.many("family/grandchild_sex", count) < 0.5
    return _Kin("grandchild", age, is_female, is_there & (age < family.grandchild_home_until))


def _parents(draws: Draws, family: Family, head_age: PlacesOf) -> _Kin:
    gap = family.parent_gap
    mother_age = head_age + gap.youngest + _whole(draws.many("family/mother_age", 1), gap.years)
    age = np.hstack([mother_age, mother_age + 3])
    is_there = draws.many("family/parents", 2) < np.array(family.parent_share)
    is_female = np.broadcast_to([True, False], age.shape)
    return _Kin("parent", age, is_female, is_there & (age <= family.oldest_parent))


def _sibling(draws: Draws, family: Family, head_age: PlacesOf) -> _Kin:
    age = np.maximum(head_age - 8 + _whole(draws.many("family/sibling_age", 1), 17), family.youngest_spouse)
    is_there = draws.many("family/sibling", 1) < family.sibling_share
    return _Kin("sibling", age, draws.many("family/sibling_sex", 1) < 0.5, is_there)


def _has_died(draws: Draws, mortality: Mortality, age: PlacesOf, year: int) -> NDArray[np.bool_]:
    """Whether a person's Gompertz hazard since the panel's first year has passed the threshold drawn for the person."""
    earlier = np.maximum(age - max(year - mortality.from_year, 0), 0)
    rate = mortality.growth
    hazard = mortality.at_30 / rate * (np.exp(rate * (age - 30)) - np.exp(rate * (earlier - 30)))
    died: NDArray[np.bool_] = hazard > -np.log1p(-draws.many("family/death", age.shape[1]))
    died[:, 0] = False
    return died


def _whole(uniform: Floats, count: int) -> PlacesOf:
    """Whole numbers 0 to ``count - 1`` from uniform numbers."""
    return (uniform * count).astype(np.int64)
