"""Names and numbers of persons that cannot be anybody's: composed names, and ID numbers that are never issued."""

from collections.abc import Sequence

import numpy as np

from dss_core.synthetic.draws import Draws, Floats, Ints, Texts
from dss_core.synthetic.families import MOST_PLACES, People
from dss_core.synthetic.recipe import Names

SERIALS = 10**11  # eleven digits between the leading 9 and the check digit
SCATTER = 387_420_489  # 3 ** 18: no common factor with a power of ten
CHECK_WEIGHTS = np.arange(13, 1, -1)


def titles_of(people: People, names: Names) -> Texts:
    """Each person's title by sex, age and marriage."""
    titles = names.titles
    is_adult = people.age >= names.adult_title_from_age
    woman = np.where(people.is_married, titles.married_woman, titles.single_woman)
    of_woman = np.where(is_adult, woman, titles.girl)
    written = np.where(people.is_female, of_woman, np.where(is_adult, titles.man, titles.boy))
    return written.astype(object)


def first_names_of(draws: Draws, people: People, names: Names) -> Texts:
    """Each person's first name, composed of two words of the list for the sex."""
    chance = people.take(draws.many("person/first_name", MOST_PLACES))
    men, women = _composed(names.man_first, names.man_second), _composed(names.woman_first, names.woman_second)
    return np.where(people.is_female, _choose(women, chance), _choose(men, chance))


def surnames_of(draws: Draws, people: People, names: Names) -> Texts:
    """Each person's surname: one for the house, beginning with the word that marks it as invented."""
    surnames = names.surname_prefix + _composed(names.surname_first, names.surname_second)
    return _choose(surnames, draws.one("house/surname"))[people.house]


def national_ids_of(draws: Draws, people: People) -> Texts:
    """Each person's 13 digits: a 9 (never issued), a number of the person's own, and the check digit."""
    person = (draws.first + people.house) * MOST_PLACES + people.place
    body = 9 * SERIALS + (person * SCATTER + draws.seed) % SERIALS
    digits = body[:, None] // 10 ** np.arange(11, -1, -1) % 10
    check = (11 - (digits * CHECK_WEIGHTS).sum(axis=1) % 11) % 10
    return np.array([str(number) for number in (body * 10 + check).tolist()], dtype=object)


def _composed(first: Sequence[str], second: Sequence[str]) -> Texts:
    return np.array([a + b for a in first for b in second], dtype=object)


def _choose(words: Texts, chance: Floats) -> Texts:
    position: Ints = (chance * len(words)).astype(np.int64)
    return words[position]
