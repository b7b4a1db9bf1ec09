"""OpenID Connect by Authlib: code flow with PKCE and nonce. The provider is asked only when somebody clicks.

What comes of it is an issuer and a subject; who that is here, the use case decides, and the session is the same.
"""

import hmac
import logging
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from httpx import HTTPError
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dss_core.errors import NotSignedIn
from dss_core.settings import Settings
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import sign_in_identity
from pages.shell.process import services

MEMORY, MEMORY_SECONDS, UNDER = "dss_oidc", 600, "/auth/oidc"
PATIENCE = 10.0  # seconds for each question to the provider
# Signatures that the provider alone can make; a token signed with the shared secret, or not at all, is none.
SOUND = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
UNSOUND = (AuthlibBaseError, JoseError, HTTPError, KeyError, TypeError, ValueError, RuntimeError)
log = logging.getLogger("dss")


class Remembering:
    """ASGI: keeps state, nonce and verifier of one sign-in in a signed cookie that the provider's answer must meet."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its memory."""
        settings = services().settings
        key = hmac.digest(settings.secret, b"oidc", "sha256").hex()
        remembered = SessionMiddleware(
            self._app, key, MEMORY, MEMORY_SECONDS, path=UNDER, same_site="lax", https_only=settings.is_https
        )
        await remembered(scope, receive, send)


async def sent_to_provider(request: Request, settings: Settings, back: str) -> Response:
    """The way to the provider, who sends the browser back; ``NotSignedIn`` when it does not answer."""
    try:
        client = await _provider(settings)
        answer: Response = await client.authorize_redirect(request, back)
    except UNSOUND as error:
        raise _refused("oidc_unreachable", error) from None
    return answer


async def token_for_identity(request: Request, given: Services) -> str:
    """A new session of the account of whom the provider vouches for; ``NotSignedIn`` with the reason why not."""
    settings = given.settings
    try:
        client = await _provider(settings)
        expected = {
            "iss": {"essential": True, "values": [client.server_metadata["issuer"]]},
            "aud": {"essential": True, "values": [settings.oidc_client_id]},
        }
        answer = await client.authorize_access_token(request, claims_options=expected)
        issuer, subject = str(answer["userinfo"]["iss"]), str(answer["userinfo"]["sub"])
    except UNSOUND as error:
        raise _refused("oidc_failed", error) from None
    return await run_in_threadpool(sign_in_identity, given, issuer, subject)


async def _provider(settings: Settings) -> Any:
    """The client, once the provider has said that it is the one of the settings."""
    client = _client(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
    found = await client.load_server_metadata()
    if str(found["issuer"]).rstrip("/") != settings.oidc_issuer.rstrip("/"):
        raise ValueError("another issuer")
    offered = found.get("id_token_signing_alg_values_supported") or ["RS256"]
    found["id_token_signing_alg_values_supported"] = [one for one in offered if one in SOUND]
    return client


@lru_cache(maxsize=4)
def _client(issuer: str, client_id: str, client_secret: str) -> Any:
    # Loaded at the first click: most installations never need it, and it warns of a client that it wants to replace.
    from authlib.integrations.starlette_client import OAuth

    return OAuth().register(
        "provider",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "timeout": PATIENCE},
    )


def _refused(code: str, error: Exception) -> NotSignedIn:
    # Its kind alone: the text of such an error can hold a code or a token.
    log.warning("OpenID Connect: %s: %s", code, type(error).__name__)
    return NotSignedIn(code)
