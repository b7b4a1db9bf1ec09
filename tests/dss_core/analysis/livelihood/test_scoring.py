"""Capital scores, overall score and level: by hand, against published figures, and their properties."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dss_core.analysis.livelihood.scoring import level_counts, level_of, score
from dss_core.catalog.definitions import Instrument, Level
from dss_core.catalog.load import load_catalog

Build = Callable[..., Instrument]
DATA = Path(__file__).resolve().parents[4] / "data"
FIVE = {name: {f"{name}_1": 1.0} for name in ("human", "physical", "financial", "natural", "social")}
# The province's capital means of 2026 as the PPPConnext dashboard publishes them, with the overall score 1.91.
PUBLISHED = [2.51, 2.19, 1.60, 1.94, 1.32]


def test_the_published_capitals_give_the_published_overall_score_and_level(make_instrument: Build):
    instrument = make_instrument(FIVE)
    scores = score(pd.DataFrame([PUBLISHED], columns=list(instrument.indicator_ids)), instrument)
    assert scores.capitals.iloc[0].tolist() == PUBLISHED
    assert scores.overall[0] == 1.912
    assert scores.level[0] == 2


def test_a_capital_is_the_weighted_mean_of_its_indicators(make_instrument: Build):
    instrument = make_instrument({"human": {"h1": 0.2, "h2": 0.3, "h3": 0.5}, "social": {"s1": 1.0}})
    scores = score(pd.DataFrame({"h1": [1.0], "h2": [2.0], "h3": [4.0], "s1": [3.0]}), instrument)
    assert scores.capitals["human"][0] == pytest.approx(0.2 * 1 + 0.3 * 2 + 0.5 * 4)
    assert scores.overall[0] == pytest.approx((2.8 + 3) / 2)
    assert scores.answered_count[0] == 4


def test_a_missing_answer_is_not_zero(make_instrument: Build):
    instrument = make_instrument({"human": {"h1": 0.2, "h2": 0.3, "h3": 0.5}})
    scores = score(pd.DataFrame({"h1": [np.nan], "h2": [2.0], "h3": [4.0]}), instrument)
    assert scores.capitals["human"][0] == pytest.approx((0.3 * 2 + 0.5 * 4) / 0.8)
    assert scores.answered_count[0] == 2


def test_a_capital_has_no_score_when_too_little_of_its_weight_is_answered(make_instrument: Build):
    instrument = make_instrument({"human": {"h1": 0.4, "h2": 0.6}})
    scores = score(pd.DataFrame({"h1": [3.0, np.nan], "h2": [np.nan, 3.0]}), instrument)
    np.testing.assert_array_equal(scores.capitals["human"], [np.nan, 3.0])
    np.testing.assert_array_equal(scores.level, [np.nan, 3.0])


def test_exactly_the_least_share_is_enough_although_the_weights_do_not_add_up_exactly(make_instrument: Build):
    # 0.1 + 0.2 is 0.30000000000000004 to a computer, and 0.1 + 0.2 + 0.3 is 0.6000000000000001.
    instrument = make_instrument({"human": {"h1": 0.3, "h2": 0.1, "h3": 0.2}})
    scores = score(pd.DataFrame({"h1": [2.0], "h2": [np.nan], "h3": [np.nan]}), instrument)
    assert scores.capitals["human"][0] == 2.0


def test_the_overall_score_needs_its_share_of_capitals(make_instrument: Build):
    answers = pd.DataFrame([[*PUBLISHED[:4], np.nan]], columns=[f"{name}_1" for name in FIVE])
    assert np.isnan(score(answers, make_instrument(FIVE)).overall[0])
    assert score(answers, make_instrument(FIVE, overall_share=0.8)).overall[0] == pytest.approx(8.24 / 4)


def test_a_household_without_any_answer_has_no_score_and_no_level(make_instrument: Build):
    instrument = make_instrument(FIVE)
    scores = score(pd.DataFrame(np.full((1, 5), np.nan), columns=list(instrument.indicator_ids)), instrument)
    assert scores.capitals.isna().all(axis=None)
    assert scores.overall.isna().all() and scores.level.isna().all()
    assert scores.answered_count.tolist() == [0]


def test_a_column_that_is_not_there_was_answered_by_nobody(make_instrument: Build):
    instrument = make_instrument({"human": {"h1": 0.5, "h2": 0.5}})
    scores = score(pd.DataFrame({"h1": [2.0], "house": ["x"]}), instrument)
    assert scores.capitals["human"].tolist() == [2.0]
    assert scores.answered_count.tolist() == [1]


def test_an_infinite_answer_is_missing_and_does_not_spoil_other_capitals(make_instrument: Build):
    instrument = make_instrument(FIVE)
    answers = pd.DataFrame([[np.inf, 2.0, 2.0, 2.0, 2.0]], columns=list(instrument.indicator_ids))
    np.testing.assert_array_equal(score(answers, instrument).capitals.iloc[0], [np.nan, 2, 2, 2, 2])


def test_scores_keep_the_index_of_the_answers(make_instrument: Build):
    instrument = make_instrument({"human": {"h1": 1.0}})
    scores = score(pd.DataFrame({"h1": [1.0, 4.0]}, index=["x", "y"]), instrument)
    for part in (scores.capitals, scores.overall, scores.level, scores.answered_count):
        assert part.index.tolist() == ["x", "y"]


def test_no_household_gives_empty_scores(make_instrument: Build):
    scores = score(pd.DataFrame({"h1": pd.Series(dtype=float)}), make_instrument({"human": {"h1": 1.0}}))
    assert len(scores.capitals) == len(scores.overall) == len(scores.level) == len(scores.answered_count) == 0


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (1.0, 1),
        (1.745, 1),
        (1.75, 2),
        (2.4999999999999996, 3),
        (2.499, 2),
        (3.25, 4),
        (4.0, 4),
        (np.nan, np.nan),
        (0.99, np.nan),
        (4.01, np.nan),
    ],
)
def test_a_level_holds_its_lower_end_and_the_last_one_its_upper_end(
    value: float, number: float, levels: tuple[Level, ...]
):
    np.testing.assert_array_equal(level_of(np.array([value]), levels), [number])


def test_levels_of_all_capitals_at_once_keep_their_shape(levels: tuple[Level, ...]):
    np.testing.assert_array_equal(level_of(np.array([[1.0, 2.0], [3.0, np.nan]]), levels), [[1, 2], [3, np.nan]])


def test_levels_are_counted_with_the_empty_ones_and_the_missing_apart(levels: tuple[Level, ...]):
    counts = level_counts(pd.Series([1.0, 1.0, 3.0, 4.0, np.nan]), levels)
    assert counts["level"].tolist() == [1, 2, 3, 4]
    assert counts["count"].tolist() == [2, 0, 1, 1]
    assert counts["percent"].tolist() == [50.0, 0.0, 25.0, 25.0]
    assert set(counts["n"]) == {4} and set(counts["missing"]) == {1}


def test_the_share_of_a_level_is_missing_when_nobody_has_one(levels: tuple[Level, ...]):
    counts = level_counts(pd.Series([np.nan]), levels)
    assert counts["count"].tolist() == [0, 0, 0, 0]
    assert counts["percent"].isna().all()


WEIGHTS = {"human": {"h1": 0.2, "h2": 0.35, "h3": 0.45}, "social": {"s1": 0.15, "s2": 0.85}}
ANSWERS = arrays(np.float64, st.tuples(st.integers(1, 20), st.just(5)), elements=st.sampled_from([1, 2, 3, 4, np.nan]))


@given(values=ANSWERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scores_stay_on_the_scale_and_do_not_depend_on_the_other_rows(make_instrument: Build, values: np.ndarray):
    instrument = make_instrument(WEIGHTS)
    answers = pd.DataFrame(values, columns=list(instrument.indicator_ids))
    together = score(answers, instrument)
    assert together.overall.dropna().between(1, 4).all()
    turned = score(answers[::-1], instrument)
    pd.testing.assert_frame_equal(turned.capitals[::-1], together.capitals, check_exact=True)
    alone = score(answers.iloc[[0]], instrument)
    pd.testing.assert_frame_equal(alone.capitals, together.capitals.iloc[[0]], check_exact=True)


@given(values=ANSWERS, at=st.integers(0, 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_better_answer_never_lowers_a_score(make_instrument: Build, values: np.ndarray, at: int):
    instrument = make_instrument(WEIGHTS)
    answers = pd.DataFrame(values, columns=list(instrument.indicator_ids))
    better = answers.copy()
    better.iloc[:, at] = np.minimum(better.iloc[:, at] + 1, 4)
    before, after = score(answers, instrument), score(better, instrument)
    assert ((after.overall >= before.overall) | before.overall.isna()).all()
    np.testing.assert_array_equal(after.answered_count, before.answered_count)


def test_the_catalogues_instrument_scores_every_indicator_at_its_own_value():
    instrument = load_catalog(DATA).instrument
    for value in (1.0, 4.0):
        answers = pd.DataFrame([[value] * len(instrument.indicators)], columns=list(instrument.indicator_ids))
        scores = score(answers, instrument)
        assert scores.capitals.iloc[0].tolist() == [value] * len(instrument.capitals)
        assert scores.overall[0] == value
        assert scores.answered_count[0] == len(instrument.indicators)
