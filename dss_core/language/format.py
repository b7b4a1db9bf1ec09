"""Numbers, money, dates and rounds as people in Thailand and abroad read them.

Inside, dates are Common Era and moments carry a zone; the Buddhist Era (+543) and Thai time exist only here. No
arithmetic is ever done on a Buddhist-era date: 29 February would fall into years that do not have it.
A missing value is shown as an en dash, never as zero.
"""

import math
import re
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from numbers import Integral
from typing import SupportsFloat
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from dss_core.errors import BadInput
from dss_core.model.text import Language

MISSING = "–"
BUDDHIST_OFFSET = 543
THAI_TIME = ZoneInfo("Asia/Bangkok")

_ROUND = re.compile(r"\s*(\d{4})\s*-\s*(\d{1,2})\s*")
_COMMON_ERA_YEARS = range(1900, 2200)
_TONES_AND_SIGNS = re.compile("[\u0e47-\u0e4c]")
_VOWEL_BEFORE_CONSONANT = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")


def number(value: SupportsFloat | None, language: Language, decimals: int = 0) -> str:
    """The number with thousands separators, halves rounded away from zero as in a spreadsheet; "–" when missing.

    >>> number(1234.5, "th"), number(None, "th"), number(0.25, "en", 1)
    ('1,235', '–', '0.3')
    """
    rounded = _rounded(value, decimals)
    return MISSING if rounded is None else f"{rounded:,f}"


def house_code_text(code: str) -> str:
    """A house code as it is written on the house registration book: 4-6-1. What stands in its place stays as it is.

    >>> house_code_text("49011234567")
    '4901-123456-7'
    >>> house_code_text("#17")
    '#17'
    """
    if not code.isdecimal():
        return code
    return f"{code[:4]}-{code[4:10]}-{code[10:]}"


def percent(value_percent: SupportsFloat | None, language: Language, decimals: int = 1) -> str:
    """A value already in percent (0-100), with its sign; "–" when missing.

    >>> percent(12.34, "th"), percent(None, "en")
    ('12.3%', '–')
    """
    shown = number(value_percent, language, decimals)
    return shown if shown == MISSING else f"{shown}%"


def percent_of_share(share: SupportsFloat | None, language: Language, decimals: int = 1) -> str:
    """A share (0-1) shown in percent; "–" when missing.

    >>> percent_of_share(0.1234, "th")
    '12.3%'
    """
    exact = _exact(share)
    return percent(None if exact is None else exact * 100, language, decimals)


def baht(value: SupportsFloat | None, language: Language, decimals: int = 0) -> str:
    """An amount of money with its unit; "–" when missing.

    >>> baht(1234, "th"), baht(1234, "en")
    ('1,234 บาท', '1,234 baht')
    """
    shown = number(value, language, decimals)
    return shown if shown == MISSING else f"{shown} {'บาท' if language == 'th' else 'baht'}"


def year(year_ce: int, language: Language) -> str:
    """A Common Era year as the reader writes it: Buddhist Era in Thai.

    >>> year(2026, "th"), year(2026, "en")
    ('2569', '2026')
    """
    return str(year_ce + BUDDHIST_OFFSET if language == "th" else year_ce)


def day(value: date | None, language: Language) -> str:
    """A day with the short name of its month; "–" when missing. Of a moment it is the day in Thailand.

    >>> day(date(2026, 11, 22), "th"), day(date(2026, 11, 22), "en")
    ('22 พ.ย. 2569', '22 Nov 2026')
    """
    if _is_missing(value):
        return MISSING
    on = _in_thailand(value) if isinstance(value, datetime) else value
    assert on is not None
    month = get_month_names("abbreviated", locale=language)[on.month]
    return f"{on.day} {month} {year(on.year, language)}"


def moment(value: datetime | None, language: Language) -> str:
    """A moment in Thai time, to the minute; "–" when missing. A moment without a zone is read as UTC.

    >>> moment(datetime(2026, 11, 22, 7, 5, tzinfo=UTC), "th")
    '22 พ.ย. 2569 14:05 น.'
    >>> moment(datetime(2026, 11, 22, 7, 5, tzinfo=UTC), "en")
    '22 Nov 2026 14:05'
    """
    if _is_missing(value):
        return MISSING
    assert value is not None
    clock = f"{_in_thailand(value):%H:%M}"
    return f"{day(value, language)} {clock}{' น.' if language == 'th' else ''}"


def round_label(year_ce: int, wave: int, language: Language) -> str:
    """The name of a survey round, given its Common Era year and its number within the year.

    >>> round_label(2026, 1, "th"), round_label(2026, 1, "en")
    ('ปี 2569 รอบที่ 1', '2026 round 1')
    """
    shown = year(year_ce, language)
    return f"ปี {shown} รอบที่ {wave}" if language == "th" else f"{shown} round {wave}"


def parse_round(text: str) -> tuple[int, int]:
    """The Common Era year and the number of a round typed as ``2569-1`` or ``2026-1``; BadInput otherwise.

    >>> parse_round("2569-1"), parse_round("2026-1")
    ((2026, 1), (2026, 1))
    """
    found = _ROUND.fullmatch(text)
    if found:
        written, wave = int(found[1]), int(found[2])
        for year_ce in (written, written - BUDDHIST_OFFSET):
            if year_ce in _COMMON_ERA_YEARS and wave:
                return year_ce, wave
    raise BadInput("round_unreadable", text=text)


def thai_sort_key(text: str) -> tuple[str, str]:
    """A key that sorts Thai words as a dictionary does: vowels written before their consonant count after it.

    >>> sorted(["แดง", "ขาว", "เก"], key=thai_sort_key)
    ['เก', 'ขาว', 'แดง']
    """
    return _VOWEL_BEFORE_CONSONANT.sub(r"\2\1", _TONES_AND_SIGNS.sub("", text)), text


def _exact(value: SupportsFloat | None) -> Decimal | None:
    """The value as people see it written (0.1 is one tenth); None when it is missing or not finite."""
    if isinstance(value, Integral | Decimal):
        exact = Decimal(int(value)) if isinstance(value, Integral) else value
        return exact if exact.is_finite() else None
    if value is None or not hasattr(value, "__float__") or not math.isfinite(float(value)):
        return None
    return Decimal(str(float(value)))


def _rounded(value: SupportsFloat | None, decimals: int) -> Decimal | None:
    exact = _exact(value)
    if exact is None:
        return None
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded  # "-0" is no number to show


def _is_missing(value: date | None) -> bool:
    return value is None or value != value  # pandas' NaT is a datetime that differs from itself


def _in_thailand(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(THAI_TIME)
