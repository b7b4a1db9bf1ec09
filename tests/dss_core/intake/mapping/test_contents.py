"""What the cells of a column say: which fields they fit, and what may be shown of them."""

from typing import Any

import pytest

from dss_core.intake.faults import Rules
from dss_core.intake.mapping.contents import SAMPLE, ColumnSample, Contents, samples
from dss_core.intake.sheets import sheet_of_rows
from tests.dss_core.intake.files import CATALOG, HOUSEHOLDS, MEMBERS, PLACE, national_id


def sample_of(*cells: Any) -> ColumnSample:
    return samples(sheet_of_rows("x", [["h", "beside"], *([cell, "1"] for cell in cells)]))[0]


@pytest.fixture
def contents() -> Contents:
    return Contents(Rules(CATALOG, is_synthetic=True))


@pytest.mark.parametrize(
    ("field", "cells", "share"),
    [
        ("house_code", ["49010000001", "4901-000000-2", "12"], 2 / 3),
        ("year", ["๒๕๖๙", 2026, "x", 2567.0], 3 / 4),
        ("subdistrict_code", [PLACE, f"{PLACE} ชื่อตำบล", "999999"], 2 / 3),
        ("outcome", ["ยืนยันว่าจน", "จน", "maybe", "not poor"], 3 / 4),
        ("survey_on", ["22/11/2569", "2026-11-22", "yesterday", "31/02/2569"], 1 / 2),
        ("phone", ["081-234-5678", "12"], 1 / 2),
        ("h1", [1, 2.5, 5, 4], 3 / 4),
    ],
)
def test_the_share_is_of_the_filled_cells_that_pass_the_check_of_the_kind(
    contents: Contents, field: str, cells: list[Any], share: float
):
    assert contents.share(sample_of(*cells, "", ""), HOUSEHOLDS.column(field)) == pytest.approx(share)


def test_cells_say_nothing_where_any_text_fits_or_none_is_filled(contents: Contents):
    assert contents.share(sample_of("a", "b"), HOUSEHOLDS.column("village_name")) is None
    assert contents.share(sample_of("", ""), HOUSEHOLDS.column("year")) is None


def test_examples_are_up_to_three_different_cells_that_fit(contents: Contents):
    column = MEMBERS.column("sex")
    assert contents.examples(sample_of("ชาย", "หญิง", "ชาย", "นางสาวสมศรี ใจดี"), column) == ("ชาย", "หญิง")
    years = HOUSEHOLDS.column("year")
    assert contents.examples(sample_of(2566, 2567, 2568, 2569), years) == ("2566", "2567", "2568")


@pytest.mark.parametrize("field", [column.field for column in HOUSEHOLDS.columns if column.personal])
def test_nothing_is_shown_of_a_field_that_tells_of_a_person(contents: Contents, field: str):
    sample = sample_of("49010000001", national_id(123456789012), "0812345678", "16.5", "สมชาย")
    assert contents.examples(sample, HOUSEHOLDS.column(field)) == ()


def test_the_fields_that_tell_who_somebody_is_are_marked():
    marked = {column.field for sheet in (HOUSEHOLDS, MEMBERS) for column in sheet.columns if column.personal}
    named = {c.field for sheet in (HOUSEHOLDS, MEMBERS) for c in sheet.columns if c.field.endswith(("_name", "_id"))}
    places = {"village_name", "subdistrict_name", "district_name", "province_name"}
    assert named - places <= marked
    assert {"house_code", "phone", "house_number", "latitude", "longitude"} <= marked


def test_classes_are_shares_of_all_cells_that_were_looked_at():
    assert sample_of("12", "x", "", 2.5).classes == (
        ("whole", 0.25),
        ("text", 0.25),
        ("decimal", 0.25),
        ("blank", 0.25),
    )
    assert sample_of().classes == ()


def test_a_long_column_is_sampled_from_top_to_bottom():
    sample = sample_of(*range(10 * SAMPLE))
    assert len(sample.filled) == SAMPLE
    assert int(sample.filled[-1]) > 9 * SAMPLE
