"""Shares of fifths with their errors, and the Lorenz curve, from incomes in order."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.poverty.income_shares import income_shares, lorenz_curve
from dss_core.analysis.poverty.incomes import IncomesInOrder, incomes_in_order
from dss_core.analysis.poverty.inequality import s80s20
from dss_core.analysis.statistics.design import SurveyDesign, sample_of


def everybody(incomes: np.ndarray, weights: np.ndarray | None = None) -> IncomesInOrder:
    design = None if weights is None else SurveyDesign(weights)
    return incomes_in_order(incomes, sample_of(pd.DataFrame(index=range(len(incomes))), design))[0]


@pytest.fixture
def incomes() -> np.ndarray:
    return np.exp(np.random.default_rng(2).normal(10, 0.7, 200))


def test_shares_sum_to_one_and_their_ends_are_s80s20(incomes: np.ndarray):
    shares = income_shares(everybody(incomes), 5)["value"]
    assert shares.sum() == pytest.approx(1)
    assert shares.iloc[-1] / shares.iloc[0] == pytest.approx(s80s20(incomes, np.ones(200)).value)


def test_equal_parts_of_equal_incomes():
    shares = income_shares(everybody(np.full(10, 7.0)), 1)
    assert shares["value"].tolist() == [1.0] and shares["se"].iloc[0] == pytest.approx(0, abs=1e-12)


def test_the_error_is_about_that_of_many_samples():
    rng = np.random.default_rng(5)
    samples = [np.exp(rng.normal(10, 0.7, 2000)) for _ in range(200)]
    found = [income_shares(everybody(sample), 5) for sample in samples]
    spread = np.std([one["value"] for one in found], axis=0)
    assert np.mean([one["se"] for one in found], axis=0).tolist() == pytest.approx(spread.tolist(), rel=0.15)


def test_a_missing_income_is_left_out_and_a_weight_is_a_copy(incomes: np.ndarray):
    weights = np.where(np.arange(200) < 20, 2.0, 1.0)
    twice = income_shares(everybody(np.concatenate([incomes, incomes[:20]])), 5)["value"]
    weighted = income_shares(everybody(np.append(incomes, np.nan), np.append(weights, 1.0)), 5)["value"]
    assert weighted.tolist() == pytest.approx(twice.tolist())


def test_the_curve_goes_from_nothing_to_all_below_the_diagonal(incomes: np.ndarray):
    curve = lorenz_curve(everybody(incomes))
    assert (curve.iloc[0].tolist(), curve.iloc[-1].tolist()) == ([0, 0], [1, pytest.approx(1)])
    assert (curve["income"] <= curve["people"] + 1e-12).all()


@pytest.mark.parametrize("nobody", [np.zeros(0), np.full(3, np.nan), np.zeros(3)])
def test_without_any_income_there_is_nothing_to_share(nobody: np.ndarray):
    assert income_shares(everybody(nobody), 5)[["value", "se", "ci_low"]].isna().all().all()
    assert lorenz_curve(everybody(nobody))["income"].isna().all()
