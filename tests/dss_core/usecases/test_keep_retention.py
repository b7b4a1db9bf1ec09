"""What is older than its time goes, the figures and the audit stay, and a dry run changes nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotFound
from dss_core.store.household_tables import HouseholdRow, PersonRow
from dss_core.store.registry import now
from dss_core.store.rows import table_of
from dss_core.usecases import keep_retention as room
from dss_core.usecases.answer_request import RequestAnswer, answer_request
from dss_core.usecases.keep_retention import RAW_UPLOADS, SWEEPS, keep_retention, list_retention
from dss_core.usecases.log_breach import BreachDraft, BreachStepDraft, list_breach_log, log_breach, log_breach_step
from dss_core.usecases.read_audit import verify_audit
from dss_core.usecases.receive_request import RequestDraft, receive_request
from dss_core.usecases.record_of_processing import ProcessingExport, export_processing, record_of_processing, seen_by
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import last_audit, rows_of

LONG = timedelta(days=4000)


@pytest.fixture
def old(own: Services, administrator: Viewer, monkeypatch: pytest.MonkeyPatch) -> Services:
    """An installation looked at eleven years later, with something of everything that has a period."""
    number = receive_request(own, administrator, RequestDraft(30, "erasure", date(2026, 1, 5), None, "a note")).id
    assert number is not None
    answer_request(own, administrator, RequestAnswer(number, "refused", "the reason"))
    with own.database.writing() as connection:
        moments = {"m": datetime(2026, 1, 1, tzinfo=UTC).isoformat(sep=" ")[:19]}
        connection.execute(text("INSERT INTO sign_in_attempt (key, at) VALUES ('k', :m)"), moments)
        reveal = "INSERT INTO reveal (username, household_id, purpose, reason, begun_at, until) VALUES "
        connection.execute(text(reveal + "('u', 30, 'other', 'a reason', :m, :m)"), moments)
        username = (
            "INSERT INTO session (token_hash, username, created_at, seen_at) SELECT 't', username, :m, :m FROM account"
        )
        connection.execute(text(f"{username} LIMIT 1"), moments)
    monkeypatch.setattr(room, "now", lambda: now() + LONG)
    return own


def test_every_period_is_carried_out_by_something(own: Services):
    assert {rule.id for rule in own.catalog.privacy.retention} == {*SWEEPS, RAW_UPLOADS}


def test_a_dry_run_tells_and_changes_nothing(old: Services, administrator: Viewer):
    before = rows_of(old)
    counts = keep_retention(old, administrator, is_dry=True)
    assert all(counts.values())
    assert rows_of(old) == before
    assert list_retention(old, administrator).waiting == counts


def test_what_is_too_old_goes_and_the_figures_stay(old: Services, administrator: Viewer):
    before = rows_of(old)
    counts = keep_retention(old, administrator, is_dry=False)
    after = rows_of(old)
    assert counts["names"] == len(before["household"])
    assert [counts[name] for name in ("sessions", "sign_in_attempts", "reveals", "request_notes")] == [1, 1, 1, 0]
    assert after["session"] == after["sign_in_attempt"] == after["reveal"] == []
    assert {value for row in after["person"] for value in row[2:]} == {None}
    for figures in ("household_round", "person_round", "round", "import", "privacy_request"):
        assert after[figures] == before[figures]
    assert list((old.settings.local / "uploads").iterdir()) == []
    assert last_audit(old, "keep_retention")["details"] == counts
    assert not verify_audit(old, administrator).broken
    assert not any(keep_retention(old, administrator, is_dry=True).values())


def test_what_is_young_stays(own: Services, administrator: Viewer):
    before = rows_of(own)
    assert not any(keep_retention(own, administrator, is_dry=False).values())
    after = rows_of(own)
    assert {name for name in after if after[name] != before[name]} == {"audit", "audit_head"}
    state = list_retention(own, administrator)
    assert state.last_at is not None and 0 < state.seconds_left <= 86_400


def test_the_record_tells_who_sees_what_as_the_roles_are_now(own: Services, administrator: Viewer):
    by_kind = {kind.id: seen_by(kind) for kind in own.catalog.privacy.data_kinds}
    assert by_kind["names"] == ["district_officer", "area_manager", "verifier"]
    assert "researcher" not in by_kind["members"]
    report = record_of_processing(own, administrator, "en")
    assert report.tables[0].rows[0].cells == ("Controller", *["not yet filled in"] * 4)
    assert export_processing(own, administrator, ProcessingExport("page", "th")).data
    assert last_audit(own, "export_processing")["details"] == {"form": "page"}


def test_every_stored_field_that_a_format_calls_personal_is_in_the_record(own: Services):
    stored = {column.name for row in (HouseholdRow, PersonRow) for column in table_of(row).columns}
    personal = {
        column.field
        for form in own.catalog.formats.values()
        for sheet in (form.sheets.households, form.sheets.members)
        for column in sheet.columns
        if column.personal
    }
    listed = {field for kind in own.catalog.privacy.data_kinds for field in kind.fields}
    assert personal & stored - {"house_code"} <= listed


def test_the_regulator_is_to_be_told_within_the_hours_of_the_rules(own: Services, administrator: Viewer):
    draft = BreachDraft(now() - timedelta(hours=41), "lost_device", " a tablet ", ("names",), 12, "risk")
    number = log_breach(own, administrator, draft).id
    assert number is not None
    (one,) = list_breach_log(own, administrator)
    assert (one.hours_left, one.breach.description, one.is_closed) == (30, "a tablet", False)
    log_breach_step(own, administrator, BreachStepDraft(number, "regulator_notified", now(), "by letter"))
    assert list_breach_log(own, administrator)[0].hours_left is None
    log_breach_step(own, administrator, BreachStepDraft(number, "closed", now(), "found again"))
    with pytest.raises(BadInput, match="breach_closed"):
        log_breach_step(own, administrator, BreachStepDraft(number, "measure", now(), "more"))
    assert "tablet" not in repr(rows_of(own)["audit"])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what": "fire"}, "consent_choice"),
        ({"risk": "small"}, "consent_choice"),
        ({"data_kinds": ("dreams",)}, "consent_choice"),
        ({"household_count": -1}, "breach_count"),
        ({"description": " "}, "breach_text"),
        ({"found_at": now() + timedelta(days=1)}, "privacy_future"),
    ],
)
def test_a_breach_that_cannot_be_is_refused(own: Services, administrator: Viewer, changes: dict, code: str):
    draft = BreachDraft(now() - timedelta(days=4), "other", "paper", (), None, "risk")
    with pytest.raises(BadInput, match=code):
        log_breach(own, administrator, BreachDraft(**{**vars(draft), **changes}))
    with pytest.raises(NotFound, match="breach_unknown"):
        log_breach_step(own, administrator, BreachStepDraft(9, "measure", now(), "x"))
    log_breach(own, administrator, draft)
    late = list_breach_log(own, administrator)[0].hours_left
    assert late is not None and late < 0
