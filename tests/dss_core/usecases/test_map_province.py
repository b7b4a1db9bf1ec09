"""The map: means by sub-district, and points that tell no more than the viewer may know."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.errors import BadInput
from dss_core.usecases.map_province import MapQuery, map_province, shapes_of
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, open_small, viewer


@pytest.mark.parametrize("measure", ["overall", "financial"])
def test_each_sub_district_shows_the_mean_of_its_households(
    measure: str, province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    areas = map_province(province, governor, MapQuery(NEW, whole, measure)).areas.set_index("area")
    groups = households.groupby("subdistrict_code")[measure]
    assert set(areas.index) == set(groups.groups)
    for code, values in groups:
        assert areas.loc[code, "n"] == values.count()
        assert areas.loc[code, "mean"] == pytest.approx(values.mean(), abs=1e-8, nan_ok=True)


def test_who_may_not_see_names_gets_one_point_per_sub_district(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    found = map_province(province, governor, MapQuery(NEW, whole))
    assert not found.has_single_households
    counts = found.points.set_index("subdistrict_code")["household_count"]
    assert counts.to_dict() == households["subdistrict_code"].value_counts().to_dict()
    centres = {a.code: (a.latitude, a.longitude) for a in province.catalog.areas.subdistricts}
    for row in found.points.to_dict("records"):
        assert (row["latitude"], row["longitude"]) == centres[row["subdistrict_code"]]


def test_who_may_see_names_gets_the_households_of_the_own_area(
    province: Services, officer: Viewer, whole: str, district: str, households: pd.DataFrame
):
    found = map_province(province, officer, MapQuery(NEW, whole))
    mine = households[(households["district_code"] == district) & households["latitude"].notna()]
    assert found.has_single_households
    told = sorted(zip(found.points["latitude"], found.points["longitude"], strict=True))
    assert told == sorted(
        zip(mine["latitude"].astype(float).round(3), mine["longitude"].astype(float).round(3), strict=True)
    )
    assert "household_id" not in found.points


def test_the_shapes_cover_the_area_and_say_that_they_are_schematic(
    province: Services, governor: Viewer, whole: str, district: str
):
    found = map_province(province, governor, MapQuery(NEW, district))
    codes = {feature["properties"]["code"] for feature in found.shapes["features"]}
    assert codes == {a.code for a in province.catalog.areas.subdistricts if a.code.startswith(district)}
    assert found.is_schematic
    assert len(found.outlines["features"]) == 1
    shapes, outlines, _ = shapes_of(province, Scope((whole,)))
    assert len(shapes["features"]) == len(province.catalog.areas.subdistricts)
    assert len(outlines["features"]) == len(province.catalog.areas.districts)


def test_official_boundaries_take_the_place_of_the_schematic_ones(province: Services, whole: str, tmp_path: Path):
    data = tmp_path / "data"
    for room in ("catalog", "formats", "geo"):
        shutil.copytree(province.settings.data_dir / room, data / room)
    features = [
        {
            "type": "Feature",
            "properties": {"ADM3_PCODE": f"TH{area.code}"},
            "geometry": {"type": "Polygon", "coordinates": [[[n, 0], [n + 1, 0], [n + 1, 1], [n, 1], [n, 0]]]},
        }
        for n, area in enumerate(province.catalog.areas.subdistricts)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (data / "geo" / whole / "subdistricts.geojson").write_text(text)
    shapes, _, is_schematic = shapes_of(open_small(data, tmp_path / "local"), Scope((whole,)))
    assert not is_schematic
    assert len(shapes["features"]) == len(features)


def test_a_measure_that_is_no_score_is_refused(province: Services, whole: str):
    with pytest.raises(BadInput) as refused:
        map_province(province, viewer(Role.ADMINISTRATOR, whole), MapQuery(NEW, whole, "income_per_person_baht"))
    assert refused.value.code == "map_measure"
