"""The page for a new password: forced by a one-time password, open to whoever is signed in, and to nobody else."""

import pytest

from dss_core.access.roles import Role
from dss_core.usecases.attempts import MOST_OF_ACCOUNT
from dss_core.usecases.change_accounts import reset_password
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from pages.shell.gate import COOKIE, NEW_PASSWORD, SIGN_IN
from tests.pages.shell.behind_gate import CLOSED, SECRET_PAGE, as_, sign_in
from tests.pages.shell.conftest import Serve
from tests.support.asgi import App, ask, connect, post
from tests.support.province import PASSWORD, add_account, signed_in_as

HTML = {"accept": "text/html"}
NEW = "ข้าวเหนียวมะม่วงริมโขง"
CHANGE = {"old": PASSWORD, "new": NEW, "again": NEW}


@pytest.fixture
def mali(own: Services) -> Services:
    add_account(own, "mali", Role.VERIFIER)
    return own


def test_a_one_time_password_leads_to_the_page_and_nowhere_else(serve: Serve, mali: Services):
    app, given = serve(mali), reset_password(mali, operator(mali), "mali")
    entered = sign_in(app, "mali", given)
    assert entered.status == 303
    cookie = as_(entered.cookies[COOKIE])
    for path in ("/", "/media/abc.csv", "/_stcore/metrics"):
        assert ask(app, "GET", path, {**cookie, **HTML}).headers["location"] == NEW_PASSWORD
        assert ask(app, "GET", path, cookie).status == 401
    assert connect(app, "/_stcore/stream", cookie) == CLOSED
    page = ask(app, "GET", NEW_PASSWORD, cookie, query="lang=en")
    assert page.status == 200 and page.headers["cache-control"] == "no-store"
    assert "opens nothing but this page" in page.text and "Back without" not in page.text

    weak = post(app, NEW_PASSWORD, {"old": given, "new": "short", "again": "short"}, cookie, query="lang=en")
    assert weak.status == 400 and "too short" in weak.text and given not in weak.text
    changed = post(app, NEW_PASSWORD, {"old": given, "new": NEW, "again": NEW}, cookie, query="lang=en")
    assert (changed.status, changed.headers["location"]) == (303, "/?lang=en")
    assert ask(app, "GET", "/", as_(changed.cookies[COOKIE])).text == SECRET_PAGE
    assert ask(app, "GET", "/", cookie).status == 401, "the session of before is over"


def test_whoever_is_signed_in_may_change_the_own_password(serve: Serve, mali: Services):
    app, cookie = serve(mali), as_(signed_in_as(mali, "mali"))
    page = ask(app, "GET", NEW_PASSWORD, cookie, query="lang=en")
    assert page.status == 200 and "Back without a change" in page.text and "mali" in page.text
    assert post(app, NEW_PASSWORD, CHANGE, cookie).status == 303
    assert sign_in(app, "mali").status == 401
    assert sign_in(app, "mali", NEW).status == 303


def test_a_stranger_is_led_to_the_sign_in_page(app: App):
    assert ask(app, "GET", NEW_PASSWORD, HTML).headers["location"] == SIGN_IN
    assert post(app, NEW_PASSWORD, CHANGE).status == 401


def test_another_site_changes_nobodys_password(serve: Serve, mali: Services):
    app, cookie = serve(mali), as_(signed_in_as(mali, "mali"))
    assert post(app, NEW_PASSWORD, CHANGE, {**cookie, "origin": "http://evil.example"}).status == 403
    assert post(app, NEW_PASSWORD, {"old": "x" * 5000}, cookie).status == 413
    assert sign_in(app, "mali").status == 303


def test_too_many_guesses_are_told_with_the_time_to_wait(serve: Serve, mali: Services):
    app = serve(mali)
    for _ in range(MOST_OF_ACCOUNT):
        assert sign_in(app, "mali", "a guess").status == 401
    answer = sign_in(app, "mali", query="lang=en")
    assert answer.status == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert "Signing in has failed too often. It is blocked for 15 minutes." in answer.text
    assert "set-cookie" not in answer.headers
