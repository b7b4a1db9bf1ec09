"""Small synthetic workbooks for tests that need an upload."""

from collections.abc import Callable
from io import BytesIO

import pandas as pd
import xlsxwriter

from dss_core.catalog.catalog import Catalog
from dss_core.synthetic.files import write_workbook
from dss_core.synthetic.generate import SyntheticRound, generate

# Headings as somebody in the field might write them, by field; all others keep the format's own.
OWN_HEADINGS = {
    "house_code": "รหัสบ้าน 11 หลัก",
    "year": "ปี พ.ศ.",
    "wave": "ครั้งที่",
    "village_number": "หมู่บ้านที่",
    "subdistrict_code": "รหัสพื้นที่",
    "outcome": "ผล",
    "f3": "การออมของครัวเรือน",
    "member_number": "คนที่",
}
TITLE = "แบบสำรวจของโครงการวิจัย"

_made: dict[tuple[str, int, int, int, int, int], SyntheticRound] = {}


def small_round(
    catalog: Catalog, households: int = 60, *, year: int = 2026, wave: int = 1, seed: int = 7, first: int = 0
) -> SyntheticRound:
    """A small round (year: Common Era), its frames the caller's own. Kept for the session: calibration takes time."""
    key = (catalog.version, households, year, wave, seed, first)
    if key not in _made:
        _made[key] = generate(catalog, households, year, wave, seed, first)
    made = _made[key]
    return SyntheticRound(made.year, made.wave, made.households.copy(), made.members.copy(), made.notice)


def small_workbook(
    catalog: Catalog, households: int = 60, *, layout: str = "pppconnext",
    change: Callable[[SyntheticRound], None] | None = None, **kw: int,
) -> bytes:  # fmt: skip
    """The bytes of a small workbook; ``change`` may spoil the frames in place before they are written."""
    made = small_round(catalog, households, **kw)
    if change:
        change(made)
    target = BytesIO()
    write_workbook(made, target, catalog.formats[layout])
    return target.getvalue()


def own_workbook(catalog: Catalog, households: int = 60, *, layout: str = "pppconnext", **kw: int) -> bytes:
    """A small workbook under a researcher's own headings, with a title above and the headings once more between."""
    made, sheets = small_round(catalog, households, **kw), catalog.formats[layout].sheets
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, frame, sheet in (("บ้าน", made.households, sheets.households), ("คน", made.members, sheets.members)):
            assert sheet is not None
            headings = {column.header: OWN_HEADINGS.get(column.field, column.header) for column in sheet.columns}
            page = book.add_worksheet(name)
            for number, row in enumerate(_with_titles(frame.rename(columns=headings))):
                page.write_row(number, 0, row)
    return target.getvalue()


def _with_titles(frame: pd.DataFrame) -> list[list[object]]:
    """The rows of a sheet: a title, the headings, and after three rows the headings again."""
    headings = list(frame.columns)
    rows = frame.astype(object).where(frame.notna(), "").values.tolist()
    return [[TITLE], headings, *rows[:3], headings, *rows[3:]]
