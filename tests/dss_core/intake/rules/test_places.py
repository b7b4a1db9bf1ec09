"""Places: names, postcodes and points against the codes beside them."""

import pytest

from dss_core.model.problems import Severity
from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import CATALOG, PLACE, house, survey

AREAS = CATALOG.areas
HERE = AREAS.get(PLACE)
ELSEWHERE = next(area for area in AREAS.subdistricts if area.parent_code != HERE.parent_code)
POINT = {"latitude": HERE.latitude, "longitude": HERE.longitude}


def told(check: Check, **cells: object) -> list[tuple[str, str, str, str | None]]:
    """Severity, code, field and suggestion of what is wrong with the second of three households."""
    draft = check(survey([house(1), house(2, **cells), house(3)]))
    assert {problem.row for problem in draft.problems} <= {3}
    return [(p.severity.value, p.code, p.column, p.suggestion) for p in draft.problems]


def test_names_of_the_codes_beside_them_are_right(check: Check):
    district = AREAS.get(str(HERE.parent_code)).name
    for name in (HERE.name.th, f"ต.{HERE.name.th}", HERE.name.en):
        assert told(check, subdistrict_name=name, district_name=district.th) == []


def test_the_name_of_another_place_is_a_warning_with_the_right_name(check: Check):
    expected = [("warning", "row_place_name", "ตำบล", HERE.name.th)]
    assert told(check, subdistrict_name=ELSEWHERE.name.th) == expected
    assert told(check, subdistrict_name="ที่ไหนสักแห่ง") == expected


def test_a_postcode_of_another_place_is_a_note_and_one_that_is_none_is_told_once(check: Check):
    other = next(area.postcode for area in AREAS.subdistricts if area.postcode != HERE.postcode)
    assert told(check, postcode=other) == [("note", "row_postcode", "รหัสไปรษณีย์", HERE.postcode)]
    assert [code for _, code, _, _ in told(check, postcode="490")] == ["cell_postcode"]
    assert told(check, postcode=HERE.postcode) == []


def test_a_point_in_its_sub_district_is_right(check: Check):
    assert told(check, **POINT) == []


@pytest.mark.parametrize(("latitude", "longitude"), [(18.0, None), (None, 100.5), (13.75, 100.5)])
def test_a_point_outside_the_province_is_a_warning(check: Check, latitude: float | None, longitude: float | None):
    found = told(check, latitude=latitude or HERE.latitude, longitude=longitude or HERE.longitude)
    assert ("warning", "row_gps_outside") in [one[:2] for one in found]


def test_a_point_inside_the_province_and_far_from_its_sub_district_is_a_note(check: Check):
    def distance(area):
        return (area.latitude - HERE.latitude) ** 2 + (area.longitude - HERE.longitude) ** 2

    farthest = max(AREAS.subdistricts, key=distance)
    found = told(check, latitude=farthest.latitude, longitude=farthest.longitude)
    assert [one[:2] for one in found] == [("note", "row_gps_far")]


def test_half_a_point_is_no_point(check: Check):
    assert told(check, latitude=HERE.latitude, longitude="") == []


def test_a_swapped_point_is_noted_beside_its_two_errors_and_each_gets_the_others_number(check: Check):
    draft = check(survey([house(1, latitude="104.7", longitude="16.5"), house(2, latitude="104.7", longitude="")]))
    swapped = [p for p in draft.problems if p.code == "row_gps_swapped"]
    assert [(p.row, p.suggestion, p.severity) for p in swapped] == [
        (2, "16.5", Severity.NOTE),
        (2, "104.7", Severity.NOTE),
    ]
    assert all(p.is_private and p.told_suggestion is None for p in swapped), "where somebody lives is nobody's business"
    assert draft.error_count == 3
