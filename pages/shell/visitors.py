"""What a request tells of whoever sends it: language, address, and whether it comes from this very machine."""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from dss_core.model.text import LANGUAGES, Language

LONGEST_FORM = 4096


def language_of(request: Request) -> Language:
    """The language of the pages before Streamlit: as asked for, else Thai."""
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


def address_of(request: Request) -> str:
    """Where failed attempts are counted: an IPv4 address, or the /64 network of an IPv6 one.

    A proxy on this machine is believed when it says whom it stands for; anybody else could say anything.
    """
    given = request.client.host if request.client else ""
    try:
        if ip_address(given).is_loopback and "x-forwarded-for" in request.headers:
            given = request.headers["x-forwarded-for"].rpartition(",")[2].strip()
        address = ip_address(given)
    except ValueError:
        return "unknown"
    is_long = isinstance(address, IPv6Address) and address.ipv4_mapped is None
    return str(ip_network((address, 64), strict=False)) if is_long else str(address)


async def short_form(request: Request) -> dict[str, str] | None:
    """The fields of a form, None when it is too long; counted as it comes, since a sender need not state its length."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return None
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
