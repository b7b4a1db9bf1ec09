"""The weighted sum against the shared ranking case: ties, a constant column, a missing value."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.ranking.contract import Criterion, Ranking, order
from dss_core.analysis.ranking.methods import METHODS
from dss_core.errors import BadInput

SHARED = Path(os.environ.get("DSS_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
CASE = SHARED / "cases" / "rank_edge"

pytestmark = pytest.mark.skipif(not CASE.is_dir(), reason="the shared cases are not beside this folder (DSS_SHARED)")


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(CASE / "edge.csv", index_col="id")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    case: dict[str, Any] = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    return case["only_low_income_and_water_equal_weights"]


def rank(frame: pd.DataFrame, *names: str, weight: float = 1.0) -> Ranking:
    return METHODS["weighted_sum"](frame, [Criterion(name, weight, "worse") for name in names])


def test_scores_and_ranks_equal_the_reference(frame: pd.DataFrame, expected: dict[str, Any]):
    ranking = rank(frame, "low_income", "water")
    assert dict(zip(frame.index, ranking.score, strict=True)) == pytest.approx(expected["wsm_minmax"])
    assert dict(zip(frame.index, ranking.rank.tolist(), strict=True)) == expected["rank_min"]


def test_a_constant_column_adds_the_same_to_all_and_it_is_said(frame: pd.DataFrame, expected: dict[str, Any]):
    ranking = rank(frame, "low_income", "water", "constant")
    assert ranking.contributions["constant"].tolist() == [0.0] * len(frame)
    assert dict(zip(frame.index, ranking.rank.tolist(), strict=True)) == expected["rank_min"]
    assert ranking.constant == ("constant",) and "constant_criterion" in ranking.warnings


def test_a_missing_value_is_not_a_zero_and_it_is_said(frame: pd.DataFrame):
    alone = rank(frame, "missing")
    assert np.isnan(alone.score[1]) and alone.unranked.tolist() == [False, True, False, False]
    together = rank(frame, "low_income", "water", "missing")
    # B is scored by its other two answers; A, with the same two and the smallest third, stands lower.
    assert together.score[1] == pytest.approx(1 / 6)
    assert together.rank[1] < together.rank[0]
    assert together.missing_count.tolist() == [0, 1, 0, 0]
    assert "missing_reweighted" in together.warnings


def test_a_tie_is_put_in_order_by_id_and_rows_keep_their_order(frame: pd.DataFrame):
    backwards = frame[::-1]
    ranking = rank(backwards, "low_income", "water")
    assert ranking.contributions.index.tolist() == backwards.index.tolist()
    assert backwards.index[order(ranking, backwards.index.to_series())].tolist() == ["C", "D", "A", "B"]


def test_weights_that_do_not_add_up_to_one_are_normalised_and_it_is_said(frame: pd.DataFrame):
    ranking = rank(frame, "low_income", "water", weight=30)
    assert ranking.weights == {"low_income": 0.5, "water": 0.5}
    assert "weights_normalised" in ranking.warnings


def test_weights_that_are_all_zero_are_refused(frame: pd.DataFrame):
    with pytest.raises(BadInput, match="ranking_no_weight"):
        rank(frame, "low_income", "water", weight=0)
