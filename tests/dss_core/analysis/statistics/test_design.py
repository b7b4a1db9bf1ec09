"""A design is checked before anything is computed from it; every way to get it wrong has its own code."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.statistics.design import LonelyRule, SurveyDesign, sample_of
from dss_core.errors import BadInput
from tests.dss_core.analysis.statistics.small_survey import DESIGN, small_sample, small_survey


def told(frame: pd.DataFrame, design: SurveyDesign) -> tuple[str, dict[str, object]]:
    with pytest.raises(BadInput) as caught:
        sample_of(frame, design)
    return caught.value.code, caught.value.params


def changed(column: str, value: object, row: int = 0) -> pd.DataFrame:
    frame = small_survey().astype({column: object})
    frame.loc[row, column] = value
    return frame


def test_without_a_design_the_rows_are_a_simple_random_sample_and_it_says_so():
    sample = sample_of(small_survey())
    assert sample.is_simple and not sample.is_weighted
    assert sample.weights.tolist() == [1.0] * 27
    assert not small_sample().is_simple


def test_cluster_codes_may_repeat_in_another_stratum():
    stage = small_sample().stages[0]
    assert len(stage.stratum) == 8
    assert stage.sampled.tolist() == [4, 3, 1]
    np.testing.assert_allclose(stage.fraction, [4 / 9, 3 / 6, 1 / 5])


def test_a_code_in_two_strata_is_refused_when_codes_are_said_to_be_unique():
    design = SurveyDesign("weight", "stratum", "cluster", is_nested=False)
    assert told(small_survey(), design) == ("design_cluster_in_two_strata", {"column": "cluster", "count": 4})


def test_codes_that_are_unique_are_taken_as_they_are():
    frame = small_survey()
    frame["code"] = frame["stratum"] + frame["cluster"].astype(str)
    sample = sample_of(frame, SurveyDesign("weight", "stratum", "code", is_nested=False))
    np.testing.assert_array_equal(sample.stages[0].unit, small_sample().stages[0].unit)


def test_arrays_may_stand_in_for_columns():
    frame = small_survey()
    sample = sample_of(frame[["x"]], SurveyDesign(frame["weight"], frame["stratum"].to_numpy(), [frame["cluster"]]))
    np.testing.assert_array_equal(sample.stages[0].unit, small_sample().stages[0].unit)
    assert told(frame, SurveyDesign(weights=np.ones(3))) == ("design_length", {"part": "weights"})


def test_a_share_of_the_population_does_as_well_as_its_size():
    frame = small_survey()
    frame["share"] = frame["stratum"].map({"a": 4 / 9, "b": 3 / 6, "c": 1 / 5})
    by_share = sample_of(frame, SurveyDesign("weight", "stratum", "cluster", "share"))
    np.testing.assert_allclose(by_share.stages[0].fraction, small_sample().stages[0].fraction)


def test_without_weights_a_population_size_gives_them():
    sample = sample_of(small_survey(), SurveyDesign(None, "stratum", "cluster", "size"))
    assert sample.is_weighted
    np.testing.assert_allclose(np.unique(sample.weights), [6 / 3, 9 / 4, 5 / 1])


def test_later_stages_count_only_when_the_first_has_a_correction():
    frame = pd.DataFrame({"p": [1, 1, 2, 2], "s": [1, 2, 1, 2], "n1": [10] * 4, "n2": [4, 4, 8, 8]})
    assert len(sample_of(frame, SurveyDesign(clusters=("p", "s"))).stages) == 1
    first, second = sample_of(frame, SurveyDesign(clusters=("p", "s"), fpc=("n1", "n2"))).stages
    assert len(second.stratum) == 4
    np.testing.assert_allclose(second.fraction, [0.5, 0.25])
    np.testing.assert_allclose(second.outer, [0.2, 0.2])
    np.testing.assert_allclose(first.outer, [1.0])


@pytest.mark.parametrize(
    ("frame", "design", "code", "params"),
    [
        (changed("weight", -1.0), DESIGN, "design_weight_negative", {"column": "weight", "count": 1}),
        (changed("weight", None), DESIGN, "design_weight_missing", {"column": "weight", "count": 1}),
        (changed("weight", "heavy"), DESIGN, "not_a_number", {"variable": "weight"}),
        (changed("stratum", None), DESIGN, "design_missing", {"column": "stratum", "count": 1}),
        (changed("cluster", None), DESIGN, "design_missing", {"column": "cluster", "count": 1}),
        (changed("size", None), DESIGN, "design_missing", {"column": "size", "count": 1}),
        (changed("size", 0), DESIGN, "design_fpc_not_positive", {"column": "size", "count": 1}),
        (changed("size", 0.5), DESIGN, "design_fpc_mixed", {"column": "size"}),
        (changed("size", 12), DESIGN, "design_fpc_varies", {"column": "size", "count": 1}),
        (small_survey(), SurveyDesign("gone"), "describe_unknown_column", {"column": "gone"}),
        (
            small_survey(),
            SurveyDesign("weight", "stratum", "cluster", ("size", "size")),
            "design_fpc_stages",
            {"count": 2, "stages": 1},
        ),
    ],
)
def test_what_cannot_be_is_told_with_its_place(
    frame: pd.DataFrame, design: SurveyDesign, code: str, params: dict[str, object]
):
    assert told(frame, design) == (code, params)


def test_weights_that_are_all_zero_are_refused_and_some_are_not():
    frame = small_survey()
    frame["weight"] = 0.0
    assert told(frame, DESIGN) == ("design_weight_zero", {"column": "weight"})
    frame.loc[0, "weight"] = 1.0
    assert sample_of(frame, DESIGN).weights.sum() == 1.0


def test_a_population_smaller_than_its_sample_is_refused():
    frame = small_survey()
    frame["size"] = 3
    assert told(frame, DESIGN) == ("design_fpc_small", {"column": "size", "count": 1})


def test_a_stratum_of_one_cluster_is_counted_or_refused_by_the_rule():
    assert small_sample().lonely_count == 1
    refusing = SurveyDesign("weight", "stratum", "cluster", "size", lonely=LonelyRule.FAIL)
    assert told(small_survey(), refusing) == ("design_lonely_stratum", {"count": 1})


def test_a_stratum_that_was_taken_whole_is_not_lonely():
    frame = small_survey()
    frame.loc[frame["stratum"] == "c", "size"] = 1
    assert sample_of(frame, DESIGN).lonely_count == 0


def test_no_rows_are_a_sample_of_nobody():
    assert sample_of(small_survey().iloc[:0], DESIGN).size == 0
