"""Who did what, in the order in which it was done."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from dss_core.store.audit import read_audit, verify_audit, write_audit
from dss_core.store.database import Database


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
    with database.writing() as connection:
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
