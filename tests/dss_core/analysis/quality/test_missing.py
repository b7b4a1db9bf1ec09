"""Missing answers are counted by question and place; nobody is taken for an answer."""

import math

import pandas as pd

from dss_core.analysis.quality.missing import completeness, missing_by_question

FRAME = pd.DataFrame(
    {
        "place": ["b", "a", "b", "a", None],
        "one": [1.0, None, 2.0, 3.0, 1.0],
        "two": [None, None, None, 4.0, 2.0],
    }
)


def test_every_question_has_its_n_and_what_is_missing():
    table = missing_by_question(FRAME, ["one", "two"])
    assert table.values.tolist() == [["one", 4, 1, 0.2], ["two", 2, 3, 0.6]]


def test_places_are_told_apart_and_a_household_without_one_counts_in_the_total_only():
    table = missing_by_question(FRAME, ["one", "two"], "place").set_index(["place", "question"])
    assert table.loc[("a", "one"), ["n", "missing", "share"]].tolist() == [1, 1, 0.5]
    assert table.loc[("b", "two"), ["n", "missing", "share"]].tolist() == [0, 2, 1.0]
    assert (table["n"] + table["missing"]).groupby("question").sum().tolist() == [4, 4]


def test_of_nobody_no_share_is_told():
    table = missing_by_question(FRAME.iloc[:0], ["one"])
    assert table["missing"].tolist() == [0] and math.isnan(table["share"].iloc[0])


def test_completeness_adds_up_to_all():
    table = completeness(FRAME, ["one", "two"])
    assert table[["missing_count", "count"]].values.tolist() == [[0, 2], [1, 2], [2, 1]]
    assert table["percent"].sum() == 100
