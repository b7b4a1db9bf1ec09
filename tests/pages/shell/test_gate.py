"""The gate: strangers reach the sign-in page and what it shows, and nothing else, by HTTP and by WebSocket."""

import asyncio
import logging

import pytest

from dss_core.store.accounts import disable_account
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import sign_out
from pages.shell.gate import COOKIE, HEADERS, OIDC, OIDC_BACK, OPEN, SIGN_IN, Gate
from pages.shell.visitors import LONGEST_FORM
from tests.pages.shell.behind_gate import CLOSED, SECRET_PAGE, as_, sign_in
from tests.pages.shell.conftest import Serve
from tests.support.asgi import Answer, App, ask, connect
from tests.support.province import signed_in_as

HTML = {"accept": "text/html,application/xhtml+xml"}
INSIDE = [
    "/", "/_stcore/metrics", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/media/abc.csv", "/describe_province",
]  # fmt: skip
NEAR_MISSES = [
    "//auth/sign-in", "/auth/sign-in/", "/auth/sign-in/x", "/auth/sign-in/../../media/abc.csv", "/AUTH/SIGN-IN", "",
    "/auth", "/app/static/blank.json", "/app/static/", "/app/static/signin.css/", "/app/static/../app.py",
    "/_stcore/health/x", "/_stcore/healthz", "/app/static/icon.png%00",
]  # fmt: skip


# Strangers


@pytest.mark.parametrize("path", INSIDE)
def test_a_stranger_with_a_browser_is_led_to_the_sign_in_page(app: App, path: str):
    answer = ask(app, "GET", path, HTML)
    assert (answer.status, answer.headers["location"]) == (303, SIGN_IN)
    assert SECRET_PAGE not in answer.text


@pytest.mark.parametrize("path", INSIDE)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_any_other_request_of_a_stranger_is_refused(app: App, path: str, method: str):
    answer = ask(app, method, path)
    assert answer.status == 401
    assert SECRET_PAGE not in answer.text


@pytest.mark.parametrize("path", NEAR_MISSES)
def test_only_the_exact_open_paths_are_open(app: App, path: str):
    assert ask(app, "GET", path).status == 401
    assert ask(app, "GET", path, HTML).status == 303


@pytest.mark.parametrize("path", sorted(OPEN))
def test_the_sign_in_page_and_what_it_shows_are_open(app: App, path: str):
    assert path == "/_stcore/health" or path in {SIGN_IN, OIDC, OIDC_BACK} or path.startswith("/app/static/")
    if path in {OIDC, OIDC_BACK}:
        assert ask(app, "GET", path).status == 404, "no provider is set up"
    elif not path.endswith((".png", ".ttf")):  # the answer is read as text here
        assert ask(app, "GET", path).status == 200


@pytest.mark.parametrize("path", ["/_stcore/stream", "/", SIGN_IN, "/_stcore/health"])
def test_the_web_socket_of_a_stranger_is_closed(app: App, path: str):
    assert connect(app, path) == CLOSED


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        COOKIE,
        f"{COOKIE}=",
        f"{COOKIE}=invented",
        f'{COOKIE}="',
        f"{COOKIE}={'x' * 5000}",
        f"{COOKIE}=\x00\xff",
        "\xe9",
    ],
)
def test_a_cookie_that_nobody_was_given_opens_nothing(app: App, cookie: str):
    assert ask(app, "GET", "/", {"cookie": cookie}).status == 401
    assert connect(app, "/_stcore/stream", {"cookie": cookie}) == CLOSED


def test_other_kinds_of_message_pass_untouched():
    seen: list[str] = []

    async def inner(scope, _receive, _send):
        seen.append(scope["type"])

    asyncio.run(Gate(inner)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]


# The signed in


def test_a_session_opens_pages_and_stream(app: App, shared: Services):
    token = signed_in_as(shared, "governor")
    assert ask(app, "GET", "/", as_(token)).text == SECRET_PAGE
    assert connect(app, "/_stcore/stream", as_(token))[0]["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "before", ['{"a": 1}', 'other={"x":1,"y":"2"}', "bad name=1", 'q="unclosed', "=", "a=b=c", "été=1"]
)
def test_an_odd_cookie_of_another_program_shuts_nobody_out(app: App, shared: Services, before: str):
    token = signed_in_as(shared, "governor")
    assert ask(app, "GET", "/", {"cookie": f"{before}; {COOKIE}={token}; last=1"}).status == 200


def test_a_session_ends_when_it_is_signed_out(app: App, shared: Services):
    token = signed_in_as(shared, "governor")
    sign_out(shared, token)
    assert ask(app, "GET", "/", as_(token)).status == 401
    assert connect(app, "/_stcore/stream", as_(token))[0]["type"] == "websocket.close"


def test_a_session_ends_when_its_account_is_closed(serve: Serve, own: Services):
    app, token = serve(own), signed_in_as(own, "governor")
    with own.database.writing() as connection:
        disable_account(connection, "governor")
    assert ask(app, "GET", "/", as_(token)).status == 401


@pytest.mark.parametrize(("column", "ago"), [("seen_at", "-61 minutes"), ("created_at", "-13 hours")])
def test_a_session_ends_when_it_is_idle_or_old(app: App, shared: Services, column: str, ago: str):
    token = signed_in_as(shared, "governor")
    with shared.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE session SET {column} = datetime('now', ?)", (ago,))
    assert ask(app, "GET", "/", as_(token)).status == 401


@pytest.mark.parametrize("origin", ["http://localhost:9999", "http://evil.example", "null", "", "http://["])
def test_a_page_of_another_site_or_port_cannot_use_somebodys_session(app: App, shared: Services, origin: str):
    """A cookie knows no port: another program on this machine could open the stream in somebody's name."""
    headers = {**as_(signed_in_as(shared, "governor")), "origin": origin}
    assert connect(app, "/_stcore/stream", headers) == CLOSED


def test_the_own_page_may_say_where_it_is_from(app: App, shared: Services):
    headers = {**as_(signed_in_as(shared, "governor")), "origin": "http://localhost:8501"}
    assert connect(app, "/_stcore/stream", headers)[0]["type"] == "websocket.accept"


# Headers and mistakes


def every_kind_of_answer(app: App, token: str) -> dict[int, Answer]:
    answers = [
        ask(app, "GET", "/", as_(token)),
        ask(app, "GET", "/", HTML),
        ask(app, "GET", "/"),
        ask(app, "GET", SIGN_IN),
        sign_in(app, "nobody"),
        sign_in(app, headers={"origin": "http://evil.example"}),
        sign_in(app, "x" * LONGEST_FORM),
        ask(app, "DELETE", SIGN_IN),
        ask(app, "GET", "/app/static/missing.css", as_(token)),
        ask(app, "GET", "/broken", as_(token)),
    ]
    return {answer.status: answer for answer in answers}


def test_every_answer_carries_the_security_headers(app: App, shared: Services):
    answers = every_kind_of_answer(app, signed_in_as(shared, "governor"))
    assert answers.keys() == {200, 303, 401, 403, 404, 405, 413, 500}
    for answer in answers.values():
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_lets_nothing_in_from_outside():
    policy = dict(part.split(" ", 1) for part in HEADERS["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert not any("http" in sources or "*" in sources for sources in policy.values())


def test_a_header_that_the_app_sets_itself_is_not_doubled(app: App, shared: Services):
    assert app, "the gate is served from the small province"

    async def inner(_scope, _receive, send):
        named = [(b"Content-Security-Policy", b"default-src 'none'")]
        await send({"type": "http.response.start", "status": 200, "headers": named})
        await send({"type": "http.response.body", "body": b""})

    token = signed_in_as(shared, "governor")
    assert ask(Gate(inner), "GET", "/", as_(token)).headers["content-security-policy"] == "default-src 'none'"


def test_a_bug_behind_the_gate_is_a_number_for_both_the_reader_and_the_log(
    app: App, shared: Services, caplog: pytest.LogCaptureFixture
):
    answer = ask(app, "GET", "/broken", as_(signed_in_as(shared, "governor")))
    assert answer.status == 500
    assert SECRET_PAGE not in answer.text + caplog.text
    number = answer.text.rpartition(" ")[2]
    assert [number in record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [True]


def test_a_bug_in_the_gate_itself_lets_nobody_in(app: App, shared: Services, monkeypatch: pytest.MonkeyPatch):
    def broken(*_given: object) -> None:
        raise OSError("the database is gone")

    monkeypatch.setattr("pages.shell.gate.signed_in", broken)
    answer = ask(app, "GET", "/", as_("any"))
    assert answer.status == 500
    assert SECRET_PAGE not in answer.text
    assert connect(app, "/_stcore/stream", as_("any")) == []
