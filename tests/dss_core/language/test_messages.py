"""Codes become sentences: what, where, why, what to do."""

from datetime import date, datetime
from gettext import NullTranslations
from pathlib import Path, PurePosixPath

import pytest

from dss_core.errors import BadCatalog, BadInput, BadSettings, DssError
from dss_core.language import messages
from dss_core.language.messages import GENERAL, MESSAGES, Message, explain, kind_name, reason_and_remedy, sentence
from dss_core.language.messages.cells import CELL_MESSAGES
from dss_core.language.messages.rows import ROW_MESSAGES
from dss_core.language.translate import Translator, translator
from dss_core.model.text import Text

NAMES = ("lowest", "highest", "codes", "km", "years", "points", "persons")
ANY_NUMBERS = dict.fromkeys(NAMES, "1")
DATA = Path(__file__).resolve().parents[3] / "data"


@pytest.fixture
def english() -> Translator:
    return translator("en", DATA)


@pytest.fixture
def thai() -> Translator:
    return translator("th", DATA)


def test_an_error_says_what_is_wrong_and_what_to_do(english):
    error = BadSettings("settings_weak_secret", setting="DSS_SECRET_KEY", shortest=32)
    assert explain(error, english) == (
        "The setting DSS_SECRET_KEY is too easy to guess: it protects the ID numbers in the database. "
        "Give at least 32 random characters, or remove the setting and the program makes a key itself."
    )


def test_an_error_is_told_in_thai(thai):
    told = explain(BadInput("round_unreadable", text="abc"), thai)
    assert "abc" in told and "รอบ" in told and "survey" not in told


def test_an_unknown_code_is_still_told_with_its_code_and_parameters(english):
    told = explain(DssError("never_heard_of", file="a.toml"), english)
    assert told == (
        "This could not be done (never_heard_of, file=a.toml). "
        "Tell the person who looks after the program what is in the brackets."
    )


def test_a_missing_parameter_does_not_crash_the_page(english):
    told = explain(BadCatalog("catalog_value", file="a.toml"), english)
    assert "catalog_value, file=a.toml" in told


def test_a_template_that_is_broken_does_not_crash_the_page(english, monkeypatch):
    monkeypatch.setitem(MESSAGES, "broken", Message("an open { brace", "none"))
    assert "broken" in explain(DssError("broken"), english)


def test_a_problem_without_an_exception_is_told_the_same_way(english):
    error = BadInput("round_unreadable", text="x")
    assert sentence(error.code, error.params, english) == explain(error, english)


@pytest.mark.parametrize(
    ("value", "th", "en"),
    [
        (Text("เมือง", "Mueang"), "เมือง", "Mueang"),
        (date(2026, 11, 22), "22 พ.ย. 2569", "22 Nov 2026"),
        (datetime(2026, 11, 22, 7, 5), "22 พ.ย. 2569 14:05 น.", "22 Nov 2026 14:05"),
        (PurePosixPath("a/b.toml"), "a/b.toml", "a/b.toml"),
        (("th", "en"), "th, en", "th, en"),
        (2026, "2026", "2026"),
    ],
)
def test_a_parameter_is_shown_in_the_readers_language(monkeypatch, value, th, en):
    monkeypatch.setitem(MESSAGES, "shown", Message("{value}", "."))
    for language, expected in (("th", th), ("en", en)):
        assert sentence("shown", {"value": value}, Translator(language, NullTranslations())) == f"{expected} ."


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_message_says_what_and_then_what_to_do_in_whole_sentences(code):
    message = MESSAGES[code]
    assert message.what.endswith(".") and message.remedy.endswith(".")


@pytest.mark.parametrize("code", sorted({**CELL_MESSAGES, **ROW_MESSAGES}))
def test_a_problem_of_an_upload_has_its_reason_and_its_remedy_in_both_languages(code, english, thai):
    told = [reason_and_remedy(code, ANY_NUMBERS, _) for _ in (english, thai)]
    assert all(half and not half.startswith("This could not be done") for halves in told for half in halves)
    assert all(here != there for here, there in zip(*told, strict=True))
    assert sentence(code, ANY_NUMBERS, english) == " ".join(told[0])


def test_a_kind_of_problem_has_a_name_without_the_numbers_of_one_row(english, thai):
    assert kind_name("cell_out_of_range", english) == "The number is not between … and …."
    assert "…" in kind_name("cell_out_of_range", thai)
    assert kind_name("never_heard_of", english) == "never_heard_of"


def test_no_room_overwrites_the_message_of_another():
    rooms = [words for name, words in vars(messages).items() if name.endswith("_MESSAGES")]
    assert sum(len(words) for words in rooms) == len(MESSAGES)


def test_the_general_message_names_only_what_is_always_known():
    assert "{details}" in GENERAL.what and "{" not in GENERAL.remedy
