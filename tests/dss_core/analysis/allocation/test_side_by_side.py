"""Plans beside each other, worked out by hand on a few households."""

import math

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.allocation.side_by_side import (
    OVERLAP,
    in_one_alone,
    moved,
    moved_between_programmes,
    overlaps,
)


def plan(*served: tuple[int, str, float]) -> pd.DataFrame:
    return pd.DataFrame(served, columns=["household_id", "programme_id", "cost_baht"]).astype(
        {"household_id": "int64", "cost_baht": "float64"}
    )


PLANS = {
    "roofs": plan((1, "roof", 20.0), (2, "roof", 20.0), (3, "roof", 20.0)),
    "wells": plan((2, "well", 8.0), (3, "well", 8.0), (3, "roof", 20.0), (4, "well", 8.0)),
    "nobody": plan(),
}
PLACES = pd.Series({1: "east", 2: "east", 3: "west", 4: "west"})


def test_two_plans_share_households_and_not_money():
    found = overlaps(PLANS).set_index(["first", "second"])
    pair = found.loc[("roofs", "wells")]
    assert (pair["first_count"], pair["second_count"], pair["both_count"]) == (3, 3, 2)
    assert (pair["only_first_count"], pair["only_second_count"]) == (1, 1)
    assert pair["jaccard"] == pytest.approx(2 / 4)
    assert (pair["first_baht"], pair["second_baht"]) == (40.0, 36.0)
    assert found.loc[("roofs", "nobody"), "jaccard"] == 0
    assert len(found) == 3


def test_two_plans_that_help_nobody_have_no_overlap_rather_than_a_full_one():
    found = overlaps({"a": plan(), "b": plan()})
    assert list(found.columns) == list(OVERLAP)
    assert math.isnan(found["jaccard"].iloc[0])
    assert overlaps({"a": plan()}).empty


def test_a_plan_beside_itself_overlaps_whole():
    found = overlaps({"a": PLANS["wells"], "b": PLANS["wells"]}).iloc[0]
    assert found["jaccard"] == 1
    assert found["first_baht"] == found["second_baht"] == 44.0


def test_households_in_one_plan_alone_are_listed_with_what_they_get():
    assert in_one_alone(PLANS).to_dict("records") == [
        {"plan": "roofs", "household_id": 1, "programmes": ("roof",), "cost_baht": 20.0},
        {"plan": "wells", "household_id": 4, "programmes": ("well",), "cost_baht": 8.0},
    ]
    three = {**PLANS, "again": PLANS["roofs"]}
    assert in_one_alone(three)["household_id"].tolist() == [4]


def test_who_wins_and_who_loses_by_place():
    found = moved(PLANS, "roofs", PLACES).set_index(["plan", "place"])
    assert found.loc[("wells", "east")].to_dict() == {
        "count": 1, "baht": 8.0, "joining_count": 0, "leaving_count": 1, "baht_difference": -32.0,
    }  # fmt: skip
    assert found.loc[("wells", "west")].to_dict() == {
        "count": 2, "baht": 36.0, "joining_count": 1, "leaving_count": 0, "baht_difference": 16.0,
    }  # fmt: skip
    assert found.loc[("nobody", "east"), "leaving_count"] == 2
    own = found.loc["roofs"]
    assert not own[["joining_count", "leaving_count", "baht_difference"]].to_numpy().any()


def test_who_wins_and_who_loses_by_programme():
    found = moved_between_programmes(PLANS, "wells").set_index(["plan", "place"])
    assert found.loc[("roofs", "well")].to_dict() == {
        "count": 0, "baht": 0.0, "joining_count": 0, "leaving_count": 3, "baht_difference": -24.0,
    }  # fmt: skip
    assert found.loc[("roofs", "roof"), "joining_count"] == 2
    assert list(dict.fromkeys(found.index.get_level_values("plan"))) == list(PLANS)
    assert moved_between_programmes({"a": plan(), "b": plan()}, "a").empty


@pytest.mark.parametrize("seed", range(5))
def test_counts_of_places_and_pairs_agree_with_each_other(seed: int):
    random = np.random.default_rng(seed)

    def drawn() -> pd.DataFrame:
        pairs = random.random((60, 3)) < 0.2
        rows = [(int(h), f"p{p}", float(random.integers(1, 99))) for h, p in np.argwhere(pairs)]
        return plan(*rows)

    plans = {"a": drawn(), "b": drawn()}
    places = pd.Series(random.integers(0, 4, 60).astype(str))
    pair, table = overlaps(plans).iloc[0], moved(plans, "a", places)
    of_b = table[table["plan"] == "b"]
    assert of_b["joining_count"].sum() == pair["only_second_count"]
    assert of_b["leaving_count"].sum() == pair["only_first_count"]
    assert of_b["count"].sum() == plans["b"]["household_id"].nunique()
    spent = {name: one["cost_baht"].sum() for name, one in plans.items()}
    assert of_b["baht_difference"].sum() == pytest.approx(spent["b"] - spent["a"])
    assert len(in_one_alone(plans)) == pair["only_first_count"] + pair["only_second_count"]
