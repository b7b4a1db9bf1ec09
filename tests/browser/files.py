"""Survey files that a visitor uploads: a good one, one with errors in its rows, and one that is no workbook."""

from functools import cache
from pathlib import Path

import openpyxl

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.load import load_catalog
from dss_core.synthetic.generate import SyntheticRound
from tests.support.sources import ROOT
from tests.support.workbooks import own_workbook, small_workbook

HOUSEHOLDS, YEAR = 60, 2027  # a year that the shipped sample does not hold
BUDDHIST_YEAR = YEAR + 543
BEYOND_THE_SCALE = 9.0
MENDED = 25  # households


@cache
def shipped_catalog() -> Catalog:
    """The definitions that the served app uses."""
    return load_catalog(ROOT / "data")


def good_file(folder: Path) -> Path:
    """A workbook that can be taken in."""
    return _written(folder / f"survey-{BUDDHIST_YEAR}.xlsx", small_workbook(shipped_catalog(), HOUSEHOLDS, year=YEAR))


def spoilt_file(folder: Path) -> Path:
    """A workbook with a house twice, an unknown sub-district and two answers beyond the scale."""
    # Of another wave than the good one: whether that was taken in before must make no difference.
    data = small_workbook(shipped_catalog(), HOUSEHOLDS, year=YEAR, wave=2, change=_spoil)
    return _written(folder / f"survey-{BUDDHIST_YEAR}-spoilt.xlsx", data)


def own_file(folder: Path) -> Path:
    """A workbook under headings that no format knows."""
    return _written(folder / "own-headings.xlsx", own_workbook(shipped_catalog(), HOUSEHOLDS, year=YEAR, wave=3))


def mended_file(folder: Path) -> Path:
    """The shipped newest round once more: a few houses with other answers, one with an answer beyond the scale."""
    path = sorted((ROOT / "data" / "sample").glob("round-*.xlsx"))[-1]
    book = openpyxl.load_workbook(path)
    sheet = next(iter(shipped_catalog().formats.values())).sheets.households
    page = book[sheet.name]
    places = {str(cell.value): cell.column for cell in page[1]}
    answers = [places[sheet.column(name).header] for name in shipped_catalog().instrument.indicator_ids]
    for row in range(2, 2 + MENDED):
        for column in answers:
            page.cell(row, column).value = 1
    page.cell(2, answers[0]).value = BEYOND_THE_SCALE
    target = folder / "survey-mended.xlsx"
    book.save(target)
    return target


def broken_file(folder: Path) -> Path:
    """A text that calls itself a workbook."""
    return _written(folder / "survey.xlsx", b"this is not a workbook")


def _spoil(made: SyntheticRound) -> None:
    catalog, houses = shipped_catalog(), made.households
    sheet = next(iter(catalog.formats.values())).sheets.households
    code, place = sheet.column("house_code").header, sheet.column("subdistrict_code").header
    houses.loc[1, code] = houses.loc[0, code]
    houses.loc[2, place] = f"{catalog.province.code}9999"
    for name in catalog.instrument.indicator_ids[:2]:
        houses.loc[3, sheet.column(name).header] = BEYOND_THE_SCALE


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
