"""One address, two engines, one way to write: whole or not at all, one writer at a time."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from dss_core.errors import StoreProblem
from dss_core.store.audit import read_audit, write_audit
from dss_core.store.database import Database, raise_data_version, read_state, start_state
from dss_core.store.rows import table_of
from dss_core.store.tables import AreaRow, AuditRow
from tests.dss_core.store.village import KEY, PROVINCE


class Stop(Exception):
    """What interrupts a test's transaction."""


def note(connection: Connection, subject: str = "x") -> None:
    write_audit(connection, "somebody", "test", subject)


def count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(table_of(AuditRow))).scalar_one())


def test_what_was_written_is_kept(database: Database):
    with database.writing() as connection:
        note(connection)
    with database.reading() as connection:
        assert count(connection) == 1


def test_an_exception_while_writing_leaves_nothing(database: Database):
    def write_and_stop() -> None:
        with database.writing() as connection:
            note(connection)
            raise_data_version(connection)
            raise Stop

    with pytest.raises(Stop):
        write_and_stop()
    with database.reading() as connection:
        assert (count(connection), read_state(connection).data_version) == (0, 0)


def test_what_is_changed_while_reading_is_not_kept(database: Database):
    with database.reading() as connection:
        note(connection)
        assert count(connection) == 1
    with database.reading() as connection:
        assert count(connection) == 0


def test_a_reader_sees_one_state_whatever_others_write(database: Database):
    with database.reading() as reader:
        before = count(reader)
        with database.writing() as writer:
            note(writer)
        assert count(reader) == before
    with database.reading() as reader:
        assert count(reader) == before + 1


def test_two_writers_at_once_wait_rather_than_fail(database: Database):
    """The second begins while the first has written and not yet committed, and sees what the first wrote."""
    first_has_written, seen = threading.Event(), []

    def second() -> None:
        first_has_written.wait(10)
        with database.writing() as connection:
            seen.append(count(connection))
            note(connection, "second")

    thread = threading.Thread(target=second)
    thread.start()
    with database.writing() as connection:
        assert count(connection) == 0
        first_has_written.set()
        time.sleep(0.2)
        note(connection, "first")
    thread.join(10)
    assert seen == [1]
    with database.reading() as connection:
        assert [line["subject"] for line in read_audit(connection)] == ["first", "second"]


def test_a_row_cannot_point_at_what_is_not_there(database: Database):
    row = {"code": "980101", "level": "subdistrict", "name_th": "ก", "name_en": "a", "parent_code": "9801"}
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(table_of(AreaRow).insert(), row)


def test_sqlite_writes_ahead_and_watches_keys(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'a.sqlite3'}", KEY)
    with database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1}
    database.dispose()


def test_the_database_file_is_readable_for_its_owner_alone(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'local' / 'a.sqlite3'}", KEY)
    database.upgrade()
    with database.reading() as connection:
        assert count(connection) == 0
        modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "local").iterdir()}
    assert modes.keys() >= {"a.sqlite3", "a.sqlite3-wal"}
    assert set(modes.values()) == {0}
    database.dispose()


def test_the_state_is_written_once(database: Database):
    with database.reading() as connection:
        first = read_state(connection)
    with database.writing() as connection:
        start_state(connection, "10", is_synthetic=False)
    with database.reading() as connection:
        assert read_state(connection) == first
    assert (first.province_code, first.is_synthetic, first.data_version) == (PROVINCE, True, 0)
    assert first.created_at.utcoffset() is not None


def test_every_change_raises_the_version_of_the_data(database: Database):
    with database.writing() as connection:
        assert [raise_data_version(connection) for _ in range(3)] == [1, 2, 3]
    with database.reading() as connection:
        assert read_state(connection).data_version == 3


@pytest.mark.parametrize("has_schema", [False, True])
def test_a_database_that_was_never_set_up_is_told(empty: Database, has_schema: bool):
    if has_schema:
        empty.upgrade()
    with pytest.raises(StoreProblem) as caught, empty.reading() as connection:
        read_state(connection)
    assert caught.value.code == "store_not_initialised"


def test_a_database_that_lacks_a_column_has_to_be_set_up_again(own: Database):
    with own.writing() as connection:
        connection.execute(text("ALTER TABLE state DROP COLUMN data_version"))
    with pytest.raises(StoreProblem) as caught, own.reading() as connection:
        read_state(connection)
    assert caught.value.code == "store_not_initialised"


def test_a_damaged_database_file_is_not_taken_for_an_empty_one(tmp_path: Path):
    path = tmp_path / "a.sqlite3"
    database = Database(f"sqlite:///{path}", KEY)
    database.upgrade()
    database.dispose()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("UPDATE sqlite_master SET rootpage = 999999 WHERE name = 'state'")
    with pytest.raises(DatabaseError), database.reading() as connection:
        read_state(connection)
    database.dispose()


@pytest.mark.postgres
def test_a_lost_server_is_not_taken_for_an_empty_database(postgres_url):
    database = Database(postgres_url(), KEY)
    with pytest.raises(DatabaseError), database.reading() as connection:
        other = Database(database.url, KEY)
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with other.writing() as killer:
            killer.execute(text(f"SELECT pg_terminate_backend({pid})"))
        other.dispose()
        read_state(connection)
    database.dispose()
