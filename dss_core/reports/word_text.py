"""Paragraphs, words and fields in the markup of Word; every word from outside enters it in ``run``."""

import re
from html import escape
from typing import Any

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from dss_core.reports.document import clean

BOLD = "<w:b/><w:bCs/>"
TO_THE_RIGHT = '<w:jc w:val="right"/>'
SPACED = '<w:spacing w:after="120"/>'
WITH_THE_NEXT = "<w:keepNext/>"


def run(text: str, look: str = "") -> str:
    """A text in one look. It can be no markup, and a text of Word is never a field or a link."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def field(code: str, shown: str, look: str = "") -> str:
    """What Word counts by itself, and what it shows until it has counted."""
    return f'<w:fldSimple w:instr=" {escape(code)} ">{run(shown, look)}</w:fldSimple>'


def paragraph(style: str, runs: str, look: str = "") -> str:
    """A paragraph of runs in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{runs}</w:p>'


def element(markup: str) -> Any:
    """The element of some markup, to be put into a document.

    It declares its own namespace: lxml takes minutes to move a long table that borrows the one of its surroundings.
    """
    tag = re.match(r"<w:\w+", markup)
    assert tag is not None
    return parse_xml(f"{tag[0]} {nsdecls('w')}{markup[tag.end() :]}")
