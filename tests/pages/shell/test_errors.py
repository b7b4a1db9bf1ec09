"""Errors on screen: what can be told is a sentence; a bug is a number on screen and in the log, without its text."""

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.errors import NotFound
from dss_core.settings import ROOT
from dss_core.usecases.services import Services
from pages.overview import describe_province
from pages.shell.errors import log_bug
from tests.support.visits import Visits, menu_of

SECRET = "Somchai Example 9000000000001"  # pragma: allowlist secret
NUMBER = re.compile(r"[0-9a-f]{8}")


def _told_script(language: str, data_dir: object, error: Exception) -> None:
    import streamlit as st

    from dss_core.language.translate import translator
    from pages.shell.errors import told

    st.text("before")
    with told(translator(language, data_dir)):
        raise error
    st.text("after")


def _report_script(error: Exception) -> None:
    import streamlit as st

    from pages.shell.errors import report_bug

    st.text(str(report_bug(error)))


def _run(error: Exception, language: str = "en") -> AppTest:
    return AppTest.from_function(_told_script, args=(language, ROOT / "data", error)).run(timeout=30)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is no survey round 2026-9."), ("th", "ไม่มีรอบสำรวจ 2026-9")]
)
def test_an_error_that_can_be_told_is_a_sentence_and_the_page_ends_there(language: str, words: str):
    app = _run(NotFound("round_unknown", round="2026-9"), language)
    assert [error.value.startswith(words) for error in app.error] == [True]
    assert [text.value for text in app.text] == ["before"]
    assert not app.exception


def test_an_error_that_can_be_told_is_no_bug(caplog: pytest.LogCaptureFixture):
    _run(NotFound("round_unknown", round="2026-9"))
    assert not [record for record in caplog.records if record.name == "dss"]


def test_a_bug_is_a_number_in_both_languages_and_the_page_ends_there():
    app = _run(ValueError(SECRET))
    (error,) = app.error
    assert len(set(NUMBER.findall(error.value))) == 1
    assert "แจ้งผู้ดูแลระบบ" in error.value
    assert "tell the administrator" in error.value
    assert SECRET not in error.value
    assert [text.value for text in app.text] == ["before"]
    assert not app.exception, "Streamlit must not get hold of it: it writes the text of an error to its log"


def test_a_bug_is_logged_by_kind_and_place_and_never_by_its_text(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        app = _run(ValueError(SECRET))
    (record,) = [one for one in caplog.records if one.name == "dss"]
    number = NUMBER.search(app.error[0].value)
    assert number and number[0] in record.getMessage()
    assert "ValueError" in record.getMessage()
    assert "_told_script" in record.getMessage()
    assert record.exc_info is None
    assert "Somchai" not in caplog.text


def test_a_bug_that_came_of_another_error_tells_neither(caplog: pytest.LogCaptureFixture):
    try:
        try:
            {}[SECRET]
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        log_bug(error)
    assert "RuntimeError" in caplog.text
    assert "Somchai" not in caplog.text


def test_the_last_net_shows_a_number_and_keeps_streamlits_own_words_away(caplog: pytest.LogCaptureFixture):
    app = AppTest.from_function(_report_script, args=(ValueError(SECRET),)).run(timeout=30)
    assert [text.value for text in app.text] == ["True"]
    assert NUMBER.search(app.error[0].value)
    assert "Somchai" not in caplog.text


def test_two_bugs_have_two_numbers():
    assert log_bug(ValueError()) != log_bug(ValueError())


def test_a_bug_inside_a_page_leaves_the_menu_and_logs_no_data(
    visit: Visits, province: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(_context: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr(describe_province, "render", broken)
    app = visit(province, "governor", "describe_province", lang="en")
    assert len(app.error) == 1
    assert not app.exception
    assert "rank_households" in menu_of(app)
    assert app.button(key="sign_out")
    assert "Somchai" not in caplog.text


def test_a_bug_before_any_page_is_caught_too(
    visit: Visits, province: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*_given: object) -> None:
        raise OSError(SECRET)

    monkeypatch.setattr("pages.shell.signin.signed_in", broken)
    app = visit(province, "governor", "describe_province", lang="en")
    assert NUMBER.search(app.error[0].value)
    assert not app.exception
    assert "Somchai" not in caplog.text
