"""The rows and cells of a sheet, however it holds them: all that finding and mapping headings asks of it."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from dss_core.intake.readers import Sheet, is_blank, texts


def row_count(sheet: Sheet) -> int:
    """How many rows a sheet has, headings included."""
    return len(sheet.cells)


def row_texts(sheet: Sheet, position: int) -> list[str]:
    """The cells of one row as text."""
    return texts(sheet.cells[position])


def filled_rows(sheet: Sheet, start: int) -> list[int]:
    """The positions from ``start`` on of the rows in which something stands."""
    return [n for n in range(start, len(sheet.cells)) if not is_blank(sheet.cells[n])]


def column_texts(sheet: Sheet, column: int, rows: Sequence[int]) -> list[str]:
    """The cells of one column in some rows as text."""
    return texts([sheet.cells[n][column] for n in rows])


def repeats(sheet: Sheet, start: int) -> tuple[int, ...]:
    """The positions from ``start`` on of the rows that say once more what a row above ``start`` says."""
    cells = sheet.cells
    found: set[int] = set()
    for head in cells[:start]:
        if is_blank(head):
            continue
        place = next(n for n, cell in enumerate(head) if not isinstance(cell, str) or cell.strip())
        first = head[place]
        found |= {n for n in range(start, len(cells)) if cells[n][place] == first and cells[n] == head}
    return tuple(sorted(found))


def below(sheet: Sheet, names: Sequence[str], start: int, blank: Sequence[int]) -> dict[str, Any]:
    """What makes a sheet of the rows from ``start`` on, under these names; the ``blank`` rows are emptied.

    Rows keep the numbers that they have in the file.
    """
    gone = set(blank)
    empty: list[Any] = [""] * len(names)
    body = [empty if n in gone else row for n, row in enumerate(sheet.cells[start:], start)] if gone else None
    told = {field.name: getattr(sheet, field.name) for field in fields(Sheet)}
    told["cells"] = [list(names), *(sheet.cells[start:] if body is None else body)]
    told["first_row"] = sheet.first_row + start - 1
    return told
