"""The bars of rankings and plans."""

import pandas as pd

from pages.charts.plans import SERIES, colours_of, counted_areas
from tests.pages.charts.samples import CHARTS


def test_a_capital_keeps_its_colour_and_other_criteria_take_the_series():
    assert colours_of(["debt", "human"], {"human": "#123456"}) == [SERIES[0], "#123456"]


def test_more_criteria_than_colours_begin_again():
    many = [f"criterion {i}" for i in range(len(SERIES) + 2)]
    assert colours_of(many, {})[-2:] == SERIES[:2]


def test_a_part_and_the_rest_make_up_the_count():
    (rows,) = [rows for rows in CHARTS["counted_areas"]().to_dict()["datasets"].values() if "count" in rows[0]]
    assert {(row["area"], row["name"]): row["count"] for row in rows} == {
        ("A", "served"): 3, ("B", "served"): 1, ("A", "not served"): 5, ("B", "not served"): 9,
    }  # fmt: skip


def test_no_area_at_all_is_an_empty_chart():
    empty = pd.DataFrame({"area": [], "part": [], "rest": []})
    assert counted_areas(empty, "served", "not served", "households").to_dict()
