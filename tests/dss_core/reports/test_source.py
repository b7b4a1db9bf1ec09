"""The line that is quoted with every figure."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dss_core.catalog.areas import Areas
from dss_core.errors import NotFound
from dss_core.language.translate import Translator
from dss_core.model.areas import Area, AreaLevel
from dss_core.model.provenance import Provenance
from dss_core.model.text import Text
from dss_core.reports.source import source_line

STAMP = Provenance(
    round_id="2026-1",
    year=2026,
    wave=1,
    area_code="9901,9902",
    household_count=7693,
    updated_at=datetime(2026, 11, 22, 7, 5, tzinfo=UTC),
    data_version=3,
    catalog_version="9f8e7d6c",
    is_synthetic=False,
)


@pytest.fixture
def areas() -> Areas:
    province = Area("99", AreaLevel.PROVINCE, Text("จังหวัดตัวอย่าง", "Sample"), None)
    names = {"9901": Text("เหนือ", "North"), "9902": Text("ใต้", "South")}
    districts = tuple(Area(code, AreaLevel.DISTRICT, name, "99") for code, name in names.items())
    return Areas(province, districts, (), {})


def test_it_says_round_freeze_id_number_moment_and_area(english: Translator, areas: Areas):
    assert source_line(STAMP, areas, english) == (
        "Source: 2026 round 1 · freeze id 2026-1.v3.9f8e7d6c · n = 7,693 households · as of 22 Nov 2026 14:05 · "
        "area North, South"
    )


def test_it_is_thai_for_thai_readers(thai: Translator, areas: Areas):
    assert source_line(replace(STAMP, area_code="99"), areas, thai) == (
        "ที่มา: ปี 2569 รอบที่ 1 · รหัสชุดข้อมูล 2026-1.v3.9f8e7d6c · n = 7,693 ครัวเรือน · ข้อมูล ณ 22 พ.ย. 2569 14:05 น. · "
        "พื้นที่ จังหวัดตัวอย่าง"
    )


def test_invented_data_are_called_so_first(thai: Translator, areas: Areas):
    said = source_line(replace(STAMP, is_synthetic=True), areas, thai)
    assert said.startswith("ที่มา: ข้อมูลสังเคราะห์ ไม่มีครัวเรือนจริงในระบบนี้ · ")


def test_an_unknown_area_is_not_made_up(thai: Translator, areas: Areas):
    with pytest.raises(NotFound):
        source_line(replace(STAMP, area_code="9999"), areas, thai)
