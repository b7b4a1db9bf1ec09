"""Plans beside each other: who joins stands on one side, who leaves on the other."""

import math

import pandas as pd

from pages.charts.scenarios import DARK, joining_and_leaving, overlap_matrix
from tests.pages.charts.samples import CHARTS


def test_who_leaves_is_drawn_to_the_left_and_told_without_a_minus():
    spec = CHARTS["joining_and_leaving"]().to_dict()
    (rows,) = [rows for rows in spec["datasets"].values() if "signed" in rows[0]]
    assert {(row["place"], row["name"]): row["signed"] for row in rows} == {
        ("North", "joins"): 3, ("South", "joins"): 0, ("North", "leaves"): -1, ("South", "leaves"): -9,
    }  # fmt: skip
    (axis,) = [layer["encoding"]["x"]["axis"] for layer in spec["layer"] if "axis" in layer["encoding"]["x"]]
    assert axis["labelExpr"].startswith("format(abs(datum.value)")


def test_words_on_a_dark_square_are_white():
    spec = CHARTS["overlap_matrix"]().to_dict()
    (words,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    assert words["encoding"]["color"]["condition"]["test"] == f"datum.share > {DARK}"


def test_plans_that_help_nobody_still_make_a_picture():
    nobody = pd.DataFrame({"row": ["A"], "column": ["A"], "share": [math.nan], "label": ["–"], "text": ["–"]})
    assert overlap_matrix(nobody).to_json(validate=True)
    assert joining_and_leaving(pd.DataFrame({"place": [], "joining": [], "leaving": [], "text": []}), "a", "b", "c")
