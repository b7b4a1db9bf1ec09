"""Frozen dataclasses kept as JSON and read back by their types: what does not fit is told, never guessed."""

import math
from dataclasses import MISSING, asdict, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from dss_core.errors import StoreProblem

Kept = TypeVar("Kept")


def as_json(value: Any) -> Any:
    """The fields of a dataclass as what JSON can hold."""
    return asdict(value)


def from_json(kind: type[Kept], value: object, place: str) -> Kept:
    """The dataclass that JSON tells. Fields that are not told take their default; no other leniency.

    ``StoreProblem``: store_unreadable (place, such as ``choices.programmes[0].places``).
    """
    read: Kept = _read(kind, value, place)
    return read


def _read(kind: Any, value: object, place: str) -> Any:
    if isinstance(kind, UnionType):
        return _one_of(get_args(kind), value, place)
    if is_dataclass(kind):
        return _fields(kind, value, place)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), value, place)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind or (isinstance(value, float) and not math.isfinite(value)):
        raise StoreProblem("store_unreadable", place=place)
    return value


def _one_of(kinds: tuple[Any, ...], value: object, place: str) -> Any:
    """An optional field: nothing, or the one kind beside it."""
    (kind,) = (one for one in kinds if one is not NoneType)
    return None if value is None else _read(kind, value, place)


def _fields(kind: Any, value: object, place: str) -> Any:
    hints = get_type_hints(kind)
    wanted = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    if not isinstance(value, dict):
        raise StoreProblem("store_unreadable", place=place)
    for name in sorted(value.keys() ^ (value.keys() & hints.keys() | wanted), key=str):
        raise StoreProblem("store_unreadable", place=f"{place}.{name}")
    return kind(**{name: _read(hints[name], one, f"{place}.{name}") for name, one in value.items()})


def _tuple(kinds: tuple[Any, ...], value: object, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise StoreProblem("store_unreadable", place=place)
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise StoreProblem("store_unreadable", place=place)
    return tuple(_read(kind, one, f"{place}[{at}]") for at, (kind, one) in enumerate(zip(kinds, value, strict=True)))
