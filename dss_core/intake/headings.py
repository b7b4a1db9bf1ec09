"""Where the headings of a sheet stand: below titles, in two rows with merged cells, and again between the rows.

Column names are compared by ``spelling``; the names that decide are those of the formats.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from dss_core.intake.listed_cells import spelling
from dss_core.intake.sheet_rows import repeats, under
from dss_core.intake.sheets import Sheet

LOOKED_AT = 20  # rows from the top
LEAST_KNOWN = 2  # names that make a row the headings
LEAST_FILLED = 0.6  # of the fullest row near the top, where no name is known
MOST_NUMBERS = 0.2  # of the cells of a row of headings
NUMBER = re.compile(r"[-+.,:/\s\d]*\d[-+.,:/\s\d]*")  # dates and codes with dashes too
# A form's question as ODK and Kobo write it, below its groups: "group/question" or "group-question".
QUESTION = re.compile(r"[a-z0-9_/-]*[/-]([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Heading:
    """The headings of a sheet: position of their first row, how many rows they take, one name for each column.

    A sheet without headings has none of their rows (count 0) and blank names. repeated: positions of the rows further
    down that say the headings, or a title above them, once more.
    """

    first: int
    count: int
    names: tuple[str, ...]
    repeated: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class PlainSheet(Sheet):
    """A sheet with its headings in one row at the top; left_out: numbers of the rows that repeated them, now blank."""

    left_out: tuple[int, ...] = ()


def find_heading(sheet: Sheet, known: Collection[str]) -> Heading:
    """Where the headings stand; ``known`` are the spellings of names that a heading may have."""
    rows = [sheet.row(n) for n in range(min(LOOKED_AT, sheet.row_count))]
    if not rows:
        return Heading(0, 0, ())
    row = _row_of_names(rows, known)
    if row is None:
        return Heading(0, 0, ("",) * len(rows[0]))
    return heading_at(sheet, *_with_second_row(rows, row), known)


def heading_at(sheet: Sheet, first: int, count: int, known: Collection[str] = ()) -> Heading:
    """The headings in ``count`` rows (one or two) from position ``first`` on; the sheet has these rows."""
    rows = [sheet.row(n) for n in range(first, first + count)]
    names = tuple(rows[0]) if len(rows) == 1 else _joined(rows[0], rows[1], known)
    return Heading(first, count, names, repeats(sheet, first + count))


def laid_out(sheet: Sheet, heading: Heading) -> PlainSheet:
    """The sheet with its headings in one row at the top; rows that repeat them are blank and named in ``left_out``.

    Rows keep the numbers that they have in the file.
    """
    if not sheet.row_count:
        return PlainSheet(sheet.name, sheet.columns, sheet.first_row)
    start = heading.first + heading.count
    columns = under(sheet, heading.names, start, heading.repeated)
    left_out = tuple(sheet.first_row + position for position in heading.repeated)
    return PlainSheet(sheet.name, columns, sheet.first_row + start - 1, left_out=left_out)


def question_name(header: str) -> str:
    """The spelling of a heading; of a question below groups of a form, that of the question alone.

    >>> question_name("Survey Year"), question_name("members/first_name"), question_name("ถนน/ซอย")
    ('surveyyear', 'first_name', 'ถนน/ซอย')
    """
    found = QUESTION.fullmatch(header)
    return spelling(found[1] if found else header)


def _row_of_names(rows: list[list[str]], known: Collection[str]) -> int | None:
    hits = [sum(question_name(cell) in known for cell in row if cell) for row in rows]
    if max(hits) >= LEAST_KNOWN:
        return hits.index(max(hits))
    fullest = max(_filled_count(row) for row in rows)
    wanted = max(LEAST_KNOWN, LEAST_FILLED * fullest)
    return next((n for n, row in enumerate(rows) if _filled_count(row) >= wanted and _is_words(row)), None)


def _filled_count(row: list[str]) -> int:
    return sum(cell != "" for cell in row)


def _is_words(row: list[str]) -> bool:
    return sum(NUMBER.fullmatch(cell) is not None for cell in row) <= MOST_NUMBERS * _filled_count(row)


def _with_second_row(rows: list[list[str]], at: int) -> tuple[int, int]:
    """First row and count of the headings of which row ``at`` is one."""
    if at > 0 and _is_over(rows[at - 1], rows[at]):
        return at - 1, 2
    if at + 1 < len(rows) and _is_under(rows[at], rows[at + 1]):
        return at, 2
    return at, 1


def _is_over(upper: list[str], lower: list[str]) -> bool:
    """Whether a row holds the groups of the row below, or the headings of cells merged downwards."""
    if _filled_count(upper) < LEAST_KNOWN or not _is_words(upper):
        return False
    fills_gap = any(up and not low for up, low in zip(upper, lower, strict=True))
    says_twice = max(Counter(low for low in lower if low).values(), default=0) > 1
    return fills_gap or says_twice


def _is_under(upper: list[str], lower: list[str]) -> bool:
    """Whether a row divides some headings of the row above, and leaves the others alone."""
    if not _filled_count(lower) or not _is_words(lower):
        return False
    divides = any(not up and low for up, low in zip(upper, lower, strict=True))
    spares = any(up and not low for up, low in zip(upper, lower, strict=True))
    after = [*pairwise([*zip(upper, lower, strict=True), ("", "")])]
    # Above each of its cells stands a group: one that goes on to the right, or that began further left.
    is_group = all(not (up and low) or (not next_up and next_low) for (up, low), (next_up, next_low) in after)
    return divides and spares and bool(is_group)


def _joined(upper: list[str], lower: list[str], known: Collection[str]) -> tuple[str, ...]:
    """One name for each column: the group goes on to the right over the cells that it covers."""
    times = Counter(spelling(low) for low in lower if low)
    names, group = [], ""
    for up, low in zip(upper, lower, strict=True):
        if up or not low:
            group = up if low else ""
        is_name = spelling(low) in known and times[spelling(low)] == 1
        names.append(low if is_name else f"{group} {low}".strip() or up)
    return tuple(names)
