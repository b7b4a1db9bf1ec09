"""Areas in order of the mean need of their households, worked out a second time from the list of households."""

import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.weights.weightings import WEIGHTINGS
from dss_core.errors import BadInput
from dss_core.usecases.find_weights import WeightsQuery, find_weights
from dss_core.usecases.rank_areas import GRAINS, AreaRankQuery, rank_areas
from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW

WEIGHTS = (("human", 1.0),)


@pytest.mark.parametrize("grain", GRAINS)
def test_the_score_of_an_area_is_the_mean_of_its_households_on_one_criterion(
    grain: str, province: Services, governor: Viewer, whole: str
):
    found = rank_areas(province, governor, AreaRankQuery(NEW, whole, WEIGHTS, grain=grain))
    households = rank_households(province, governor, RankQuery(NEW, whole, WEIGHTS, limit=200)).households
    by_hand = households.groupby(households[GRAINS[grain]].astype(str))["score"].agg(["mean", "size"])
    assert dict(zip(found.areas["area"], found.areas["score"], strict=True)) == pytest.approx(by_hand["mean"].to_dict())
    counts = households[GRAINS[grain]].astype(str).value_counts().to_dict()
    assert dict(zip(found.areas["area"], found.areas["household_count"], strict=True)) == counts
    assert found.areas["rank"].is_monotonic_increasing and found.areas["rank"].iloc[0] == 1


@pytest.mark.parametrize("method", METHODS)
def test_every_method_ranks_areas(method: str, province: Services, governor: Viewer, whole: str):
    weights = (("human", 1.0), ("financial", 2.0))
    found = rank_areas(province, governor, AreaRankQuery(NEW, whole, weights, method))
    assert found.areas["score"].is_monotonic_decreasing
    assert found.parts.sum(axis=1).tolist() == pytest.approx(found.areas["score"].tolist(), abs=1e-9)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"grain": "village"}, "ranking_unknown_grain"),
        ({"method": "coin_toss"}, "ranking_unknown_method"),
        ({"weights": (("phone", 1.0),)}, "ranking_unknown_criterion"),
        ({"weights": (("human", -1.0),)}, "ranking_bad_weight"),
    ],
)
def test_a_forged_choice_is_refused(wanted: dict[str, object], code: str, province, governor, whole: str):
    with pytest.raises(BadInput) as refused:
        rank_areas(province, governor, AreaRankQuery(NEW, whole, **{"weights": WEIGHTS, **wanted}))
    assert refused.value.code == code


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_weights_from_the_answers_sum_to_one(weighting: str, province: Services, governor: Viewer, whole: str):
    found = find_weights(province, governor, WeightsQuery(NEW, whole, ("human", "financial", "social"), weighting))
    assert list(found.found.weights) == ["human", "financial", "social"]
    assert sum(found.found.weights.values()) == pytest.approx(1)


def test_an_unknown_way_to_find_weights_is_refused(province: Services, governor: Viewer, whole: str):
    for criteria, weighting, code in (
        (("human",), "dice", "ranking_unknown_weighting"),
        (("phone",), "equal", "ranking_unknown_criterion"),
        ((), "equal", "ranking_no_weight"),
    ):
        with pytest.raises(BadInput) as refused:
            find_weights(province, governor, WeightsQuery(NEW, whole, criteria, weighting))
        assert refused.value.code == code


def test_a_lonely_area_is_ranked_first_with_all_its_households(
    province: Services, governor: Viewer, households: pd.DataFrame
):
    lonely = households["subdistrict_code"].astype(str).value_counts()
    code = str(lonely.index[-1])
    found = rank_areas(province, governor, AreaRankQuery(NEW, code, WEIGHTS))
    assert found.areas[["area", "rank", "household_count"]].to_numpy().tolist() == [[code, 1, lonely.iloc[-1]]]
