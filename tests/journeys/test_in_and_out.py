"""From the sign-in page to a page of the app and out again, through the app as it is really put together."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from streamlit.runtime import Runtime

from app import app
from dss_core.usecases.services import Services
from pages.shell.gate import COOKIE, HEADERS, SIGN_IN
from tests.support.asgi import Answer, ask_async, connect_async, started
from tests.support.visits import TOKEN, Visits, metrics

HTML = {"accept": "text/html"}
STREAM = "/_stcore/stream"
# What Streamlit itself would serve to whoever knows the address.
OF_STREAMLIT = ["/", "/_stcore/metrics", "/_stcore/host-config", "/media/0123456789abcdef.csv", "/static/js/index.js"]
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": "http://localhost:8501"}


@pytest.fixture
def through(visit: Visits, own: Services) -> Iterator[Callable[[Coroutine[object, object, None]], None]]:
    """Runs a journey in the real app, started and stopped as a server does it; pages are served from ``own``."""
    visit(own, None)

    async def journey(steps: Coroutine[object, object, None]) -> None:
        async with started(app):
            await steps

    yield lambda steps: asyncio.run(journey(steps))
    # A runtime is one of a kind in its process; the next page test brings its own.
    Runtime._instance = None


def test_nobody_comes_past_the_gate(through):
    async def steps() -> None:
        for path in OF_STREAMLIT:
            answer = await ask_async(app, "GET", path, HTML)
            assert (path, answer.status, answer.headers.get("location")) == (path, 303, SIGN_IN)
            assert (await ask_async(app, "GET", path)).status == 401
        assert await connect_async(app, STREAM) == [{"type": "websocket.close", "code": 1008}]
        assert (await ask_async(app, "GET", "/_stcore/health")).status == 200
        await _signed_in_finds_the_app_and_out_again(through)

    through(steps())


async def _signed_in_finds_the_app_and_out_again(_through: object) -> None:
    answer = await _sign_in("governor", "sample-governor")
    assert (answer.status, answer.headers["location"]) == (303, "/?lang=en")
    cookie = {"cookie": f"{COOKIE}={_token(answer)}"}
    page = await ask_async(app, "GET", "/", {**HTML, **cookie})
    assert page.status == 200
    assert HEADERS.items() <= page.headers.items()
    assert (await connect_async(app, STREAM, cookie))[0]["type"] == "websocket.accept"


async def _sign_in(username: str, password: str) -> Answer:
    body = urlencode({"username": username, "password": password}).encode()
    return await ask_async(app, "POST", SIGN_IN, FORM, query="lang=en", chunks=[body])


def _token(answer: Answer) -> str:
    return SimpleCookie(answer.headers["set-cookie"])[COOKIE].value


def test_who_signs_in_sees_the_own_area_and_who_signs_out_nothing_more(through, visit: Visits, own: Services):
    tokens: list[str] = []

    async def steps() -> None:
        tokens.append(_token(await _sign_in("district", "sample-district")))

    through(steps())
    (token,) = tokens
    page = visit(own, None, lang="en")
    page.session_state[TOKEN] = token
    page.run()
    assert metrics(page)["Households surveyed"]
    assert len(page.selectbox(key="district").options) == 1
    page.button(key="sign_out").click().run()
    assert not page.metric

    async def later() -> None:
        cookie = {"cookie": f"{COOKIE}={token}"}
        assert (await ask_async(app, "GET", "/", cookie)).status == 401
        assert await connect_async(app, STREAM, cookie) == [{"type": "websocket.close", "code": 1008}]

    through(later())
