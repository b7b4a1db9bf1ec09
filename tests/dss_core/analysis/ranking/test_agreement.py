"""Do other methods put the same households first?"""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

from dss_core.analysis.ranking.agreement import agreement
from dss_core.analysis.ranking.contract import Criterion, Ranking
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.weighted_sum import weighted_sum


def by_one(values: list[float | None]) -> Ranking:
    return weighted_sum(pd.DataFrame({"a": values}, dtype=np.float64), [Criterion("a", 1, "worse")])


def test_kendalls_tau_b_by_hand_with_ties():
    # Pairs 6; concordant 4, discordant 0, one tie in each alone: 4 / sqrt(5 x 5).
    one, other = by_one([1, 2, 2, 3]), by_one([1, 2, 3, 3])
    assert agreement({"one": one, "other": other}, 2).kendall.loc["one", "other"] == pytest.approx(4 / 5)


def test_the_same_order_agrees_and_the_reverse_does_not():
    found = agreement({"up": by_one([1, 2, 3]), "same": by_one([10, 20, 30]), "down": by_one([3, 2, 1])}, 1)
    assert found.kendall.loc["up"].tolist() == [1, 1, -1]
    assert found.overlap.loc["up"].tolist() == [1, 1, 0]
    assert found.kendall.equals(found.kendall.T) and found.overlap.equals(found.overlap.T)


def test_overlap_counts_ties_at_the_line_and_is_of_the_longer_list():
    found = agreement({"clear": by_one([4, 3, 2, 1]), "tied": by_one([4, 3, 3, 1])}, 2)
    assert found.first_count == {"clear": 2, "tied": 3}
    assert found.overlap.loc["clear", "tied"] == pytest.approx(2 / 3)


def test_who_is_not_ranked_by_both_does_not_count():
    found = agreement({"one": by_one([1, 2, 3, None]), "other": by_one([1, 2, None, 3])}, 1)
    assert found.kendall.loc["one", "other"] == pytest.approx(1)
    assert found.overlap.loc["one", "other"] == 0


def test_a_ranking_that_tells_nobody_apart_has_no_tau():
    assert np.isnan(agreement({"one": by_one([1, 2, 3]), "flat": by_one([2, 2, 2])}, 1).kendall.loc["one", "flat"])


def test_all_methods_are_compared_with_all():
    frame = pd.DataFrame(np.random.default_rng(1).random((60, 3)), columns=["a", "b", "c"])
    criteria = [Criterion(name, 1 / 3, "worse") for name in frame.columns]
    rankings = {name: method(frame, criteria) for name, method in METHODS.items()}
    found = agreement(rankings, 10)
    assert found.kendall.shape == (6, 6) and (np.diag(found.kendall) == 1).all()
    wanted = kendalltau(rankings["topsis"].rank, rankings["vikor"].rank).statistic
    assert found.kendall.loc["topsis", "vikor"] == pytest.approx(wanted)
