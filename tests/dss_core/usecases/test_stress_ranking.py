"""Would it change: bands by hand, doubts, methods, disagreement and visits; and every way to ask for them wrongly."""

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.methods import METHODS
from dss_core.errors import BadInput
from dss_core.usecases.compare_methods import compare_methods
from dss_core.usecases.list_visits import MOST_VISITS, VisitQuery, list_visits
from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.services import Services
from dss_core.usecases.stress_ranking import StressedRanking, StressQuery, stress_ranking
from dss_core.usecases.weigh_disagreement import weigh_disagreement
from tests.dss_core.usecases.small_province import NEW

WEIGHTS = (("human", 2.0), ("financial", 1.0), ("social", 1.0))
STEPPED = (("h1", 1.0), ("p1", 1.0), ("f1", 1.0))
USE_CASES = (stress_ranking, weigh_disagreement, compare_methods, list_visits)


def stressed(services: Services, somebody: Viewer, area: str, **wanted: object) -> StressedRanking:
    asked = {"weights": WEIGHTS, "first_count": 20, **wanted}
    return stress_ranking(services, somebody, StressQuery(NEW, area, **asked))


def counts(found: StressedRanking) -> dict[str, int]:
    return dict(zip(found.bands["band"], found.bands["count"], strict=True))


@pytest.fixture(scope="module")
def found(province: Services, governor: Viewer, whole: str) -> StressedRanking:
    return stressed(province, governor, whole)


def test_every_household_is_in_one_band_and_the_areas_add_up(found: StressedRanking, households: pd.DataFrame):
    assert sum(counts(found).values()) == len(households)
    assert found.by_area[["certain", "verify", "out", "unranked"]].to_numpy().sum() == len(households)
    assert {band: int(found.by_area[band].sum()) for band in counts(found)} == counts(found)


def test_a_band_is_what_the_rules_of_the_catalogue_make_of_the_share(found: StressedRanking, province: Services):
    rules = province.catalog.stress
    for band, part in found.households.groupby("band"):
        assert {"certain": part["first_share"] >= rules.certain_from, "out": part["first_share"] <= rules.out_to}.get(
            str(band), part["first_share"].between(rules.out_to, rules.certain_from)
        ).all()
    assert (found.households["rank_low"] <= found.households["rank_high"]).all()
    assert found.draw_count == rules.draw_count


def test_a_certain_household_is_among_the_first_under_the_given_weights(
    found: StressedRanking, province: Services, governor: Viewer, whole: str
):
    listed = rank_households(province, governor, RankQuery(NEW, whole, WEIGHTS, first_count=20, limit=20)).households
    certain = found.households[found.households["band"] == "certain"]
    assert set(certain["household_id"]) <= set(listed["household_id"])


def test_one_criterion_leaves_no_weight_to_draw_so_nothing_is_to_be_verified(
    province: Services, governor: Viewer, whole: str
):
    found = stressed(province, governor, whole, weights=(("human", 1.0),))
    assert counts(found)["verify"] == 0
    assert counts(found)["certain"] >= 20
    assert found.kept_share == found.kept_low == 1.0


def test_a_narrow_range_of_weights_leaves_less_to_be_verified(
    found: StressedRanking, province: Services, governor: Viewer, whole: str
):
    narrow = stressed(province, governor, whole, width=0.05)
    assert counts(narrow)["verify"] < counts(found)["verify"]
    assert narrow.kept_share > found.kept_share


def test_doubtful_answers_leave_fewer_certain(province: Services, governor: Viewer, whole: str):
    alone = stressed(province, governor, whole, weights=STEPPED)
    both = stressed(province, governor, whole, weights=STEPPED, with_answers=True)
    assert (alone.answer_draw_count, both.answer_draw_count) == (0, 100)
    assert counts(both)["certain"] <= counts(alone)["certain"]
    assert counts(both)["verify"] >= counts(alone)["verify"]


def test_the_same_question_has_the_same_answer(
    found: StressedRanking, province: Services, governor: Viewer, whole: str
):
    again = stressed(province, governor, whole)
    pd.testing.assert_frame_equal(again.households, found.households)


def test_with_room_for_everybody_all_are_certain_and_nothing_can_change(
    province: Services, governor: Viewer, whole: str
):
    found = stressed(province, governor, whole, first_count=5000)
    assert counts(found)["certain"] == 120
    room = weigh_disagreement(province, governor, StressQuery(NEW, whole, WEIGHTS, first_count=5000))
    assert room.swap is None
    assert (room.kept["kept_mean"] == 1.0).all()


def test_the_nearest_swap_moves_weight_that_the_given_set_has(province: Services, governor: Viewer, whole: str):
    found = weigh_disagreement(province, governor, StressQuery(NEW, whole, WEIGHTS, first_count=20))
    assert found.swap is not None and found.is_told
    moved = np.array([found.swap.weights[name] - weight for name, weight in found.weights.items()])
    assert moved.sum() == pytest.approx(0)
    assert np.abs(moved).sum() / 2 == pytest.approx(found.swap.share)
    assert found.kept["moved_share"].tolist() == list(province.catalog.stress.moved_shares)
    assert found.kept["kept_mean"].is_monotonic_decreasing


def test_a_method_without_a_weighted_mean_tells_no_swap(province: Services, governor: Viewer, whole: str):
    found = weigh_disagreement(province, governor, StressQuery(NEW, whole, WEIGHTS, "topsis", 20))
    assert found.swap is None and not found.is_told
    assert len(found.kept)


def test_methods_are_compared_each_with_each_and_both_ways_alike(province: Services, governor: Viewer, whole: str):
    found = compare_methods(province, governor, StressQuery(NEW, whole, WEIGHTS, first_count=20))
    assert len(found.pairs) == len(METHODS) * (len(METHODS) - 1)
    table = found.pairs.set_index(["method", "other"])
    assert table.loc[("topsis", "vikor"), "overlap"] == table.loc[("vikor", "topsis"), "overlap"]
    assert found.pairs["overlap"].between(0, 1).all()
    assert 0 <= found.all_first <= min(found.first_count.values())


def test_a_visit_list_is_as_long_as_asked_and_its_areas_add_up(province: Services, governor: Viewer, whole: str):
    found = list_visits(province, governor, VisitQuery(NEW, whole, STEPPED, first_count=20, visits=7))
    assert len(found.households) == found.by_area["visit_count"].sum() == 7
    assert found.households["settled"].is_monotonic_decreasing
    assert found.households["settled"].sum() == pytest.approx(found.by_area["settled"].sum())
    assert found.households["settled"].sum() / found.wrong_count == pytest.approx(found.settled_share)
    by_hand = found.households["subdistrict_code"].astype(str).value_counts().to_dict()
    assert dict(zip(found.by_area["area"], found.by_area["visit_count"], strict=True)) == by_hand


def test_a_visit_list_names_no_one(province: Services, governor: Viewer, whole: str):
    found = list_visits(province, governor, VisitQuery(NEW, whole, STEPPED, first_count=20))
    assert set(found.households.columns) == {
        "household_id", "district_code", "subdistrict_code", "village_number", "house_code",
        "first_share", "settled", "missing",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"method": "coin_toss"}, "ranking_unknown_method"),
        ({"weights": (("first_name", 1.0),)}, "ranking_unknown_criterion"),
        ({"weights": (("human", float("nan")),)}, "ranking_bad_weight"),
        ({"weights": ()}, "ranking_no_weight"),
        ({"first_count": 0}, "ranking_bad_count"),
        ({"width": 0.0}, "ranking_bad_width"),
        ({"width": float("nan")}, "ranking_bad_width"),
        ({"width": 1.5}, "ranking_bad_width"),
    ],
)
@pytest.mark.parametrize("use_case", USE_CASES)
def test_a_forged_choice_is_refused(use_case, wanted: dict[str, object], code: str, province, governor, whole: str):
    with pytest.raises(BadInput) as refused:
        use_case(province, governor, VisitQuery(NEW, whole, **{"weights": WEIGHTS, **wanted}))
    assert refused.value.code == code


@pytest.mark.parametrize("visits", [0, -1, MOST_VISITS + 1])
def test_a_visit_list_of_another_length_is_refused(visits: int, province: Services, governor: Viewer, whole: str):
    with pytest.raises(BadInput) as refused:
        list_visits(province, governor, VisitQuery(NEW, whole, WEIGHTS, visits=visits))
    assert refused.value.code == "ranking_visits"
