"""The Word document is one that a thesis can take over: captions, three lines, Thai in its font, nothing personal."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Twips

from dss_core.reports.document import Kind, Report, ReportColumn, ReportRow, ReportTable
from dss_core.reports.word import word_document
from tests.dss_core.reports.reading import WORD, document, part


@pytest.fixture
def made(report: Report) -> Any:
    return document(word_document(report))


def of(element: Any, tag: str) -> list[Any]:
    return list(element.iter(f"{WORD}{tag}"))


def value(element: Any, tag: str) -> str | None:
    found = of(element, tag)
    return found[0].get(f"{WORD}val") if found else None


def test_a_caption_is_numbered_by_word_and_stands_above_its_table(made: Any):
    captions = [one for one in made.paragraphs if one.style.name == "Caption"]
    assert [one.text for one in captions] == [
        "ตารางที่ \tค่าเฉลี่ยและส่วนเบี่ยงเบนมาตรฐาน จำแนกตามอำเภอ",
        "ตารางที่ \tจำนวนและร้อยละ",
    ]  # python-docx does not read the numbers, which are fields
    fields = [of(one._p, "fldSimple")[0] for one in captions]
    assert [field.get(f"{WORD}instr") for field in fields] == [r" SEQ ตารางที่ \* ARABIC "] * 2
    assert ["".join(text.text for text in of(field, "t")) for field in fields] == ["1", "2"]
    assert [one._p.getnext().tag for one in captions] == [f"{WORD}tbl"] * 2


def test_the_word_of_a_caption_cannot_add_to_its_field(report: Report):
    spoilt = document(word_document(replace(report, table_word='Table" \\h INCLUDETEXT "x')))
    instructions = [field.get(f"{WORD}instr") for field in of(spoilt.element.body, "fldSimple")]
    assert instructions == [r" SEQ Table_h_INCLUDETEXT_x \* ARABIC "] * 2


def test_numbers_are_printed_with_two_decimals_to_the_right(made: Any):
    rows = made.tables[0].rows
    assert [cell.text for cell in rows[1].cells] == ["ทุนมนุษย์", "เหนือ", "1,234", "2.35", "0.50", "ยากจน"]
    assert [cell.text for cell in rows[2].cells][2:] == ["1", "1.00", "–", "ยากจนมาก"]
    assert [cell.text for cell in rows[4].cells][2:] == ["0", "–", "–", "–"]
    sides = [cell.paragraphs[0].alignment for cell in rows[1].cells]
    assert sides == [None, None, *[WD_ALIGN_PARAGRAPH.RIGHT] * 3, None]


def test_a_table_has_three_lines_and_no_other(made: Any):
    for table in made.tables:
        (borders,) = of(table._tbl, "tblBorders")
        assert [side.tag.removeprefix(WORD) for side in borders] == ["top", "bottom"]
        with_rule = [bool(of(row._tr, "tcBorders")) for row in table.rows]
        assert with_rule == [True, *[False] * (len(table.rows) - 1)]


def test_the_header_is_repeated_and_no_row_breaks(made: Any):
    rows = made.tables[0].rows
    assert [bool(of(row._tr, "tblHeader")) for row in rows] == [True, False, False, False, False]
    assert all(of(row._tr, "cantSplit") for row in rows)


def test_a_total_is_bold_and_does_not_begin_a_page(report: Report):
    rows = tuple(ReportRow(("a", "b", 1, 1.0, 1.0, "c"), is_total=place % 20 == 19) for place in range(40))
    table = document(word_document(replace(report, tables=(replace(report.tables[0], rows=rows),)))).tables[0]
    kept = [bool(of(row._tr, "keepNext")) for row in table.rows]
    assert [place for place, one in enumerate(kept) if one] == [
        0,
        19,
        39,
        40,
    ]  # the header, the row before a total, the last
    assert [bool(of(row._tr, "bCs")) for row in table.rows][19:22] == [False, True, False]


def test_a_short_table_is_kept_on_one_page_with_its_notes(made: Any):
    assert all(of(row._tr, "keepNext") for row in made.tables[0].rows)


def test_what_is_said_once_is_one_cell(made: Any):
    merges = [value(row._tr, "vMerge") or ("same" if of(row._tr, "vMerge") else None) for row in made.tables[0].rows]
    assert merges == [None, "restart", "same", "same", "restart"]


def test_thai_has_its_font_size_and_language(report: Report):
    styles = document(word_document(report)).styles.element
    (fonts,) = of(styles, "rFonts")
    assert {name.removeprefix(WORD): font for name, font in fonts.attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), "TH Sarabun New"
    )
    (defaults,) = of(styles, "rPrDefault")
    assert value(defaults, "sz") == value(defaults, "szCs") == "32"  # half points
    (language,) = of(styles, "lang")
    assert (language.get(f"{WORD}val"), language.get(f"{WORD}bidi")) == ("en-US", "th-TH")
    assert len(of(styles, "sz")) == len(of(styles, "szCs")) and len(of(styles, "b")) == len(of(styles, "bCs"))


def test_every_style_that_is_used_is_there_and_no_other(report: Report):
    made = document(word_document(report))
    parts = [made.element.body, made.sections[0].footer._element]
    used = {style.get(f"{WORD}val") for one in parts for style in of(one, "pStyle")}
    known = {style.style_id for style in made.styles if style.type == 1} - {"Normal"}
    assert used == known


def test_the_page_is_a4_with_the_margins_of_a_thesis(made: Any):
    page = made.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert [round(side.inches, 1) for side in (page.left_margin, page.top_margin)] == [1.5, 1.5]
    assert [round(side.inches, 1) for side in (page.right_margin, page.bottom_margin)] == [1.0, 1.0]


def test_a_wide_table_turns_the_page(report: Report):
    columns = tuple(ReportColumn(f"column {place}", Kind.BAHT) for place in range(9))
    wide = ReportTable("", columns, (ReportRow((12_345_678,) * 9),))
    page = document(word_document(replace(report, tables=(wide,)))).sections[0]
    assert page.orientation == WD_ORIENT.LANDSCAPE
    assert page.page_width > page.page_height
    assert (round(page.top_margin.inches, 1), round(page.right_margin.inches, 1)) == (1.5, 1.5)  # bound at the top


@pytest.mark.parametrize("across", [False, True])
def test_a_table_is_as_wide_as_the_line(report: Report, across: bool):
    tables = report.tables
    if across:
        columns = tuple(ReportColumn(f"column {place}", Kind.BAHT) for place in range(9))
        tables = (*tables, ReportTable("", columns, (ReportRow((12_345_678,) * 9),)))
    made = document(word_document(replace(report, tables=tables)))
    page = made.sections[0]
    line = (page.page_width - page.left_margin - page.right_margin) / Twips(1)
    for table in made.tables:
        assert sum(int(column.get(f"{WORD}w")) for column in of(table._tbl, "gridCol")) == pytest.approx(line, abs=10)


def test_source_and_page_number_stand_on_every_sheet(made: Any, report: Report):
    source, page = made.sections[0].footer.paragraphs
    assert source.text == report.source
    assert [field.get(f"{WORD}instr").strip() for field in of(page._p, "fldSimple")] == ["PAGE", "NUMPAGES"]


def test_the_file_names_nobody_and_brings_nothing_along(report: Report):
    made = word_document(report)
    about = document(made).core_properties
    assert (about.title, about.language) == (report.title, "th-TH")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    names = ZipFile(BytesIO(made)).namelist()
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "WithEffects" in name]
    assert 'w:name="compatibilityMode"' in part(made, "word/settings.xml")
    assert len(made) < 20_000
