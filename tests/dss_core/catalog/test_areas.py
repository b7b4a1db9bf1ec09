"""The areas of the shipped province, against constants of this test's own."""

import json
from pathlib import Path
from typing import Any

import pytest

from dss_core.catalog.areas import boundaries
from dss_core.catalog.load import Catalog
from dss_core.errors import BadCatalog, NotFound
from dss_core.model.areas import AreaLevel, area_level
from tests.dss_core.catalog.conftest import Copy

PER_DISTRICT = {"4901": 13, "4902": 7, "4903": 7, "4904": 6, "4905": 9, "4906": 5, "4907": 6}


def test_the_province_has_7_districts_and_53_subdistricts(catalog: Catalog) -> None:
    areas = catalog.areas
    assert (areas.province.code, areas.province.name.th, areas.province.name.en) == ("49", "มุกดาหาร", "Mukdahan")
    assert (len(areas.districts), len(areas.subdistricts), len(areas.all)) == (7, 53, 61)


def test_each_district_has_its_number_of_subdistricts(catalog: Catalog) -> None:
    assert {
        district.code: len(catalog.areas.children(district.code)) for district in catalog.areas.districts
    } == PER_DISTRICT


def test_every_area_knows_its_grain_and_its_parent(catalog: Catalog) -> None:
    for area in catalog.areas.all:
        assert area.level is area_level(area.code)
        assert area.parent_code == (area.code[:-2] or None)


def test_every_subdistrict_has_a_postcode_and_a_point_near_the_province(catalog: Catalog) -> None:
    for area in catalog.areas.subdistricts:
        assert area.postcode is not None and area.postcode.startswith("49")
        assert area.latitude is not None and 16.1 < area.latitude < 17.0
        assert area.longitude is not None and 104.1 < area.longitude < 105.0


def test_no_name_has_a_stray_bracket(catalog: Catalog) -> None:
    assert catalog.areas.get("490505").name.en == "Nong Ian"
    assert not [area.code for area in catalog.areas.all if set("()") & set(area.name.en + area.name.th)]


def test_the_code_of_one_national_list_becomes_the_true_one(catalog: Catalog) -> None:
    assert not catalog.areas.has("490151")
    assert catalog.areas.canonical("490151") == "490102"
    assert catalog.areas.get(catalog.areas.canonical("490151")).name.th == "ศรีบุญเรือง"
    assert catalog.areas.canonical("ว่านใหญ่") == "4906"
    assert catalog.areas.canonical("490101") == "490101"


def test_the_name_of_another_district_is_no_alias(catalog: Catalog) -> None:
    assert catalog.areas.canonical("Don Tan") == "Don Tan"


def test_an_unknown_area_is_not_found(catalog: Catalog) -> None:
    with pytest.raises(NotFound) as caught:
        catalog.areas.get("100101")
    assert (caught.value.code, caught.value.params) == ("area_unknown", {"area": "100101"})
    with pytest.raises(NotFound):
        catalog.areas.children("100101")


def test_a_subdistrict_has_no_children_and_the_province_has_its_districts(catalog: Catalog) -> None:
    assert catalog.areas.children("490101") == ()
    assert catalog.areas.children("49") == catalog.areas.districts
    assert {area.level for area in catalog.areas.children("4901")} == {AreaLevel.SUBDISTRICT}


@pytest.mark.parametrize(
    ("code", "area", "inside"),
    [
        ("490101", "49", True),
        ("490101", "4901", True),
        ("490101", "490101", True),
        ("490201", "4901", False),
        ("4901", "490101", False),
        ("490101", "", False),
        ("490101", "490", False),
        ("100101", "10", False),
    ],
)
def test_an_area_holds_what_begins_with_its_code_and_no_area_holds_nothing(
    catalog: Catalog, code: str, area: str, inside: bool
) -> None:
    assert catalog.areas.within(code, area) is inside


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "key", "remedy"),
    [
        ("geo/49/points.csv", "490101,", "490199,", "catalog_unknown_area", "line 2.code", "geothai"),
        ("geo/49/points.csv", "16.558", "north", "catalog_value", "line 2.latitude", "-90..90"),
        ("geo/49/points.csv", "104.646", "204.646", "catalog_value", "line 2.longitude", "-180..180"),
        ("geo/49/points.csv", "490102,", "490101,", "catalog_duplicate", "line 3", "!= 490101"),
        ("geo/49/points.csv", "code,lat", "kode,lat", "catalog_columns", "line 1", "code,latitude,longitude,source"),
        ("geo/49/points.csv", "16.558,", "", "catalog_columns", "line 2", "code,latitude,longitude,source"),
        ("geo/49/aliases.csv", "490102", "490199", "catalog_unknown_area", "line 2.true_code", "geothai"),
        ("geo/49/aliases.csv", "Ban Shong", "Don Tan", "catalog_alias_taken", "line 4.variant", "4903, 490301"),
        ("catalog/province.toml", "= 53", "= 52", "catalog_area_count", "subdistrict_count", "53"),
        ("catalog/province.toml", "= 7", "= 8", "catalog_area_count", "district_count", "7"),
    ],
)
def test_a_wrong_area_is_named_with_its_place_and_its_fix(
    copy: Copy, file: str, old: str, new: str, code: str, key: str, remedy: str
) -> None:
    copy.replace(file, old, new)
    error = copy.complaint()
    assert (error.code, error.params["file"], error.params["key"], error.params["remedy"]) == (code, file, key, remedy)


def test_an_unknown_province_stops_the_start(copy: Copy) -> None:
    (copy.root / "geo" / "49").rename(copy.root / "geo" / "99")
    copy.replace("catalog/province.toml", '"49"', '"99"')
    error = copy.complaint()
    assert (error.code, error.params["key"], error.params["problem"]) == ("catalog_unknown_area", "code", "99")


def square(key: str, value: str) -> dict[str, Any]:
    ring = [[104.0, 16.0], [104.1, 16.0], [104.1, 16.1], [104.0, 16.0]]
    properties = {key: value, "name": "left out"}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write(root: Path, features: list[dict[str, Any]]) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (root / "geo" / "49" / "subdistricts.geojson").write_text(text, encoding="utf-8")


def test_without_a_file_of_outlines_there_are_none(catalog: Catalog, copy: Copy) -> None:
    assert boundaries(copy.root, catalog.province) is None


def test_outlines_are_matched_by_code_or_by_pcode_and_others_left_out(catalog: Catalog, copy: Copy) -> None:
    codes = [area.code for area in catalog.areas.subdistricts]
    ours = [square("code", code) for code in reversed(codes[:20])]
    write(copy.root, [square("ADM3_PCODE", "TH100101"), *ours, *(square("ADM3_PCODE", f"TH{c}") for c in codes[20:])])
    found = boundaries(copy.root, catalog.province)
    assert found is not None
    assert [feature["properties"] for feature in found["features"]] == [{"code": code} for code in codes]
    assert found["features"][0]["geometry"]["type"] == "Polygon"


def test_a_missing_outline_is_named(catalog: Catalog, copy: Copy) -> None:
    write(copy.root, [square("code", area.code) for area in catalog.areas.subdistricts if area.code != "490503"])
    with pytest.raises(BadCatalog) as caught:
        boundaries(copy.root, catalog.province)
    params = caught.value.params
    assert (caught.value.code, params["problem"], params["remedy"]) == ("catalog_boundary_missing", "52", "490503")
    assert params["file"] == "geo/49/subdistricts.geojson"


def test_two_outlines_of_one_subdistrict_are_refused(catalog: Catalog, copy: Copy) -> None:
    write(copy.root, [square("code", "490101"), square("ADM3_PCODE", "TH490101")])
    with pytest.raises(BadCatalog) as caught:
        boundaries(copy.root, catalog.province)
    assert (caught.value.code, caught.value.params["key"]) == ("catalog_duplicate", "features[1]")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("no json", ""),
        ("[]", ""),
        ('{"features": [{"properties": {"code": "490101"}, "geometry": null}]}', "features[0].geometry"),
        (
            '{"features": [{"properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
            "features[0].geometry.type",
        ),
    ],
)
def test_a_file_that_is_no_collection_of_polygons_is_refused(catalog: Catalog, copy: Copy, text: str, key: str) -> None:
    (copy.root / "geo" / "49" / "subdistricts.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(BadCatalog) as caught:
        boundaries(copy.root, catalog.province)
    assert (caught.value.code, caught.value.params["key"]) == ("catalog_value", key)
