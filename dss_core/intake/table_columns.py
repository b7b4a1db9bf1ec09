"""One column of a researcher's table: words, numbers, or labelled codes.

A column is one of numbers when at least half of its answers are numbers; then a text among them is never dropped
without a word: asking for its numbers is an error that tells how many there are. Missing: empty cells, errors of Excel,
the words that statistical programs write for a missing value, and user-missing codes of SPSS and Stata.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dss_core.intake.sheets import NO_VALUE, Column

MISSING_WORDS = frozenset({"NA", "N/A", "NaN", "nan", "NULL", "null", "<NA>", ".", NO_VALUE})
NUMBER = re.compile(r"[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LEAST_NUMBERS = 0.5


@dataclass(frozen=True, eq=False)
class TableColumn:
    """One column. texts (rows): what stands in the file, labels in the place of codes, None where missing.

    numbers (rows, NaN missing): None when the column is words, or when ``stray_count`` texts stand among its numbers.
    is_category: words, or codes that all have a label. missing_words: answers that are words for "missing".
    """

    name: str
    label: str
    texts: NDArray[np.object_]
    numbers: NDArray[np.float64] | None
    stray_count: int = 0
    is_category: bool = False
    missing_words: int = 0


def text_column(name: str, column: Column, codes: NDArray[np.int64]) -> TableColumn:
    """A column of text as it is: numbers, words, or numbers with some words among them. An empty text is missing.

    codes (rows): of each row that is wanted, the place of its text.
    """
    code, distinct = codes, np.array(column.texts, dtype=object)
    counts = np.bincount(code, minlength=len(distinct))
    is_missing = np.array([not word or word in MISSING_WORDS for word in distinct], dtype=np.bool_)
    values = np.array([np.nan if gone else _number(word) for word, gone in zip(distinct, is_missing, strict=True)])
    is_word = np.isnan(values) & ~is_missing
    number_count, word_count = int(counts[~np.isnan(values)].sum()), int(counts[is_word].sum())
    is_number = number_count >= LEAST_NUMBERS * (number_count + word_count)
    shown = distinct.astype(object)
    shown[is_missing] = None
    return TableColumn(
        name=name,
        label="",
        texts=shown[code],
        numbers=values[code] if is_number and not word_count else None,
        stray_count=word_count if is_number else 0,
        is_category=not is_number,
        missing_words=int(counts[is_missing & (distinct != "")].sum()),
    )


def _number(word: str) -> float:
    """The number that a text is, NaN when it is none. Commas only stand between thousands: "1,5" is no number."""
    plain = word.translate(THAI_DIGITS)
    number = float(plain.replace(",", "")) if NUMBER.fullmatch(plain) else np.nan
    return number if np.isfinite(number) else np.nan


def typed_column(name: str, column: Column, codes: NDArray[np.int64]) -> TableColumn:
    """A column of a file that knows its types. Codes that all have a label are a category, unless they are a scale."""
    shown = np.array([text or None for text in column.words], dtype=object)
    found = [code for code in np.unique(codes).tolist() if column.texts[code]]
    has_labels = bool(column.labels) and bool(found) and all(column.labels[code] for code in found)
    numbers = None if column.numbers is None else np.asarray(column.numbers, dtype=np.float64)[codes]
    return TableColumn(
        name=name,
        label=column.label,
        texts=shown[codes],
        numbers=numbers,
        is_category=numbers is None or (has_labels and not column.is_scale),
    )


def canonical(number: float) -> str:
    """A number as text, whole ones without a point.

    >>> canonical(4904.0), canonical(0.5)
    ('4904', '0.5')
    """
    return str(int(number)) if number.is_integer() else repr(number)
