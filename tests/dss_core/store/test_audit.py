"""Who did what, in the order in which it was done."""

from datetime import UTC, datetime, timedelta

from dss_core.store.audit import read_audit, write_audit
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
