"""What holds for every chart: aggregates alone, colours and scales that stay, words that the page gave, no network."""

import ast
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.pages.charts.samples import (
    BOUNDS,
    CAPITAL_COLOURS,
    CAPITALS,
    CHARTS,
    LEVEL_COLOURS,
    LEVELS,
)
from tests.support.sources import ROOT, tree_of

MOST_ROWS = 100
# Charts whose colours mean something that is defined in the catalogue.
DEFINED = {
    "level_bars": (LEVELS, LEVEL_COLOURS),
    "level_shares": (LEVELS, LEVEL_COLOURS),
    "capital_means": (CAPITALS, CAPITAL_COLOURS),
    "capital_rounds": (CAPITALS, CAPITAL_COLOURS),
    "contributions": (CAPITALS, CAPITAL_COLOURS),
}
# Charts of scores show the whole scale, so that two areas can be compared by eye.
WHOLE_SCALE = {"capital_means": "x", "capital_rounds": "y"}
each_chart = pytest.mark.parametrize("name", CHARTS)


def spec_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = CHARTS[name]().to_dict()
    return found


def everything_in(spec: Any) -> Iterator[tuple[str, Any]]:
    """Every key of a specification with its value, at any depth."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            yield key, value
            yield from everything_in(value)
    elif isinstance(spec, list):
        for one in spec:
            yield from everything_in(one)


def encodings(spec: dict[str, Any], channel: str) -> list[Any]:
    return [value[channel] for key, value in everything_in(spec) if key == "encoding" and channel in value]


def test_every_chart_of_the_product_has_a_sample():
    drawn = {
        node.name
        for path in (ROOT / "pages" / "charts").glob("*.py")
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and path.stem != "style"
    }
    helpers = {"colours_of", "level_key", "points_map"}
    assert drawn - helpers == CHARTS.keys()


@each_chart
def test_a_chart_is_a_specification_that_vega_lite_accepts(name: str):
    assert CHARTS[name]().to_json(validate=True)


@each_chart
def test_a_chart_holds_a_few_aggregates(name: str):
    rows = [len(rows) for rows in spec_of(name).get("datasets", {}).values()]
    assert rows
    assert max(rows) <= MOST_ROWS


@each_chart
def test_a_chart_loads_nothing_from_anywhere(name: str):
    spec = {key: value for key, value in spec_of(name).items() if key != "$schema"}
    assert "http" not in json.dumps(spec)
    assert not [value for key, value in everything_in(spec) if key == "url"]


@each_chart
def test_a_tooltip_tells_what_the_page_gave_and_nothing_else(name: str):
    spec = spec_of(name)
    columns = {column for rows in spec["datasets"].values() for row in rows for column in row} | {"place", "text"}
    told = [tip for tips in encodings(spec, "tooltip") for tip in (tips if isinstance(tips, list) else [tips])]
    assert told, "who cannot read a bar off its axis can point at it"
    assert {tip["field"] for tip in told} <= columns


@each_chart
def test_a_title_is_given_or_left_out_and_never_the_name_of_a_column(name: str):
    for channel in ("x", "y"):
        axes = [one for one in encodings(spec_of(name), channel) if "field" in one]
        # Layers share an axis, and a title that is given wins over the names of the columns.
        assert not axes or any("title" in one for one in axes), "Vega-Lite would print the column's name"


@pytest.mark.parametrize("name", DEFINED)
def test_colours_are_those_of_the_definitions_whatever_the_data(name: str):
    names, colours = DEFINED[name]
    scales = [one["scale"] for one in encodings(spec_of(name), "color") if "scale" in one]
    assert scales
    assert all((scale["domain"], scale["range"]) == (names, colours) for scale in scales)


@pytest.mark.parametrize("name", WHOLE_SCALE)
def test_scores_are_drawn_on_the_whole_scale(name: str):
    scales = [one["scale"] for one in encodings(spec_of(name), WHOLE_SCALE[name]) if "scale" in one]
    assert scales
    assert all(scale["domain"] == [BOUNDS[0], BOUNDS[-1]] for scale in scales)


def test_percentages_are_drawn_from_zero_to_the_whole():
    (scale,) = {tuple(one["scale"]["domain"]) for one in encodings(spec_of("level_shares"), "x")}
    assert scale == (0, 100)
    assert all(one["scale"]["domain"][0] == 0 for one in encodings(spec_of("level_bars"), "x"))


def test_a_bar_starts_where_the_scale_starts():
    """Vega-Lite starts bars at zero; a scale from 1 to 4 has none."""
    calculated = [value for key, value in everything_in(spec_of("capital_means")) if key == "transform"]
    assert [{"calculate": "1.0", "as": "zero"}] in calculated


@pytest.mark.parametrize(
    "name",
    [
        "level_shares",
        "score_parts",
        "counted_areas",
        "programme_money",
        "overlap_bars",
        "contributions",
        "relief_bars",
        "compared_parts",
        "band_bars",
        "banded_areas",
        "figure_bars",
        "overlap_matrix",
        "joining_and_leaving",
    ],
)
def test_rows_stand_in_the_order_that_was_given(name: str):
    sorts = [one["sort"] for one in encodings(spec_of(name), "y") if "sort" in one]
    assert sorts
    assert all(isinstance(order, list) for order in sorts)
