"""How much a heading is like the names of a field."""

import pytest

from dss_core.intake.mapping.likeness import HINTED, LEAST_LIKE, SAME, likeness, names_of
from tests.dss_core.intake.files import CATALOG, HOUSEHOLDS, MEMBERS


def like(heading: str, field: str) -> float:
    sheet = HOUSEHOLDS if any(column.field == field for column in HOUSEHOLDS.columns) else MEMBERS
    return likeness(heading, *names_of(sheet.column(field), CATALOG))


@pytest.mark.parametrize("heading", ["รหัสบ้าน", "HOUSE  code", "house_code", "address/house_code"])
def test_a_name_that_decides_is_the_same(heading: str):
    assert like(heading, "house_code") == SAME


@pytest.mark.parametrize(
    ("heading", "field"), [("รหัสครัวเรือน", "house_code"), ("Highest education", "h1"), ("ที่อยู่ เบอร์โทร", "phone")]
)
def test_a_name_that_only_proposes_is_a_hint(heading: str, field: str):
    assert like(heading, field) == HINTED


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("รหสบ้าน", "house_code"),
        ("Hose code", "house_code"),
        ("รหัสบ้าน 11 หลัก", "house_code"),
        ("การออมของครัวเรือน", "f3"),
        ("Surey year", "year"),
        ("สุขลักษณะของที่อยู่อาศัย (P3)", "p3"),
    ],
)
def test_a_name_spelled_in_another_way_is_like_it(heading: str, field: str):
    assert LEAST_LIKE <= like(heading, field) < HINTED


@pytest.mark.parametrize(
    ("heading", "field"), [("", "house_code"), ("รูปถ่าย", "house_code"), ("ชื่อเล่น", "village_name"), ("Photo", "phone")]
)
def test_other_headings_are_not_like_it(heading: str, field: str):
    assert like(heading, field) == 0
