"""The catalogue's areas in the database: added, renewed, never removed."""

from dataclasses import replace

from sqlalchemy import select

from dss_core.model.text import Text
from dss_core.store.areas import sync_areas
from dss_core.store.database import Database
from dss_core.store.rows import table_of
from dss_core.store.tables import AreaRow
from tests.dss_core.store.village import AREAS, CODES, EAST


def rows(database: Database) -> dict[str, AreaRow]:
    with database.reading() as connection:
        found = connection.execute(select(table_of(AreaRow))).mappings()
        return {row["code"]: AreaRow(**row) for row in found}


def test_every_area_stands_below_its_parent(database: Database):
    found = rows(database)
    assert found.keys() == set(CODES)
    assert [found[code].parent_code for code in CODES] == [None, "99", "99", "9901", "9901", "9902", "9902"]
    assert [found[code].level for code in CODES[1:4]] == ["district", "district", "subdistrict"]
    one = found["990101"]
    assert (one.name_th, one.name_en, one.postcode) == ("ที่ 990101", "Area 990101", "99000")
    assert (one.latitude, one.longitude) == (16.5, 104.5)


def test_doing_it_again_changes_nothing_whatever_the_order(database: Database):
    before = rows(database)
    with database.writing() as connection:
        sync_areas(connection, reversed(AREAS))
    assert rows(database) == before


def test_a_new_name_renews_and_a_lost_area_stays(database: Database):
    renamed = replace(next(area for area in AREAS if area.code == EAST), name=Text("ใหม่", "New"), latitude=None)
    with database.writing() as connection:
        sync_areas(connection, [renamed])
    found = rows(database)
    assert (found[EAST].name_th, found[EAST].name_en, found[EAST].latitude) == ("ใหม่", "New", None)
    assert found.keys() == set(CODES)
