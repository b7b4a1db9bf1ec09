"""Who did what, in the order in which it was done; nothing of it can be changed, and who lifts the guard is found."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dss_core.access.audit_chain import audit_key
from dss_core.errors import StoreProblem
from dss_core.store.audit import read_audit, reseal_audit, verify_audit, write_audit
from dss_core.store.audit_guard import unguarded
from dss_core.store.database import Database
from tests.dss_core.store.village import KEY


def test_lines_come_back_in_the_order_of_writing(database: Database):
    details = {"households": 3, "area": "9901", "คำ": None}
    with database.writing() as connection:
        write_audit(connection, "mali", "import_survey", "2026-1", details)
        write_audit(connection, "som", "sign_in", "researcher")
    with database.reading() as connection:
        first, second = read_audit(connection)
    assert (first["username"], first["action"], first["subject"]) == ("mali", "import_survey", "2026-1")
    assert (first["details"], second["details"]) == (details, {})
    assert first["id"] < second["id"]
    assert abs(datetime.now(UTC) - first["at"]) < timedelta(minutes=5)


def test_lines_of_one_action_can_be_asked_for(database: Database):
    with database.writing() as connection:
        for action in ("sign_in", "sign_out", "sign_in"):
            write_audit(connection, "mali", action, "x")
    with database.reading() as connection:
        assert [line["action"] for line in read_audit(connection, "sign_in")] == ["sign_in", "sign_in"]
        assert read_audit(connection, "nothing") == []


def test_the_audit_as_it_was_written_is_whole(database: Database):
    with database.writing() as connection:
        for number in range(3):
            write_audit(connection, "mali", "sign_in", "x", {"ค่า": 0.1 * number, "codes": ("a", None)})
    with database.reading() as connection:
        head, broken = verify_audit(connection)
    assert (head.line_count, broken) == (3, ())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE audit SET username = 'som' WHERE id = 2", (2,)),
        ("DELETE FROM audit WHERE id = 2", (3,)),
        ("DELETE FROM audit WHERE id = 3", (0,)),
        ("DELETE FROM audit", (0,)),
        ("DELETE FROM audit_head", (0,)),
    ],
)
def test_what_somebody_did_to_the_audit_is_found(database: Database, change: str, told: tuple[int, ...]):
    with database.writing() as connection:
        for _ in range(3):
            write_audit(connection, "mali", "sign_in", "x")
    with database.writing() as connection, unguarded(connection):  # who holds the database can lift the triggers
        connection.execute(text(change))
    with database.reading() as connection:
        assert verify_audit(connection)[1] == told
    with database.writing() as connection:  # the audit goes on, and the trace stays
        write_audit(connection, "mali", "sign_out", "x")
    with database.reading() as connection:
        assert verify_audit(connection)[1] != ()


def test_a_head_that_does_not_fit_the_lines_is_found(database: Database):
    with database.writing() as connection:
        write_audit(connection, "mali", "sign_in", "x")
        connection.execute(text("UPDATE audit_head SET line_count = 2"))
    with database.reading() as connection:
        assert verify_audit(connection)[1] == (0,)


REFUSED = (
    "UPDATE audit SET username = 'som' WHERE id = 2",
    "UPDATE audit SET seal = seal",
    "DELETE FROM audit WHERE id = 2",
    "DELETE FROM audit",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET line_count = 2",
    "UPDATE audit_head SET seal = 'x'",
    "UPDATE audit_head SET id = 2, line_count = 9",
)


def written(database: Database, count: int) -> None:
    with database.writing() as connection:
        for number in range(count):
            write_audit(connection, "mali", "sign_in", "x", {"number": number})


@pytest.mark.parametrize("change", REFUSED)
def test_the_database_itself_refuses_to_change_the_audit(database: Database, change: str):
    written(database, 3)
    with pytest.raises(DBAPIError, match="only ever added to"), database.writing() as connection:
        connection.execute(text(change))
    with database.reading() as connection:
        assert verify_audit(connection)[1] == ()
        assert len(read_audit(connection)) == 3


def test_postgresql_empties_no_audit_at_once(database: Database):
    if database.engine.dialect.name == "sqlite":
        return
    written(database, 1)
    for table in ("audit", "audit_head"):
        with pytest.raises(DBAPIError, match="only ever added to"), database.writing() as connection:
            connection.execute(text(f"TRUNCATE {table}"))


def test_a_new_key_seals_the_same_lines_and_the_guard_stands_again(database: Database):
    written(database, 40)
    key = audit_key(b"another secret of the installation")
    with database.reading() as connection:
        before = read_audit(connection)
    with database.writing() as connection:
        head = reseal_audit(connection, key)
    with database.reading() as connection:
        after = read_audit(connection)
        assert verify_audit(connection)[1] != ()  # by the old key
    told = [{name: value for name, value in line.items() if name != "seal"} for line in before]
    assert [{name: value for name, value in line.items() if name != "seal"} for line in after] == told
    renewed = Database(database.url, key)
    try:
        written(renewed, 1)
        with renewed.reading() as connection:
            assert verify_audit(connection)[1] == ()
            assert head.line_count == 40
    finally:
        renewed.dispose()
    with pytest.raises(DBAPIError), database.writing() as connection:
        connection.execute(text("DELETE FROM audit"))


def test_a_damaged_audit_is_not_sealed_anew(database: Database):
    written(database, 3)
    with database.writing() as connection, unguarded(connection):
        connection.execute(text("UPDATE audit SET username = 'som' WHERE id = 2"))
    with pytest.raises(StoreProblem) as refused, database.writing() as connection:
        reseal_audit(connection, audit_key(b"another secret of the installation"))
    assert (refused.value.code, refused.value.params) == ("store_audit_broken", {"count": 1})


def test_an_audit_without_a_line_can_be_given_another_key(database: Database):
    with database.writing() as connection:
        assert reseal_audit(connection, KEY).line_count == 0


def test_all_of_two_hundred_alterations_in_the_database_are_found(database: Database):
    """The intruder lifts the triggers first; a thousand more on the chain alone are in test_audit_chain."""
    written(database, 12)
    draw = random.Random(11)
    found = 0
    for _ in range(200):
        line = draw.randint(1, 12)
        change = draw.choice(
            (
                f"UPDATE audit SET subject = 'y' WHERE id = {line}",
                f"UPDATE audit SET at = '2001-01-01 00:00:00' WHERE id = {line}",
                f"UPDATE audit SET details = '{{}}' WHERE id = {line}",
                f"DELETE FROM audit WHERE id >= {line}",
                f"UPDATE audit SET seal = '{draw.randbytes(32).hex()}' WHERE id = {line}",
            )
        )
        with database.engine.connect() as connection:
            transaction = connection.begin()
            with unguarded(connection):
                connection.execute(text(change))
                found += bool(verify_audit(connection)[1])
            transaction.rollback()
    assert found == 200
