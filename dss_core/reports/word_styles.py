"""The styles of the Word documents: those of a Thai thesis, and no others.

Word takes the size, boldness and font of Thai letters from the "complex script" half of each property (``w:szCs``,
``w:bCs``, ``w:cs``); a document that sets only the other half prints Thai in another font and size.
"""

from typing import Any

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from dss_core.reports.word_text import BOLD

FONT = "TH Sarabun New"  # the font of Thai theses and offices; Word takes another Thai font where it is not installed
CAPTION_INDENT = 1304  # twentieths of a point: room for the word and a number of two digits
BODY, TITLE, CAPTION, CELL, NOTE, FOOTER = "Normal", "Title", "Caption", "TableText", "TableNote", "Footer"


def set_styles(document: Any) -> None:
    """Puts these styles in the place of those that the document was opened with."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in parse_xml(f"<w:styles {nsdecls('w')}>{''.join(_STYLES)}</w:styles>"):
        styles.append(child)


def _size(points: int) -> str:
    return f'<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


def _style(style_id: str, name: str, paragraph: str = "", run: str = "") -> str:
    default = ' w:default="1"' if style_id == BODY else ' w:customStyle="1"' if style_id in (CELL, NOTE) else ""
    basis = "" if style_id == BODY else f'<w:basedOn w:val="{BODY}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"{default}><w:name w:val="{name}"/>{basis}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    f'{_size(16)}<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>",
    _style(BODY, "Normal"),
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    _style(TITLE, "Title", '<w:keepNext/><w:spacing w:after="120"/><w:jc w:val="center"/>', BOLD + _size(20)),
    _style(
        CAPTION,
        "caption",
        '<w:keepNext/><w:spacing w:before="280" w:after="80"/>'
        f'<w:ind w:left="{CAPTION_INDENT}" w:hanging="{CAPTION_INDENT}"/>',
    ),
    _style(CELL, "Table Text", run=_size(14)),
    _style(NOTE, "Table Note", '<w:spacing w:before="40"/>', _size(14)),
    _style(FOOTER, "footer", run=_size(12)),
)
