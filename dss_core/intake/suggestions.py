"""What should probably stand in a cell that cannot be read. A person decides; nothing of this is put in by itself.

Each function takes the text of a cell and gives the text that should stand there, or None where nobody could know.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from typing import Literal

from babel.dates import get_month_names

from dss_core.language.format import BUDDHIST_OFFSET

BUDDHIST_CENTURY = 2500
LATEST_SHORT_YEAR = 80  # of two digits: beyond it people may mean the Common Era
EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(30_000, 60_000)  # 1982 to 2064
LANGUAGES = ("th", "en")
WIDTHS: tuple[Literal["abbreviated", "wide"], ...] = ("abbreviated", "wide")
COUNTRY, TRUNK = "66", "0"
LEAST_LIKENESS = 0.75  # of two spellings, as difflib counts: 2 * letters in common / letters of both

ONE_NUMBER = re.compile(r"[^0-9]*?(-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?)[^0-9]*")
DOTTED_DIGITS = re.compile(r"[\s.,/_-]+")
# A long number in Excel's short form, such as 3.1E+12.
SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
NAMED_YEAR = re.compile(r"(?:ปี\s*)?(?:พ\.?\s*ศ\.?|ค\.?\s*ศ\.?|B\.?E\.?|A\.?D\.?|C\.?E\.?)?\s*([0-9]{4})", re.IGNORECASE)
SHORT_BUDDHIST_YEAR = re.compile(r"(?:ปี\s*)?(?:พ\.?\s*ศ\.?|B\.?E\.?)\s*([0-9]{2})", re.IGNORECASE)
WRITTEN_DAY = re.compile(r"([0-9]{1,2})\s*[\s/.-]\s*([0-9]{1,2}|[^\W\d_][^\d/]*?)\s*[\s/.-]?\s*([0-9]{4}|[0-9]{2})")
DAY_AND_MONTH = re.compile(r"([0-9]{1,2})-([^\d-]+)")
MONTH_AND_NUMBER = re.compile(r"([^\d-]+)-([0-9]{1,4})")
WHOLE_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T].*)?")
SLASHED_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/(?:19|20|24|25)[0-9]{2}")


def _plain(word: str) -> str:
    return re.sub(r"[\s.]", "", word).casefold()


MONTHS = {
    _plain(name): number
    for language in LANGUAGES
    for width in WIDTHS
    for number, name in get_month_names(width, locale=language).items()
}


def is_month(word: str) -> bool:
    """Whether a word is the name of a month, Thai or English, short or long."""
    return _plain(word) in MONTHS


def likely_number(text: str) -> str | None:
    """The one number among the words of a cell.

    >>> likely_number("หมู่ 4"), likely_number("1,500 บาท"), likely_number("3 หรือ 4"), likely_number("16,54")
    ('4', '1500', None, None)
    """
    found = ONE_NUMBER.fullmatch(text)
    return found[1].replace(",", "") if found else None


def digits_of(text: str, length: int) -> str | None:
    """The digits of a number of so many digits that were written in another way, or that Excel made a short form of.

    >>> digits_of("4901.012345.6", 11), digits_of("4.9010123456E+10", 11), digits_of("4.9E+10", 11)
    ('49010123456', '49010123456', None)
    """
    short = SCIENTIFIC.fullmatch(text)
    if short:
        is_whole = len(short[2] or "") >= int(short[3])
        plain = str(int(Decimal(text))) if is_whole else ""
    else:
        plain = DOTTED_DIGITS.sub("", text)
    return plain if plain.isascii() and plain.isdigit() and len(plain) == length else None


def likely_year(text: str) -> str | None:
    """The year beside a word for its era.

    >>> likely_year("พ.ศ. 2569"), likely_year("ปี 2569"), likely_year("พ.ศ.69"), likely_year("69")
    ('2569', '2569', '2569', None)
    """
    found = NAMED_YEAR.fullmatch(text.strip())
    if found:
        return found[1]
    short = SHORT_BUDDHIST_YEAR.fullmatch(text.strip())
    return str(BUDDHIST_CENTURY + int(short[1])) if short else None


def likely_date(text: str) -> str | None:
    """The day as day/month/year: of a month by name, a year of two digits (Buddhist Era), month first, a day of Excel.

    >>> likely_date("22 พ.ย. 2569"), likely_date("22/11/69"), likely_date("11/22/2569"), likely_date("46348")
    ('22/11/2569', '22/11/2569', '22/11/2569', '22/11/2569')
    >>> likely_date("31/02/2569")
    """
    if text.isascii() and text.isdigit() and int(text) in EXCEL_DAYS:
        on = EXCEL_DAY_ZERO + timedelta(days=int(text))
        return f"{on.day}/{on.month}/{on.year + BUDDHIST_OFFSET}"
    found = WRITTEN_DAY.fullmatch(text.strip())
    if not found:
        return None
    day, year = int(found[1]), int(found[3])
    month = int(found[2]) if found[2].isdigit() else MONTHS.get(_plain(found[2]), 0)
    if month > 12 >= day:
        day, month = month, day
    if len(found[3]) == 2:
        if year > LATEST_SHORT_YEAR:
            return None
        year += BUDDHIST_CENTURY
    common = year - BUDDHIST_OFFSET if year > BUDDHIST_CENTURY - 100 else year
    try:
        date(common, month, day)
    except ValueError:
        return None
    return f"{day}/{month}/{year}"


def likely_house_number(text: str) -> str | None:
    """The house number behind a date that Excel has made of it, as day/month; None where it could be another.

    >>> likely_house_number("25-ก.พ."), likely_house_number("25-Feb"), likely_house_number("ก.พ.-25")
    ('25/2', '25/2', '2/25')
    >>> likely_house_number("2026-02-25"), likely_house_number("25/2/2569"), likely_house_number("2026-02-01")
    ('25/2', '25/2', None)
    """
    if found := DAY_AND_MONTH.fullmatch(text):
        return f"{int(found[1])}/{MONTHS[_plain(found[2])]}" if is_month(found[2]) else None
    if found := MONTH_AND_NUMBER.fullmatch(text):
        return f"{MONTHS[_plain(found[1])]}/{int(found[2])}" if is_month(found[1]) else None
    if found := WHOLE_DATE.fullmatch(text):
        # The first of a month may have been written as month and year: 2/25 becomes 1 February 2025.
        return None if int(found[3]) == 1 else f"{int(found[3])}/{int(found[2])}"
    if found := SLASHED_DATE.fullmatch(text):
        return f"{int(found[1])}/{int(found[2])}"
    return None


def is_dated(text: str) -> bool:
    """Whether a house number has been turned into a date."""
    if WHOLE_DATE.fullmatch(text) or SLASHED_DATE.fullmatch(text):
        return True
    for pattern, word in ((DAY_AND_MONTH, 2), (MONTH_AND_NUMBER, 1)):
        found = pattern.fullmatch(text)
        if found and is_month(found[word]):
            return True
    return False


def likely_phone(text: str) -> str | None:
    """The number with the 0 that Excel has dropped, or that a country code replaces.

    >>> likely_phone("812345678"), likely_phone("+66812345678"), likely_phone("12345")
    ('0812345678', '0812345678', None)
    """
    digits = re.sub(r"[\s()+-]", "", text)
    if not (digits.isascii() and digits.isdigit()):
        return None
    if digits.startswith(COUNTRY) and len(digits) in (10, 11):
        return TRUNK + digits.removeprefix(COUNTRY)
    return TRUNK + digits if len(digits) in (8, 9) and not digits.startswith(TRUNK) else None


def likely_word(text: str, spellings: Mapping[str, str]) -> str | None:
    """The word whose spelling is nearest to a text (``spellings``: a plain spelling -> the word); None if none is near.

    >>> likely_word("ประถมศกษา", {"ประถมศึกษา": "ประถมศึกษา", "ปริญญาตรี": "ปริญญาตรี"})
    'ประถมศึกษา'
    """
    near = get_close_matches(text, list(spellings), n=2, cutoff=LEAST_LIKENESS)
    words = list(dict.fromkeys(spellings[one] for one in near))
    # Two words that are equally near: nobody can know.
    return words[0] if words and (len(words) == 1 or _likeness(text, near[0]) > _likeness(text, near[1])) else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
