"""One report that has everything: two tables, totals, missing figures, words said once."""

import pytest

from dss_core.language.translate import Translator, translator
from dss_core.reports.document import Kind, Report, ReportColumn, ReportRow, ReportTable
from dss_core.settings import ROOT

DATA = ROOT / "data"

MEANS = ReportTable(
    caption="ค่าเฉลี่ยและส่วนเบี่ยงเบนมาตรฐาน จำแนกตามอำเภอ",
    columns=(
        ReportColumn("คะแนน", said_once=True),
        ReportColumn("อำเภอ"),
        ReportColumn("n", Kind.COUNT),
        ReportColumn("x̄", Kind.DECIMAL),
        ReportColumn("S.D.", Kind.DECIMAL),
        ReportColumn("การแปลผล"),
    ),
    rows=(
        ReportRow(("ทุนมนุษย์", "เหนือ", 1234, 2.345, 0.5, "ยากจน")),
        ReportRow(("ทุนมนุษย์", "ใต้", 1, 1.0, None, "ยากจนมาก")),
        ReportRow(("ทุนมนุษย์", "รวม", 1235, 2.344, 0.5, "ยากจน"), is_total=True),
        ReportRow(("ทุนการเงิน", "เหนือ", 0, float("nan"), None, None)),
    ),
    notes=("หมายเหตุ: S.D. หารด้วย n−1",),
)
ANSWERS = ReportTable(
    caption="จำนวนและร้อยละ",
    columns=(ReportColumn("คำตอบ"), ReportColumn("จำนวน", Kind.COUNT), ReportColumn("ร้อยละ", Kind.PERCENT)),
    rows=(ReportRow(("ใช่", 3, 37.5)), ReportRow(("ไม่ใช่", 5, 62.5)), ReportRow(("รวม", 8, 100.0), is_total=True)),
)


@pytest.fixture
def report() -> Report:
    return Report(
        title="สถิติการสำรวจ",
        language="th",
        table_word="ตารางที่",
        source="ที่มา: ปี 2569 รอบที่ 1 · รหัสชุดข้อมูล 2026-1.v3.abc · n = 1,235 ครัวเรือน",
        tables=(MEANS, ANSWERS),
        notes=("นิยาม: ทุนมนุษย์ คือค่าเฉลี่ยถ่วงน้ำหนักของตัวชี้วัด",),
    )


@pytest.fixture
def thai() -> Translator:
    return translator("th", DATA)


@pytest.fixture
def english() -> Translator:
    return translator("en", DATA)
