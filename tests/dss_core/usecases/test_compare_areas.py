"""Areas in order, with the ranks that each could have."""

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.compare_areas import LeagueQuery, compare_areas, league_values
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice
from tests.dss_core.usecases.small_province import NEW


@pytest.mark.parametrize("first", ["lowest", "highest"])
def test_areas_stand_in_the_order_of_their_means(province: Services, governor: Viewer, whole: str, first: str):
    query = LeagueQuery(NEW, whole, "human", first=first)  # type: ignore[arg-type]
    found = compare_areas(province, governor, query).areas
    frame = households_of(province, governor, NEW, whole)
    wanted = frame.groupby(frame["district_code"].astype(str))["human"].mean()
    wanted = wanted.sort_values(ascending=first == "lowest")
    assert found["area"].tolist() == wanted.index.tolist()
    assert found["mean"].tolist() == pytest.approx(wanted.tolist())
    assert found["rank"].tolist() == list(range(1, len(found) + 1))


def test_every_rank_lies_between_the_ranks_that_it_could_be(province: Services, governor: Viewer, whole: str):
    for sample in (SampleChoice(), SampleChoice(clusters="village"), SampleChoice(by_members=True)):
        query = LeagueQuery(NEW, whole, "overall", "subdistrict", sample=sample)
        table = compare_areas(province, governor, query)
        ranked = table.areas[table.areas["rank"] > 0]
        assert (ranked["best"] <= ranked["rank"]).all() and (ranked["rank"] <= ranked["worst"]).all()
        assert table.shown_count <= table.pair_count == len(ranked) - 1


def test_an_area_with_a_single_household_could_have_any_rank(province: Services, governor: Viewer, whole: str):
    table = compare_areas(province, governor, LeagueQuery(NEW, whole, "overall", "subdistrict")).areas
    single = table[(table["n"] == 1)]
    assert len(single), "the small province has such a sub-district: else make another test"
    assert single["se"].isna().all()
    assert (single["best"] == 1).all() and (single["worst"] == len(table)).all()


def test_a_yes_or_no_is_compared_by_its_share(province: Services, governor: Viewer, whole: str):
    table = compare_areas(province, governor, LeagueQuery(NEW, whole, "has_welfare_card"))
    frame = households_of(province, governor, NEW, whole)
    assert table.is_share
    for row in table.areas.to_dict("records"):
        inside = frame[frame["district_code"] == row["area"]]
        assert row["mean"] == pytest.approx(inside["has_welfare_card"].mean())


def test_an_officer_compares_the_own_sub_districts_alone(
    province: Services, officer: Viewer, whole: str, district: str
):
    table = compare_areas(province, officer, LeagueQuery(NEW, whole, "overall", "subdistrict"))
    assert {code[:4] for code in table.areas["area"]} == {district}
    assert pd.notna(table.areas["mean"]).any() and not np.isinf(table.areas["mean"]).any()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": "outcome"}, "describe_unknown_value"),
        ({"grain": "village"}, "describe_unknown_group"),
        ({"first": "best"}, "describe_unknown_group"),
        ({"sample": SampleChoice(lonely="ignore")}, "survey_lonely_rule"),
    ],
)
def test_what_was_never_on_offer_is_refused(
    province: Services, governor: Viewer, whole: str, change: dict[str, object], code: str
):
    with pytest.raises(BadInput) as refused:
        compare_areas(province, governor, LeagueQuery(**{"round_id": NEW, "area": whole, "value": "human", **change}))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_numbers_and_yes_or_no_are_on_offer(province: Services):
    figures, flags = league_values(province.catalog)
    assert "overall" in figures and "has_welfare_card" in flags and not set(figures) & set(flags)
