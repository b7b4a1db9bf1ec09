"""An oracle of its own for what an answer tells of outside a scope: households carry marks that name their place."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.errors import DssError
from tests.dss_core.usecases.small_province import NEW

MARK = re.compile(r"~(\d{6})~")
CODE = re.compile(r"(?<![\d.~])(49\d{2}(?:\d{2})?)(?![\d~])")
HOUSE = re.compile(r"(?<!\d)(\d{4})-?(\d{6})-?(\d)(?!\d)")
ID = re.compile(
    r"\b(?=[0-9a-f-]*[a-f])[0-9a-f]{8}(?:[0-9a-f]{4,}|(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b"
)  # random: no code
TEXTS = re.compile(r">([^<]+)<")
EMPTY, BESIDE = "490705", "490701"  # a sub-district whose households are moved next door, so that it has none


def mark_households(file: Path) -> None:
    """Mark every household and person of a database with its sub-district, in every field that is somebody's own."""
    with closing(sqlite3.connect(file)) as database:
        for table in ("household", "household_round"):
            database.execute(f"UPDATE {table} SET subdistrict_code = ? WHERE subdistrict_code = ?", (BESIDE, EMPTY))
        for name in ("village_name", "house_number", "lane", "road", "phone"):
            database.execute(f"UPDATE household SET {name} = '{name}~' || subdistrict_code || '~' || id")
        database.execute("UPDATE household SET latitude = 16.1 + id * 1e-6, longitude = 104.1 + id * 1e-6")
        where = "(SELECT subdistrict_code FROM household WHERE household.id = person.household_id)"
        for name in ("first_name", "last_name", "national_id_tail"):
            database.execute(f"UPDATE person SET {name} = '~' || {where} || '~{name[0]}' || id")
        one_each = "SELECT MIN(id) FROM person WHERE household_id IN (SELECT household_id FROM household_round WHERE "
        one_each += f"round_id = '{NEW}' AND district_code = '4903') GROUP BY household_id"  # one person in many houses
        database.execute(f"UPDATE person SET national_id_hash = 'double' WHERE id IN ({one_each})")
        database.execute("UPDATE state SET data_version = 900")  # frames of the unmarked province are not its own
        database.commit()


@dataclass(frozen=True)
class Household:
    id: int
    code: str
    place: str
    is_new: bool


def households_in(file: Path) -> list[Household]:
    with closing(sqlite3.connect(file)) as database:
        found = "SELECT id, house_code, subdistrict_code, EXISTS (SELECT 1 FROM household_round AS r WHERE "
        rows = database.execute(found + "r.household_id = household.id AND r.round_id = ?) FROM household", (NEW,))
        return [Household(key, code, place, bool(is_new)) for key, code, place, is_new in rows]


@dataclass
class Seen:
    """What stands in an answer: its texts, its numbers, and what is called the number of a household."""

    texts: set[str] = field(default_factory=set)
    numbers: set[float] = field(default_factory=set)
    household_ids: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Oracle:
    """What lies outside an area list, told from the marked database without the product's own scoping."""

    households: list[Household]
    catalog: Catalog
    areas: tuple[str, ...]
    may_name: tuple[str, ...] = ()  # codes and house codes that the viewer typed or brought along

    def covers(self, place: str) -> bool:
        return any(place[: len(area)] == area for area in self.areas)

    def household_count(self, area: str) -> int:
        """The households of the newest round in the scope and in an area, counted one by one."""
        return sum(one.is_new and self.covers(one.place) and one.place[: len(area)] == area for one in self.households)

    @cached_property
    def _outside(self) -> list[Household]:
        return [one for one in self.households if not self.covers(one.place)]

    @cached_property
    def _points(self) -> set[float]:
        return {round(base + one.id * 1e-6, 6) for one in self._outside for base in (16.1, 104.1)}

    @cached_property
    def _names(self) -> set[str]:
        areas = [one for one in self.catalog.areas.all if one.code != self.catalog.province.code]
        hidden = {name for one in areas if not self._may_see(one.code) for name in (one.name.th, one.name.en)}
        return hidden - {name for one in areas if self._may_see(one.code) for name in (one.name.th, one.name.en)}

    def _may_see(self, code: str) -> bool:
        return self.covers(code) or code in self.may_name or any(area.startswith(code) for area in self.areas)

    def leaks(self, answer: object) -> set[str]:
        """What an answer or an error tells of outside, in words; empty when it tells nothing."""
        seen = Seen()
        _walk(answer, seen, "")
        text = "\n".join(seen.texts)
        found = {f"mark {place}" for place in MARK.findall(text) if not self.covers(place)}
        found |= {f"area {code}" for code in CODE.findall(ID.sub(" ", text)) if not self._may_see(code)}
        found |= {f"name {name}" for name in self._names & {one.strip() for one in seen.texts}}
        codes = {"".join(parts) for parts in HOUSE.findall(text)} - set(self.may_name)
        found |= {f"house {one.code}" for one in self._outside if one.code in codes}
        found |= {f"household {one.id}" for one in self._outside if one.id in seen.household_ids}
        numbers = {round(number, 6) for number in seen.numbers if 16 < number < 105}
        return found | {f"point {one}" for one in self._points & numbers}


def _walk(value: object, seen: Seen, name: str) -> None:
    if isinstance(value, DssError):
        _walk({"code": value.code, **value.params}, seen, name)
    elif isinstance(value, str):
        seen.texts.add(value)
    elif isinstance(value, bytes):
        seen.texts |= set(_texts_of(value))
    elif isinstance(value, pd.DataFrame):
        for column in value.columns:
            _walk(value[column], seen, str(column))
        _walk(value.index.to_numpy(), seen, str(value.index.name))
    elif isinstance(value, pd.Series | pd.Categorical):
        _walk(np.asarray(value), seen, name)
    elif isinstance(value, np.ndarray):
        _walk_array(value, seen, name)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            _walk(key, seen, "household_id" if name == "codes" else name)
            _walk(one, seen, str(key) if isinstance(key, str) else name)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            _walk(one, seen, name)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.repr:
                _walk(getattr(value, one.name), seen, one.name)
    elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
        _number(float(value), seen, name)


def _walk_array(values: np.ndarray, seen: Seen, name: str) -> None:
    if values.dtype.kind in "fiu":
        for number in np.unique(values[np.isfinite(values)] if values.dtype.kind == "f" else values):
            _number(float(number), seen, name)
    elif values.dtype.kind in "OUST":
        for one in values.ravel():
            _walk(one, seen, name)


def _number(number: float, seen: Seen, name: str) -> None:
    seen.numbers.add(number)
    if name.endswith("household_id") or name in {"id_of_household", "would_come_in"}:
        seen.household_ids.add(int(number))


def _texts_of(data: bytes) -> Iterator[str]:
    """The texts of a file: of every part of a packed one, cell by cell."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for part in packed.namelist():
                yield from _texts_of(packed.read(part))
        return
    text = data.decode("utf-8", errors="ignore")
    yield from (unescape(one) for one in TEXTS.findall(text)) if "<" in text[:200] else text.split("\n")
