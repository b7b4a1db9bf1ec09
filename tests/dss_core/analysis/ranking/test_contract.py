"""Ranks and order: the fast way of sorting gives what a plain stable sort gives, whatever the scores."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.ranking.contract import order, shared_ranks

RANDOM = np.random.default_rng(7)
SCORES = {
    "rounded": RANDOM.random(500).round(9),
    "many ties": RANDOM.integers(0, 5, 500) / 4,
    "missing among them": np.where(RANDOM.random(500) < 0.2, np.nan, RANDOM.random(500).round(9)),
    "negative": -RANDOM.random(500).round(9),
    "incomes, not rounded": RANDOM.lognormal(10, 1, 500),
    "larger than fits": RANDOM.random(500).round(3) * 1e9,
    "infinite": np.array([1.0, np.inf, -np.inf, 0.5, np.nan, np.inf]),
    "closer than a billionth": np.array([0.5, 0.5 + 1e-12, 0.5]),
    "all alike": np.zeros(6),
    "all missing": np.full(4, np.nan),
    "one": np.array([0.25]),
    "none": np.array([]),
}


@pytest.mark.parametrize("name", SCORES)
def test_ranks_count_who_is_strictly_needier(name: str):
    score = SCORES[name]
    by_hand = [1 + int((score > one).sum()) if one == one else 1 + int((~np.isnan(score)).sum()) for one in score]
    assert shared_ranks(score).tolist() == by_hand


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("is_sorted", [True, False], ids=["keys in order", "keys mixed"])
def test_the_order_is_by_rank_and_then_by_key(name: str, is_sorted: bool):
    ranks = shared_ranks(SCORES[name])
    keys = np.arange(len(ranks)) if is_sorted else RANDOM.permutation(len(ranks))
    found = order(SimpleNamespace(rank=ranks), pd.Series(keys, dtype=np.int64))  # type: ignore[arg-type]
    assert found.tolist() == sorted(range(len(ranks)), key=lambda row: (ranks[row], keys[row]))


def test_keys_may_be_words():
    ranking = SimpleNamespace(rank=np.array([1, 1, 1]))
    assert order(ranking, ["c", "a", "b"]).tolist() == [1, 2, 0]  # type: ignore[arg-type]
