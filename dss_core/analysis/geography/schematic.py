"""A schematic map where no boundary file is at hand: one cell around each known point. Not a survey of any border."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import shapely
from scipy.spatial import cKDTree

from dss_core.analysis.arrays import Floats
from dss_core.errors import BadInput

FeatureCollection = dict[str, Any]

DECIMALS = 4  # of a degree: about 11 m
# Numbers that stand on a rounding edge differ in the 15th digit from one cell to the next; they are brought
# together first, so that neighbours keep one border.
NOISE_DECIMALS = 9
MARGIN = 0.6  # of the typical distance between neighbouring points, around their hull
SPACING_OF_ONE = 0.1  # degrees, where a single point has no neighbour


def schematic_areas(points: Mapping[str, tuple[float, float]]) -> FeatureCollection:
    """GeoJSON polygons, one per code: the places that are nearer to its point (longitude, latitude) than to another.

    Voronoi cells in degrees (WGS 84), cut at a margin around the hull of all points, sorted by code, rounded to
    four decimals, rings clockwise as Vega and d3 read them (RFC 7946 says the opposite); property ``code``.
    ``BadInput``: geography_bad_point (area) when a coordinate is not finite, geography_same_point (area).
    """
    codes = sorted(points)
    if not codes:
        return _collection({})
    places = np.array([points[code] for code in codes], dtype=np.float64)
    _check(codes, places)
    dots = shapely.MultiPoint(places)
    frame = dots.convex_hull.buffer(_spacing(places) * MARGIN, quad_segs=4)
    # One point alone has no neighbours to share a border with: its cell is the whole frame.
    cells = _cells(dots, frame) if len(codes) > 1 else [frame]
    return _collection({code: shapely.intersection(cell, frame) for code, cell in zip(codes, cells, strict=True)})


def outlines(collection: FeatureCollection, group_of: Callable[[str], str]) -> FeatureCollection:
    """The areas of a collection joined by group: the code of an area in, the code of its group out.

    Features are sorted by group, rings clockwise, property ``code`` is the group's.
    """
    members: defaultdict[str, list[Any]] = defaultdict(list)
    for feature in collection["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        members[group_of(feature["properties"]["code"])].append(shape)
    return _collection({group: shapely.union_all(members[group]) for group in sorted(members)})


def _cells(dots: Any, frame: Any) -> list[Any]:
    """The Voronoi cells of the points, in their order, reaching at least as far as the frame."""
    return list(shapely.get_parts(shapely.voronoi_polygons(dots, extend_to=frame, ordered=True)))


def _check(codes: list[str], places: Floats) -> None:
    first: dict[tuple[float, ...], str] = {}
    for code, place in zip(codes, places.tolist(), strict=True):
        if not np.isfinite(place).all():
            raise BadInput("geography_bad_point", area=code)
        if first.setdefault(tuple(np.round(place, DECIMALS)), code) != code:
            raise BadInput("geography_same_point", area=code)


def _spacing(places: Floats) -> float:
    """The typical distance (degrees) from a point to its nearest neighbour."""
    if len(places) == 1:
        return SPACING_OF_ONE
    distances = np.asarray(cKDTree(places).query(places, k=2)[0])
    return float(np.median(distances[:, 1]))


def _collection(shapes: Mapping[str, Any]) -> FeatureCollection:
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": _geometry(shape)}
        for code, shape in shapes.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def _geometry(shape: Any) -> dict[str, Any]:
    """A shape as a GeoJSON geometry: rounded, starting at a fixed corner, outer rings clockwise."""
    rounded = shapely.transform(shape, lambda xy: np.round(np.round(xy, NOISE_DECIMALS), DECIMALS))
    tidy = shapely.remove_repeated_points(rounded)
    clockwise = shapely.orient_polygons(shapely.normalize(tidy), exterior_cw=True)
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(clockwise))
    return geometry
