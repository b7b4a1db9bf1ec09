"""Proxy-means weights: recovered where there is something to recover, errors counted on rows the fit has not seen."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dss_core.analysis.ranking.proxy_means import ProxyMeans, ProxyQuery, proxy_means
from dss_core.errors import BadInput


def survey(count: int = 400, noise: float = 0.3, seed: int = 1) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    frame = pd.DataFrame({"rooms": generator.integers(1, 6, count), "has_car": generator.random(count) < 0.3})
    log_income = 8 + 0.2 * frame["rooms"] + 0.5 * frame["has_car"] + noise * generator.normal(size=count)
    return frame.astype(np.float64).assign(income=np.exp(log_income), noise=generator.normal(size=count))


def fitted(frame: pd.DataFrame, *indicators: str, cuts: tuple[float, ...] = (0.2,), **more: object) -> ProxyMeans:
    asked = {name: more.pop(name) for name in ("line", "folds", "seed") if name in more}
    query = ProxyQuery("income", indicators or ("rooms", "has_car"), cuts, **asked)  # type: ignore[arg-type]
    return proxy_means(frame, query, **more)  # type: ignore[arg-type]


def row(found: ProxyMeans, method: str = "proxy_means", cut: float = 0.2, group: int = -1) -> pd.Series:
    errors = found.errors
    (one,) = errors.index[(errors["method"] == method) & (errors["cut"] == cut) & (errors["group"] == group)]
    return errors.loc[one]


def test_weights_without_noise_are_recovered_exactly():
    found = fitted(survey(noise=0.0))
    assert found.coefficients["weight"].tolist() == pytest.approx([0.2, 0.5])
    assert found.intercept == pytest.approx(8)
    assert (found.r_squared, found.r_squared_unseen) == pytest.approx((1, 1))
    assert row(found)["inclusion_error"] == row(found)["exclusion_error"] == 0


def test_weights_equal_those_of_numpys_least_squares():
    frame = survey()
    found = fitted(frame)
    design = np.column_stack([np.ones(len(frame)), frame["rooms"], frame["has_car"]])
    wanted = np.linalg.lstsq(design, np.log(frame["income"]), rcond=None)[0]
    assert [found.intercept, *found.coefficients["weight"]] == pytest.approx(wanted.tolist())


def test_a_prediction_comes_from_fits_without_the_row():
    frame = survey(40)
    found = fitted(frame, folds=40)
    others = fitted(frame.drop(index=7).reset_index(drop=True))
    by_hand = others.intercept + float(
        others.coefficients["weight"].to_numpy() @ frame.loc[7, ["rooms", "has_car"]].to_numpy()
    )
    assert found.predicted[7] == pytest.approx(by_hand)


def test_noise_explains_nothing_that_was_not_seen():
    found = fitted(survey(60, noise=1.0), "noise")
    assert found.r_squared >= 0 > found.r_squared_unseen - 0.05
    assert row(found)["exclusion_error"] > 0.5


def test_errors_by_hand_beside_the_hand_made_score():
    frame = pd.DataFrame({"income": [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10], "x": np.arange(10.0)})
    score = np.array([0, 9, 8, 1, 1, 1, 1, 1, 1, 7.0])
    found = fitted(frame, "x", cuts=(0.3,), score=score, folds=5)
    hand = row(found, "hand_made", 0.3)
    # Chosen are those with 2, 3 and 10; poor are those with 1, 2 and 3.
    assert hand[["n", "poor_count", "chosen_count"]].tolist() == [10, 3, 3]
    assert (hand["inclusion_error"], hand["exclusion_error"]) == pytest.approx((1 / 3, 1 / 3))
    by_line = row(fitted(frame, "x", cuts=(0.3,), score=score, folds=5, line=2.5), "hand_made", 0.3)
    assert (by_line["poor_count"], by_line["inclusion_error"], by_line["exclusion_error"]) == pytest.approx(
        (2, 2 / 3, 1 / 2)
    )


def test_errors_are_told_by_group_and_a_group_without_anybody_has_none():
    frame = survey()
    groups = (frame["rooms"] > 2).astype(int).to_numpy()
    found = fitted(frame, groups=groups, group_count=3, line=5000.0, cuts=(0.1, 0.3))
    assert len(found.errors) == 2 * 4
    parts, whole = (found.errors[(found.errors["cut"] == 0.3) & (found.errors["group"] >= low)] for low in (0, -1))
    assert parts["poor_count"].sum() * 2 == whole["poor_count"].sum()
    assert np.isnan(row(found, cut=0.3, group=2)["inclusion_error"])


def test_who_ties_at_the_cut_is_chosen_too():
    frame, score = survey(40), np.array([1.0, 0.0] * 20)
    assert row(fitted(frame, score=score), "hand_made")["chosen_count"] == 20


def test_households_of_a_cluster_are_left_out_together():
    # The indicator names the village: seen in the fit it tells the income, unseen it does not.
    generator = np.random.default_rng(2)
    village = np.repeat(np.arange(20), 10)
    names = {f"v{number}": (village == number).astype(float) for number in range(19)}
    frame = pd.DataFrame(
        {"income": np.exp(generator.normal(size=20)[village] + 0.1 * generator.normal(size=200)), **names}
    )
    loose, together = fitted(frame, *names), fitted(frame, *names, clusters=village)
    assert loose.r_squared_unseen > 0.9
    assert together.r_squared_unseen < 0.3


def test_rows_without_a_positive_income_are_left_out_and_counted():
    frame = survey(50)
    frame.loc[[0, 1, 2], "income"] = [np.nan, 0.0, -5.0]
    found = fitted(frame)
    assert (found.used_count, found.left_out_count) == (47, 3)
    assert np.isnan(found.predicted[:3]).all() and not np.isnan(found.predicted[3:]).any()


def test_a_missing_answer_counts_as_the_mean_and_is_counted():
    frame = survey(60, noise=0.0)
    frame.loc[:4, "rooms"] = np.nan
    found = fitted(frame)
    assert found.coefficients["filled_count"].tolist() == [5, 0]
    assert np.isfinite(found.predicted).all()


def test_indicators_that_say_the_same_are_told():
    frame = survey().assign(rooms_again=lambda f: 2 * f["rooms"])
    found = fitted(frame, "rooms", "rooms_again")
    assert found.warnings == ("collinear_indicators",)
    assert fitted(frame).warnings == ()
    assert found.r_squared == pytest.approx(fitted(frame, "rooms").r_squared)


@given(seed=st.integers(0, 20))
@settings(max_examples=10)
def test_the_same_seed_gives_the_same_folds_and_errors_lie_between_0_and_1(seed: int):
    frame = survey(80)
    one, again = (fitted(frame, seed=seed, cuts=(0.1, 0.5)) for _ in range(2))
    np.testing.assert_array_equal(one.predicted, again.predicted)
    assert one.errors[["inclusion_error", "exclusion_error"]].stack().between(0, 1).all()


@pytest.mark.parametrize(
    ("indicators", "more", "code"),
    [
        ((), {}, "proxy_no_indicator"),
        (("rooms",), {"cuts": (0.0,)}, "proxy_bad_cut"),
        (("rooms",), {"cuts": (1.0,)}, "proxy_bad_cut"),
        (("rooms",), {"folds": 51}, "proxy_few_rows"),
        (("word",), {}, "not_a_number"),
    ],
)
def test_what_cannot_be_fitted_is_refused(indicators: tuple[str, ...], more: dict[str, object], code: str):
    frame = survey(50).assign(word="x")
    with pytest.raises(BadInput, match=code):
        proxy_means(frame, ProxyQuery("income", indicators, **{"cuts": (0.2,), **more}))  # type: ignore[arg-type]
