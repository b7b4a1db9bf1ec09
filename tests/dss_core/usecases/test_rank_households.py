"""The ranking, worked out a second time from the workbook, and every way to ask for it wrongly."""

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.methods import METHODS
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.usecases.rank_households import LARGEST_PAGE, RankedHouseholds, RankQuery, criteria_of, rank_households
from dss_core.usecases.services import Services
from tests.dss_core.usecases.by_hand import need, ranks
from tests.dss_core.usecases.small_province import NEW

WEIGHTS = {"human": 2.0, "physical": 1.0, "financial": 4.0, "natural": 1.0, "social": 0.0}
COUNTED = {name: weight for name, weight in WEIGHTS.items() if weight}


def ask(services: Services, somebody: Viewer, area: str, **wanted: object) -> RankedHouseholds:
    query = {"weights": tuple(WEIGHTS.items()), **wanted}
    return rank_households(services, somebody, RankQuery(NEW, area, **query))


@pytest.fixture(scope="module")
def found(province: Services, governor: Viewer, whole: str) -> RankedHouseholds:
    return ask(province, governor, whole, limit=LARGEST_PAGE)


def test_scores_and_ranks_are_those_of_plain_arithmetic(found: RankedHouseholds, households: pd.DataFrame):
    scores = need(households, COUNTED)
    by_hand = ranks(scores)
    assert len(found.households) == len(households)
    for row in found.households.to_dict("records"):
        assert row["score"] == pytest.approx(scores[row["house_code"]], abs=1e-8)
        assert row["rank"] == by_hand[row["house_code"]]
    assert found.households["rank"].is_monotonic_increasing


def test_ties_share_the_smallest_rank_and_stand_in_the_order_of_their_keys(
    province: Services, governor: Viewer, whole: str
):
    found = ask(province, governor, whole, weights=(("p1", 1.0),), limit=LARGEST_PAGE)
    page = found.households
    assert page["rank"].duplicated().any()
    for rank, tied in page.groupby("rank"):
        assert rank == (page["rank"] < rank).sum() + 1
        assert tied["household_id"].is_monotonic_increasing
    assert found.tied_at_end == (page["rank"] == page["rank"].iloc[99]).sum()


def test_the_parts_of_a_score_add_up_to_it(found: RankedHouseholds):
    assert list(found.parts.columns) == list(COUNTED)
    sums = found.parts.sum(axis=1, min_count=1)
    np.testing.assert_allclose(sums, found.households["score"], atol=1e-9)
    missing = found.parts.isna().sum(axis=1)
    assert found.households["missing_count"].tolist() == missing.tolist()
    assert missing.any(), "the small province must lack some scores, or nothing is proven of missing ones"
    assert "missing_reweighted" in found.warnings


def test_weights_count_in_proportion_and_a_criterion_without_weight_is_left_out(
    found: RankedHouseholds, province: Services, governor: Viewer, whole: str
):
    assert found.weights == pytest.approx({name: weight / 8 for name, weight in COUNTED.items()})
    doubled = tuple((name, 2 * weight) for name, weight in WEIGHTS.items())
    again = ask(province, governor, whole, weights=doubled, limit=LARGEST_PAGE)
    pd.testing.assert_frame_equal(again.households, found.households)


def test_the_first_ones_are_counted_by_sub_district(
    found: RankedHouseholds, province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    table = ask(province, governor, whole, first_count=30, limit=10).by_area.set_index("area")
    assert table["household_count"].to_dict() == households["subdistrict_code"].value_counts().to_dict()
    first = found.households["subdistrict_code"].head(30).astype(str).value_counts()
    assert table.loc[table["first_count"] > 0, "first_count"].to_dict() == first.to_dict()


def test_pages_follow_each_other(found: RankedHouseholds, province: Services, governor: Viewer, whole: str):
    pages = [ask(province, governor, whole, offset=offset, limit=50) for offset in (0, 50, 100, 150)]
    assert [len(page.households) for page in pages] == [50, 50, 20, 0]
    together = pd.concat([page.households for page in pages], ignore_index=True)
    pd.testing.assert_frame_equal(together, found.households, check_dtype=False)


def test_every_preset_of_the_catalogue_ranks_with_every_method(
    province: Services, governor: Viewer, whole: str, catalog: Catalog
):
    for preset in catalog.presets:
        for method in METHODS:
            found = ask(province, governor, whole, weights=tuple(preset.weights.items()), method=method)
            assert found.ranked_count + found.unranked_count == 120
            assert set(found.weights) <= set(preset.weights)


def test_everything_with_a_direction_can_be_ranked_by_and_nothing_else(
    province: Services, governor: Viewer, whole: str, catalog: Catalog
):
    for criterion in criteria_of(catalog):
        found = ask(province, governor, whole, weights=((criterion.id, 1.0),))
        assert found.ranked_count + found.unranked_count == 120
    assert not {c.id for c in criteria_of(catalog)} & {"outcome", "head_age", "household_size", "level"}


def test_a_list_holds_no_name_and_no_address(found: RankedHouseholds):
    assert set(found.households.columns) == {
        "household_id", "district_code", "subdistrict_code", "village_number", "overall", "level",
        "rank", "score", "missing_count", "house_code",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"method": "coin_toss"}, "ranking_unknown_method"),
        ({"weights": (("first_name", 1.0),)}, "ranking_unknown_criterion"),
        ({"weights": (("head_age", 1.0),)}, "ranking_unknown_criterion"),
        ({"weights": (("human", 0.0),)}, "ranking_no_weight"),
        ({"weights": ()}, "ranking_no_weight"),
        ({"weights": (("human", -1.0),)}, "ranking_bad_weight"),
        ({"weights": (("human", float("nan")),)}, "ranking_bad_weight"),
        ({"weights": (("human", float("inf")),)}, "ranking_bad_weight"),
        ({"weights": (("human", 1.0), ("human", 1.0))}, "ranking_repeated_criterion"),
        ({"first_count": 0}, "ranking_page"),
        ({"offset": -1}, "ranking_page"),
        ({"limit": 0}, "ranking_page"),
        ({"limit": LARGEST_PAGE + 1}, "ranking_page"),
    ],
)
def test_a_forged_choice_is_refused(
    wanted: dict[str, object], code: str, province: Services, governor: Viewer, whole: str
):
    with pytest.raises(BadInput) as refused:
        ask(province, governor, whole, **wanted)
    assert refused.value.code == code


@pytest.mark.parametrize("method", METHODS)
def test_every_method_ranks_the_households_of_a_round(method: str, province: Services, governor: Viewer, whole: str):
    found = ask(province, governor, whole, method=method, limit=LARGEST_PAGE)
    page = found.households[: found.ranked_count]
    assert page["rank"].iloc[0] == 1 and page["rank"].is_monotonic_increasing
    assert page["score"].is_monotonic_decreasing and page["score"].between(0, 1).all()
    np.testing.assert_allclose(found.parts[: found.ranked_count].sum(axis=1), page["score"], atol=1e-9)


def test_whole_answers_and_counts_of_people_have_steps_of_one(province: Services):
    steps = {criterion.id: criterion.step for criterion in criteria_of(province.catalog)}
    instrument, variables = province.catalog.instrument, province.catalog.variables
    assert {steps[one.id] for one in instrument.indicators if one.is_whole} == {1.0}
    assert {steps[one.id] for one in instrument.capitals} == {None}
    assert {steps[one.id] for one in variables if one.counts and one.id in steps} == {1.0}
