"""Moments are kept in UTC, whatever clock they were read from."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import sqlite

from dss_core.store.database import Database
from dss_core.store.imports import find_import
from dss_core.store.registry import Moment, now
from tests.dss_core.store.village import SOME_DAY, house, record, take_in

BANGKOK = timezone(timedelta(hours=7))


def test_now_is_utc():
    assert now().tzinfo is UTC


@pytest.mark.parametrize("moment", [SOME_DAY, SOME_DAY.astimezone(BANGKOK)])
def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database, moment: datetime):
    with database.writing() as connection:
        take_in(connection, [house(1)], imported_at=moment)
        found = find_import(connection, record(imported_at=moment).file_sha256)
    assert found is not None
    assert (found.imported_at, found.imported_at.utcoffset()) == (SOME_DAY, timedelta(0))


def test_no_moment_stays_no_moment():
    assert Moment().process_result_value(None, sqlite.dialect()) is None
    assert Moment().process_bind_param(None, sqlite.dialect()) is None
