"""Maps: the layer under the pointer comes last, unsurveyed areas are grey, points hold no house and load nothing."""

import json
from typing import Any

import pytest

from pages.charts.maps import GREY, NO_DATA, points_map
from tests.pages.charts.samples import CHARTS, POINT_COLOURS, SHAPES, TOLD, deck, points


def layers() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = CHARTS["choropleth"]().to_dict()["layer"]
    return found


def drawn() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(deck().to_json())
    return found


def dots() -> list[dict[str, Any]]:
    (layer,) = [one for one in drawn()["layers"] if one["@@type"] == "ScatterplotLayer"]
    found: list[dict[str, Any]] = layer["data"]
    return found


def test_the_layer_under_the_pointer_is_drawn_last():
    """An outline on top would swallow the pointer, and nobody would see a tooltip."""
    with_tooltip = [i for i, layer in enumerate(layers()) if "tooltip" in layer.get("encoding", {})]
    assert with_tooltip == [len(layers()) - 1]
    assert {tip["field"] for tip in layers()[-1]["encoding"]["tooltip"]} == {"place", "text"}


def test_an_area_without_a_value_lies_grey_under_the_coloured_ones():
    ground, coloured = layers()[:2]
    assert ground["mark"]["fill"] == NO_DATA
    assert "color" not in ground.get("encoding", {})
    assert {"filter": "isValid(datum.value)"} in coloured["transform"]


def test_the_colours_span_the_values_that_are_shown():
    assert layers()[1]["encoding"]["color"]["scale"]["domain"] == [2.0, 3.0]


def test_the_map_is_drawn_by_the_projection_that_the_shapes_are_made_for():
    assert CHARTS["choropleth"]().to_dict()["projection"] == {"type": "mercator"}


def test_the_points_map_asks_no_outside_host_for_its_ground():
    assert drawn()["mapStyle"] == "/app/static/blank.json"
    assert "http" not in deck().to_json()


def test_a_point_carries_place_colour_size_and_the_given_text_alone():
    assert [set(dot) for dot in dots()] == [{"position", "colour", "radius", "text"}] * 3
    assert {dot["text"] for dot in dots()} == {TOLD}


def test_a_point_has_the_colour_of_its_level_and_grey_without_one():
    assert [dot["colour"][:3] for dot in dots()] == [[0xB2, 0x22, 0x22], [0x22, 0x8B, 0x22], GREY]


def test_the_area_of_a_point_grows_with_its_households():
    small, _, large = (dot["radius"] for dot in dots())
    assert large == 100.0
    assert small == pytest.approx(100.0 * max(0.15, (1 / 9) ** 0.5))


def test_the_tooltip_is_plain_text():
    """As HTML it would carry whatever somebody wrote into a file."""
    assert deck()._tooltip == {"text": "{text}"}


def test_the_view_holds_every_point():
    view = drawn()["initialViewState"]
    assert view["latitude"] == pytest.approx(16.1)
    assert view["longitude"] == pytest.approx(104.1)


def test_a_single_point_is_looked_at_from_a_distance():
    single = json.loads(points_map(points(1), SHAPES, POINT_COLOURS, 100.0).to_json())
    assert 0 < single["initialViewState"]["zoom"] < 16
