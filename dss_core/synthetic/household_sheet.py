"""The sheet with one row for each household: where it is, who answered, what was scored and what was found."""

from datetime import timedelta

import numpy as np
import pandas as pd

from dss_core.analysis.livelihood.scoring import score
from dss_core.catalog.formats import SheetFormat
from dss_core.language.format import BUDDHIST_OFFSET
from dss_core.model.areas import AreaLevel
from dss_core.model.households import OVERALL, Outcome
from dss_core.synthetic.draws import Floats, Ints, Texts
from dss_core.synthetic.families import MOST_PLACES
from dss_core.synthetic.sheets import Field, Fields, Findings, frame_of, kept, numbered

SCORE_DECIMALS = 2


def household_frame(found: Findings, sheet: SheetFormat, members: Fields) -> pd.DataFrame:
    """The households' sheet of a round; ``members`` are the members' cells, from which head and informant are taken."""
    fields = {
        **_address(found),
        **_named(found, "head", members, _heads(found)),
        **_named(found, "informant", members, _informants(found)),
        **_counts(found),
        "household_income_baht": _income(found, members),
        **_visit(found, sheet),
        **_scores(found),
    }
    return frame_of(sheet, fields, found.draws.count)


def _address(found: Findings) -> Fields:
    draws, houses, figures, areas = found.draws, found.houses, found.recipe.figures, found.catalog.areas
    paper = figures.paper
    lane = numbered(figures.lane_prefix, _whole(draws.one("house/lane_number"), paper.lanes))
    road = numbered(figures.road_prefix, _whole(draws.one("house/road_number"), paper.lanes))
    has_point = draws.one("house/has_point") < paper.point_share
    subdistricts = areas.subdistricts
    levels = {
        AreaLevel.SUBDISTRICT: list(subdistricts),
        AreaLevel.DISTRICT: [areas.get(str(area.parent_code)) for area in subdistricts],
        AreaLevel.PROVINCE: [areas.province] * len(subdistricts),
    }
    fields: dict[str, Field] = {}
    for level, named in levels.items():
        fields[f"{level}_code"] = np.array([area.code for area in named], dtype=object)[houses.area]
        fields[f"{level}_name"] = np.array([area.name.th for area in named], dtype=object)[houses.area]
    return fields | {
        "house_code": houses.code,
        "house_number": _house_numbers(found),
        "village_number": houses.village,
        "village_name": numbered(figures.village_prefix, houses.village),
        "lane": kept(lane, draws.one("house/lane") < paper.lane_share),
        "road": kept(road, draws.one("house/road") < paper.road_share),
        "postcode": np.array([area.postcode for area in subdistricts], dtype=object)[houses.area],
        "latitude": np.where(has_point, houses.latitude, np.nan),
        "longitude": np.where(has_point, houses.longitude, np.nan),
    }


def _house_numbers(found: Findings) -> Texts:
    """House numbers such as 25 or 25/2, as text: a spreadsheet would turn 25/2 into a date."""
    draws, paper = found.draws, found.recipe.figures.paper
    numbers = _whole(draws.one("house/number"), paper.house_numbers)
    parts = _whole(draws.one("house/part"), paper.house_parts)
    is_split = draws.one("house/split") < paper.split_house_number_share
    rows = zip(numbers.tolist(), parts.tolist(), is_split.tolist(), strict=True)
    return np.array([f"{number}/{part}" if split else f"{number}" for number, part, split in rows], dtype=object)


def _heads(found: Findings) -> Ints:
    """The position of each house's head among the members."""
    return np.flatnonzero(found.survey.people.place == 0)


def _informants(found: Findings) -> Ints:
    """The position of who answered: the head, or in some houses the next adult."""
    people, heads, paper = found.survey.people, _heads(found), found.recipe.figures.paper
    adults = np.flatnonzero((people.place > 0) & (people.age >= paper.informant_from_age))
    houses, first = np.unique(people.house[adults], return_index=True)
    others = heads.copy()
    others[houses] = adults[first]
    is_head = found.draws.one("house/informant") < paper.informant_is_head_share
    return np.where(is_head, heads, others)


def _named(found: Findings, prefix: str, members: Fields, who: Ints) -> Fields:
    return {f"{prefix}_{name}": members[name][who] for name in ("title", "first_name", "last_name", "national_id")}


def _counts(found: Findings) -> Fields:
    """The five counts of members; who is registered here and lives elsewhere is no row of the members' sheet."""
    people, family, draws = found.survey.people, found.recipe.figures.family, found.draws
    unregistered = people.take(draws.many("person/not_registered", MOST_PLACES)) < family.not_registered_share
    living = np.bincount(people.house, minlength=draws.count)
    not_registered = np.bincount(people.house[unregistered & (people.place > 0)], minlength=draws.count)
    bounds = np.cumsum(family.registered_elsewhere_shares)[:-1]
    elsewhere = np.searchsorted(bounds, draws.one("house/elsewhere"), side="right")
    return {
        "members_living": living,
        "members_living_registered": living - not_registered,
        "members_living_not_registered": not_registered,
        "members_registered_not_living": elsewhere,
        "members_registered": living - not_registered + elsewhere,
    }


def _income(found: Findings, members: Fields) -> Floats:
    """The sum of the members' incomes; blank where one of them did not tell."""
    income = np.asarray(members["income_baht"], dtype=np.float64)
    sums: Floats = np.bincount(found.survey.people.house, weights=income, minlength=found.draws.count).astype(
        np.float64
    )
    return sums


def _visit(found: Findings, sheet: SheetFormat) -> Fields:
    draws, houses, figures = found.draws, found.houses, found.recipe.figures
    paper, era_year = figures.paper, found.year + BUDDHIST_OFFSET
    has_book = draws.one("house/farmer_book") < paper.farmer_book_share
    books = np.array([f"00-{serial:07d}" for serial in houses.serial.tolist()], dtype=object)
    phones = np.array([f"{figures.phone_prefix}{n % 10_000:04d}" for n in houses.number.tolist()], dtype=object)
    records = np.array([f"S{era_year}{found.wave}-{number:07d}" for number in houses.number.tolist()], dtype=object)
    outcome = np.where(found.survey.is_poor, Outcome.POOR, Outcome.NOT_POOR).astype(object)
    return {
        "year": np.full(draws.count, era_year),
        "wave": np.full(draws.count, found.wave),
        "record_id": records,
        "has_farmer_book": found.label(sheet, "has_farmer_book", np.where(has_book, "yes", "no").astype(object)),
        "farmer_book_number": kept(books, has_book),
        "phone": kept(phones, draws.one("house/phone") < paper.phone_share),
        "survey_on": _days(found),
        "surveyor": numbered(figures.surveyor_prefix, 1 + houses.area % paper.surveyors, width=2),
        "outcome": found.label(sheet, "outcome", outcome),
    }


def _days(found: Findings) -> Texts:
    """Survey dates as dd/mm/BBBB; the days of a round are written once and then chosen from."""
    paper = found.recipe.figures.paper
    first = paper.survey_from.replace(year=found.year)
    days = [first + timedelta(days=after) for after in range(paper.survey_days)]
    written = np.array([f"{day:%d/%m}/{day.year + BUDDHIST_OFFSET}" for day in days], dtype=object)
    return written[(found.draws.one(f"house/day/{found.draws.moment}") * len(written)).astype(np.int64)]


def _scores(found: Findings) -> Fields:
    """The answers, and the file's own capital scores and overall score from them by the catalogue's rule."""
    answers = found.survey.answers
    scores = score(answers, found.catalog.instrument)
    computed = {f"file_{name}": scores.capitals[name] for name in scores.capitals} | {f"file_{OVERALL}": scores.overall}
    rounded: dict[str, Field] = {name: values.round(SCORE_DECIMALS).to_numpy() for name, values in computed.items()}
    return rounded | {str(name): answers[name].to_numpy() for name in answers}


def _whole(chance: Floats, count: int) -> Ints:
    """Whole numbers 1 to ``count``."""
    return 1 + (chance * count).astype(np.int64)
