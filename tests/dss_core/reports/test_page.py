"""The web page needs nothing else, says its language, and its tables are tables."""

from dataclasses import replace

from dss_core.reports.document import Report
from dss_core.reports.page import web_page
from tests.dss_core.reports.reading import Page


def test_the_page_says_its_language_and_letters(report: Report):
    made = web_page(report).decode("utf-8")
    assert made.startswith("<!doctype html>")
    assert '<html lang="th">' in made and '<meta charset="utf-8">' in made
    assert '<html lang="en">' in web_page(replace(report, language="en")).decode("utf-8")


def test_it_asks_nobody_for_anything(report: Report):
    page = Page(web_page(report))
    assert not {"src", "href"} & {name for name, _ in page.attributes}
    assert "url(" not in web_page(report).decode("utf-8")


def test_numbers_are_printed_as_on_paper(report: Report):
    assert {"1,234", "2.35", "0.50", "–", "37.50"} <= set(Page(web_page(report)).texts)


def test_what_is_said_once_spans_its_rows(report: Report):
    made = web_page(report).decode("utf-8")
    assert '<td class="kept" rowspan="3">ทุนมนุษย์</td>' in made
    assert made.count("ทุนมนุษย์</td>") == 1


def test_every_row_has_all_its_cells(report: Report):
    page = Page(web_page(report))
    spans = sum(int(value or 0) for name, value in page.attributes if name == "rowspan")
    assert spans == sum(len(table.columns) * len(table.rows) for table in report.tables)


def test_the_source_is_the_foot_of_each_table_which_every_sheet_repeats(report: Report):
    page = Page(web_page(report))
    assert page.tags.count("tfoot") == page.tags.count("thead") == len(report.tables)
    assert page.texts.count(report.source) == len(report.tables)
