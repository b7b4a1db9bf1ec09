"""Small uploads, built cell by cell: every cell of a good one is right, and a test spoils what it is about.

ID numbers are the examples in the documentation of python-stdnum, or ones that were never issued.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter
from stdnum.th import pin

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import SheetFormat, UploadFormat
from dss_core.catalog.load import load_catalog
from dss_core.settings import ROOT

CATALOG: Catalog = load_catalog(ROOT / "data")
FORMAT: UploadFormat = CATALOG.formats["pppconnext"]
HOUSEHOLDS: SheetFormat = FORMAT.sheets.households
MEMBERS: SheetFormat = FORMAT.sheets.members or HOUSEHOLDS
KEY = b"the key of the tests of the intake"
PLACE = CATALOG.areas.subdistricts[0].code
Row = Mapping[str, Any]  # field -> cell
Rows = Sequence[Sequence[Any]]


def national_id(first_twelve: int) -> str:
    """An ID number with the right check digit."""
    digits = f"{first_twelve:012d}"
    return digits + str(pin.calc_check_digit(digits))


def house(number: int = 1, **cells: Any) -> dict[str, Any]:
    """A household with what a format must have, and these cells (by field)."""
    required = {
        "house_code": f"{number:011d}",
        "year": 2569,
        "wave": 1,
        "village_number": 4,
        "subdistrict_code": PLACE,
        "outcome": "ยืนยันว่าจน",
    }
    return {**required, **cells}


def member(number: int = 1, member_number: int = 1, **cells: Any) -> dict[str, Any]:
    """A member of a household with what a format must have, and these cells (by field)."""
    required = {"house_code": f"{number:011d}", "year": 2569, "wave": 1, "member_number": member_number}
    return {**required, **cells}


def table(rows: Sequence[Row], sheet: SheetFormat = HOUSEHOLDS) -> list[list[Any]]:
    """The rows under the format's headers; only columns that some row tells of."""
    fields = list(dict.fromkeys(field for row in rows for field in row))
    header = [sheet.column(field).header for field in fields]
    return [header, *([row.get(field, "") for field in fields] for row in rows)]


def csv_of(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_of(sheets: Mapping[str, Rows], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of these sheets; text stays text. ``change`` gets the workbook before it is closed."""
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(target, options) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
        if change:
            change(book)
    return target.getvalue()


def survey(houses: Sequence[Row], members: Sequence[Row] = ()) -> bytes:
    """A workbook with both sheets, or with one when there are no members."""
    sheets = {HOUSEHOLDS.name: table(houses)}
    if members:
        sheets[MEMBERS.name] = table(members, MEMBERS)
    return xlsx_of(sheets)


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one part changed, or added where there was none."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for part in names:
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in names:
            new.writestr(name, change(b""))
    return target.getvalue()
