"""Survey statistics by group, worked out a second time from the workbook."""

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.usecases.describe_survey import SurveyQuery, describe_survey
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import counted_of, values_of
from tests.dss_core.usecases.small_province import NEW


def test_means_and_deviations_by_district_the_total_first(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    query = SurveyQuery(NEW, whole, ("overall", "f1", "natural"), ("district",))
    means = describe_survey(province, governor, query).means
    assert means["district"].iloc[:3].isna().all()
    assert means["value"].tolist()[:3] == ["overall", "f1", "natural"]
    for row in means.to_dict("records"):
        group = households if row["district"] is None else households[households["district_code"] == row["district"]]
        values = group[row["value"]]
        assert (row["n"], row["missing"]) == (values.count(), values.isna().sum())
        assert row["mean"] == pytest.approx(values.mean(), abs=1e-8)
        assert row["sd"] == pytest.approx(values.std(ddof=1), abs=1e-8, nan_ok=True)
    assert len(means) == 3 * (1 + households["district_code"].nunique())


def test_frequencies_and_percentages_of_outcomes_by_level(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    shares = describe_survey(province, governor, SurveyQuery(NEW, whole, ("outcome",), ("level",))).shares
    total = shares[shares["level"].isna()].set_index("code")
    assert total["count"].to_dict() == households["outcome"].value_counts().to_dict()
    assert total["percent"].sum() == pytest.approx(100)
    for (level, code), count in households.groupby(["level", "outcome"]).size().items():
        row = shares[(shares["level"] == level) & (shares["code"] == code)].iloc[0]
        assert row["count"] == count
        assert row["percent"] == pytest.approx(100 * count / (households["level"] == level).sum())


def test_the_answers_of_a_whole_indicator_are_counted_too(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    found = describe_survey(province, governor, SurveyQuery(NEW, whole, ("f1", "h1", "overall")))
    assert found.means["value"].tolist() == ["f1", "h1", "overall"]
    assert set(found.shares["value"]) == {"f1"}, "a mean over members is no answer to be counted"
    counts = found.shares.set_index("code")["count"]
    assert counts.to_dict() == households["f1"].value_counts().to_dict()


def test_heads_are_described_as_the_members_sheet_tells(
    province: Services, governor: Viewer, whole: str, members: pd.DataFrame
):
    heads = members[members["relation"] == "head"].drop_duplicates("house_code")
    found = describe_survey(province, governor, SurveyQuery(NEW, whole, ("head_sex", "head_age", "head_education")))
    for value, column in (("head_sex", "sex"), ("head_education", "education")):
        counts = found.shares[found.shares["value"] == value].set_index("code")["count"]
        assert counts.to_dict() == heads[column].value_counts().to_dict()
    assert found.means["mean"].iloc[0] == pytest.approx(heads["age"].mean())


def test_welfare_cards_and_income_come_from_the_members(
    province: Services, governor: Viewer, whole: str, members: pd.DataFrame, catalog: Catalog
):
    card = next(entry.label.th for entry in catalog.code_lists["welfare"].codes if entry.code == "card")
    has_card = members["welfare"].fillna("").str.contains(card, regex=False).groupby(members["house_code"]).any()
    query = SurveyQuery(NEW, whole, ("has_welfare_card", "income_per_person_baht"))
    found = describe_survey(province, governor, query)
    counts = found.shares.set_index("code")["count"]
    assert counts[1.0] == has_card.sum()
    assert found.shares["missing"].iloc[0] == 0 and counts.get(0.0, 0) == (~has_card).sum()

    incomes = members.groupby("house_code")["income_baht"]
    per_person = (12 * incomes.mean()).where(incomes.count() == incomes.size())
    row = found.means.iloc[0]
    assert (row["n"], row["missing"]) == (per_person.count(), per_person.isna().sum())
    assert row["missing"] > 0, "an income that somebody did not tell must not count as none"
    assert row["mean"] == pytest.approx(per_person.mean())


def test_a_mean_score_is_read_by_the_levels_and_an_income_is_not(
    province: Services, governor: Viewer, whole: str, catalog: Catalog
):
    query = SurveyQuery(NEW, whole, ("overall", "income_per_person_baht"))
    means = describe_survey(province, governor, query).means.set_index("value")
    level = next(v for v in catalog.instrument.levels if v.number == means.loc["overall", "band"])
    assert level.lower <= means.loc["overall", "mean"] < level.upper
    assert np.isnan(means.loc["income_per_person_baht", "band"])


@pytest.mark.parametrize(
    "by", [(), ("district",), ("subdistrict", "outcome"), ("village", "head_age"), ("level", "round")]
)
def test_everything_of_the_catalogue_can_be_described_by_every_grouping(
    by: tuple[str, ...], province: Services, governor: Viewer, whole: str
):
    numbers, categories = values_of(province.catalog)
    found = describe_survey(province, governor, SurveyQuery(NEW, whole, (*numbers, *categories), by))
    assert set(found.means["value"]) == set(numbers)
    assert set(found.shares["value"]) == set(counted_of(province.catalog))
    assert list(found.means.columns[: len(by)]) == list(by)


def test_numbers_and_categories_do_not_overlap_and_hold_every_indicator(catalog: Catalog):
    numbers, categories = values_of(catalog)
    assert len(set(numbers)) == len(numbers)
    assert not set(numbers) & set(categories)
    assert set(catalog.instrument.indicator_ids) <= set(numbers)


@pytest.mark.parametrize(
    ("values", "by", "code"),
    [
        (("first_name",), (), "describe_unknown_value"),
        (("house_code",), (), "describe_unknown_value"),
        (("overall",), ("household_id",), "describe_unknown_group"),
    ],
)
def test_what_is_not_in_the_catalogue_is_refused(
    values: tuple[str, ...], by: tuple[str, ...], code: str, province: Services, governor: Viewer, whole: str
):
    with pytest.raises(BadInput) as refused:
        describe_survey(province, governor, SurveyQuery(NEW, whole, values, by))
    assert refused.value.code == code
