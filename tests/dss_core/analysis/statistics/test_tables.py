"""Long tables of statistics: the same figures whether the sample is plain or designed, and intervals beside them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.statistics.design import SurveyDesign, sample_of
from dss_core.analysis.statistics.tables import LEVEL_COLUMNS, NUMBER_COLUMNS, level_table, number_table

PLAIN = ["n", "missing", "mean", "sd", "min", "max"]


def frame_by_hand() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "district": ["b", "a", "b", "a", "b", None],
            "debt": [10.0, 1.0, np.nan, 3.0, 30.0, 4.0],
            "roof": ["tin", "tin", "grass", None, "tin", "grass"],
            "w": [1.0, 2.0, 1.0, 1.0, 3.0, 2.0],
        }
    )


def test_the_interval_of_a_mean_by_hand():
    total = number_table(frame_by_hand(), ["debt"], [], sample_of(frame_by_hand())).iloc[0]
    values = np.array([10.0, 1.0, 3.0, 30.0, 4.0])
    se = values.std(ddof=1) / np.sqrt(5)
    assert total["se"] == pytest.approx(se)
    # Student's t of 4 degrees of freedom: 2.776.
    assert (total["ci_low"], total["ci_high"]) == pytest.approx(
        (values.mean() - 2.7764451 * se, values.mean() + 2.7764451 * se)
    )


def test_a_single_answer_has_a_mean_and_neither_spread_nor_interval():
    table = number_table(frame_by_hand().iloc[:1], ["debt"], [], sample_of(frame_by_hand().iloc[:1]))
    row = table.iloc[0]
    assert row["mean"] == 10 and row["n"] == 1
    assert row[["sd", "se", "ci_low", "ci_high"]].isna().all()


def test_equal_weights_change_no_figure_but_the_kind_of_quartile():
    frame = frame_by_hand()
    plain = number_table(frame, ["debt"], ["district"], sample_of(frame))
    weighted = number_table(frame, ["debt"], ["district"], sample_of(frame, SurveyDesign(weights=np.full(6, 2.0))))
    assert plain.columns.tolist() == weighted.columns.tolist() == ["district", "value", *NUMBER_COLUMNS]
    assert plain["district"].tolist() == weighted["district"].tolist() == [None, "a", "b"]
    assert weighted[PLAIN].to_numpy(float) == pytest.approx(plain[PLAIN].to_numpy(float), nan_ok=True)


def test_a_weighted_mean_and_percentage_by_hand():
    frame = frame_by_hand()
    sample = sample_of(frame, SurveyDesign(weights="w"))
    mean = number_table(frame, ["debt"], [], sample)["mean"].iloc[0]
    assert mean == pytest.approx((10 + 2 + 3 + 90 + 8) / 9)
    shares = level_table(frame, ["roof"], [], sample).set_index("code")
    assert shares["count"].to_dict() == {"grass": 2, "tin": 3}
    assert shares["percent"].to_dict() == pytest.approx({"grass": 100 * 3 / 9, "tin": 100 * 6 / 9})


def test_percentages_carry_wilsons_interval_and_both_kinds_of_sample_have_the_same_rows():
    frame = frame_by_hand()
    plain = level_table(frame, ["roof"], ["district"], sample_of(frame))
    designed = level_table(frame, ["roof"], ["district"], sample_of(frame, SurveyDesign(clusters=np.arange(6))))
    assert plain.columns.tolist() == ["district", "value", "code", *LEVEL_COLUMNS]
    for column in ("district", "value", "code", "count", "n", "missing"):
        assert plain[column].tolist() == designed[column].tolist()
    assert designed["percent"].tolist() == pytest.approx(plain["percent"].tolist())
    # Wilson 1927 for 3 of 5: 0.2307 to 0.8824.
    tin = plain[(plain["code"] == "tin") & plain["district"].isna()].iloc[0]
    assert (tin["ci_low"], tin["ci_high"]) == pytest.approx((23.07, 88.24), abs=0.005)


@pytest.mark.parametrize("design", [SurveyDesign(), SurveyDesign(weights="w")])
def test_what_nobody_answered_has_missing_statistics(design: SurveyDesign):
    frame = frame_by_hand().assign(debt=np.nan, roof=None)
    sample = sample_of(frame, design)
    numbers, levels = number_table(frame, ["debt"], [], sample), level_table(frame, ["roof"], [], sample)
    assert numbers[["n", "missing"]].iloc[0].tolist() == [0, 6]
    assert numbers[["mean", "sd", "se", "ci_low", "min", "q1"]].iloc[0].isna().all()
    assert levels[["count", "n", "missing"]].iloc[0].tolist() == [0, 0, 6]
    assert levels[["percent", "se", "ci_low"]].iloc[0].isna().all()


@pytest.mark.parametrize("design", [SurveyDesign(), SurveyDesign(weights="w")])
def test_without_values_the_tables_are_empty(design: SurveyDesign):
    sample = sample_of(frame_by_hand(), design)
    assert len(number_table(frame_by_hand(), [], ["district"], sample)) == 0
    assert len(level_table(frame_by_hand(), [], ["district"], sample)) == 0


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(-1e6, 1e6), st.floats(0.1, 9)), min_size=2, max_size=30))
def test_the_total_is_the_weighted_mean_of_the_groups(rows: list[tuple[str, float, float]]):
    frame = pd.DataFrame(rows, columns=["g", "x", "w"])
    table = number_table(frame, ["x"], ["g"], sample_of(frame, SurveyDesign(weights="w")))
    weights = frame.groupby("g")["w"].sum()
    groups = table[table["g"].notna()].set_index("g")["mean"]
    assert table["mean"].iloc[0] == pytest.approx((groups * weights).sum() / weights.sum(), abs=1e-6)
