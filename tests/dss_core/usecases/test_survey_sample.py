"""Rows, groups and sampling of a survey: groups in their order, persons apart from households, rounds side by side."""

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.analysis.statistics.estimates import means
from dss_core.analysis.statistics.variance import domains_of
from dss_core.errors import BadInput
from dss_core.usecases.analysis_frame import Unit, households_of, persons_of
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import (
    SampleChoice,
    check_groupings,
    groupings_of,
    sample_for,
    survey_rows,
    values_of,
)
from tests.dss_core.usecases.small_province import NEW, OLD


def test_persons_are_those_of_the_workbook_with_their_ages(
    province: Services, governor: Viewer, whole: str, members: pd.DataFrame
):
    persons = persons_of(province, governor, NEW, whole)
    assert len(persons) == len(members)
    assert sorted(persons["member_age"].dropna()) == sorted(members["age"].dropna())
    card = province.catalog.code_lists["welfare"].label_of("card").th  # as the workbook writes it
    cards = members["welfare"].dropna().str.contains(card, regex=False)
    assert persons["member_card"].sum() == cards.sum()
    assert persons["member_card"].isna().sum() == members["welfare"].isna().sum()


def test_an_officer_sees_the_persons_of_the_own_district_alone(
    province: Services, officer: Viewer, whole: str, district: str
):
    persons = persons_of(province, officer, NEW, whole)
    assert len(persons) > 0 and set(persons["district_code"].astype(str)) == {district}
    rows = survey_rows(province, officer, NEW, whole, ("village", "round"), Unit.PERSON)
    assert {code[:4] for code in rows.groups["village"].astype(str)} == {district}


@pytest.mark.parametrize("unit", Unit)
def test_every_grouping_on_offer_has_a_code_for_each_row_or_none(
    province: Services, governor: Viewer, whole: str, unit: Unit
):
    names = groupings_of(province.catalog, unit)
    assert len(set(names)) == len(names)
    for name in names:
        found = survey_rows(province, governor, NEW, whole, (name,), unit)
        assert len(found.groups) == len(found.rows)
        assert found.groups[name].notna().any(), name


def test_classes_keep_their_order_and_hold_their_lower_end(province: Services, governor: Viewer, whole: str):
    found = survey_rows(province, governor, NEW, whole, ("head_age",))
    classes = province.catalog.described("head_age").classes
    assert list(found.groups["head_age"].cat.categories) == [one.code for one in classes]
    ages = households_of(province, governor, NEW, whole)["head_age"]
    for one in classes:
        inside = (ages >= (-np.inf if one.lower is None else one.lower)) & (
            ages < (np.inf if one.upper is None else one.upper)
        )
        assert ((found.groups["head_age"] == one.code) == inside).all()
    assert (found.groups["head_age"].isna() == ages.isna()).all()


def test_a_person_is_grouped_by_what_is_known_of_the_household(province: Services, governor: Viewer, whole: str):
    persons = survey_rows(province, governor, NEW, whole, ("level", "head_sex"), Unit.PERSON)
    households = households_of(province, governor, NEW, whole).set_index("household_id")
    own = persons.rows["household_id"]
    assert persons.groups["level"].fillna(-1).tolist() == own.map(households["level"]).fillna(-1).tolist()
    assert persons.groups["head_sex"].astype(str).tolist() == own.map(households["head_sex"].astype(str)).tolist()


def test_rounds_stand_side_by_side_the_oldest_first(province: Services, governor: Viewer, whole: str):
    found = survey_rows(province, governor, NEW, whole, ("round", "district"))
    assert list(found.groups["round"].cat.categories) == [OLD, NEW]
    for name in (OLD, NEW):
        alone = households_of(province, governor, name, whole)
        inside = found.rows[(found.groups["round"] == name).to_numpy()]
        assert inside["overall"].tolist() == pytest.approx(alone["overall"].tolist(), nan_ok=True)


def test_persons_of_a_household_are_a_cluster_and_households_are_a_plain_sample(
    province: Services, governor: Viewer, whole: str
):
    persons = sample_for(survey_rows(province, governor, NEW, whole, (), Unit.PERSON), SampleChoice())
    assert persons.has_clusters and not persons.is_weighted
    assert sample_for(survey_rows(province, governor, NEW, whole), SampleChoice()).is_simple


def test_by_members_a_mean_is_the_mean_of_people(province: Services, governor: Viewer, whole: str):
    found = survey_rows(province, governor, NEW, whole)
    sample = sample_for(found, SampleChoice(by_members=True))
    x, size = found.rows["overall"].to_numpy(), found.rows["household_size"].to_numpy()
    known = ~np.isnan(x) & ~np.isnan(size)
    estimate = means(sample, domains_of(sample), x)
    assert estimate.value[0] == pytest.approx((x[known] * size[known]).sum() / size[known].sum())


def test_a_known_list_makes_errors_smaller_by_the_share_that_was_seen(province: Services, governor: Viewer, whole: str):
    found = survey_rows(province, governor, NEW, whole)
    n, x = len(found.rows), found.rows["members_living"].to_numpy()
    plain, listed = (sample_for(found, SampleChoice(population=size)) for size in (None, 4 * n))
    ses = [means(sample, domains_of(sample), x).se[0] for sample in (plain, listed)]
    assert ses[1] == pytest.approx(ses[0] * np.sqrt(0.75))


def test_a_household_that_comes_back_is_the_same_cluster_in_every_round(
    province: Services, governor: Viewer, whole: str
):
    found = survey_rows(province, governor, NEW, whole, ("round",))
    sample = sample_for(found, SampleChoice())
    assert len(sample.stages[0].stratum) == found.rows["household_id"].nunique() < len(found.rows)


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (SampleChoice(strata="head_sex"), "describe_unknown_group"),
        (SampleChoice(population=3), "survey_population"),
        (SampleChoice(population=10_000, strata="district"), "survey_population_design"),
    ],
)
def test_a_sampling_that_cannot_be_is_refused(
    province: Services, governor: Viewer, whole: str, choice: SampleChoice, code: str
):
    found = survey_rows(province, governor, NEW, whole, ("district", "head_sex"))
    with pytest.raises(BadInput) as refused:
        sample_for(found, choice)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (("shoe_size",), "describe_unknown_group"),
        (("district", "district"), "describe_many_groups"),
        (("district", "level", "outcome"), "describe_many_groups"),
    ],
)
def test_groupings_that_were_never_on_offer_are_refused(province: Services, by: tuple[str, ...], code: str):
    with pytest.raises(BadInput) as refused:
        check_groupings(province.catalog, Unit.HOUSEHOLD, by)
    assert refused.value.code == code


def test_persons_are_described_by_their_own_variables_alone(province: Services):
    numbers, categories = values_of(province.catalog, Unit.PERSON)
    assert {*numbers, *categories} == {one.id for one in province.catalog.members}
    assert "overall" in values_of(province.catalog)[0]


def test_a_village_is_told_by_the_eight_digits_of_its_address(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    found = survey_rows(province, governor, NEW, whole, ("village",))
    wanted = households["subdistrict_code"] + households["village_number"].astype(int).map("{:02d}".format)
    assert sorted(found.groups["village"].astype(str)) == sorted(wanted)
