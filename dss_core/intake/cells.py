"""One function per kind of cell: a column of text in, values and faults out. All of them work on whole columns.

A fault is a mask over the rows with the code of the reason; empty cells are missing, never a fault of their kind.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from stdnum.th import pin

from dss_core.catalog.formats import ColumnFormat
from dss_core.intake.faults import Checked, Fault, Mask, Rules, given
from dss_core.intake.listed_cells import area_reader, read_code, read_codes
from dss_core.intake.suggestions import (
    SCIENTIFIC,
    digits_of,
    is_dated,
    likely_date,
    likely_house_number,
    likely_number,
    likely_phone,
    likely_year,
)
from dss_core.language.format import BUDDHIST_OFFSET
from dss_core.model.areas import AreaLevel
from dss_core.model.problems import Severity
from dss_core.model.rounds import EARLIEST_YEAR, FIRST_BUDDHIST_YEAR, LATEST_YEAR

NO_ID = frozenset({"-", "ไม่มี", "none", "no id"})
SYNTHETIC_FIRST_DIGIT = "9"
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
THOUSANDS = r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
DATE = (
    r"^(?:([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{4})-([0-9]{1,2})-([0-9]{1,2}))"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}.*)?$"
)
# What Excel may have made of a house number such as 25/2: 25-Feb, Feb-25, 2026-02-25, 25/2/2026.
MAYBE_DATED = r"[0-9]{1,2}-[^0-9-]+|[^0-9-]+-[0-9]{1,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
BLANKS = r"\s"
# A telephone number without the zero that a spreadsheet has taken from its front.
WITHOUT_ZERO = r"[689][0-9]{8}|[2-7][0-9]{7}"
HOUSE_CODE_DIGITS, ID_DIGITS = 11, 13
ID_WEIGHTS = np.arange(13, 1, -1)
EXCEL_ERRORS = frozenset({"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"})


def _is(texts: pd.Series, pattern: str) -> Mask:
    """Which texts are of this pattern. It says [0-9] for digits: the usual sign also takes those of other scripts."""
    return texts.str.fullmatch(pattern).fillna(False).to_numpy(bool)


def _text_of(number: float) -> str:
    return f"{number:g}"


def _without(texts: pd.Series, marks: str) -> pd.Series:
    """The texts without blanks and these marks."""
    plain = texts
    for mark in f" {marks}":
        plain = plain.str.replace(mark, "", regex=False)
    # Blanks of other kinds are rare, and looking for them in every text takes longer than everything else.
    others = ~_is(plain, "[0-9]*") & given(plain)
    return plain.mask(others, plain[others].str.replace(BLANKS, "", regex=True)) if others.any() else plain


def read_text(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """Words as they stand."""
    return Checked(texts)


def read_house_number(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A house number; one that Excel has turned into a date is pointed out and kept as it is."""
    damaged = _is(texts, MAYBE_DATED).copy()
    damaged[damaged] = [is_dated(text) for text in texts[damaged]]
    fault = Fault("cell_house_number_date", damaged, Severity.WARNING, suggest=likely_house_number)
    return Checked(texts, [fault])


def read_number(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A number inside the column's range."""
    return _number(texts, column.lowest, column.highest, is_whole=False)


def read_whole(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A whole number inside the column's range."""
    return _number(texts, column.lowest, column.highest, is_whole=True)


def read_score(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """The score of an indicator inside the instrument's scale; other score columns are any number."""
    indicator = next((i for i in rules.catalog.instrument.indicators if i.id == column.field), None)
    if indicator is None:
        return _number(texts, None, None, is_whole=False)
    return _number(texts, indicator.lowest, indicator.highest, is_whole=indicator.is_whole)


def _number(texts: pd.Series, lowest: float | None, highest: float | None, is_whole: bool) -> Checked:
    # A comma between thousands only: "12,5" may mean twelve and a half, so it is no number here.
    grouped = _is(texts, THOUSANDS)
    plain = texts.mask(grouped, texts.str.replace(",", "", regex=False)) if grouped.any() else texts
    values = pd.to_numeric(plain, errors="coerce").astype("float64")
    numbers = values.to_numpy(copy=True)
    not_number = given(texts) & ~np.isfinite(numbers)
    faults = [Fault("cell_not_a_number", not_number, suggest=likely_number)]
    with np.errstate(invalid="ignore"):
        broken = (numbers != np.floor(numbers)) & np.isfinite(numbers) if is_whole else np.zeros(len(numbers), bool)
        low = numbers < (-np.inf if lowest is None else lowest)
        high = numbers > (np.inf if highest is None else highest)
    faults.append(Fault("cell_not_whole", broken))
    limits = tuple((name, _text_of(v)) for name, v in (("lowest", lowest), ("highest", highest)) if v is not None)
    faults.append(Fault("cell_out_of_range", (low | high) & ~not_number, params=limits))
    numbers[not_number | broken | low | high] = np.nan
    return Checked(pd.Series(numbers, index=texts.index), faults)


def read_year(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A year in the Buddhist or the Common Era, as a Common Era year."""
    checked = _number(texts, None, None, is_whole=True)
    years = checked.values.where(checked.values < FIRST_BUDDHIST_YEAR, checked.values - BUDDHIST_OFFSET)
    outside = ((years < EARLIEST_YEAR) | (years > LATEST_YEAR)).to_numpy()
    told = [replace(fault, suggest=likely_year) for fault in checked.faults]
    return Checked(years.mask(outside), [*told, Fault("cell_year", outside)])


def read_date(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A day as day/month/year or year-month-day, in either era; a time after it is left out."""
    parts = texts.str.extract(DATE)
    numbers = parts.apply(pd.to_numeric, errors="coerce").astype("float64")
    day, month, year = (numbers[a].fillna(numbers[b]) for a, b in ((0, 5), (1, 4), (2, 3)))
    year = year.where(year < FIRST_BUDDHIST_YEAR, year - BUDDHIST_OFFSET)
    year = year.where(year.between(EARLIEST_YEAR, LATEST_YEAR))
    days = pd.to_datetime(pd.DataFrame({"year": year, "month": month, "day": day}), errors="coerce")
    wrong = given(texts) & days.isna().to_numpy()
    fault = Fault("cell_date", wrong, suggest=likely_date)
    return Checked(days.dt.date.where(days.notna(), None), [fault])


def read_house_code(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A house code: 11 digits, however they are grouped."""
    digits = _without(texts, "-")
    wrong = given(texts) & ~_is(digits, "[0-9]{11}")
    suggest = partial(digits_of, length=HOUSE_CODE_DIGITS)
    short = wrong & _is(texts, SCIENTIFIC.pattern)
    faults = [
        Fault("cell_house_code", wrong & ~short, suggest=suggest),
        Fault("cell_shortened", short, suggest=suggest),
    ]
    return Checked(digits.mask(wrong), faults)


def read_national_id(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A 13-digit ID number with a right check digit, or "no ID"; one never issued passes in a synthetic database."""
    digits = _without(texts, "-")
    none = texts.str.lower().isin(NO_ID) | (digits == "")
    digits = digits.mask(none)
    wrong_form = given(digits) & ~_is(digits, "[0-9]{13}")
    sound = digits.mask(wrong_form)
    wrong_digit = _doubtful(sound)
    # The arithmetic looks at all of them in a moment; what it doubts is refused on the word of python-stdnum.
    wrong_digit[wrong_digit] = [number[-1] != pin.calc_check_digit(number) for number in sound[wrong_digit]]
    first = sound.str[0]
    invented = (first.eq(SYNTHETIC_FIRST_DIGIT) & (not rules.is_synthetic)).fillna(False).to_numpy(bool)
    unissued = first.eq("0").fillna(False).to_numpy(bool)
    suggest = partial(digits_of, length=ID_DIGITS)
    short = wrong_form & _is(texts, SCIENTIFIC.pattern)
    faults = [
        Fault("cell_id_form", wrong_form & ~short, suggest=suggest),
        Fault("cell_shortened", short, suggest=suggest),
        Fault("cell_id_check_digit", wrong_digit),
        Fault("cell_id_never_issued", invented | unissued),
    ]
    return Checked(sound.mask(wrong_digit | invented | unissued), faults)


def id_number_in(text: str) -> str | None:
    """The ID number that somebody typed, however grouped and in whichever digits; None for anything else.

    >>> id_number_in("๑-2345 45678-78-1"), id_number_in("1234545678782")
    ('1234545678781', None)
    """
    digits = "".join(text.split()).replace("-", "").translate(THAI_DIGITS)
    if re.fullmatch("[0-9]{13}", digits) and digits[-1] == pin.calc_check_digit(digits):
        return digits
    return None


def _doubtful(numbers: pd.Series) -> Mask:
    """Which numbers of 13 digits end on another digit than 11 less the rest by 11 of the others, weighted 13 to 2."""
    doubtful = given(numbers).copy()
    told = numbers[doubtful].to_numpy(object)
    digits = np.frombuffer("".join(told).encode("ascii"), dtype=np.uint8).reshape(-1, ID_DIGITS) - ord("0")
    right = (11 - digits[:, :-1] @ ID_WEIGHTS % 11) % 10
    doubtful[doubtful] = digits[:, -1] != right
    return doubtful


def read_phone(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A telephone number of 9 or 10 digits from 0 on; any other is kept and pointed out."""
    digits = _without(texts, "()-")
    bare = _is(digits, WITHOUT_ZERO)
    odd = given(texts) & ~_is(digits, "0[0-9]{8,9}") & ~bare
    lost = Fault("cell_lost_zero", bare, Severity.WARNING, suggest=likely_phone)
    return Checked(digits, [lost, Fault("cell_phone", odd, Severity.WARNING, suggest=likely_phone)])


def read_postcode(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A postcode of five digits; any other is kept and pointed out."""
    odd = given(texts) & ~_is(texts, "[0-9]{5}")
    return Checked(texts, [Fault("cell_postcode", odd, Severity.WARNING)])


KINDS: dict[str, Callable[[pd.Series, ColumnFormat, Rules], Checked]] = {
    "text": read_text,
    "house_number": read_house_number,
    "number": read_number,
    "whole": read_whole,
    "score": read_score,
    "year": read_year,
    "date": read_date,
    "house_code": read_house_code,
    "national_id": read_national_id,
    "phone": read_phone,
    "postcode": read_postcode,
    "province": area_reader(AreaLevel.PROVINCE),
    "district": area_reader(AreaLevel.DISTRICT),
    "subdistrict": area_reader(AreaLevel.SUBDISTRICT),
    "code": read_code,
    "codes": read_codes,
}


def value_class(text: str | None) -> str:
    """What kind of value stands in a cell, told without telling the value."""
    if text is None or text == "":
        return "blank"
    if re.fullmatch(r"[-+]?\d+", text):
        return "whole"
    if re.fullmatch(r"[-+]?\d*\.\d+", text):
        return "decimal"
    if re.fullmatch(r"[-+]?\d+(\.\d+)?[eE][-+]?\d+", text):
        return "scientific"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text):
        return "date"
    return "text"
