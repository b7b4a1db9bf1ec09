"""Synthetic rounds as files: a workbook with the same bytes each time, or CSV files of any length."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd
import xlsxwriter

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import SheetFormat, UploadFormat
from dss_core.language.format import BUDDHIST_OFFSET
from dss_core.settings import load_settings
from dss_core.synthetic.generate import SyntheticRound, generate, panel
from dss_core.synthetic.recipe import Recipe, load_recipe
from dss_core.synthetic.sheets import NUMBER_KINDS

MADE_AT = datetime(2026, 1, 1)  # no clock: the same round gives the same bytes
SHORTEST_NUMBERS = "%.10g"  # 3 and not 3.0, as a person would type it
SPREADSHEET_UTF8 = "utf-8-sig"  # the mark at the start tells spreadsheets that the Thai is UTF-8
WIDEST_COLUMN = 28


def round_name(year: int, wave: int) -> str:
    """The name of a round as the field says it: Buddhist Era year and wave.

    >>> round_name(2026, 1)
    '2569-1'
    """
    return f"{year + BUDDHIST_OFFSET}-{wave}"


def write_workbook(made: SyntheticRound, target: Path | IO[bytes], layout: UploadFormat) -> None:
    """Writes the round as a workbook of the upload format; the sheet that says "synthetic" comes last."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": made.notice.sheet, "created": MADE_AT})
        _write_sheet(book, layout.sheets.households, made.households)
        if layout.sheets.members:
            _write_sheet(book, layout.sheets.members, made.members)
        page = book.add_worksheet(made.notice.sheet)
        for row, line in enumerate(made.notice.lines):
            page.write_string(row, 0, line)


def write_csv(parts: Iterable[SyntheticRound], folder: Path) -> list[Path]:
    """Writes the chunks of one round, one after another, to households.csv and members.csv; says where."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: dict[str, Path] = {}
    for part in parts:
        for name, frame in (("households", part.households), ("members", part.members)):
            is_first = name not in paths
            path = paths.setdefault(name, folder / f"{name}.csv")
            mode, encoding = ("w", SPREADSHEET_UTF8) if is_first else ("a", "utf-8")
            with path.open(mode, encoding=encoding, newline="") as target:
                frame.to_csv(target, index=False, header=is_first, float_format=SHORTEST_NUMBERS)
    return list(paths.values())


def make_samples(catalog: Catalog, folder: Path, recipe: Recipe | None = None) -> list[Path]:
    """Writes the recipe's rounds as workbooks ``round-<Buddhist Era year>-<wave>.xlsx``; says which files it wrote."""
    recipe = recipe or load_recipe(load_settings().data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for entry, first in panel(recipe.figures.rounds):
        made = generate(catalog, entry.households, entry.year, entry.wave, recipe.figures.seed, first, recipe)
        paths.append(folder / f"round-{round_name(entry.year, entry.wave)}.xlsx")
        write_workbook(made, paths[-1], catalog.formats[recipe.figures.format])
    return paths


def _write_sheet(book: Any, sheet: SheetFormat, frame: pd.DataFrame) -> None:
    """One sheet with a bold, frozen header; codes, dates and house numbers are text, which Excel leaves alone."""
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, min(len(column.header) + 2, WIDEST_COLUMN))
        page.write_string(0, place, column.header, bold)
        cells = frame[column.header]
        rows = (np.flatnonzero(cells.notna()) + 1).tolist()
        if column.kind in NUMBER_KINDS:
            for row, cell in zip(rows, cells.dropna().tolist(), strict=True):
                page.write_number(row, place, cell)
        else:
            for row, cell in zip(rows, cells.dropna().tolist(), strict=True):
                page.write_string(row, place, cell, text)
