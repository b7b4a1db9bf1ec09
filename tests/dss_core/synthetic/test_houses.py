"""Where houses stand and how they are numbered."""

from dataclasses import replace

import numpy as np
import pytest

from dss_core.catalog.catalog import Catalog
from dss_core.synthetic.draws import Draws
from dss_core.synthetic.houses import area_deviation_of, area_of, houses_of
from dss_core.synthetic.recipe import Recipe

WINDOW = Draws(2569, 240, 3320, "2026-1")


def test_every_stretch_of_houses_holds_each_sub_district_in_proportion_to_its_weight(
    catalog: Catalog, recipe: Recipe
) -> None:
    places = recipe.figures.places
    weights = np.array([places.weights.get(area.code, 1.0) for area in catalog.areas.subdistricts])
    expected = weights / weights.sum() * WINDOW.count
    for first in (0, 240, 9_000):
        counts = np.bincount(area_of(replace(WINDOW, first=first), catalog.areas, places), minlength=len(weights))
        assert np.abs(counts - expected).max() < 4


def test_house_codes_are_unique_and_begin_with_their_district(catalog: Catalog, recipe: Recipe) -> None:
    houses = houses_of(replace(WINDOW, first=1_995_000, count=20_000), catalog.areas, recipe.figures.places)
    earlier = houses_of(replace(WINDOW, first=0, count=20_000), catalog.areas, recipe.figures.places)
    assert len({*houses.code, *earlier.code}) == 40_000
    for code, area in zip(houses.code[:500], houses.area[:500], strict=True):
        assert code[:4] == catalog.areas.subdistricts[area].parent_code


def test_a_point_lies_near_its_sub_district(catalog: Catalog, recipe: Recipe) -> None:
    houses = houses_of(WINDOW, catalog.areas, recipe.figures.places)
    centre = np.array([area.latitude for area in catalog.areas.subdistricts], dtype=float)[houses.area]
    km_north = (houses.latitude - centre) * 111.32
    assert np.abs(km_north).max() <= recipe.figures.places.furthest_km + 0.01
    assert 1.0 < km_north.std() < 1.4


def test_a_sub_district_without_a_point_gives_no_point(catalog: Catalog, recipe: Recipe) -> None:
    areas = replace(
        catalog.areas, subdistricts=tuple(replace(a, latitude=None, longitude=None) for a in catalog.areas.subdistricts)
    )
    houses = houses_of(WINDOW, areas, recipe.figures.places)
    assert np.isnan(houses.latitude).all()
    assert np.isnan(houses.longitude).all()


def test_sub_districts_differ_but_not_on_average(catalog: Catalog, recipe: Recipe) -> None:
    deviation = area_deviation_of(replace(WINDOW, count=10_000), catalog.areas, recipe.figures.places)
    assert abs(deviation.mean()) < 0.02
    assert abs(deviation.std() - 1) < 0.02


def test_more_houses_than_six_digits_can_number_are_refused(catalog: Catalog, recipe: Recipe) -> None:
    with pytest.raises(ValueError, match="six digits"):
        houses_of(replace(WINDOW, first=9_000_000), catalog.areas, recipe.figures.places)
