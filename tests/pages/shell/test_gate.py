"""The gate: strangers reach the sign-in page and what it shows, and nothing else, by HTTP and by WebSocket."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from dss_core.access.roles import Role
from dss_core.store.accounts import disable_account
from dss_core.store.audit import read_audit
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import sign_out
from pages.shell import process
from pages.shell.gate import COOKIE, HEADERS, LONGEST_FORM, OPEN, ROUTES, SIGN_IN, Gate
from tests.support.asgi import Answer, App, ask, connect, post
from tests.support.province import PASSWORD, add_account, signed_in_as

SECRET_PAGE = "what only the signed-in see"
HTML = {"accept": "text/html,application/xhtml+xml"}
INSIDE = [
    "/",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/upload_file/a/b",
    "/media/abc.csv",
    "/describe_province",
]
NEAR_MISSES = [
    "//auth/sign-in", "/auth/sign-in/", "/auth/sign-in/x", "/auth/sign-in/../../media/abc.csv", "/AUTH/SIGN-IN",
    "/auth", "/app/static/blank.json", "/app/static/", "/app/static/signin.css/", "/app/static/../app.py", "/_stcore/health/x",
    "/_stcore/healthz", "/app/static/icon.png%00", "",
]  # fmt: skip


async def _secret(_request: Request) -> Response:
    return PlainTextResponse(SECRET_PAGE)


async def _broken(_request: Request) -> Response:
    raise ValueError(SECRET_PAGE)


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()


@pytest.fixture
def services(own: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    process.services.cache_clear()
    monkeypatch.setattr(process, "load_settings", lambda: own.settings)
    monkeypatch.setattr(process, "open_services", lambda _settings: own)
    yield own
    process.services.cache_clear()


@pytest.fixture
def app(services: Services) -> App:
    """The gate before a stand-in for Streamlit that would show everything to everybody."""
    inside = [Route("/broken", _broken), WebSocketRoute("/{path:path}", _stream), Route("/{path:path}", _secret)]
    return Starlette(routes=[*ROUTES, *inside], middleware=[Middleware(Gate)])


def as_(token: str) -> dict[str, str]:
    return {"cookie": f"{COOKIE}={token}"}


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
    assert path == "/_stcore/health" or path == SIGN_IN or path.startswith("/app/static/")
    if not path.endswith((".png", ".ttf")):  # the answer is read as text here
        assert ask(app, "GET", path).status == 200


@pytest.mark.parametrize("path", ["/_stcore/stream", "/", SIGN_IN, "/_stcore/health"])
def test_the_web_socket_of_a_stranger_is_closed(app: App, path: str):
    assert connect(app, path) == [{"type": "websocket.close", "code": 1008}]


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
    assert connect(app, "/_stcore/stream", {"cookie": cookie}) == [{"type": "websocket.close", "code": 1008}]


def test_other_kinds_of_message_pass_untouched():
    seen: list[str] = []

    async def inner(scope, _receive, _send):
        seen.append(scope["type"])

    import asyncio

    asyncio.run(Gate(inner)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]


# The signed in


def test_a_session_opens_pages_and_stream(app: App, services: Services):
    token = signed_in_as(services, "governor")
    assert ask(app, "GET", "/", as_(token)).text == SECRET_PAGE
    assert connect(app, "/_stcore/stream", as_(token))[0]["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "before", ['{"a": 1}', 'other={"x":1,"y":"2"}', "bad name=1", 'q="unclosed', "=", "a=b=c", "été=1"]
)
def test_an_odd_cookie_of_another_program_shuts_nobody_out(app: App, services: Services, before: str):
    token = signed_in_as(services, "governor")
    assert ask(app, "GET", "/", {"cookie": f"{before}; {COOKIE}={token}; last=1"}).status == 200


def test_a_session_ends_when_it_is_signed_out(app: App, services: Services):
    token = signed_in_as(services, "governor")
    sign_out(services, token)
    assert ask(app, "GET", "/", as_(token)).status == 401
    assert connect(app, "/_stcore/stream", as_(token))[0]["type"] == "websocket.close"


def test_a_session_ends_when_its_account_is_closed(app: App, services: Services):
    token = signed_in_as(services, "governor")
    with services.database.writing() as connection:
        disable_account(connection, "governor")
    assert ask(app, "GET", "/", as_(token)).status == 401


@pytest.mark.parametrize(("column", "ago"), [("seen_at", "-61 minutes"), ("created_at", "-13 hours")])
def test_a_session_ends_when_it_is_idle_or_old(app: App, services: Services, column: str, ago: str):
    token = signed_in_as(services, "governor")
    with services.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE session SET {column} = datetime('now', ?)", (ago,))
    assert ask(app, "GET", "/", as_(token)).status == 401


@pytest.mark.parametrize("origin", ["http://localhost:9999", "http://evil.example", "null", "", "http://["])
def test_a_page_of_another_site_or_port_cannot_use_somebodys_session(app: App, services: Services, origin: str):
    """A cookie knows no port: another program on this machine could open the stream in somebody's name."""
    headers = {**as_(signed_in_as(services, "governor")), "origin": origin}
    assert connect(app, "/_stcore/stream", headers) == [{"type": "websocket.close", "code": 1008}]


def test_the_own_page_may_say_where_it_is_from(app: App, services: Services):
    headers = {**as_(signed_in_as(services, "governor")), "origin": "http://localhost:8501"}
    assert connect(app, "/_stcore/stream", headers)[0]["type"] == "websocket.accept"


# Signing in


def sign_in(app: App, username: str = "officer", password: str = PASSWORD, **kw: object) -> Answer:
    return post(app, SIGN_IN, {"username": username, "password": password}, **kw)  # type: ignore[arg-type]


@pytest.fixture
def officer(services: Services) -> str:
    add_account(services, "officer", Role.DISTRICT_OFFICER)
    return "officer"


def test_the_right_password_opens_the_app(app: App, services: Services, officer: str):
    answer = sign_in(app)
    assert (answer.status, answer.headers["location"]) == (303, "/?lang=th")
    token = SimpleCookie(answer.headers["set-cookie"])[COOKIE].value
    assert ask(app, "GET", "/", as_(token)).text == SECRET_PAGE
    with services.database.reading() as connection:
        assert read_audit(connection, "sign_in")[-1]["username"] == officer
        stored = connection.exec_driver_sql("SELECT token_hash FROM session").scalars().all()
    assert token not in stored


def test_the_language_goes_with_whoever_signs_in(app: App, officer: str):
    assert sign_in(app, query="lang=en").headers["location"] == "/?lang=en"
    assert sign_in(app, query="lang=//evil.example").headers["location"] == "/?lang=th"


@pytest.mark.parametrize(("is_https", "wanted"), [(True, True), (False, False)])
def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(
    app: App, services: Services, officer: str, monkeypatch: pytest.MonkeyPatch, is_https: bool, wanted: bool
):
    served = replace(services, settings=services.settings.model_copy(update={"is_https": is_https}))
    monkeypatch.setattr(process, "open_services", lambda _settings: served)
    process.services.cache_clear()
    (cookie,) = SimpleCookie(sign_in(app).headers["set-cookie"]).values()
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/"
    assert bool(cookie["secure"]) is wanted
    assert not cookie["max-age"], "the browser forgets it when it is closed"
    assert len(cookie.value) >= 43


def test_two_sessions_have_two_tokens(app: App, officer: str):
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
    app: App, officer: str, username: str, password: str
):
    answer = sign_in(app, username, password, query="lang=en")
    assert answer.status == 401
    assert "set-cookie" not in answer.headers
    assert "The user name or the password is not right, or the account is closed." in answer.text


def test_a_closed_account_is_told_the_same(app: App, services: Services):
    add_account(services, "gone", Role.RESEARCHER, is_disabled=True)
    answer = sign_in(app, "gone", query="lang=en")
    assert answer.status == 401
    assert "or the account is closed." in answer.text


@pytest.mark.parametrize("fields", [{}, {"username": "officer"}, {"password": "x"}, {"username": "\ufffd" * 100}])
def test_a_form_with_fields_missing_is_a_refusal(app: App, officer: str, fields: dict[str, str]):
    assert post(app, SIGN_IN, fields).status == 401


def test_what_was_typed_does_not_come_back(app: App):
    answer = sign_in(app, '<script>alert(1)</script>"', "my-secret-password")
    assert "alert(1)" not in answer.text
    assert "my-secret-password" not in answer.text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:9999", "null", "", "http://[", "localhost:8501"]
)
def test_another_site_cannot_sign_somebody_in(app: App, officer: str, origin: str):
    answer = sign_in(app, headers={"origin": origin})
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", ["http://localhost:8501", "https://localhost:8501"])
def test_the_own_site_may_sign_in(app: App, officer: str, origin: str):
    assert sign_in(app, headers={"origin": origin}).status == 303


def test_a_form_that_is_too_long_is_not_read(app: App, officer: str):
    assert sign_in(app, "x" * LONGEST_FORM).status == 413


def test_a_form_whose_length_is_not_stated_is_cut_off(app: App):
    """A stranger must not fill the memory of the server."""
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            sent.append(1000)
            yield b"x" * 1000

    answer = ask(app, "POST", SIGN_IN, {"content-type": "application/x-www-form-urlencoded"}, chunks=endless())
    assert answer.status == 413


@pytest.mark.parametrize("length", ["abc", "-5", ""])
def test_a_length_that_is_no_number_is_no_mistake_of_ours(app: App, officer: str, length: str):
    assert sign_in(app, headers={"content-length": length}).status == 303


def test_a_form_that_is_not_text_is_a_refusal(app: App):
    assert ask(app, "POST", SIGN_IN, chunks=[b"\xff\xfe=\x00&username=\xff"]).status == 401


# Sample accounts


def sample(
    app: App, host: str = "localhost:8501", client: tuple[str, int] | None = ("127.0.0.1", 5), **headers: str
) -> Answer:
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


def test_a_sample_account_opens_nothing_in_a_database_of_real_data(app: App, services: Services):
    with services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE state SET is_synthetic = 0")
    assert sample(app).status == 401


def test_the_samples_are_offered_where_they_work_and_only_there(app: App):
    here = ask(app, "GET", SIGN_IN)
    assert here.text.count('class="sample"') == 4
    elsewhere = ask(app, "GET", SIGN_IN, {"x-forwarded-for": "203.0.113.9"})
    assert "sample" not in elsewhere.text


# The page and the headers


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
    assert f'action="?lang={language}"' in answer.text


def test_the_sign_in_page_is_not_kept_by_browsers(app: App):
    assert ask(app, "GET", SIGN_IN).headers["cache-control"] == "no-store"


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


def test_every_answer_carries_the_security_headers(app: App, services: Services):
    answers = every_kind_of_answer(app, signed_in_as(services, "governor"))
    assert answers.keys() == {200, 303, 401, 403, 404, 405, 413, 500}
    for answer in answers.values():
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_lets_nothing_in_from_outside():
    policy = dict(part.split(" ", 1) for part in HEADERS["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert not any("http" in sources or "*" in sources for sources in policy.values())


def test_a_header_that_the_app_sets_itself_is_not_doubled(services: Services):
    async def inner(_scope, _receive, send):
        named = [(b"Content-Security-Policy", b"default-src 'none'")]
        await send({"type": "http.response.start", "status": 200, "headers": named})
        await send({"type": "http.response.body", "body": b""})

    token = signed_in_as(services, "governor")
    assert ask(Gate(inner), "GET", "/", as_(token)).headers["content-security-policy"] == "default-src 'none'"


def test_a_bug_behind_the_gate_is_a_number_for_both_the_reader_and_the_log(
    app: App, services: Services, caplog: pytest.LogCaptureFixture
):
    answer = ask(app, "GET", "/broken", as_(signed_in_as(services, "governor")))
    assert answer.status == 500
    assert SECRET_PAGE not in answer.text + caplog.text
    number = answer.text.rpartition(" ")[2]
    assert [number in record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [True]


def test_a_bug_in_the_gate_itself_lets_nobody_in(app: App, services: Services, monkeypatch: pytest.MonkeyPatch):
    def broken(*_given: object) -> None:
        raise OSError("the database is gone")

    monkeypatch.setattr("pages.shell.gate.signed_in", broken)
    answer = ask(app, "GET", "/", as_("any"))
    assert answer.status == 500
    assert SECRET_PAGE not in answer.text
    assert connect(app, "/_stcore/stream", as_("any")) == []
