"""How good the data of a round are: what is missing, what was rounded, who asked, and what stands there twice.

Everything here says where to look. What is unusual may well be right.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import Floats, numbers
from dss_core.analysis.quality.heaping import AgeHeaping, AmountHeaping, age_heaping, amount_heaping
from dss_core.analysis.quality.interviewers import IntraClass, group_means, intra_class
from dss_core.analysis.quality.missing import completeness, missing_by_question
from dss_core.analysis.quality.straight_lining import straight_lined, straight_shares
from dss_core.analysis.quality.workload import Workload, workload
from dss_core.catalog.catalog import Catalog
from dss_core.model.areas import AreaLevel
from dss_core.model.households import OVERALL
from dss_core.model.provenance import Provenance
from dss_core.store.visits import in_several_houses, round_visits
from dss_core.usecases.analysis_frame import households_of, persons_of
from dss_core.usecases.services import Services, find_round, stamp

AGE, INCOME = "member_age", "member_income_baht"
PLACE = {AreaLevel.PROVINCE: "district_code"}


@dataclass(frozen=True)
class QualityQuery:
    """A round and an area."""

    round_id: str
    area: str


@dataclass(frozen=True, eq=False)
class QualityReport:
    """The quality of the data of an area in a round. Shares are 0-1; every table says n and missing.

    missing: question, n, missing, share. missing_by_place: subdistrict_code, question, n, missing, share. complete:
    missing_count, count, percent. straight: block (capital), count, n, missing, share, low, high. ages and incomes:
    of persons; ages_by_place: area (one grain finer), index, n, missing. surveyors: group (the surveyor's number), n,
    missing, mean (overall score), low, high, others, is_unusual, asked_missing_share, straight_share, straight_n.
    correlations: value, icc, low, high, design_effect, n, groups, missing. days: see ``Workload``. doubles: see
    ``in_several_houses``, without the household's number.
    """

    provenance: Provenance
    missing: pd.DataFrame
    missing_by_place: pd.DataFrame
    complete: pd.DataFrame
    straight: pd.DataFrame
    ages: AgeHeaping
    ages_by_place: pd.DataFrame
    incomes: AmountHeaping
    surveyors: pd.DataFrame
    correlations: pd.DataFrame
    days: Workload
    doubles: pd.DataFrame


def check_quality(services: Services, viewer: Viewer, query: QualityQuery) -> QualityReport:
    """The report for a viewer who may check the quality of data."""
    viewer.must(Permission.CHECK_QUALITY)
    catalog, rules = services.catalog, services.catalog.quality
    scope = viewer.must_see(query.area)
    find_round(services, query.round_id)
    frame = households_of(services, viewer, query.round_id, query.area)
    persons = persons_of(services, viewer, query.round_id, query.area)
    with services.database.reading() as connection:
        visits = round_visits(connection, query.round_id, scope)
        doubles = in_several_houses(connection, query.round_id, scope)
    visits = visits.set_index("household_id").reindex(frame["household_id"])
    surveyor = numbers(visits, "surveyor_id")
    questions = list(catalog.instrument.indicator_ids)
    column = PLACE.get(catalog.areas.get(query.area).level, "subdistrict_code")
    ages = numbers(persons, AGE)
    return QualityReport(
        provenance=stamp(services, viewer, query.round_id, query.area, len(frame)),
        missing=missing_by_question(frame, questions),
        missing_by_place=missing_by_question(frame, questions, "subdistrict_code"),
        complete=completeness(frame, questions),
        straight=straight_shares(frame, _blocks(catalog), rules.straight_least, rules.confidence),
        ages=age_heaping(ages, rules.ages_from, rules.ages_to),
        ages_by_place=_ages_by_place(catalog, persons[column].astype(object), ages),
        incomes=amount_heaping(numbers(persons, INCOME), rules.income_step),
        surveyors=_by_surveyor(catalog, frame, surveyor),
        correlations=_correlations(catalog, frame, surveyor),
        days=workload(visits["surveyor_id"], visits["survey_on"], rules.daily_spread),
        doubles=doubles.drop(columns="household_id"),
    )


def _blocks(catalog: Catalog) -> dict[str, list[str]]:
    blocks: dict[str, list[str]] = {capital: [] for capital in catalog.instrument.capital_ids}
    for indicator in catalog.instrument.indicators:
        blocks[indicator.capital].append(indicator.id)
    return blocks


def _ages_by_place(catalog: Catalog, places: pd.Series, ages: Floats) -> pd.DataFrame:
    rules, rows = catalog.quality, []
    for place in sorted(places.dropna().unique()):
        found = age_heaping(ages[(places == place).to_numpy(bool)], rules.ages_from, rules.ages_to)
        rows.append((place, found.index, found.n, found.missing))
    return pd.DataFrame(rows, columns=["area", "index", "n", "missing"])


def _by_surveyor(catalog: Catalog, frame: pd.DataFrame, surveyor: Floats) -> pd.DataFrame:
    rules = catalog.quality
    table = group_means(numbers(frame, OVERALL), surveyor, rules.least_surveys, rules.confidence)
    open_share = frame[list(catalog.instrument.indicator_ids)].isna().mean(axis=1).to_numpy()
    straight, told = np.zeros(len(frame)), np.zeros(len(frame))
    for questions in _blocks(catalog).values():
        if len(questions) >= rules.straight_least:
            is_straight, is_told = straight_lined(frame, questions, rules.straight_least)
            straight, told = straight + is_straight, told + is_told
    sums = pd.DataFrame({"group": surveyor, "open": open_share, "straight": straight, "told": told}).groupby("group")
    totals = sums[["straight", "told"]].sum()
    return table.assign(
        asked_missing_share=table["group"].map(sums["open"].mean()),
        straight_share=table["group"].map(totals["straight"] / totals["told"].where(totals["told"] > 0)),
        straight_n=table["group"].map(totals["told"]),
    )


def _correlations(catalog: Catalog, frame: pd.DataFrame, surveyor: Floats) -> pd.DataFrame:
    rows = []
    for name in (*catalog.instrument.capital_ids, OVERALL):
        found: IntraClass = intra_class(numbers(frame, name), surveyor, catalog.quality.confidence)
        rows.append(
            (name, found.value, found.low, found.high, found.design_effect, found.n, found.groups, found.missing)
        )
    columns = ["value", "icc", "low", "high", "design_effect", "n", "groups", "missing"]
    return pd.DataFrame(rows, columns=columns)
