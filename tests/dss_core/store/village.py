"""A made-up province for the store's tests: two districts, four sub-districts, and a few households told by hand."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from dss_core.access.viewer import Scope
from dss_core.model.areas import Area, area_level
from dss_core.model.households import INDICATOR_COLUMNS
from dss_core.model.imports import ImportRecord
from dss_core.model.rounds import round_id
from dss_core.model.text import Text
from dss_core.store.areas import sync_areas
from dss_core.store.database import Database, start_state
from dss_core.store.imports import write_import
from dss_core.store.programmes import sync_programmes
from dss_core.store.rounds import open_round, recount_round

PROVINCE, EAST, WEST = "99", "9901", "9902"
CODES = (PROVINCE, EAST, WEST, "990101", "990102", "990201", "990202")
AREAS = [
    Area(code, area_level(code), Text(f"ที่ {code}", f"Area {code}"), code[:-2] or None, "99000", 16.5, 104.5)
    for code in CODES
]
KEY = b"a key for the tests of the store"
EVERYWHERE = Scope((PROVINCE,))
SOME_DAY = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
PROGRAMMES = [
    {
        "id": name, "label_th": name, "label_en": name, "served_unit": "household", "unit_cost_baht": cost,
        "standing": "proposal", "catalog_version": "c1",
    }
    for name, cost in (("roof", 20_000.0), ("well", None))
]  # fmt: skip


def prepare(database: Database) -> Database:
    """The database with schema, state, areas and programmes."""
    database.upgrade()
    fill(database)
    return database


def fill(database: Database) -> None:
    """State, areas and programmes."""
    with database.writing() as connection:
        start_state(connection, PROVINCE, is_synthetic=True)
        sync_areas(connection, AREAS)
        sync_programmes(connection, PROGRAMMES)


def record(round_id: str = "2026-1", **changes: Any) -> ImportRecord:
    fields: dict[str, Any] = {
        "round_id": round_id,
        "format_id": "pppconnext",
        "format_version": 1,
        "catalog_version": "c1",
        "file_name": f"รอบ {round_id}.xlsx",
        "file_sha256": hashlib.sha256(repr((round_id, changes)).encode()).hexdigest(),
        "file_bytes": 1234,
        "household_count": 1,
        "person_count": 0,
        "warning_count": 0,
        "imported_by": "somebody",
        "imported_at": SOME_DAY,
    }
    return ImportRecord(**{**fields, **changes})


def house(number: int, place: str = "990101", **told: Any) -> dict[str, Any]:
    """One household as an upload tells it: only what is named is told."""
    return {
        "house_code": f"{number:011d}",
        "district_code": place[:4],
        "subdistrict_code": place,
        "village_number": 3,
        "survey_on": date(2026, 2, 1),
        "outcome": "poor",
        **told,
    }


def answered(score: float = 2.0) -> dict[str, float]:
    """An answer to every indicator."""
    return dict.fromkeys(INDICATOR_COLUMNS, score)


def person(number: int, member: int = 1, **told: Any) -> dict[str, Any]:
    """One member of a household."""
    return {"house_code": f"{number:011d}", "member_number": member, **told}


def take_in(
    connection: Connection, houses: list[dict[str, Any]], people: list[dict[str, Any]] | None = None,
    year: int = 2026, wave: int = 1, **changes: Any,
) -> str:  # fmt: skip
    """Import these rows as one file of a round; the round's id."""
    open_round(connection, year, wave)
    key = round_id(year, wave)
    write_import(connection, record(key, **changes), pd.DataFrame(houses), pd.DataFrame(people or []))
    recount_round(connection, key)
    return key
