"""What became of a decision, told by hand for a few households."""

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.drift import Drift, changed_answers, counts_of, drift_of, names_of

GRANTS = pd.DataFrame(
    {
        "household_id": [1, 1, 2, 3, 5, 7],
        "programme_id": ["roof", "well", "roof", "well", "well", "roof"],
        "cost_baht": [20.0, 8.0, 20.0, 8.0, 8.0, 20.0],
    }
)
ANSWERS = pd.DataFrame(
    {"human": [1.5, 2.0, 1.0, np.nan, 3.0], "outcome": ["poor", "poor", "poor", None, "poor"]}, index=[1, 2, 3, 5, 7]
)
# Household 1 as before, 2 better off, 3 gone, 4 new, 5 still without an answer, 7 as before but others are needier.
NOW = pd.DataFrame(
    {"human": [1.5 + 1e-12, 3.0, 1.0, np.nan, 3.0], "outcome": ["poor", "not_poor", "poor", None, "poor"], "debt": 1.0},
    index=[1, 2, 4, 5, 7],
)
ELIGIBLE_NOW = pd.DataFrame({"household_id": [1, 4, 6, 7], "programme_id": "roof"})
UNDECIDED_NOW = pd.DataFrame({"household_id": [5, 6], "programme_id": "well"})


def told() -> Drift:
    return drift_of(GRANTS, ANSWERS, {1, 2, 3, 5, 6, 7}, NOW, ELIGIBLE_NOW, UNDECIDED_NOW, {1, 4})


def test_each_household_is_told_what_became_of_it():
    rows = told().households.set_index("household_id")
    assert rows["is_gone"].to_dict() == {1: False, 2: False, 3: True, 5: False, 7: False}
    assert rows["changed"].to_dict() == {1: (), 2: ("human", "outcome"), 3: (), 5: (), 7: ()}
    assert rows["unqualified"].to_dict() == {1: ("well",), 2: ("roof",), 3: (), 5: (), 7: ()}
    assert rows["undecided"].to_dict() == {1: (), 2: (), 3: (), 5: ("well",), 7: ()}
    assert rows["is_chosen"].to_dict() == {1: True, 2: False, 3: False, 5: False, 7: False}
    assert rows["cost_baht"].to_dict() == {1: 28.0, 2: 20.0, 3: 8.0, 5: 8.0, 7: 20.0}


def test_households_that_would_come_in_are_those_that_only_todays_plan_helps():
    found = told()
    assert found.newly_eligible.tolist() == [4]
    assert found.would_come_in.tolist() == [4]


def test_the_counts_are_of_households():
    assert counts_of(told()) == {
        "helped": 5, "changed": 1, "unqualified": 2, "undecided": 1, "gone": 1, "not_chosen": 1, "newly_eligible": 1,
        "would_come_in": 1,
    }  # fmt: skip


def test_nothing_has_drifted_where_nothing_has_changed():
    now = ANSWERS.copy()
    pairs = GRANTS[["household_id", "programme_id"]]
    same = counts_of(drift_of(GRANTS, ANSWERS, {1, 2, 3, 5, 7}, now, pairs, UNDECIDED_NOW.iloc[:0], {1, 2, 3, 5, 7}))
    assert same == {**dict.fromkeys(same, 0), "helped": 5}


def test_an_answer_that_was_missing_and_is_given_now_has_changed():
    then = pd.DataFrame({"a": [np.nan, np.nan, 1.0], "b": ["x", None, "x"]})
    now = pd.DataFrame({"a": [1.0, np.nan, np.nan], "b": pd.Categorical(["x", "y", "x"]), "new": 1})
    nobody = np.zeros(3, dtype=np.bool_)
    assert changed_answers(then, now, nobody) == [("a",), ("b",), ("a",)]
    assert changed_answers(then, now, ~nobody) == [(), (), ()]
    assert names_of([("a",), ("b", "a"), ()]) == {"a": 2, "b": 1}


def test_a_decision_that_helps_nobody_has_no_drift():
    nobody = GRANTS.iloc[:0]
    found = counts_of(drift_of(nobody, ANSWERS.iloc[:0], (), NOW, ELIGIBLE_NOW, UNDECIDED_NOW, ()))
    assert found["helped"] == found["changed"] == found["would_come_in"] == 0
    assert found["newly_eligible"] == 4
