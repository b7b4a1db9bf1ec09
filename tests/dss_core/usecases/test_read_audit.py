"""Who saw and changed what is told to who may know it, and whether the record is whole."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from dss_core.access.roles import Role
from dss_core.errors import NotAllowed
from dss_core.store.audit import write_audit
from dss_core.store.audit_guard import unguarded
from dss_core.usecases.initialise import operator
from dss_core.usecases.read_audit import AuditQuery, list_actions, read_audit, verify_audit
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import viewer


@pytest.fixture
def audited(own: Services) -> Services:
    with own.database.writing() as connection:
        for who, action in (("mali", "sign_in"), ("som", "sign_in"), ("mali", "export_statistics")):
            write_audit(connection, who, action, "49", {"n": 3})
    return own


def test_the_newest_lines_come_first_and_can_be_chosen(audited: Services):
    somebody = operator(audited)
    lines = read_audit(audited, somebody, AuditQuery(username="mali"))
    assert list(lines.lines["action"]) == ["export_statistics", "sign_in"]
    assert lines.count == 2
    assert {"sign_in", "export_statistics"} <= set(list_actions(audited, somebody))
    assert set(read_audit(audited, somebody, AuditQuery(action="sign_in")).lines["action"]) == {"sign_in"}


def test_days_are_chosen_with_both_ends(audited: Services):
    today, somebody = datetime.now(UTC).date(), operator(audited)
    every = read_audit(audited, somebody, AuditQuery()).count
    assert read_audit(audited, somebody, AuditQuery(first_on=today - timedelta(1), last_on=today)).count == every
    assert read_audit(audited, somebody, AuditQuery(first_on=today + timedelta(1))).count == 0
    assert read_audit(audited, somebody, AuditQuery(last_on=today - timedelta(1))).count == 0


def test_an_altered_line_is_found(audited: Services):
    proof = verify_audit(audited, operator(audited))
    assert (proof.broken, proof.line_count > 0) == ((), True)
    with audited.database.writing() as connection, unguarded(connection):
        connection.execute(text("UPDATE audit SET details = '{}' WHERE id = :id"), {"id": proof.line_count})
    assert verify_audit(audited, operator(audited)).broken == (proof.line_count,)


def test_nobody_reads_the_audit_with_a_part_of_the_province_as_scope(audited: Services):
    officer = viewer(Role.ADMINISTRATOR, audited.catalog.areas.districts[0].code)
    for use_case in (
        lambda: read_audit(audited, officer, AuditQuery()),
        lambda: verify_audit(audited, officer),
        lambda: list_actions(audited, officer),
    ):
        with pytest.raises(NotAllowed) as refused:
            use_case()
        assert refused.value.code == "access_area"
