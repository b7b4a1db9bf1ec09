"""A research file as a workbook: the data, the dictionary of its columns, and what whoever reads it must know."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter

from dss_core.reports.document import allowed, value_of
from dss_core.reports.excel import FORMULA_STARTS, LONGEST_CELL, MADE_AT, OPTIONS

DICTIONARY_HEADER = (
    "id",
    "th",
    "en",
    "meaning_th",
    "meaning_en",
    "unit",
    "codes",
    "kind",
    "role",
    "told_as",
    "n",
    "missing",
)
WIDE = 40  # letters of a column of sentences


@dataclass(frozen=True)
class DictionaryRow:
    """One column of the data: names, meaning, unit, codes with their labels, kind, role and how it is told."""

    id: str
    th: str
    en: str
    meaning_th: str
    meaning_en: str
    unit: str
    codes: str
    kind: str
    role: str
    told_as: str
    n: int
    missing: int


def research_workbook(data: pd.DataFrame, dictionary: Sequence[DictionaryRow], read_me: Sequence[str]) -> bytes:
    """The workbook with the sheets data, dictionary and read_me. A missing value is an empty cell."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"title": "research file", "created": MADE_AT})
        bold, guarded = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        _write(book.add_worksheet("data"), list(data.columns), data.to_numpy(dtype=object).tolist(), bold, guarded)
        rows = [[getattr(row, name) for name in DICTIONARY_HEADER] for row in dictionary]
        sheet = book.add_worksheet("dictionary")
        sheet.set_column(0, len(DICTIONARY_HEADER) - 1, WIDE / 2)
        _write(sheet, list(DICTIONARY_HEADER), rows, bold, guarded)
        sheet = book.add_worksheet("read_me")
        sheet.set_column(0, 0, WIDE * 3)
        _write(sheet, ["read_me"], [[line] for line in read_me], bold, guarded)
    return target.getvalue()


def _write(sheet: Any, header: list[str], rows: list[list[Any]], bold: Any, guarded: Any) -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            value = value_of(cell)
            if isinstance(value, str):
                text = allowed(value)[:LONGEST_CELL]
                is_guarded = text.lstrip().startswith(FORMULA_STARTS)
                sheet.write_string(row, column, text, *((guarded,) if is_guarded else ()))
            elif value is not None:
                sheet.write_number(row, column, value)
