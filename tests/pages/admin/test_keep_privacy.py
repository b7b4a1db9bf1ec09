"""The page of personal data: what households ask for is listed by its day, and worked off."""

from datetime import date
from threading import Event

import pytest

from dss_core.model.privacy import RequestState, Statement
from dss_core.usecases.initialise import operator
from dss_core.usecases.keep_privacy import open_request
from dss_core.usecases.receive_request import RequestDraft, receive_request
from dss_core.usecases.services import Services
from pages.parts.privacy_words import STATEMENTS, STATES
from pages.shell import process
from tests.dss_core.usecases.small_province import rows_of
from tests.pages.households.test_lineage import opened
from tests.support.visits import Visits, table_with, trouble, words_on

PAGE = "keep_privacy"


def asked(services: Services, kind: str, purpose: str | None = None) -> int:
    draft = RequestDraft(30, kind, date(2026, 1, 5), purpose)
    number = receive_request(services, operator(services), draft).id
    assert number is not None
    return number


def test_every_statement_and_state_has_words():
    assert set(STATEMENTS) == {one.value for one in Statement}
    assert set(STATES) == {one.value for one in RequestState}


def test_without_a_request_the_page_says_so(visit: Visits, own: Services):
    app = visit(own, "steward", PAGE, lang="en")
    assert not trouble(app)
    assert any("No request is open" in text for text in words_on(app))


def test_an_overdue_request_is_told_in_words_and_worked_off(visit: Visits, own: Services):
    number = asked(own, "withdrawal", "research")
    app = visit(own, "steward", PAGE, lang="en")
    assert app.warning[0].value.startswith("1 request is overdue")
    assert table_with(app, "left", "kind")["left"].tolist()[0].startswith("overdue by ")
    app.button(key=f"privacy_done_{number}").click().run()
    assert not trouble(app)
    assert [success.value for success in app.success] == ["Written down."]
    assert open_request(own, operator(own), number).found.state == "done"


def test_a_correction_asks_for_the_member_without_telling_names(visit: Visits, own: Services):
    number = asked(own, "correction")
    app = visit(own, "steward", PAGE, lang="en")
    app.selectbox(key=f"privacy_field_{number}").set_value("first_name").run()
    app.text_input(key=f"privacy_value_{number}").set_value("สมหมาย").run()
    names = {str(name) for row in rows_of(own)["person"] if row[1] == 30 for name in row[3:5]}
    assert not any(name in text for name in names for text in words_on(app))
    app.button(key=f"privacy_done_{number}").click().run()
    assert not trouble(app)
    assert [row[6] for row in rows_of(own)["correction"]] == ['"สมหมาย"']


def test_a_refusal_without_a_reason_is_told(visit: Visits, own: Services):
    number = asked(own, "erasure")
    app = visit(own, "steward", PAGE, lang="en")
    app.button(key=f"privacy_refused_{number}").click().run()
    assert [error.value[:20] for error in app.error] == ["It has to be said wh"]


def test_a_statement_and_a_request_are_recorded_at_the_household(visit: Visits, own: Services):
    app = opened(visit, own, "verifier")
    (said,) = [one for one in app.selectbox if str(one.key).startswith("consent_said")]
    said.set_value("refused").run()
    next(one for one in app.button if str(one.key).startswith("consent_record")).click().run()
    assert not trouble(app)
    next(one for one in app.button if str(one.key).startswith("request_receive")).click().run()
    assert not trouble(app)
    assert [row[3] for row in rows_of(own)["consent"]] == ["refused"]
    app.run()
    assert table_with(app, "purpose", "statement", "how")["statement"].tolist()[0] == "refused"
    assert len(table_with(app, "kind", "due", "state")) == 1


def test_the_working_group_sees_nothing_of_it(visit: Visits, own: Services):
    app = opened(visit, own, "governor")
    assert not [one for one in app.button if str(one.key).startswith(("consent_record", "request_receive"))]


def test_a_breach_is_logged_with_its_hours_and_what_was_done(visit: Visits, own: Services):
    app = visit(own, "steward", PAGE, lang="en")
    app.segmented_control(key="privacy_part").set_value("breaches").run()
    app.text_area(key="breach_description").set_value("a list left on a bus")
    app.selectbox(key="breach_risk").set_value("high")
    app.button(key="breach_log").click().run()
    assert not trouble(app)
    assert any("Tell the regulator by" in words and "(in 7" in words for words in words_on(app))
    app.selectbox(key="breach_kind_1").set_value("regulator_notified")
    app.text_area(key="breach_text_1").set_value("by letter")
    app.button(key="breach_add_1").click().run()
    assert not trouble(app)
    assert any("The regulator was told" in words for words in words_on(app))
    assert [row[3] for row in rows_of(own)["breach"]] == ["a list left on a bus"]


def test_the_server_keeps_the_periods_once_a_day(own: Services, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "services", lambda: own)
    for _ in range(2):
        is_over = Event()
        is_over.set()
        process.keep_retention_daily(is_over)
    lines = [row for row in rows_of(own)["audit"] if "keep_retention" in row]
    assert len(lines) == 1
