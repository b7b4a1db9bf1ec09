"""The map: means by sub-district, and points that show single households only to those who visit them."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.initialise import operator
from dss_core.usecases.map_province import MapQuery, ProvinceMap, map_province
from dss_core.usecases.services import Services
from pages.overview import map_province as page
from tests.dss_core.usecases.small_province import NEW
from tests.support.visits import Visits, charts_of, table_with, trouble

PAGE = "map_province"
POINTS = "points"


def test_the_table_holds_the_mean_of_every_sub_district(visit: Visits, province: Services, frame: pd.DataFrame):
    table = table_with(visit(province, "governor", PAGE, lang="en"), "place", "district", "mean")
    groups = frame.groupby(frame["subdistrict_code"].astype("str"))["overall"]
    wanted = groups.agg(["mean", "count", "size"]).sort_values("mean", kind="stable")
    assert table["mean"].tolist() == pytest.approx(wanted["mean"].tolist(), nan_ok=True)
    assert table["n"].sum() == wanted["count"].sum()
    assert table["missing"].sum() == (wanted["size"] - wanted["count"]).sum()


@pytest.mark.parametrize("measure", ["human", "social"])
def test_another_measure_moves_map_and_table(visit: Visits, province: Services, frame: pd.DataFrame, measure: str):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="map_measure").set_value(measure).run()
    lowest = frame.groupby(frame["subdistrict_code"].astype("str"))[measure].mean().min()
    assert table_with(app, "place", "district", "mean")["mean"].iloc[0] == pytest.approx(lowest)
    label = province.catalog.label_of(measure).en
    assert any(label in caption.value for caption in app.caption)
    assert label in json.dumps(charts_of(app)[0][1])


def test_schematic_shapes_are_not_passed_off_as_boundaries(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    assert any("they are not boundaries" in caption.value for caption in app.caption)


def test_a_district_shows_its_sub_districts_alone(
    visit: Visits, province: Services, frame: pd.DataFrame, district: str
):
    table = table_with(visit(province, "governor", PAGE, lang="en", area=district), "place", "district")
    inside = frame[frame["district_code"] == district]
    assert set(table["district"]) == {province.catalog.areas.get(district).name.en}
    assert len(table) == inside["subdistrict_code"].astype("str").nunique()


def test_who_sees_no_names_gets_one_point_for_each_sub_district(visit: Visits, province: Services, frame: pd.DataFrame):
    points = _points(visit, province, "governor")
    assert len(points) == frame["subdistrict_code"].astype("str").nunique()
    known = {(a.longitude, a.latitude) for a in province.catalog.areas.subdistricts}
    assert {tuple(point["position"]) for point in points} <= known


def test_an_officer_gets_one_point_for_each_household_of_the_own_district(
    visit: Visits, province: Services, frame: pd.DataFrame
):
    app = visit(province, "district", PAGE, lang="en")
    inside = frame[frame["district_code"] == app.query_params["area"]]
    assert len(_points(visit, province, "district")) <= len(inside)
    app.segmented_control(key="map_view").set_value(POINTS).run()
    assert any("One point per household with coordinates" in caption.value for caption in app.caption)


def test_points_carry_place_level_and_count_and_nothing_that_names_a_house(visit: Visits, province: Services):
    for who in ("governor", "district"):
        for point in _points(visit, province, who):
            assert point.keys() == {"position", "colour", "radius", "text"}
            place, level, count = point["text"].split("\n")
            assert place in {area.name.en for area in province.catalog.areas.all}
            assert level in {"–", *(level.label.en for level in province.catalog.instrument.levels)}
            assert count.endswith(" households")


def test_without_a_household_no_points_are_drawn(visit: Visits, own: Services):
    """A deck without a middle stops the browser's map."""
    with own.database.writing() as connection:
        connection.exec_driver_sql("UPDATE household SET latitude = NULL, longitude = NULL")
    app = visit(own, "district", PAGE, lang="en")
    app.segmented_control(key="map_view").set_value(POINTS).run()
    assert not trouble(app)
    assert not app.get("deck_gl_json_chart")
    assert any("One point per household with coordinates (0)." in caption.value for caption in app.caption)


def test_an_area_whose_place_is_not_known_is_left_out(
    visit: Visits, province: Services, monkeypatch: pytest.MonkeyPatch
):
    everywhere = _points(visit, province, "governor")

    def one_lost(services: Services, viewer: Viewer, query: MapQuery) -> ProvinceMap:
        found = map_province(services, viewer, query)
        points = found.points.copy()
        points.loc[points.index[0], ["latitude", "longitude"]] = float("nan")
        return replace(found, points=points)

    monkeypatch.setattr(page, "map_province", one_lost)
    assert len(_points(visit, province, "governor")) == len(everywhere) - 1


def test_a_measure_that_was_never_on_offer_is_refused(province: Services):
    with pytest.raises(BadInput):
        map_province(province, operator(province), MapQuery(NEW, province.catalog.province.code, "phone"))


def _points(visit: Visits, services: Services, who: str) -> list[dict[str, object]]:
    app = visit(services, who, PAGE, lang="en")
    app.segmented_control(key="map_view").set_value(POINTS).run()
    assert not trouble(app)
    (deck,) = app.get("deck_gl_json_chart")
    (layer,) = [one for one in json.loads(deck.proto.json)["layers"] if one["@@type"] == "ScatterplotLayer"]
    found: list[dict[str, object]] = layer["data"]
    return found
