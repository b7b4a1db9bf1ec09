"""One column of a researcher's table: words, numbers, or labelled codes.

A column is one of numbers when at least half of its answers are numbers; then a text among them is never dropped
without a word: asking for its numbers is an error that tells how many there are. Missing: empty cells, errors of Excel,
the words that statistical programs write for a missing value, and user-missing codes of SPSS and Stata.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dss_core.intake.readers import NO_VALUE

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


def text_column(name: str, words: Sequence[str]) -> TableColumn:
    """A column of text as it is: numbers, words, or numbers with some words among them. An empty text is missing."""
    code, distinct = pd.factorize(np.array(words, dtype=object))
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


def typed_column(
    name: str, values: pd.Series, label: str = "", labels: Mapping[Any, str] | None = None, is_scale: bool = False
) -> TableColumn:
    """A column of a file that knows its types. Codes that all have a label are a category, unless they are a scale."""
    code, distinct = pd.factorize(values)
    found = distinct.tolist()
    labels = labels or {}
    shown = np.array([*(labels.get(value, _typed_text(value)) for value in found), None], dtype=object)
    is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    has_labels = bool(found) and all(value in labels for value in found)
    numbers = None
    if is_number or not found:
        numbers = pd.to_numeric(values, errors="coerce").to_numpy(np.float64, na_value=np.nan)
        numbers = np.where(np.isfinite(numbers), numbers, np.nan)
        shown[:-1][~np.isfinite(np.array(found, dtype=np.float64))] = None
    return TableColumn(
        name=name,
        label=label,
        texts=shown[code],
        numbers=numbers,
        is_category=numbers is None or (has_labels and not is_scale),
    )


def _typed_text(value: object) -> str | None:
    if isinstance(value, float):
        return canonical(value) if np.isfinite(value) else None
    return str(value).strip() or None


def canonical(number: float) -> str:
    """A number as text, whole ones without a point.

    >>> canonical(4904.0), canonical(0.5)
    ('4904', '0.5')
    """
    return str(int(number)) if number.is_integer() else repr(number)
