"""A table in the markup of Word, as theses print it: rules at the top, under the header and at the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

from dss_core.model.text import Language
from dss_core.reports.columns import shares, wanted_widths
from dss_core.reports.document import Kind, ReportTable, printed_rows
from dss_core.reports.word_styles import CELL
from dss_core.reports.word_text import BOLD, TO_THE_RIGHT, WITH_THE_NEXT, paragraph, run

FIRST, SAME = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"  # of the cells that are one


@dataclass(frozen=True)
class _Column:
    """How the cells of a column look; the width is in twentieths of a point."""

    width: int
    is_number: bool
    wraps: bool
    said_once: bool


def table_markup(table: ReportTable, language: Language, line: int, line_letters: int) -> str:
    """The table as wide as the line (twentieths of a point; so many letters of a table).

    The header stands on every page again, no row breaks over two pages, a short table stays on one page, and no total
    begins one.
    """
    columns = _columns(table, language, line, line_letters)
    rows = [_row(columns, [column.header for column in table.columns], is_header=True, is_bold=True, is_kept=True)]
    # The last row is kept with the notes.
    kept = [table.is_short or row.is_total for row in table.rows[1:]] + [True]
    for row, is_kept, texts in zip(table.rows, kept, printed_rows(table, language), strict=False):
        rows.append(_row(columns, texts, is_bold=row.is_total, is_kept=is_kept))
    grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(column.width for column in columns)}" w:type="dxa"/>'
        f"<w:tblBorders>{_rule('top', 12)}{_rule('bottom', 12)}</w:tblBorders>"
        f'<w:tblLook w:val="0620" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _columns(table: ReportTable, language: Language, line: int, line_letters: int) -> list[_Column]:
    widths = wanted_widths(table, language)
    return [
        _Column(int(share * line), column.kind is not Kind.TEXT, width.wraps, column.said_once)
        for share, width, column in zip(shares(widths, line_letters), widths, table.columns, strict=True)
    ]


def _rule(side: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/>'


def _row(
    columns: list[_Column], texts: Sequence[str | None], is_bold: bool, is_kept: bool, is_header: bool = False
) -> str:
    """A row; a cell without a text of its own is one with the cell above."""
    cells = []
    for column, text in zip(columns, texts, strict=True):
        span = "" if is_header or not column.said_once else SAME if text is None else FIRST
        rule = f"<w:tcBorders>{_rule('bottom', 6)}</w:tcBorders>" if is_header else ""
        lines = "" if column.wraps or (is_header and column.is_number) else "<w:noWrap/>"
        side = '<w:vAlign w:val="bottom"/>' if is_header else ""
        look = (WITH_THE_NEXT if is_kept else "") + (TO_THE_RIGHT if column.is_number else "")
        words = paragraph(CELL, run(text or "", BOLD if is_bold else ""), look)
        width = f'<w:tcW w:w="{column.width}" w:type="dxa"/>'
        cells.append(f"<w:tc><w:tcPr>{width}{span}{rule}{lines}{side}</w:tcPr>{words}</w:tc>")
    header = "<w:tblHeader/>" if is_header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"
