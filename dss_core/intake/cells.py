"""One function per kind of cell: a column of text in, values and faults out. All of them work on whole columns.

A fault is a mask over the rows with the code of the reason; empty cells are missing, never a fault of their kind.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from stdnum.th import pin

from dss_core.catalog.definitions import CodeList
from dss_core.catalog.formats import ColumnFormat
from dss_core.catalog.load import Catalog
from dss_core.model.areas import AreaLevel
from dss_core.model.problems import Severity

Mask = NDArray[np.bool_]
BUDDHIST_OFFSET = 543
FIRST_BUDDHIST_YEAR = 2400
EARLIEST_YEAR, LATEST_YEAR = 1880, 2200
NO_ID = frozenset({"-", "ไม่มี", "none", "no id"})
SYNTHETIC_FIRST_DIGIT = "9"
SEPARATORS = re.compile(r"[,;|]")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
THOUSANDS = r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
DATE = (
    r"^(?:([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{4})-([0-9]{1,2})-([0-9]{1,2}))"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}.*)?$"
)
EXCEL_ERRORS = frozenset({"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"})


@dataclass(frozen=True)
class Fault:
    """Rows of a column that break one rule."""

    code: str
    rows: Mask
    severity: Severity = Severity.ERROR
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Checked:
    """A column after its check: values (missing where blank or at fault) and the faults."""

    values: pd.Series
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Rules:
    """What the checks need to know besides the column."""

    catalog: Catalog
    is_synthetic: bool
    # The head, the informant and a member are often one person: each number is checked once in a file.
    right_digits: dict[str, bool] = field(default_factory=dict)


def _given(texts: pd.Series) -> Mask:
    return texts.notna().to_numpy()


def _is(texts: pd.Series, pattern: str) -> Mask:
    """Which texts are of this pattern. It says [0-9] for digits: the usual sign also takes those of other scripts."""
    return texts.str.fullmatch(pattern).fillna(False).to_numpy(bool)


def _mapped(texts: pd.Series, change: Callable[[str], str | None]) -> pd.Series:
    """Each different text changed once; a column of text even where nothing is given."""
    changed = {text: change(text) for text in texts.dropna().unique()}
    return texts.map(changed, na_action="ignore").astype("str")


def _text_of(number: float) -> str:
    return f"{number:g}"


def read_text(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """Words as they stand."""
    return Checked(texts)


def read_house_number(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A house number; one that Excel has turned into a date is pointed out and kept as it is."""
    damaged = _is(texts, r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}-[ก-๙A-Za-z.]+")
    return Checked(texts, [Fault("cell_house_number_date", damaged, Severity.WARNING)])


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
    not_number = _given(texts) & ~np.isfinite(numbers)
    faults = [Fault("cell_not_a_number", not_number)]
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
    return Checked(years.mask(outside), [*checked.faults, Fault("cell_year", outside)])


def read_date(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A day as day/month/year or year-month-day, in either era; a time after it is left out."""
    parts = texts.str.extract(DATE)
    numbers = parts.apply(pd.to_numeric, errors="coerce").astype("float64")
    day, month, year = (numbers[a].fillna(numbers[b]) for a, b in ((0, 5), (1, 4), (2, 3)))
    year = year.where(year < FIRST_BUDDHIST_YEAR, year - BUDDHIST_OFFSET)
    year = year.where(year.between(EARLIEST_YEAR, LATEST_YEAR))
    days = pd.to_datetime(pd.DataFrame({"year": year, "month": month, "day": day}), errors="coerce")
    wrong = _given(texts) & days.isna().to_numpy()
    return Checked(days.dt.date.where(days.notna(), None), [Fault("cell_date", wrong)])


def read_house_code(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A house code: 11 digits, however they are grouped."""
    digits = texts.str.replace(r"[\s-]", "", regex=True)
    wrong = _given(texts) & ~_is(digits, "[0-9]{11}")
    return Checked(digits.mask(wrong), [Fault("cell_house_code", wrong)])


def read_national_id(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A 13-digit ID number with a right check digit, or "no ID"; one never issued passes in a synthetic database."""
    digits = texts.str.replace(r"[\s-]", "", regex=True)
    none = texts.str.lower().isin(NO_ID) | (digits == "")
    digits = digits.mask(none)
    wrong_form = _given(digits) & ~_is(digits, "[0-9]{13}")
    sound = digits.mask(wrong_form)
    for number in set(sound.dropna()) - rules.right_digits.keys():
        rules.right_digits[number] = number[-1] == pin.calc_check_digit(number)
    wrong_digit = sound.map(rules.right_digits, na_action="ignore").eq(False).to_numpy(bool)
    first = sound.str[0]
    invented = (first.eq(SYNTHETIC_FIRST_DIGIT) & (not rules.is_synthetic)).fillna(False).to_numpy(bool)
    unissued = first.eq("0").fillna(False).to_numpy(bool)
    faults = [
        Fault("cell_id_form", wrong_form),
        Fault("cell_id_check_digit", wrong_digit),
        Fault("cell_id_never_issued", invented | unissued),
    ]
    return Checked(sound.mask(wrong_digit | invented | unissued), faults)


def read_phone(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A telephone number of 9 or 10 digits; any other is kept and pointed out."""
    digits = texts.str.replace(r"[\s()-]", "", regex=True)
    odd = _given(texts) & ~_is(digits, "[0-9]{9,10}")
    return Checked(digits, [Fault("cell_phone", odd, Severity.WARNING)])


def read_postcode(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """A postcode of five digits; any other is kept and pointed out."""
    odd = _given(texts) & ~_is(texts, "[0-9]{5}")
    return Checked(texts, [Fault("cell_postcode", odd, Severity.WARNING)])


def _area(level: AreaLevel) -> Callable[[pd.Series, ColumnFormat, Rules], Checked]:
    def read_area(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
        areas = rules.catalog.areas
        known = {a.code for a in areas.all if a.level is level}
        codes = _mapped(texts, areas.canonical)
        unknown = _given(texts) & ~codes.isin(known).to_numpy()
        renamed = _given(texts) & (codes != texts).to_numpy() & ~unknown
        return Checked(
            codes.mask(unknown), [Fault("cell_area", unknown), Fault("cell_area_alias", renamed, Severity.WARNING)]
        )

    return read_area


def spelling(text: str) -> str:
    """A word as it is compared: without case, spaces, dots and dashes."""
    return re.sub(r"[\s.…\u200b\ufeff-]+", "", text).casefold()


def code_of(code_list: CodeList) -> dict[str, str]:
    """Every accepted spelling of a code list -> its code."""
    return {
        spelling(word): entry.code
        for entry in code_list.codes
        for word in (entry.code, entry.label.th, entry.label.en, *entry.aliases)
    }


def read_code(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """One value of the column's code list."""
    known = code_of(rules.catalog.code_lists[str(column.codes)])
    return _coded(texts, column, lambda text: known.get(spelling(text)))


def read_codes(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """Several values of the column's code list, separated by commas, or codes by blanks as ODK and Kobo write them.

    Kept joined by ``|`` in a fixed order.
    """
    known = code_of(rules.catalog.code_lists[str(column.codes)])

    def joined(text: str) -> str | None:
        codes = {known.get(spelling(part), "") for part in SEPARATORS.split(text) if part.strip()}
        if "" in codes:
            codes = {known.get(spelling(part), "") for part in text.split()}
        return "|".join(sorted(codes)) if codes and "" not in codes else None

    return _coded(texts, column, joined)


def _coded(texts: pd.Series, column: ColumnFormat, code: Callable[[str], str | None]) -> Checked:
    codes = _mapped(texts, code)
    unknown = _given(texts) & codes.isna().to_numpy()
    return Checked(codes, [Fault("cell_code", unknown, params=(("codes", str(column.codes)),))])


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
    "province": _area(AreaLevel.PROVINCE),
    "district": _area(AreaLevel.DISTRICT),
    "subdistrict": _area(AreaLevel.SUBDISTRICT),
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
