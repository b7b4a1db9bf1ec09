"""What a spreadsheet does to numbers that are no numbers, and what the cell may have held before.

A house number 25/2 becomes a date, an ID number of 13 digits 3.1E+12, a telephone number loses its zero. Nothing is
repaired here: a repair is proposed, and whoever holds the file judges.
"""

import re

MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})(?: .*)?")
DAY_MONTH = re.compile(r"([0-9]{1,2})-([ก-๙A-Za-z.]+)")
MONTH_YEAR = re.compile(r"([ก-๙A-Za-z.]+)-([0-9]{2})")
SHORTENED = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
# Patterns for whole columns: house numbers that became dates, numbers that were shortened, lost zeros.
DATED = r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}-[ก-๙A-Za-z.]+|[ก-๙A-Za-z.]+-[0-9]{2}"
SHORT = r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}"
WITHOUT_ZERO = r"[689][0-9]{8}|[2-7][0-9]{7}"


def house_number(text: str) -> str:
    """The house number that a date may have been; empty when nobody can say.

    >>> house_number("25-ก.พ."), house_number("2026-02-25"), house_number("Mar-45"), house_number("25-x")
    ('25/2', '25/2', '3/45', '')
    """
    if found := DAY.fullmatch(text):
        return f"{int(found[2])}/{int(found[1])}"
    if (found := DAY_MONTH.fullmatch(text)) and (month := _month(found[2])):
        return f"{int(found[1])}/{month}"
    if (found := MONTH_YEAR.fullmatch(text)) and (month := _month(found[1])):
        return f"{month}/{found[2]}"
    return ""


def long_number(text: str) -> str:
    """The digits of a shortened number when all of them are there; empty when some are lost.

    >>> long_number("3.123456789012E+12"), long_number("3.1E+12")
    ('3123456789012', '')
    """
    found = SHORTENED.fullmatch(text)
    if found is None or len(found[2] or "") < int(found[3]):
        return ""
    return (found[1] + (found[2] or ""))[: int(found[3]) + 1]


def with_zero(text: str) -> str:
    """A number with the zero that a spreadsheet has taken from its front.

    >>> with_zero("812345678")
    '0812345678'
    """
    return "0" + re.sub(r"[\s()-]", "", text)


def _month(name: str) -> int:
    """The number of a month by its short name, 0 when it is none."""
    thai = [month.replace(".", "") for month in MONTHS]
    plain = name.replace(".", "").lower()
    if plain in thai:
        return thai.index(plain) + 1
    return ENGLISH_MONTHS.index(plain[:3]) + 1 if plain[:3] in ENGLISH_MONTHS else 0
