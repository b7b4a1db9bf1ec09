"""Charts of poverty: intervals stand at their marks, dots beside their bars, and nothing is told by colour alone."""

from typing import Any

import pandas as pd
import pytest

from pages.charts.poverty import MOST_LABELLED, SERIES, SHAPES, changes, measures_by_group, overlap_bars
from tests.pages.charts.samples import CHARTS, KINDS, measures, overlap


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spec["layer"]
    return found


def rows_of(spec: dict[str, Any], *columns: str) -> list[dict[str, Any]]:
    return next(rows for rows in spec["datasets"].values() if rows and set(columns) <= set(rows[0]))


def test_measures_are_told_apart_by_shape_as_well_as_by_colour():
    points = layers(CHARTS["measures_by_group"]().to_dict())[1]["encoding"]
    assert points["color"]["scale"]["range"] == SERIES[:2]
    assert points["shape"]["scale"]["range"] == SHAPES[:2]
    assert len(set(SHAPES)) == len(SHAPES) == len(SERIES)


def test_every_mark_has_its_interval_on_the_same_scale():
    spec = CHARTS["measures_by_group"]().to_dict()
    lines, marks = layers(spec)[:2]
    assert (lines["encoding"]["x"]["field"], lines["encoding"]["x2"]["field"]) == ("low", "high")
    assert lines["encoding"]["x"]["scale"] == marks["encoding"]["x"]["scale"] == {"domain": [0, 100]}


def test_groups_stand_as_the_rows_do_and_the_drawing_is_shared():
    one = measures_by_group(measures(), ["H", "A"], "percent").to_dict()
    turned = measures_by_group(measures().iloc[::-1], ["H", "A"], "percent").to_dict()
    for spec in (one, turned):
        assert all(layer["encoding"]["y"]["sort"] is None for layer in layers(spec))
    assert rows_of(one, "group")[0]["group"] == "All" and rows_of(turned, "group")[0]["group"] == "A"


def test_many_groups_leave_the_numbers_to_the_table():
    few, many = (
        measures_by_group(
            pd.concat([measures().assign(group=f"area {at}") for at in range(count)]), ["H", "A"], "percent"
        ).to_dict()
        for count in (MOST_LABELLED, MOST_LABELLED + 1)
    )
    assert (len(layers(few)), len(layers(many))) == (3, 2)


def test_a_combination_has_a_dot_for_each_definition_and_a_number_for_those_that_count_it():
    spec = CHARTS["overlap_bars"]().to_dict()
    dots = rows_of(spec, "number", "is_in")
    assert {(row["key"], row["number"]): row["is_in"] for row in dots} == {
        ("1+2", 1): True, ("1+2", 2): True, ("none", 1): False, ("none", 2): False, ("1", 1): True, ("1", 2): False,
    }  # fmt: skip
    assert all(row["at"] < 0 for row in dots), "the dots stand to the left of the bars"
    scale = layers(spec)[0]["encoding"]["x"]["scale"]["domain"]
    assert scale[0] < min(row["at"] for row in dots) and scale[1] > 600


@pytest.mark.parametrize("most", [1, 3, 9, 17, 609, 41_234])
def test_the_scale_of_the_bars_begins_at_zero_in_round_steps(most: int):
    bars, dots = overlap()
    spec = overlap_bars(bars.assign(count=[most, 1, 0]), dots, KINDS, "households").to_dict()
    values = layers(spec)[0]["encoding"]["x"]["axis"]["values"]
    assert values[0] == 0 and values[-1] <= most
    assert 1 <= len(values) <= 6
    assert all(float(value).is_integer() for value in values)


def test_changes_stand_on_both_sides_of_no_change():
    rows = measures().assign(value=-3.0, low=-5.0, high=-1.0)
    spec = changes(rows, ["H", "A"], "points").to_dict()
    low, high = layers(spec)[1]["encoding"]["x"]["scale"]["domain"]
    assert low == -high and low < -5


def test_nothing_that_changed_is_a_chart_too():
    rows = measures().assign(value=0.0, low=0.0, high=0.0)
    assert changes(rows, ["H", "A"], "points").to_dict()
