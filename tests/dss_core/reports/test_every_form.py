"""Every form of a report says the same, opens, cannot do harm and has the same bytes each time."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from dss_core.errors import BadInput
from dss_core.reports.document import Kind, Report, ReportColumn, ReportRow, ReportTable, clean
from dss_core.reports.forms import FORMS, find_form
from tests.dss_core.reports.reading import READERS

each_form = pytest.mark.parametrize("form", sorted(FORMS))
HOSTILE = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\x00=1+1",
    '=HYPERLINK("http://example.org";"x")',
    "http://example.org",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</w:t></w:r><w:r><w:instrText>QUIT</w:instrText>",
    "&lt;b&gt; ]]> <!-- &#0; _x000D_ {=1}",
    "bell\x07 escape\x1b half\ud800 end\uffff",
)


@each_form
def test_every_form_says_every_word_and_where_the_figures_come_from(form: str, report: Report):
    told = READERS[form](FORMS[form].write(report))
    texts = " ".join(told)
    for words in (
        report.title,
        report.source,
        *report.opening,
        *report.notes,
        *(note for t in report.tables for note in t.notes),
    ):
        assert words in told
    for table in report.tables:
        assert table.caption in texts
        assert {column.header for column in table.columns} <= told
        assert {cell for row in table.rows for cell in row.cells if isinstance(cell, str)} <= told


@each_form
def test_sentences_to_be_read_aloud_are_told_with_the_tables(form: str, report: Report):
    spoken = replace(report, opening=("ครัวเรือนนี้อยู่ลำดับที่ 3", "ความต้องการมาจากทุนการเงิน"))
    assert set(spoken.opening) <= READERS[form](FORMS[form].write(spoken))


@each_form
def test_tables_are_numbered_in_their_order(form: str, report: Report):
    texts = " ".join(READERS[form](FORMS[form].write(report)))
    assert "ตารางที่ 1" in texts and "ตารางที่ 2" in texts and "ตารางที่ 3" not in texts


@each_form
def test_the_same_report_has_the_same_bytes(form: str, report: Report):
    made = FORMS[form].write(report)
    assert made == FORMS[form].write(report)
    if made.startswith(b"PK"):  # no clock in the packing either
        assert {entry.date_time for entry in ZipFile(BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@each_form
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_becomes_a_formula_a_link_or_markup(form: str, text: str):
    table = ReportTable(
        caption=text,
        columns=(ReportColumn(text), ReportColumn(text, Kind.COUNT), ReportColumn(text, Kind.TEXT, said_once=True)),
        rows=(ReportRow((text, text, text)), ReportRow((text, None, text), is_total=True)),
        notes=(text,),
    )
    hostile = Report(text, "en", text, text, (table, table), (text,), (text, text))
    told = READERS[form](FORMS[form].write(hostile))  # the reader refuses whatever would run
    assert clean(text).strip() in {one.strip() for one in told}


@each_form
def test_a_table_may_have_no_row(form: str, report: Report):
    empty = replace(report.tables[0], rows=())
    assert report.title in READERS[form](FORMS[form].write(replace(report, tables=(empty,))))


@each_form
def test_a_table_of_a_whole_province_is_written(form: str, report: Report):
    rows = tuple(ReportRow(("บ้าน", f"{place}", place, place / 3, None, "–")) for place in range(7_700))
    long = replace(report, tables=(replace(report.tables[0], rows=rows),))
    assert "7699" in READERS[form](FORMS[form].write(long))


@each_form
def test_a_form_says_how_its_file_is_called_and_served(form: str):
    assert FORMS[form].extension.isalpha() and "/" in FORMS[form].media_type
    assert find_form(form) is FORMS[form]


def test_an_unknown_form_is_refused():
    with pytest.raises(BadInput) as refused:
        find_form("pdf")
    assert refused.value.code == "report_unknown_form"
    assert refused.value.params == {"form": "pdf", "forms": "word, excel, page"}
