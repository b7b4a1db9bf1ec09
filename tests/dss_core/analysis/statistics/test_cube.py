"""The cube gives what the estimates of the rows give, for any grouping and any design."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.statistics import cube as cube_module
from dss_core.analysis.statistics import cube_pass
from dss_core.analysis.statistics.cube import cube, roll_up
from dss_core.analysis.statistics.cube_errors import mean_errors
from dss_core.analysis.statistics.design import LonelyRule, SurveyDesign, sample_of
from dss_core.analysis.statistics.estimates import means, standard_deviations, totals
from dss_core.analysis.statistics.groups import group_rows
from dss_core.analysis.statistics.variance import domains_of
from dss_core.errors import BadInput

VALUES = ("debt", "water", "never")
BY = ("district", "level")
DESIGNS = {
    "simple": SurveyDesign(),
    "weights": SurveyDesign("weight"),
    "strata": SurveyDesign("weight", "stratum"),
    "strata and population": SurveyDesign("weight", "stratum", fpc="population"),
    "clusters": SurveyDesign("weight", "stratum", "village"),
    "clusters without weights": SurveyDesign(clusters="village"),
    "certain strata": SurveyDesign("weight", "stratum", lonely=LonelyRule.CERTAINTY),
}


def province(size: int, seed: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "district": draw.choice(["01", "02", "03"], size),
            "level": np.where(draw.random(size) < 0.1, np.nan, draw.integers(1, 5, size)),
            "weight": draw.uniform(0.2, 3, size) * (draw.random(size) > 0.05),
            "stratum": np.where(np.arange(size) == 0, 9, draw.integers(0, 3, size)),
            "village": draw.integers(0, 6, size),
            "debt": np.where(draw.random(size) < 0.1, np.nan, draw.normal(1e6, 10, size)),
            "water": draw.integers(0, 2, size),
            "never": np.full(size, np.nan),
        }
    )
    return frame.assign(population=frame["stratum"].map(frame["stratum"].value_counts()) * 2 + 1)


def assert_as_estimates(frame: pd.DataFrame, design: SurveyDesign, by: tuple[str, ...]) -> None:
    made, sample = cube(frame, VALUES, BY, design), sample_of(frame, design)
    rolled = roll_up(made, by)
    se, df = mean_errors(made, rolled)
    groups = group_rows(frame[sample.weights > 0], by)
    of_row = np.full(len(frame), -1, dtype=np.int64)
    of_row[sample.weights > 0] = groups.of_row if by else 0
    domains = domains_of(sample, of_row, max(groups.count, 1))
    assert rolled.keys == groups.keys
    for number, name in enumerate(VALUES):
        x = frame[name].to_numpy(float)
        mean, total, sd = means(sample, domains, x), totals(sample, domains, x), standard_deviations(sample, domains, x)
        np.testing.assert_array_equal(rolled.n[:, number], mean.n)
        np.testing.assert_array_equal(rolled.missing[:, number], mean.missing)
        np.testing.assert_allclose(rolled.mean[:, number], mean.value, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(rolled.total[:, number], total.value, rtol=1e-12, atol=1e-9)
        np.testing.assert_allclose(rolled.sd[:, number], sd, rtol=1e-7, atol=1e-6)
        np.testing.assert_allclose(se[:, number], mean.se, rtol=1e-7, atol=1e-6)
        np.testing.assert_array_equal(df[:, number], mean.df)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
@given(size=st.integers(8, 120), seed=st.integers(0, 50), by=st.sampled_from([(), ("district",), ("level",), BY]))
def test_every_grouping_equals_the_estimates_of_the_rows(
    design: SurveyDesign, size: int, seed: int, by: tuple[str, ...]
):
    assert_as_estimates(province(size, seed), design, by)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_the_size_of_the_blocks_changes_nothing(design: SurveyDesign, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cube_pass, "BLOCK_ROWS", 7)
    monkeypatch.setattr(cube_module, "MOST_COUNTED_KEYS", 1)
    assert_as_estimates(province(100, 3), design, ("level", "district"))


@pytest.mark.parametrize("cores", [None, 1, 3, 64])
def test_the_number_of_cores_changes_nothing(cores: int | None, monkeypatch: pytest.MonkeyPatch):
    frame = province(200, 5)
    here = cube(frame, VALUES, BY, SurveyDesign("weight", "stratum"))
    monkeypatch.setattr(cube_pass.os, "cpu_count", lambda: cores)
    np.testing.assert_array_equal(cube(frame, VALUES, BY, SurveyDesign("weight", "stratum")).sums, here.sums)


def test_categories_group_as_their_words_do_and_stand_in_their_own_order():
    frame = province(100, 2)
    words = frame["level"].map({1: "poor", 2: "fair", 3: "good", 4: "best"})
    ordered = pd.Categorical(words, ["nobody", "poor", "fair", "good", "best"], ordered=True)
    by_category = roll_up(cube(frame.assign(level=ordered), VALUES, BY), ["level"])
    by_number = roll_up(cube(frame, VALUES, BY), ["level"])
    assert by_category.keys == {"level": ["poor", "fair", "good", "best"]}
    np.testing.assert_array_equal(by_category.mean, by_number.mean)
    np.testing.assert_array_equal(by_category.missing, by_number.missing)


def test_many_cells_are_sorted_as_well_as_few():
    frame = pd.DataFrame({"g": np.arange(70_000)[::-1], "x": np.arange(70_000.0)})
    rolled = roll_up(cube(frame, ["x"], ["g"]), ["g"])
    assert rolled.mean[:, 0].tolist() == frame["x"].tolist()[::-1]


def test_large_amounts_close_together_keep_their_spread():
    rolled = roll_up(cube(pd.DataFrame({"x": [1e9, 1e9 + 1, 1e9 + 2]}), ["x"], []))
    assert rolled.sd[0, 0] == pytest.approx(1.0)


def test_a_group_of_zeros_has_a_mean_of_zero():
    frame = pd.DataFrame({"g": ["a"] * 7 + ["b"] * 7, "x": [0.0] * 7 + [1.0] * 7, "w": np.linspace(0.1, 0.7, 14)})
    assert roll_up(cube(frame, ["x"], ["g"]), ["g"]).mean[:, 0].tolist() == [0.0, 1.0]


def test_an_infinite_value_is_missing():
    rolled = roll_up(cube(pd.DataFrame({"x": [np.inf, 1.0, 3.0]}), ["x"], []))
    assert rolled.mean[0, 0] == 2.0 and rolled.missing[0, 0] == 1


def test_a_group_in_which_nobody_answered_is_missing_although_its_weights_leave_a_trace():
    frame = pd.DataFrame({"g": ["a"] * 10 + ["b"], "w": [0.1] * 11, "x": [np.nan] * 10 + [1.0]})
    rolled = roll_up(cube(frame, ["x"], ["g"], SurveyDesign("w")), ["g"])
    assert np.isnan(rolled.mean[0, 0]) and rolled.weight[0, 0] == 0.0 and rolled.n[:, 0].tolist() == [0, 1]


def test_no_rows_make_no_groups():
    made = cube(province(5, 0).iloc[:0], VALUES, BY)
    assert roll_up(made, BY).mean.shape == (0, 3)
    assert roll_up(made).mean.shape == (0, 3)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda f: cube(f, ["gone"], BY), "describe_unknown_column"),
        (lambda f: cube(f, ["district"], BY), "not_a_number"),
        (lambda f: roll_up(cube(f, VALUES, BY), ["village"]), "describe_unknown_column"),
        (
            lambda f: cube(f, VALUES, BY, SurveyDesign(None, None, ("stratum", "village"), "population")),
            "cube_one_stage",
        ),
    ],
)
def test_what_cannot_be_asked_is_told(call, code: str):
    with pytest.raises(BadInput) as caught:
        call(province(50, 1).assign(population=1000.0))
    assert caught.value.code == code


def test_errors_need_the_sums_they_are_made_of():
    made = cube(province(50, 1), VALUES, BY, SurveyDesign("weight"), with_errors=False)
    with pytest.raises(BadInput, match="cube_without_errors"):
        mean_errors(made, roll_up(made))
