"""The gate before HTTP and WebSocket: nothing but the sign-in page and what it shows is open to strangers.

Streamlit serves media, uploads and metrics to whoever knows an address, so the gate stands in front of all of it.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from dss_core.errors import NotSignedIn
from dss_core.usecases.sign_in import signed_in
from pages.shell.errors import log_bug
from pages.shell.process import services

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

COOKIE = "dss_session"
SIGN_IN, NEW_PASSWORD = "/auth/sign-in", "/auth/password"
OIDC, OIDC_BACK = "/auth/oidc/begin", "/auth/oidc/back"
MUST_CHANGE = "sign_in_new_password"
# Exact paths, no prefixes: what the sign-in page itself shows, and the health check.
STATIC = "/app/static"
OPEN = frozenset(
    {
        *(SIGN_IN, OIDC, OIDC_BACK, "/_stcore/health"),
        *(f"{STATIC}/{name}" for name in ("NotoSansThai.ttf", "signin.css", "icon.png")),
    }
)
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}
POLICY_VIOLATION = 1008


class Gate:
    """Pure ASGI middleware, so that WebSockets pass it as well."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what is open or signed in; turn the rest away."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        answer = _Answer(send)
        try:
            await (self._pass_http if scope["type"] == "http" else self._pass_websocket)(scope, receive, answer.send)
        except ClientDisconnect:
            pass  # nobody is there any more to be answered
        except Exception as error:
            # The server would answer without the headers, and log the error with its text.
            number = log_bug(error)
            if scope["type"] == "http" and not answer.has_begun:
                told = PlainTextResponse(f"a mistake in the program, number {number}", status_code=500)
                await told(scope, receive, answer.send)

    async def _pass_http(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = None if scope["path"] in OPEN else await _refusal(scope)
        # Whoever still has the password that somebody else made up may do one thing: change it.
        if refusal is None or (refusal == MUST_CHANGE and scope["path"] == NEW_PASSWORD):
            await self.app(scope, receive, send)
        else:
            await _turned_away(scope, refusal)(scope, receive, send)

    async def _pass_websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Streamlit would let in pages of any port of this machine, and ask an outside host for its address first.
        if not is_foreign(scope) and await _refusal(scope) is None:
            await self.app(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})


def token_of(scope: Scope) -> str | None:
    """The session token in a request's cookies."""
    raw = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    # As Streamlit reads cookies: the standard library stops at the first odd one that another program has left.
    return cookie_parser(raw.decode("latin-1")).get(COOKIE)


def is_foreign(scope: Scope) -> bool:
    """Whether a page of another site or port sends this; a browser always says so, other programs need not."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin")
    return origin is not None and origin.partition(b"://")[2] != headers.get(b"host")


async def _refusal(scope: Scope) -> str | None:
    """Why the door stays shut, as the code of an error; None when it opens."""
    return await run_in_threadpool(_why_not, token_of(scope))


def _why_not(token: str | None) -> str | None:
    try:
        signed_in(services(), token)
    except NotSignedIn as error:
        return error.code
    return None


def _turned_away(scope: Scope, refusal: str) -> Response:
    accepts = dict(scope["headers"]).get(b"accept", b"")
    if scope["method"] == "GET" and b"text/html" in accepts:
        return RedirectResponse(NEW_PASSWORD if refusal == MUST_CHANGE else SIGN_IN, status_code=303)
    return PlainTextResponse("sign in first", status_code=401)


class _Answer:
    """A way to send that adds the security headers, and knows whether the answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            present = {name.lower() for name, _ in message["headers"]}
            added = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in present]
            message = {**message, "headers": [*message["headers"], *added]}
        await self._send(message)
