"""Who may have a programme, who may not, and who cannot be told."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.allocation.eligibility import eligible
from dss_core.catalog.definitions import Condition
from dss_core.errors import BadInput

FRAME = pd.DataFrame(
    {
        "score": [1.0, 2.0, 3.0, np.nan],
        "tenure": ["own", None, "rent", "own"],
        "has_card": pd.Series([True, False, None, True], dtype="boolean"),
    }
)


def at_most(value: float) -> Condition:
    return Condition(variable="score", operator="at_most", value=value)


@pytest.mark.parametrize(
    ("condition", "meets", "open_"),
    [
        (at_most(2.0), [1, 1, 0, 0], [0, 0, 0, 1]),
        (Condition(variable="score", operator="at_least", value=2.0), [0, 1, 1, 0], [0, 0, 0, 1]),
        (Condition(variable="score", operator="is", value=3.0), [0, 0, 1, 0], [0, 0, 0, 1]),
        (Condition(variable="tenure", operator="is", value="own"), [1, 0, 0, 1], [0, 1, 0, 0]),
        (Condition(variable="has_card", operator="is", value=1.0), [1, 0, 0, 1], [0, 0, 1, 0]),
    ],
)
def test_one_condition_is_met_failed_or_open(condition: Condition, meets: list[int], open_: list[int]):
    mask, undecided = eligible(FRAME, [condition])
    assert mask.tolist() == [bool(flag) for flag in meets]
    assert undecided.tolist() == [bool(flag) for flag in open_]


@pytest.mark.parametrize("dtype", ["str", "object", "category", "string"])
def test_texts_compare_the_same_in_every_column_type(dtype: str):
    frame = FRAME.astype({"tenure": dtype})
    mask, undecided = eligible(frame, [Condition(variable="tenure", operator="is", value="rent")])
    assert mask.tolist() == [False, False, True, False] and undecided.tolist() == [False, True, False, False]


def test_a_text_that_nobody_answered_leaves_everybody_undecided():
    frame = pd.DataFrame({"tenure": [np.nan, np.nan]})
    mask, undecided = eligible(frame, [Condition(variable="tenure", operator="is", value="own")])
    assert not mask.any() and undecided.all()


def test_a_condition_that_fails_decides_although_another_answer_is_missing():
    conditions = [at_most(1.0), Condition(variable="tenure", operator="is", value="rent")]
    mask, undecided = eligible(FRAME, conditions)
    # The second household lacks the tenure and fails by score; the last lacks the score and fails by tenure.
    assert not mask.any() and not undecided.any()


def test_every_condition_has_to_hold():
    conditions = [at_most(2.0), Condition(variable="tenure", operator="is", value="own")]
    mask, undecided = eligible(FRAME, conditions)
    assert mask.tolist() == [True, False, False, False]
    assert undecided.tolist() == [False, True, False, True]


def test_without_conditions_everybody_is_eligible():
    mask, undecided = eligible(FRAME, [])
    assert mask.all() and not undecided.any()


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (Condition(variable="cows", operator="is", value=1.0), "allocation_unknown_variable"),
        (Condition(variable="tenure", operator="at_most", value="own"), "allocation_bad_condition"),
        (Condition(variable="score", operator="is", value="low"), "allocation_bad_condition"),
        (Condition(variable="tenure", operator="is", value=1.0), "not_a_number"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused_by_name(condition: Condition, code: str):
    with pytest.raises(BadInput) as caught:
        eligible(FRAME, [condition])
    assert caught.value.code == code and caught.value.params == {"variable": condition.variable}
