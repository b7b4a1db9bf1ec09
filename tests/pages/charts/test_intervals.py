"""Estimates with intervals: every row has its point, its line and its label, in the order given."""

import pandas as pd

from pages.charts.intervals import crossed_bars, interval_rows

ROWS = pd.DataFrame(
    {
        "name": ["b", "a"],
        "value": [2.0, 1.0],
        "low": [1.5, 0.5],
        "high": [2.5, 1.5],
        "label": ["2.00", "1.00"],
        "text": ["n = 2", "n = 1"],
    }
)


def test_rows_keep_their_order_and_the_mean_of_all_is_a_dashed_line():
    spec = interval_rows(ROWS, "mean", 1.4).to_dict()
    dashed, line, point, label = spec["layer"]
    assert dashed["mark"]["strokeDash"] and spec["datasets"][dashed["data"]["name"]] == [{"value": 1.4}]
    for layer in (line, point, label):
        assert layer["encoding"]["y"]["sort"] == ["b", "a"]
    assert (line["encoding"]["x"]["field"], line["encoding"]["x2"]["field"]) == ("low", "high")


def test_without_a_mean_of_all_there_is_no_line_for_it():
    assert len(interval_rows(ROWS, "mean").to_dict()["layer"]) == 3


def test_crossed_bars_fill_a_hundred_percent_in_the_order_of_their_columns():
    cells = pd.DataFrame(
        [("a", "no", 1, 60.0, "x"), ("a", "yes", 0, 40.0, "x")],
        columns=["row", "column", "position", "percent", "text"],
    )
    spec = crossed_bars(cells, ["yes", "no"], ["#000000", "#ffffff"], "%").to_dict()
    assert spec["encoding"]["x"]["scale"]["domain"] == [0, 100] and spec["encoding"]["x"]["stack"] == "zero"
    assert spec["encoding"]["color"]["scale"]["domain"] == ["yes", "no"]
    assert spec["encoding"]["order"]["field"] == "position"
