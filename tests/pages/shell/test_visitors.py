"""Where failed attempts are counted: a proxy of this machine is believed, and nobody else."""

import pytest
from starlette.requests import Request

from pages.shell.visitors import address_of


def request_of(client: str | None, forwarded: str | None = None) -> Request:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    return Request({"type": "http", "headers": headers, "client": None if client is None else (client, 5)})


@pytest.mark.parametrize(
    ("client", "forwarded", "address"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "made, up, 198.51.100.1", "198.51.100.1"),
        ("::1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", None, "2001:db8:1:2::/64"),
        ("127.0.0.1", "<script>", "unknown"),
        ("testclient", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_an_address_is_that_of_the_sender(client: str | None, forwarded: str | None, address: str):
    assert address_of(request_of(client, forwarded)) == address
