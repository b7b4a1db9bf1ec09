"""The schematic map: cells that hold their own point, share borders and never overlap."""

import json
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from dss_core.analysis.geography.schematic import outlines, schematic_areas
from dss_core.errors import BadInput

Points = dict[str, tuple[float, float]]
SQUARE: Points = {"1101": (0.0, 0.0), "1102": (1.0, 0.0), "1201": (0.0, 1.0), "1202": (1.0, 1.0)}


def shapes(collection: dict[str, Any]) -> dict[str, Any]:
    return {feature["properties"]["code"]: shape(feature["geometry"]) for feature in collection["features"]}


def rings(collection: dict[str, Any]) -> list[Any]:
    parts = [part for one in shapes(collection).values() for part in shapely.get_parts(one)]
    return [part.exterior for part in parts]


def is_clockwise(ring: Any) -> bool:
    x, y = np.array(ring.coords).T
    return float(((x[1:] - x[:-1]) * (y[1:] + y[:-1])).sum()) > 0


@st.composite
def points(draw: st.DrawFn) -> Points:
    """Points on a grid of a hundredth of a degree, about a kilometre: nearer than two sub-districts ever are."""
    cell = st.tuples(st.integers(0, 60), st.integers(0, 60))
    places = draw(st.lists(cell, min_size=1, max_size=15, unique=True))
    return {f"{number:04d}": (104 + x / 100, 16 + y / 100) for number, (x, y) in enumerate(places)}


@given(places=points())
def test_every_cell_holds_its_own_point_and_no_other(places: Points):
    cells = shapes(schematic_areas(places))
    assert list(cells) == sorted(places)
    for code, cell in cells.items():
        assert cell.is_valid and cell.geom_type == "Polygon"
        assert [other for other, place in places.items() if cell.contains(shapely.Point(place))] == [code]


@given(places=points())
def test_cells_do_not_overlap_and_leave_no_hole(places: Points):
    cells = list(shapes(schematic_areas(places)).values())
    joined = shapely.union_all(cells)
    assert joined.geom_type == "Polygon" and not joined.interiors
    assert sum(cell.area for cell in cells) == pytest.approx(joined.area, rel=1e-9)


@given(places=points())
def test_rings_are_clockwise_closed_and_rounded(places: Points):
    collection = schematic_areas(places)
    for ring in rings(collection):
        assert is_clockwise(ring) and ring.is_ring
    for feature in collection["features"]:
        for ring in feature["geometry"]["coordinates"]:
            assert all(value == round(value, 4) for corner in ring for value in corner)


@given(places=points())
def test_the_map_does_not_depend_on_the_order_of_points(places: Points):
    backwards = dict(reversed(places.items()))
    assert json.dumps(schematic_areas(backwards)) == json.dumps(schematic_areas(places))


def test_the_cells_of_a_square_by_hand():
    cell = shapes(schematic_areas(SQUARE))["1101"]
    assert cell.bounds == (-0.6, -0.6, 0.5, 0.5)


def test_districts_are_the_union_of_their_cells():
    collection = schematic_areas(SQUARE)
    districts = outlines(collection, lambda code: code[:2])
    assert list(shapes(districts)) == ["11", "12"]
    cells = shapes(collection)
    south = shapes(districts)["11"]
    assert south.equals(shapely.union(cells["1101"], cells["1102"]))
    assert all(is_clockwise(ring) for ring in rings(districts))


def test_a_district_in_two_pieces_keeps_both():
    row = {"1": (0.0, 0.0), "2": (1.0, 0.0), "3": (2.0, 0.0)}
    districts = outlines(schematic_areas(row), {"1": "a", "2": "b", "3": "a"}.__getitem__)
    assert shapes(districts)["a"].geom_type == "MultiPolygon"
    assert all(is_clockwise(ring) for ring in rings(districts))


def test_a_ring_around_another_district_has_a_hole_that_runs_the_other_way():
    grid = {f"{x}{y}": (float(x), float(y)) for x in range(3) for y in range(3)}
    around = outlines(schematic_areas(grid), lambda code: "in" if code == "11" else "out")
    hole = shapes(around)["out"].interiors[0]
    assert not is_clockwise(hole)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_points_or_points_in_one_line_still_make_a_map(count: int):
    places = {str(number): (float(number), 1.0) for number in range(count)}
    assert all(cell.area > 0 for cell in shapes(schematic_areas(places)).values())


def test_no_point_is_an_empty_map():
    assert schematic_areas({}) == {"type": "FeatureCollection", "features": []}
    assert outlines(schematic_areas({}), str) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(
    ("places", "code", "area"),
    [
        ({"a": (104.0, 16.0), "b": (104.00001, 16.0)}, "geography_same_point", "b"),
        ({"a": (104.0, float("nan"))}, "geography_bad_point", "a"),
    ],
)
def test_points_that_cannot_have_a_cell_are_named(places: Points, code: str, area: str):
    with pytest.raises(BadInput) as caught:
        schematic_areas(places)
    assert (caught.value.code, caught.value.params) == (code, {"area": area})
