"""Saved mappings: every version is kept, none is changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from dss_core.model.mappings import ColumnMapping, SavedMapping, SheetMapping
from dss_core.store.column_mappings import list_mappings, newest_version, write_mapping
from dss_core.store.database import Database
from tests.dss_core.store.village import SOME_DAY

HOUSES = SheetMapping("บ้าน", 2, 2, "f" * 16, {"house_code": 0, "year": 3}, ("รหัส", "รูป", "", "ปี"))
PEOPLE = replace(HOUSES, sheet="คน", first_row=1, row_count=1, constants={"wave": "1"})
MAPPING = ColumnMapping("pppconnext", 1, "a" * 16, HOUSES, PEOPLE)
FIRST = SavedMapping("m1", "แบบของโครงการ", 1, MAPPING, "mali", SOME_DAY)
ALONE = replace(MAPPING, members=None)
SECOND = replace(FIRST, id="m2", version=2, mapping=ALONE, made_at=SOME_DAY + timedelta(days=1))


def test_a_mapping_comes_back_as_it_was_the_newest_first(database: Database):
    with database.writing() as connection:
        write_mapping(connection, FIRST)
        write_mapping(connection, SECOND)
    with database.reading() as connection:
        assert list_mappings(connection) == [SECOND, FIRST]
        assert newest_version(connection, FIRST.name) == SECOND
        assert newest_version(connection, "another name") is None


def test_a_version_of_a_name_is_kept_once(database: Database):
    with database.writing() as connection:
        write_mapping(connection, FIRST)
    with pytest.raises(IntegrityError), database.writing() as connection:
        write_mapping(connection, replace(SECOND, version=1))


def test_the_headings_of_columns_that_feed_no_field_are_known():
    assert HOUSES.ignored == ("รูป",)
