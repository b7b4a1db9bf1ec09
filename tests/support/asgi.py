"""An ASGI app asked directly, without a server and a socket: requests exactly as a test writes them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

HERE = ("127.0.0.1", 50000)
App = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Answer:
    """What came back. ``headers`` in lower case, a name that comes twice keeps its last value; ``cookies`` has all."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: dict[str, str]


def ask(
    app: App, method: str, path: str, headers: Mapping[str, str] | None = None, *, query: str = "",
    chunks: Iterable[bytes] = (), client: tuple[str, int] | None = HERE,
) -> Answer:  # fmt: skip
    """One HTTP request, its body in these chunks."""
    return asyncio.run(ask_async(app, method, path, headers, query=query, chunks=chunks, client=client))


def post(app: App, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None, **kw: Any) -> Answer:
    """A form as a browser sends it."""
    body = urlencode(fields).encode()
    form = {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))}
    return ask(app, "POST", path, {**form, **(headers or {})}, chunks=[body], **kw)


async def ask_async(
    app: App, method: str, path: str, headers: Mapping[str, str] | None = None, *, query: str = "",
    chunks: Iterable[bytes] = (), client: tuple[str, int] | None = HERE,
) -> Answer:  # fmt: skip
    """One HTTP request inside a running loop."""
    parts = [*chunks] or [b""]
    bodies = [{"type": "http.request", "body": part, "more_body": i + 1 < len(parts)} for i, part in enumerate(parts)]
    messages = iter([*bodies, {"type": "http.disconnect"}])
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(messages, {"type": "http.disconnect"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {**_scope("http", path, headers, query, client), "method": method}
    await app(scope, receive, send)
    starts = [message for message in sent if message["type"] == "http.response.start"]
    assert len(starts) == 1, f"{len(starts)} answers"
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    found = [(name.decode().lower(), value.decode()) for name, value in starts[0]["headers"]]
    jar = SimpleCookie("; ".join(value.partition(";")[0] for name, value in found if name == "set-cookie"))
    cookies = {name: cookie.value for name, cookie in jar.items()}
    return Answer(starts[0]["status"], dict(found), body.decode("utf-8"), cookies)


def connect(app: App, path: str, headers: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """What a WebSocket is answered when it asks to be let in, and then goes away."""
    return asyncio.run(connect_async(app, path, headers))


async def connect_async(app: App, path: str, headers: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The same inside a running loop."""
    messages = iter([{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1001}])
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {**_scope("websocket", path, headers, "", HERE), "subprotocols": []}
    await app(scope, receive, send)
    return sent


@asynccontextmanager
async def started(app: App) -> AsyncIterator[None]:
    """The app between its start and its end, as a server runs it."""
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    running = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}}, inbox.get, outbox.put))  # type: ignore[arg-type]
    await inbox.put({"type": "lifespan.startup"})
    assert (await outbox.get())["type"] == "lifespan.startup.complete"
    try:
        yield
    finally:
        await inbox.put({"type": "lifespan.shutdown"})
        await running


def _scope(
    kind: str, path: str, headers: Mapping[str, str] | None, query: str, client: tuple[str, int] | None
) -> dict[str, Any]:
    given = {"host": "localhost:8501", **(headers or {})}
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http" if kind == "http" else "ws",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
        "client": client,
        "server": ("127.0.0.1", 8501),
        "state": {},
    }
