"""From the sign-in page to a page of the app and out again, through the gate as it is really put together."""

import asyncio
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from streamlit.runtime import Runtime

from app import app
from dss_core.usecases.services import Services
from pages.shell.gate import COOKIE, HEADERS, SIGN_IN
from tests.pages.shell.behind_gate import CLOSED, as_, gated, sign_in
from tests.support.asgi import ask, ask_async, connect, connect_async, started
from tests.support.visits import TOKEN, Visits, metrics

HTML = {"accept": "text/html"}
STREAM = "/_stcore/stream"
# What Streamlit itself would serve to whoever knows the address.
OF_STREAMLIT = ["/", "/_stcore/metrics", "/_stcore/host-config", "/media/0123456789abcdef.csv", "/static/js/index.js"]
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": "http://localhost:8501"}


@pytest.fixture
def one_runtime() -> Iterator[None]:
    """Streamlit keeps one runtime in a process; AppTest brings its own for every page."""
    yield
    Runtime._instance = None


def test_strangers_are_turned_away_from_the_real_app_and_the_signed_in_find_it(
    visit: Visits, own: Services, one_runtime: None
):
    visit(own, None)  # the app is served from ``own``

    async def journey() -> None:
        async with started(app):
            await _a_stranger_finds_nothing()
            await _the_signed_in_find_the_app()

    asyncio.run(asyncio.wait_for(journey(), timeout=60))


async def _a_stranger_finds_nothing() -> None:
    for path in OF_STREAMLIT:
        answer = await ask_async(app, "GET", path, HTML)
        assert (path, answer.status, answer.headers.get("location")) == (path, 303, SIGN_IN)
        assert (await ask_async(app, "GET", path)).status == 401
    assert await connect_async(app, STREAM) == CLOSED
    assert (await ask_async(app, "GET", "/_stcore/health")).status == 200


async def _the_signed_in_find_the_app() -> None:
    body = urlencode({"username": "governor", "password": "sample-governor"}).encode()
    answer = await ask_async(app, "POST", SIGN_IN, FORM, query="lang=en", chunks=[body])
    assert (answer.status, answer.headers["location"]) == (303, "/?lang=en")
    cookie = as_(SimpleCookie(answer.headers["set-cookie"])[COOKIE].value)
    page = await ask_async(app, "GET", "/", {**HTML, **cookie})
    assert page.status == 200
    assert HEADERS.items() <= page.headers.items()
    assert (await ask_async(app, "GET", "/_stcore/host-config", cookie)).status == 200
    foreign = {**cookie, "origin": "http://localhost:9999"}
    assert await connect_async(app, STREAM, foreign) == CLOSED


def test_who_signs_in_sees_the_own_area_and_who_signs_out_nothing_more(visit: Visits, own: Services):
    page = visit(own, None, "describe_province", lang="en")
    assert not page.metric
    gate = gated()
    answer = sign_in(gate, "district", "sample-district")
    token = SimpleCookie(answer.headers["set-cookie"])[COOKIE].value
    assert ask(gate, "GET", "/", as_(token)).status == 200

    page.session_state[TOKEN] = token
    page.run()
    assert metrics(page)["Households surveyed"]
    assert len(page.selectbox(key="district").options) == 1
    page.button(key="sign_out").click().run()
    assert not page.metric

    assert ask(gate, "GET", "/", as_(token)).status == 401
    assert connect(gate, STREAM, as_(token)) == CLOSED
