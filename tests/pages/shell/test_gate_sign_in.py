"""Signing in at the gate: who gets a session, in what cookie, and where the sample accounts work."""

from dataclasses import replace
from http.cookies import SimpleCookie

import pytest

from dss_core.access.roles import Role
from dss_core.store.audit import read_audit
from dss_core.usecases.services import Services
from pages.shell.gate import COOKIE, SIGN_IN
from pages.shell.visitors import LONGEST_FORM
from tests.pages.shell.behind_gate import OFFICER, SECRET_PAGE, as_, sign_in
from tests.pages.shell.conftest import Serve
from tests.support.asgi import HERE, Answer, App, ask, post
from tests.support.province import PASSWORD, add_account


def test_the_right_password_opens_the_app(app: App, shared: Services):
    answer = sign_in(app)
    assert (answer.status, answer.headers["location"]) == (303, "/?lang=th")
    token = SimpleCookie(answer.headers["set-cookie"])[COOKIE].value
    assert ask(app, "GET", "/", as_(token)).text == SECRET_PAGE
    with shared.database.reading() as connection:
        assert read_audit(connection, "sign_in")[-1]["username"] == OFFICER
        stored = connection.exec_driver_sql("SELECT token_hash FROM session").scalars().all()
    assert token not in stored


def test_the_language_goes_with_whoever_signs_in(app: App):
    assert sign_in(app, query="lang=en").headers["location"] == "/?lang=en"
    assert sign_in(app, query="lang=//evil.example").headers["location"] == "/?lang=th"


@pytest.mark.parametrize(("is_https", "wanted"), [(True, True), (False, False)])
def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(
    serve: Serve, shared: Services, is_https: bool, wanted: bool
):
    served = replace(shared, settings=shared.settings.model_copy(update={"is_https": is_https}))
    (cookie,) = SimpleCookie(sign_in(serve(served)).headers["set-cookie"]).values()
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/"
    assert bool(cookie["secure"]) is wanted
    assert not cookie["max-age"], "the browser forgets it when it is closed"
    assert len(cookie.value) >= 43


def test_two_sessions_have_two_tokens(app: App):
    assert sign_in(app).headers["set-cookie"] != sign_in(app).headers["set-cookie"]


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("officer", "wrong"),
        ("officer", ""),
        ("nobody", PASSWORD),
        ("", ""),
        ("' OR 1=1 --", "x"),
        ("officer\x00", PASSWORD),
    ],
)
def test_a_wrong_name_or_password_gets_the_page_again_with_one_and_the_same_reason(
    app: App, username: str, password: str
):
    answer = sign_in(app, username, password, query="lang=en")
    assert answer.status == 401
    assert "set-cookie" not in answer.headers
    assert "The user name or the password is not right, or the account is closed." in answer.text


def test_a_closed_account_is_told_the_same(app: App, shared: Services):
    add_account(shared, "gone", Role.RESEARCHER, is_disabled=True)
    answer = sign_in(app, "gone", query="lang=en")
    assert answer.status == 401
    assert "or the account is closed." in answer.text


@pytest.mark.parametrize("fields", [{}, {"username": "officer"}, {"password": "x"}, {"username": "\ufffd" * 100}])
def test_a_form_with_fields_missing_is_a_refusal(app: App, fields: dict[str, str]):
    assert post(app, SIGN_IN, fields).status == 401


def test_what_was_typed_does_not_come_back(app: App):
    answer = sign_in(app, '<script>alert(1)</script>"', "my-secret-password")
    assert "alert(1)" not in answer.text
    assert "my-secret-password" not in answer.text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:9999", "null", "", "http://[", "localhost:8501"]
)
def test_another_site_cannot_sign_somebody_in(app: App, origin: str):
    answer = sign_in(app, headers={"origin": origin})
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", ["http://localhost:8501", "https://localhost:8501"])
def test_the_own_site_may_sign_in(app: App, origin: str):
    assert sign_in(app, headers={"origin": origin}).status == 303


def test_a_form_that_is_too_long_is_not_read(app: App):
    assert sign_in(app, "x" * LONGEST_FORM).status == 413


def test_a_form_whose_length_is_not_stated_is_cut_off(app: App):
    """A stranger must not fill the memory of the server."""
    answer = ask(app, "POST", SIGN_IN, {"content-type": "application/x-www-form-urlencoded"}, chunks=[b"x" * 1000] * 5)
    assert answer.status == 413


@pytest.mark.parametrize("length", ["abc", "-5", ""])
def test_a_length_that_is_no_number_is_no_mistake_of_ours(app: App, length: str):
    assert sign_in(app, headers={"content-length": length}).status == 303


def test_a_form_that_is_not_text_is_a_refusal(app: App):
    assert ask(app, "POST", SIGN_IN, chunks=[b"\xff\xfe=\x00&username=\xff"]).status == 401


# Sample accounts


def sample(app: App, host: str = "localhost:8501", client: tuple[str, int] | None = HERE, **headers: str) -> Answer:
    forwarded = {name.replace("_", "-"): value for name, value in headers.items()}
    return sign_in(app, "governor", "sample-governor", headers={"host": host, **forwarded}, client=client)


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"])
def test_a_sample_account_opens_the_synthetic_province_on_this_machine(app: App, host: str):
    assert sample(app, host).status == 303


@pytest.mark.parametrize(
    "host",
    ["dss.example", "192.168.1.5:8501", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "[::1", "a]b"],
)
def test_a_sample_account_opens_nothing_under_another_name_of_the_machine(app: App, host: str):
    assert sample(app, host).status == 401


@pytest.mark.parametrize("client", [("192.168.1.77", 5), ("8.8.8.8", 5), ("testclient", 5), None])
def test_a_sample_account_opens_nothing_from_another_machine(app: App, client: tuple[str, int] | None):
    assert sample(app, client=client).status == 401


@pytest.mark.parametrize("name", ["x_forwarded_for", "forwarded", "x_real_ip", "via"])
def test_a_sample_account_opens_nothing_behind_a_proxy(app: App, name: str):
    answer = sample(app, **{name: "203.0.113.9"})
    assert answer.status == 401
    assert "sample-governor" not in answer.text


def test_a_sample_account_opens_nothing_in_a_database_of_real_data(serve: Serve, own: Services):
    app = serve(own)
    with own.database.writing() as connection:
        connection.exec_driver_sql("UPDATE state SET is_synthetic = 0")
    assert sample(app).status == 401


def test_the_samples_are_offered_where_they_work_and_only_there(app: App):
    here = ask(app, "GET", SIGN_IN)
    assert here.text.count('class="sample"') == len(Role)
    elsewhere = ask(app, "GET", SIGN_IN, {"x-forwarded-for": "203.0.113.9"})
    assert "sample" not in elsewhere.text


# The page


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("", "th", "เข้าสู่ระบบ"),
        ("lang=th", "th", "เข้าสู่ระบบ"),
        ("lang=en", "en", "Sign in"),
        ("lang=xx", "th", "เข้าสู่ระบบ"),
    ],
)
def test_the_sign_in_page_speaks_both_languages(app: App, query: str, language: str, words: str):
    answer = ask(app, "GET", SIGN_IN, query=query)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in answer.text
    assert f"<button>{words}</button>" in answer.text
    assert f'action="{SIGN_IN}?lang={language}"' in answer.text


def test_the_sign_in_page_is_not_kept_by_browsers(app: App):
    assert ask(app, "GET", SIGN_IN).headers["cache-control"] == "no-store"
