"""Checking the cells and rows of a survey, all columns at once, against pydantic, which takes row by row."""

import re
import time
from datetime import date
from typing import Annotated, Any

import numpy as np
import pandas as pd
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, create_model
from stdnum.th import pin

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import ColumnFormat
from dss_core.catalog.load import load_catalog
from dss_core.intake.faults import Rules
from dss_core.intake.findings import Findings, check_cells
from dss_core.intake.listed_cells import code_of, spelling
from dss_core.intake.matching import MatchedColumn, MatchedSheet, match_sheets
from dss_core.intake.readers import read_file
from dss_core.intake.rules.checked_file import CheckedFile
from dss_core.intake.rules.registry import check_rows
from tests.bench.figures import Figure
from tests.bench.installations import DATA

WANTED = 10
TIMES = 3
WORKBOOK = DATA / "sample" / "round-2569-1.xlsx"
FORMAT = "pppconnext"
BLANKS = re.compile(r"[\s()-]")
DIGITS = {
    "house_code": "^[0-9]{11}$",
    "national_id": "^[0-9]{13}$",
    "phone": "^0[0-9]{8,9}$",
    "postcode": "^[0-9]{5}$",
}


def checking_a_survey(households: int) -> Figure:
    """CPU seconds of every check of a households' sheet, against a pydantic model of the same columns per row."""
    catalog = load_catalog(DATA)
    sheet = _enlarged(catalog, households)
    model, rows = _model(sheet, catalog), _rows(sheet)

    def ours() -> tuple[float, float]:
        start, findings = time.process_time(), Findings()
        values = check_cells(sheet, Rules(catalog, is_synthetic=True), findings)
        cells = time.process_time()
        check_rows(CheckedFile(sheet, values, None, pd.DataFrame(), catalog, catalog.formats[FORMAT]), findings)
        assert not findings.counts, "the peer is given rows without a fault, which cost it least"
        return cells - start, time.process_time() - cells

    def theirs() -> float:
        start = time.process_time()
        for row in rows:
            model.model_validate(row)
        return time.process_time() - start

    taken = [(*ours(), theirs()) for _ in range(TIMES)]
    mine, between, other = (min(part) for part in zip(*taken, strict=True))
    return Figure(
        name=f"check {households:,} × {len(sheet.columns)} cells (CPU, best of {TIMES})",
        measured=f"{mine:.2f} s, and {between:.2f} s for rows against each other",
        peer=f"pydantic per row {other:.2f} s",
        ratio=f"{other / mine:.1f}",
        wanted=f">= {WANTED}",
        is_met=other / mine >= WANTED,
    )


def _enlarged(catalog: Catalog, households: int) -> MatchedSheet:
    """The sample's households again and again, each time with other house codes, names and ID numbers."""
    sheet, _ = match_sheets(read_file(WORKBOOK.read_bytes(), WORKBOOK.name), catalog.formats[FORMAT], WORKBOOK.name)
    numbers = pd.Series(range(households))
    again = numbers.to_numpy() % len(sheet.index)
    found = {
        name: MatchedColumn(column.distinct, column.codes[again], column.kinds) for name, column in sheet.found.items()
    }
    ids = numbers.map("9{:011d}".format)
    found["head_national_id"] = _each(ids + ids.map(pin.calc_check_digit))
    found["informant_national_id"] = found["head_national_id"]
    found["house_code"] = _each(numbers.map("{:011d}".format))
    found["head_first_name"] = _each(numbers.astype("str"))
    index = pd.Index(range(2, households + 2), name="row")
    return MatchedSheet(sheet.name, index, found, sheet.columns, sheet.headers, ())


def _each(texts: pd.Series) -> MatchedColumn:
    """A column in which every row holds another text."""
    return MatchedColumn(texts.astype("str"), np.arange(len(texts)), np.full(len(texts), "", dtype=np.str_))


def _rows(sheet: MatchedSheet) -> list[dict[str, str | None]]:
    columns = {name: column.spread(column.distinct) for name, column in sheet.found.items()}
    texts = {name: [None if pd.isna(text) else str(text) for text in column] for name, column in columns.items()}
    return [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]


def _model(sheet: MatchedSheet, catalog: Catalog) -> type[BaseModel]:
    """A model with a type for every column that reads what ours reads and refuses what ours refuses in one cell."""
    fields: dict[str, Any] = {column.field: (_type(column, catalog) | None, None) for column in sheet.columns}
    return create_model("Household", **fields)


def _type(column: ColumnFormat, catalog: Catalog) -> Any:
    indicator = next((i for i in catalog.instrument.indicators if i.id == column.field), None)
    if column.kind == "score" and indicator is not None:
        return Annotated[float, Field(ge=indicator.lowest, le=indicator.highest)]
    if column.kind in ("whole", "number", "score"):
        number = int if column.kind == "whole" else float
        return Annotated[number, Field(ge=column.lowest, le=column.highest)]
    if column.kind == "year":
        return Annotated[
            int, AfterValidator(lambda year: year - 543 if year >= 2400 else year), Field(ge=1880, le=2200)
        ]
    if column.kind == "date":
        return Annotated[date, BeforeValidator(_date)]
    if column.kind == "code":
        known = code_of(catalog.code_lists[str(column.codes)])
        return Annotated[str, AfterValidator(lambda text: known[spelling(text)])]
    if column.kind in ("province", "district", "subdistrict"):
        codes = {area.code for area in catalog.areas.all if area.level == column.kind}
        return Annotated[str, AfterValidator(catalog.areas.canonical), AfterValidator(lambda code: _among(code, codes))]
    if column.kind in DIGITS:
        pattern, after = (
            DIGITS[column.kind],
            [AfterValidator(_with_check_digit)] if column.kind == "national_id" else [],
        )
        return Annotated[str, BeforeValidator(lambda text: BLANKS.sub("", text)), Field(pattern=pattern), *after]
    return str


def _common_year(year: int) -> int:
    return year - 543 if year >= 2400 else year


def _digits(text: str | None) -> str | None:
    return None if text is None else BLANKS.sub("", text)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    day, month, year = map(int, text.split("/"))
    return date(_common_year(year), month, day)


def _among(code: str, codes: set[str]) -> str:
    if code not in codes:
        raise ValueError("area")
    return code


def _with_check_digit(number: str) -> str:
    if number[-1] != pin.calc_check_digit(number):
        raise ValueError("check digit")
    return number
