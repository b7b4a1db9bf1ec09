"""What a page asks of other machines: a proxy that writes down every host and lets nobody through."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from urllib.parse import urlsplit

NO = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class _Refusal(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        _method, target, *_rest = self.rfile.readline(8192).decode("latin-1").split(" ")
        # CONNECT names host:port, a plain request the whole address.
        self.server.hosts.append(urlsplit(target if "://" in target else f"//{target}").hostname)  # type: ignore[attr-defined]
        self.wfile.write(NO)


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.hosts: list[str] = []
        super().__init__(("127.0.0.1", 0), _Refusal)


@contextmanager
def refusing_proxy() -> Iterator[tuple[str, list[str]]]:
    """The proxy's address, and the hosts that were asked for so far."""
    with _Proxy() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", server.hosts
        finally:
            server.shutdown()
