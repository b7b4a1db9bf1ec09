"""Reads the files under ``data/``: bytes in, checked shapes out, or ``BadCatalog`` naming file, place and fix.

Every ``BadCatalog`` of this room has the same four parameters: ``file`` (relative to the data folder), ``key`` (the
place in it), ``problem`` (what was found there) and ``remedy`` (what belongs there). They are values, not sentences.
"""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from dss_core.errors import BadCatalog

PROVINCE = "catalog/province.toml"
INSTRUMENT = "catalog/instrument.toml"
NEEDS = "catalog/bmn.toml"
PROGRAMMES = "catalog/programmes.toml"
PRESETS = "catalog/presets.toml"
VARIABLES = "catalog/variables.toml"
MEMBERS = "catalog/member_variables.toml"
CODES = "catalog/codes.toml"
BANDS = "catalog/bands.toml"
ROUTES = "catalog/routes.toml"
PLANNING = "catalog/planning.toml"
CATALOG_FILES = (
    PROVINCE, INSTRUMENT, NEEDS, PROGRAMMES, PRESETS, VARIABLES, MEMBERS, CODES, BANDS, ROUTES, PLANNING,
)  # fmt: skip
LONGEST_SHOWN = 60

Shape = TypeVar("Shape", bound=BaseModel)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=_Named)


def bad(code: str, file: str, key: str, problem: object = "", remedy: object = "") -> BadCatalog:
    """The error for one wrong place in the definitions, to be raised."""
    return BadCatalog(code, file=file, key=key, problem=str(problem), remedy=str(remedy))


def read_text(data_dir: Path, name: str) -> str:
    """The text of one UTF-8 file, without the mark and line ends of Windows editors; BadCatalog if it is unreadable."""
    try:
        return (data_dir / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise bad("catalog_missing_file", name, "", remedy=name) from error
    except UnicodeDecodeError as error:
        raise bad("catalog_encoding", name, f"byte {error.start}", error.reason, "UTF-8") from error


def parse_toml(name: str, text: str, shape: type[Shape]) -> Shape:
    """One TOML file as a definition; BadCatalog for the first thing in it that is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = f"line {found[1]}" if found else "line 1"
        raise bad("catalog_syntax", name, line, error, "TOML 1.0") from error
    # As JSON: there, strict mode takes arrays for tuples and words for enums, and still refuses "0.2" for 0.2.
    return parse_json(name, json.dumps(table, default=str), shape)


def parse_json(name: str, text: str, shape: type[Shape]) -> Shape:
    """One JSON text as a definition; BadCatalog for the first thing in it that is wrong."""
    try:
        return shape.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise bad("catalog_value", name, dotted(first["loc"]), shown(first.get("input")), first["msg"]) from error


def parse_csv(name: str, text: str, columns: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    """Each row of a CSV file with its place, cells stripped; the first of ``columns`` is the key of a row.

    BadCatalog for another header, a ragged row or a repeated key.
    """
    reader = csv.DictReader(io.StringIO(text))
    header = tuple(reader.fieldnames or ())
    if header != columns:
        raise bad("catalog_columns", name, "line 1", shown(",".join(header)), ",".join(columns))
    rows: dict[str, tuple[str, dict[str, str]]] = {}
    for cells in reader:
        place = f"line {reader.line_num}"
        if None in cells or None in cells.values():
            raise bad("catalog_columns", name, place, remedy=",".join(columns))
        row = {column: cell.strip() for column, cell in cells.items()}
        key = row[columns[0]]
        if key in rows:
            raise bad("catalog_duplicate", name, place, key, f"!= {key}")
        rows[key] = (place, row)
    return list(rows.values())


def dotted(location: tuple[str | int, ...]) -> str:
    """A place in a file as people write it.

    >>> dotted(("indicators", 3, "weight"))
    'indicators[3].weight'
    """
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")


def shown(value: object) -> str:
    """A value as text, or nothing when it is a whole table or too long to help."""
    if value is None or isinstance(value, Mapping | list):
        return ""
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else ""


def by_id(file: str, key: str, entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries under their ids, in order; BadCatalog when two have the same."""
    found: dict[str, Entry] = {}
    for number, entry in enumerate(entries):
        if entry.id in found:
            raise bad("catalog_duplicate", file, f"{key}[{number}].id", entry.id, f"!= {entry.id}")
        found[entry.id] = entry
    return found
