"""The rows of a sheet, which is kept by columns: all that finding and mapping headings asks of it."""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dss_core.intake.sheets import TEXT, Column, Sheet


def blank_rows(sheet: Sheet) -> NDArray[np.bool_]:
    """Which rows have nothing in them."""
    is_blank = np.ones(sheet.row_count, dtype=np.bool_)
    for column in sheet.columns:
        is_blank &= np.array([not text for text in column.texts], dtype=np.bool_)[np.asarray(column.codes)]
    return is_blank


def filled_rows(sheet: Sheet, start: int) -> list[int]:
    """The positions from ``start`` on of the rows in which something stands."""
    return [int(n) for n in np.flatnonzero(~blank_rows(sheet)) if n >= start]


def column_texts(sheet: Sheet, column: int, rows: Sequence[int]) -> list[str]:
    """The cells of one column in some rows as text."""
    found = sheet.columns[column]
    return [found.text(n) for n in rows]


def repeats(sheet: Sheet, start: int) -> tuple[int, ...]:
    """The positions from ``start`` on of the rows that say once more what a row above ``start`` says."""
    found: set[int] = set()
    for head in range(min(start, sheet.row_count)):
        said = sheet.row(head)
        if not any(said):
            continue
        same = np.ones(sheet.row_count - start, dtype=np.bool_)
        for column, text in zip(sheet.columns, said, strict=True):
            if not same.any():
                break
            same &= np.array([one == text for one in column.texts], dtype=np.bool_)[np.asarray(column.codes)[start:]]
        found |= {int(n) + start for n in np.flatnonzero(same)}
    return tuple(sorted(found))


def under(sheet: Sheet, names: Sequence[str], start: int, blank: Sequence[int]) -> tuple[Column, ...]:
    """The columns from the row at ``start`` on, each below its name; the ``blank`` rows are emptied."""
    if start == 1 and not blank and list(names) == sheet.header:
        return sheet.columns
    return tuple(_under(column, name, start, blank) for column, name in zip(sheet.columns, names, strict=True))


def renamed(column: Column, name: str) -> Column:
    """A column under another heading."""
    return column if column.text(0) == name else _under(column, name, 1, ())


def _under(column: Column, name: str, start: int, blank: Sequence[int]) -> Column:
    codes = np.asarray(column.codes).astype(np.uint32)
    codes[list(blank)] = 0  # the place of the empty text
    kept = np.concatenate([np.array([len(column.texts)], dtype=np.uint32), codes[start:]])
    return Column(
        codes=array("I", kept.tobytes()),
        texts=(*column.texts, name),
        kinds=column.kinds + TEXT,
        label=column.label,
        labels=(*column.labels, "") if column.labels else (),
        numbers=column.numbers and array("d", [*column.numbers, float("nan")]),
        is_scale=column.is_scale,
    )
