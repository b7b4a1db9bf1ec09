"""What the tests of the gate share: a stand-in for Streamlit, cookies and the form."""

from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from pages.shell.doors import ROUTES
from pages.shell.gate import COOKIE, SIGN_IN, Gate
from tests.support.asgi import Answer, App, post
from tests.support.province import PASSWORD

SECRET_PAGE = "what only the signed-in see"  # pragma: allowlist secret
OFFICER = "officer"
CLOSED = [{"type": "websocket.close", "code": 1008}]


def gated() -> App:
    """The gate before an app that shows everything to everybody."""
    inside = [Route("/broken", _broken), WebSocketRoute("/{path:path}", _stream), Route("/{path:path}", _secret)]
    return Starlette(routes=[*ROUTES, *inside], middleware=[Middleware(Gate)])


async def _secret(_request: Request) -> Response:
    return PlainTextResponse(SECRET_PAGE)


async def _broken(_request: Request) -> Response:
    raise ValueError(SECRET_PAGE)


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()


def as_(token: str) -> dict[str, str]:
    """The cookie of a session."""
    return {"cookie": f"{COOKIE}={token}"}


def sign_in(app: App, username: str = OFFICER, password: str = PASSWORD, **kw: Any) -> Answer:
    """What the form of the sign-in page is answered."""
    return post(app, SIGN_IN, {"username": username, "password": password}, **kw)
