"""How wide the columns of a printed table are, and whether the page lies on its side for them."""

import unicodedata
from dataclasses import dataclass
from math import ceil

from dss_core.model.text import Language
from dss_core.reports.document import Kind, Report, ReportTable, printed

NARROWEST, WIDEST = 4, 30  # letters; longer texts wrap
PADDING = 2
LONGEST_UNWRAPPED = 16  # letters of a text that is not wrapped
STAND_IN = 1.35  # what is not wrapped must also fit where another font stands in for the narrow one
UPRIGHT, ACROSS = 72, 112  # letters of a line of a table on A4, and on A4 on its side
LEAST_SHARE = 1 / 3  # of the width that they want, the wrapped columns get at least this, or the page is turned


@dataclass(frozen=True)
class Width:
    """The width of a column in letters, padding included, and whether its cells may wrap."""

    letters: float
    wraps: bool


def letters(text: str) -> int:
    """How many letters wide a text is; Thai vowels and tone marks above and below a letter take no width.

    >>> letters("ที่ดิน"), letters("x̄")
    (3, 1)
    """
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def wanted_widths(table: ReportTable, language: Language) -> list[Width]:
    """The width of each column: its longest cell, within reason. The header of a number may take two lines."""
    wanted = []
    for place, column in enumerate(table.columns):
        is_text = column.kind is Kind.TEXT
        header = letters(column.header) if is_text else _of_two_lines(column.header)
        longest = max((letters(printed(row.cells[place], column.kind, language)) for row in table.rows), default=0)
        longest = max(NARROWEST, longest, header)
        wraps = is_text and longest > LONGEST_UNWRAPPED
        wanted.append(Width((min(WIDEST, longest) if wraps else longest * STAND_IN) + PADDING, wraps))
    return wanted


def _of_two_lines(header: str) -> int:
    """The letters of a header in two lines. Thai breaks within a row of letters, other words do not."""
    words = [len(word) for word in header.split() if word.isascii()]
    return max(ceil(letters(header) / 2) + 1, *words, 0)


def is_wide(report: Report) -> bool:
    """Whether some table of the report wants the page on its side."""
    for table in report.tables:
        kept, wrapped = _parts(wanted_widths(table, report.language))
        if UPRIGHT - kept < wrapped * LEAST_SHARE:
            return True
    return False


def shares(widths: list[Width], line: int) -> list[float]:
    """The share of a line of so many letters that each column takes, together 1: long texts wrap, all others fit."""
    kept, wrapped = _parts(widths)
    if kept + wrapped <= line or line - kept < wrapped * LEAST_SHARE:
        return [width.letters / (kept + wrapped) for width in widths]
    return [width.letters * ((line - kept) / wrapped if width.wraps else 1) / line for width in widths]


def _parts(widths: list[Width]) -> tuple[float, float]:
    """What the columns that keep their width take together, and what the others want."""
    kept = sum(width.letters for width in widths if not width.wraps)
    return kept, sum(width.letters for width in widths) - kept
