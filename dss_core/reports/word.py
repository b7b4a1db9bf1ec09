"""A report as a Word document: captions that Word numbers and lists, tables of three lines, Thai in a Thai font."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Twips

from dss_core.reports.columns import ACROSS, UPRIGHT, is_wide
from dss_core.reports.document import Report, clean
from dss_core.reports.word_styles import BODY, CAPTION, FOOTER, NOTE, TITLE, set_styles
from dss_core.reports.word_table import table_markup
from dss_core.reports.word_text import BOLD, SPACED, TO_THE_RIGHT, element, field, paragraph, run

MADE_AT = datetime(2026, 1, 1)  # no clock: the same report gives the same bytes
OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can tell
SHORT, LONG = Cm(21.0), Cm(29.7)  # A4
WIDE_MARGIN, MARGIN = Cm(3.81), Cm(2.54)  # theses leave 1.5 inches at the top and at the binding
COMPATIBILITY = "15"  # Word 2013 and later; below it Word says "compatibility mode"
LANGUAGE_TAGS = {"th": "th-TH", "en": "en-US"}
# Parts of python-docx's own template: a picture of another document, and styles for Word 2007.
NOT_NEEDED = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering")


def word_document(report: Report) -> bytes:
    """The report as .docx, the same bytes each time. No text in it is a field, a link or markup."""
    document: Any = Document()
    set_styles(document)
    _describe(document, report)
    across = is_wide(report)
    line = _set_page(document, across)
    parts = [paragraph(TITLE, run(report.title))]
    parts += [paragraph(BODY, run(text, "" if place else BOLD), SPACED) for place, text in enumerate(report.opening)]
    for place, table in enumerate(report.tables, start=1):
        parts.append(_caption(report.table_word, place, table.caption))
        parts.append(table_markup(table, report.language, line, ACROSS if across else UPRIGHT))
        parts += [paragraph(NOTE, run(note)) for note in (*table.notes, report.source)]
    parts += [paragraph(NOTE, run(note)) for note in report.notes]
    for part in parts:
        document.element.body.sectPr.addprevious(element(part))
    _set_footer(document, report.source)
    return _saved(document)


def _describe(document: Any, report: Report) -> None:
    """Title and language for Word's own fields; without a name or a clock, and without what the template brings."""
    about = document.core_properties
    about.title, about.language = clean(report.title), LANGUAGE_TAGS[report.language]
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = MADE_AT
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(NOT_NEEDED)]:
            del relations[name]
    mode = document.settings.element.xpath('.//w:compatSetting[@w:name="compatibilityMode"]')[0]
    mode.set(qn("w:val"), COMPATIBILITY)


def _set_page(document: Any, across: bool) -> int:
    """The length of a line, in twentieths of a point, on A4 with the margins of a thesis; turned, it is bound above."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if across else (SHORT, LONG)
    section.top_margin, section.bottom_margin = WIDE_MARGIN, MARGIN
    section.left_margin, section.right_margin = (MARGIN, WIDE_MARGIN) if across else (WIDE_MARGIN, MARGIN)
    return int(section.page_width - WIDE_MARGIN - MARGIN) // Twips(1)


def _caption(word: str, place: int, caption: str) -> str:
    """Word, number and caption. Word's list of tables collects the numbers that are counted under this word."""
    counted = re.sub(r'[\s"\\]+', "_", clean(word))
    number = field(f"SEQ {counted} \\* ARABIC", str(place), BOLD)
    return paragraph(CAPTION, f"{run(f'{word} ', BOLD)}{number}<w:r><w:tab/></w:r>{run(caption)}")


def _set_footer(document: Any, source: str) -> None:
    """The source and the number of the page, on every sheet."""
    footer = document.sections[0].footer._element
    page = field("PAGE", "1") + run(" / ") + field("NUMPAGES", "1")
    footer.remove(footer[0])  # the empty paragraph of the template
    footer.append(element(paragraph(FOOTER, run(source))))
    footer.append(element(paragraph(FOOTER, page, TO_THE_RIGHT)))


def _saved(document: Any) -> bytes:
    """The file, its parts in their order and all dated alike."""
    dated, target = BytesIO(), BytesIO()
    document.save(dated)
    with ZipFile(dated) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(ZipInfo(name, OLDEST), source.read(name), ZIP_DEFLATED)
    return target.getvalue()
