"""The gate before HTTP and WebSocket: nothing but the sign-in page and what it shows is open to strangers.

Streamlit serves media, uploads and metrics to whoever knows an address, so the gate stands in front of all of it.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request, cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dss_core.errors import NotSignedIn
from dss_core.language.messages import explain
from dss_core.language.translate import translator
from dss_core.model.text import LANGUAGES, Language
from dss_core.settings import ROOT
from dss_core.usecases.sign_in import sample_viewers, sign_in, signed_in
from pages.shell.errors import log_bug
from pages.shell.process import services
from pages.shell.signin_page import sign_in_page

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

COOKIE = "dss_session"
SIGN_IN = "/auth/sign-in"
# Exact paths, no prefixes: what the sign-in page itself shows, and the health check.
STATIC = "/app/static"
OPEN = frozenset(
    {SIGN_IN, "/_stcore/health", *(f"{STATIC}/{name}" for name in ("NotoSansThai.ttf", "signin.css", "icon.png"))}
)
LONGEST_FORM = 4096
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
        if scope["path"] in OPEN or await _is_known(scope):
            await self.app(scope, receive, send)
        else:
            await _turned_away(scope)(scope, receive, send)

    async def _pass_websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Streamlit would let in pages of any port of this machine, and ask an outside host for its address first.
        if not _is_foreign(scope) and await _is_known(scope):
            await self.app(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})


def token_of(scope: Scope) -> str | None:
    """The session token in a request's cookies."""
    raw = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    # As Streamlit reads cookies: the standard library stops at the first odd one that another program has left.
    return cookie_parser(raw.decode("latin-1")).get(COOKIE)


def _is_foreign(scope: Scope) -> bool:
    """Whether a page of another site or port sends this; a browser always says so, other programs need not."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin")
    return origin is not None and origin.partition(b"://")[2] != headers.get(b"host")


async def _is_known(scope: Scope) -> bool:
    return await run_in_threadpool(_is_signed_in, token_of(scope))


def _is_signed_in(token: str | None) -> bool:
    try:
        signed_in(services(), token)
    except NotSignedIn:
        return False
    return True


def _turned_away(scope: Scope) -> Response:
    accepts = dict(scope["headers"]).get(b"accept", b"")
    if scope["method"] == "GET" and b"text/html" in accepts:
        return RedirectResponse(SIGN_IN, status_code=303)
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


def language_of(request: Request) -> Language:
    """The language of the sign-in page: as asked for, else Thai."""
    wanted = request.query_params.get("lang", LANGUAGES[0])
    return "en" if wanted == "en" else "th"


def is_local(request: Request) -> bool:
    """Whether the browser runs on this very machine, and no proxy stands in between."""
    if any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip", "via")):
        return False
    try:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        is_loopback = request.client is not None and ip_address(request.client.host).is_loopback
        return is_loopback and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False


async def show_sign_in(request: Request) -> Response:
    """The sign-in page."""
    return await run_in_threadpool(_page, request, None)


async def take_sign_in(request: Request) -> Response:
    """A new session in an HttpOnly cookie, or the page again with the reason."""
    if _is_foreign(request.scope):
        return PlainTextResponse("another site may not sign in here", status_code=403)
    form = await _short_form(request)
    if form is None:
        return PlainTextResponse("too much", status_code=413)
    username, password = form.get("username", ""), form.get("password", "")
    try:
        token = await run_in_threadpool(sign_in, services(), username, password, is_local(request))
    except NotSignedIn as error:
        return await run_in_threadpool(_page, request, error)
    response = RedirectResponse(f"/?lang={language_of(request)}", status_code=303)
    is_https = services().settings.is_https
    response.set_cookie(COOKIE, token, httponly=True, secure=is_https, samesite="lax", path="/")
    return response


async def _short_form(request: Request) -> dict[str, str] | None:
    """The fields of a form, None when it is too long; counted as it comes, since a sender need not state its length."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return None
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _page(request: Request, error: NotSignedIn | None) -> Response:
    language = language_of(request)
    _ = translator(language, services().settings.data_dir)
    reason = explain(error, _) if error else None
    samples = sample_viewers(services()) if is_local(request) else []
    is_synthetic = services().state().is_synthetic
    html = sign_in_page(_, samples, services(), reason, is_synthetic)
    return HTMLResponse(html, status_code=401 if error else 200, headers={"cache-control": "no-store"})


ROUTES = [
    Route(SIGN_IN, show_sign_in),
    Route(SIGN_IN, take_sign_in, methods=["POST"]),
    # Served by Starlette: Streamlit looks beside the entry script, and sends style sheets as plain text.
    Mount(STATIC, StaticFiles(directory=ROOT / "static")),
]
