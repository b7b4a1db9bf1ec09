"""What a survey would note of each person: health, education, occupation, income and the welfare received."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from dss_core.synthetic.draws import Bools, Draws, Floats, Ints, Texts, mixed
from dss_core.synthetic.families import MOST_PLACES, People
from dss_core.synthetic.recipe import Income, Trait, Traits, Welfare

MONTHS = 12


@dataclass(frozen=True)
class Persona:
    """Codes of the catalogue's lists, one entry a person of ``People``."""

    health: Texts
    education: Texts
    occupation: Texts


def persona_of(draws: Draws, people: People, traits: Traits, household_level: Floats) -> Persona:
    """Health, education and occupation by age; ``household_level`` (standard normal, by house) shifts them a little."""
    of_house = household_level[people.house]

    def uniform(name: str) -> Floats:
        of_person = people.take(draws.normal(f"person/{name}", MOST_PLACES))
        chance: Floats = ndtr(mixed(of_house, of_person, traits.towards_better**2))
        return chance

    health = _coded(traits.health, _pick(traits.health, people.age, uniform("health")))
    cannot_work = np.isin(health, traits.no_work_health)
    work = np.where(cannot_work, 0, _pick(traits.occupation, people.age, uniform("occupation")))
    education = _education(traits.education, people, uniform("education"))
    return Persona(health, education, _coded(traits.occupation, work))


def incomes_of(draws: Draws, people: People, persona: Persona, income: Income, score: Floats) -> Floats:
    """Each person's baht a month: the household's year (a band by its income score) shared among those who earn.

    Who earns nothing has 0 baht, which is an answer. Where nobody works, what comes in is written to the head.
    """
    bounds = np.array(income.year_baht)
    band = np.clip(score.astype(np.int64) - 1, 0, len(bounds) - 2)
    within = draws.one("household/income")
    year_baht = bounds[band] * (bounds[band + 1] / bounds[band]) ** within
    weight = np.array([income.earning_weight.get(code, 0.0) for code in persona.occupation])
    no_earner = people.total(weight) == 0
    weight = np.where((people.place == 0) & no_earner[people.house], 1.0, weight)
    month_baht: Floats = (year_baht / people.total(weight))[people.house] * weight / MONTHS
    return np.round(month_baht / income.round_to_baht) * income.round_to_baht


def welfare_of(draws: Draws, people: People, persona: Persona, rules: Sequence[Welfare], is_poor: Bools) -> list[Bools]:
    """For each rule in turn, who receives that welfare; ``is_poor`` is given by house."""
    return [_receives(draws, people, persona, rule, is_poor[people.house]) for rule in rules]


def _receives(draws: Draws, people: People, persona: Persona, rule: Welfare, is_poor: Bools) -> Bools:
    may = (people.age >= rule.from_age) & (people.age < rule.below_age)
    if rule.health:
        may &= np.isin(persona.health, rule.health)
    if rule.occupations:
        may &= np.isin(persona.occupation, rule.occupations)
    share_not_poor = rule.share if rule.share_not_poor is None else rule.share_not_poor
    share = np.where(is_poor, rule.share, share_not_poor)
    return may & (people.take(draws.many(f"person/welfare/{rule.code}", MOST_PLACES)) < share)


def _pick(trait: Trait, age: Ints, uniform: Floats) -> Ints:
    """Positions in the trait's codes, drawn with the shares of each person's age group."""
    bounds = np.array([group.below for group in trait.ages])
    shares = np.cumsum([group.shares for group in trait.ages], axis=1)
    group = np.searchsorted(bounds[:-1], age, side="right")
    position: Ints = (uniform[:, None] >= shares[group, :-1]).sum(axis=1)
    return position


def _education(trait: Trait, people: People, uniform: Floats) -> Texts:
    """The level of a whole life, drawn by the age group of the reference year, as far as it is reached at this age."""
    reached = np.searchsorted(np.array(trait.from_age), people.age, side="right") - 1
    return _coded(trait, np.minimum(_pick(trait, people.reference_age, uniform), reached))


def _coded(trait: Trait, position: Ints) -> Texts:
    return np.array(trait.codes, dtype=object)[position]
