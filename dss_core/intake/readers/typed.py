"""Columns of files that know their types: each different value once, with its label, its number and its text."""

import math
from array import array
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from dss_core.intake.sheets import BLANK, DAY, FLAG, NUMBER, TEXT, Column, _Places, words


def typed_column(
    name: str,
    values: Iterable[Any],
    label: str = "",
    labels: Mapping[Any, str] | None = None,
    is_scale: bool = False,
    is_number: bool = False,
) -> Column:
    """A column under its name as the heading. Missing: None, and what is not a number among numbers."""
    places = _Places({"": 0})
    heading = _Heading(name)
    codes = array("I", [places[heading]])
    codes.extend(array("I", list(map(places.__getitem__, map(_known, values)))))
    found = list(places)
    labels = labels or {}
    told = [name if value is heading else text_of(value) for value in found]
    shown = ["" if value is heading else str(labels.get(value, "")) for value in found]
    numbers = [float(value) if _is_number(value) else math.nan for value in found]
    return Column(
        codes,
        tuple(told),
        "".join(_kind(value) for value in found),
        label=label,
        labels=tuple(map(words, shown)) if labels else (),
        numbers=array("d", numbers) if is_number else None,
        is_scale=is_scale,
    )


class _Heading(str):
    """A heading that equals no value."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


class _Flag(str):
    """A logical value."""


def _known(value: Any) -> Any:
    if value is None or (isinstance(value, float) and not math.isfinite(value)) or value != value:
        return ""
    return _Flag(value) if isinstance(value, bool) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kind(value: Any) -> str:
    if isinstance(value, _Flag):
        return FLAG
    if isinstance(value, str):
        return TEXT if value.strip() else BLANK
    return NUMBER if _is_number(value) else DAY if isinstance(value, date | datetime | time) else TEXT


def text_of(value: Any) -> str:
    """A value as somebody would type it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return words(str(value))
