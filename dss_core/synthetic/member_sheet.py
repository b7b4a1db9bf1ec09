"""The sheet with one row for each person who lives in a house."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dss_core.catalog.formats import SheetFormat
from dss_core.language.format import BUDDHIST_OFFSET
from dss_core.synthetic.draws import Bools, Floats, Ints, Texts
from dss_core.synthetic.families import MOST_PLACES, People
from dss_core.synthetic.identities import first_names_of, national_ids_of, surnames_of, titles_of
from dss_core.synthetic.sheets import Fields, Findings, frame_of, kept
from dss_core.synthetic.traits import welfare_of

NOTHING = "none"  # the welfare list's code for "receives none"


def member_fields(found: Findings, sheet: SheetFormat) -> Fields:
    """The members' cells by field, one entry a person."""
    people, persona, names = found.survey.people, found.survey.persona, found.recipe.names
    sex = np.where(people.is_female, "female", "male").astype(object)
    everybody = np.ones_like(people.house)
    return {
        "house_code": found.houses.code[people.house],
        "year": everybody * (found.year + BUDDHIST_OFFSET),
        "wave": everybody * found.wave,
        "member_number": _number_in_house(people),
        "title": titles_of(people, names),
        "first_name": first_names_of(found.draws, people, names),
        "last_name": surnames_of(found.draws, people, names),
        "national_id": _national_ids(found),
        "relation": found.label(sheet, "relation", people.relation),
        "sex": found.label(sheet, "sex", sex),
        "birth_year": people.birth_year + BUDDHIST_OFFSET,
        "health": found.label(sheet, "health", persona.health),
        "education": found.label(sheet, "education", persona.education),
        "occupation": found.label(sheet, "occupation", persona.occupation),
        "welfare": _welfare(found, sheet),
        "income_baht": _income(found),
    }


def member_frame(found: Findings, sheet: SheetFormat, fields: Fields) -> pd.DataFrame:
    """The members' sheet of a round."""
    return frame_of(sheet, fields, len(found.survey.people.house))


def _number_in_house(people: People) -> Ints:
    """1 for the head, 2 for the next member of the same house, and so on."""
    first = np.flatnonzero(people.place == 0)
    return np.arange(len(people.house)) - first[people.house] + 1


def _national_ids(found: Findings) -> Texts:
    people, share = found.survey.people, found.recipe.figures.paper.no_national_id_share
    has_one = people.take(found.draws.many("person/no_national_id", MOST_PLACES)) >= share
    return kept(national_ids_of(found.draws, people), has_one | (people.place == 0))


def _income(found: Findings) -> Floats:
    share = found.recipe.figures.income.missing_share
    chance = found.draws.many(f"person/income_blank/{found.draws.moment}", MOST_PLACES)
    return np.where(found.survey.people.take(chance) < share, np.nan, found.survey.income_baht)


def _welfare(found: Findings, sheet: SheetFormat) -> Texts:
    """All that a person receives in one cell; there are so few mixtures that each is written only once."""
    survey, figures = found.survey, found.recipe.figures
    received = welfare_of(found.draws, survey.people, survey.persona, figures.welfare, survey.is_poor)
    codes = np.array([*(rule.code for rule in figures.welfare), NOTHING], dtype=object)
    labels = found.label(sheet, "welfare", codes)
    mixtures = [_mixture(number, labels, figures.welfare_separator) for number in range(2 ** len(received))]
    return np.array(mixtures, dtype=object)[_as_number(received)]


def _as_number(flags: Sequence[Bools]) -> Ints:
    return sum((flag.astype(np.int64) << place for place, flag in enumerate(flags)), np.zeros(len(flags[0]), np.int64))


def _mixture(number: int, labels: Texts, separator: str) -> str:
    *kinds, nothing = labels
    return separator.join(kind for place, kind in enumerate(kinds) if number >> place & 1) or nothing
