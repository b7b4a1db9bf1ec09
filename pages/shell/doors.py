"""The ways in that stand before Streamlit: the sign-in form, the page for a new password, and OpenID Connect."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, request_response
from starlette.staticfiles import StaticFiles

from dss_core.errors import DssError, NotSignedIn, TooManyAttempts
from dss_core.language.messages import explain
from dss_core.language.translate import translator
from dss_core.model.text import Language
from dss_core.settings import ROOT
from dss_core.usecases.change_password import change_password
from dss_core.usecases.sign_in import account_of, sample_viewers, sign_in
from pages.shell.gate import COOKIE, MUST_CHANGE, NEW_PASSWORD, OIDC, OIDC_BACK, SIGN_IN, STATIC, is_foreign, token_of
from pages.shell.oidc import Remembering, sent_to_provider, token_for_identity
from pages.shell.process import services
from pages.shell.signin_page import password_page, sign_in_page
from pages.shell.visitors import address_of, is_local, language_of, short_form

LANGUAGE = "lang"  # of the memory of a sign-in by OpenID Connect
NOT_KEPT = {"cache-control": "no-store"}


async def show_sign_in(request: Request) -> Response:
    """The sign-in page."""
    return await run_in_threadpool(_sign_in_page, request, language_of(request))


async def take_sign_in(request: Request) -> Response:
    """A new session in an HttpOnly cookie, or the page again with the reason."""
    form = await _own_form(request)
    if isinstance(form, Response):
        return form
    given = form.get("username", ""), form.get("password", ""), is_local(request), address_of(request)
    try:
        token = await run_in_threadpool(sign_in, services(), *given)
    except (NotSignedIn, TooManyAttempts) as error:
        return await run_in_threadpool(_sign_in_page, request, language_of(request), error)
    return _let_in(token, language_of(request))


async def show_password(request: Request) -> Response:
    """The page on which somebody who is signed in changes the own password."""
    return await run_in_threadpool(_password_page, request)


async def take_password(request: Request) -> Response:
    """A session under the new password, or the page again with the reason."""
    form = await _own_form(request)
    if isinstance(form, Response):
        return form
    old, new, again = (form.get(name, "") for name in ("old", "new", "again"))
    given = token_of(request.scope), old, new, again, address_of(request)
    try:
        token = await run_in_threadpool(change_password, services(), *given)
    except DssError as error:
        return await run_in_threadpool(_password_page, request, error)
    return _let_in(token, language_of(request))


async def begin_oidc(request: Request) -> Response:
    """Off to the OpenID provider, or the sign-in page with the reason why not."""
    settings = services().settings
    if not settings.has_oidc:
        return PlainTextResponse("not set up", status_code=404)
    request.session[LANGUAGE] = language_of(request)
    scheme = "https" if settings.is_https else request.url.scheme
    back = f"{scheme}://{request.headers.get('host', '')}{OIDC_BACK}"
    try:
        return await sent_to_provider(request, settings, back)
    except NotSignedIn as error:
        return await run_in_threadpool(_sign_in_page, request, language_of(request), error)


async def end_oidc(request: Request) -> Response:
    """Back from the OpenID provider: a new session, or the sign-in page with the reason why not."""
    if not services().settings.has_oidc:
        return PlainTextResponse("not set up", status_code=404)
    language: Language = "en" if request.session.get(LANGUAGE) == "en" else "th"
    try:
        token = await token_for_identity(request, services())
    except NotSignedIn as error:
        return await run_in_threadpool(_sign_in_page, request, language, error)
    return _let_in(token, language)


async def _own_form(request: Request) -> dict[str, str] | Response:
    """The fields of a form of our own pages, or the answer to whoever sends another."""
    if is_foreign(request.scope):
        return PlainTextResponse("another site may not do this here", status_code=403)
    form = await short_form(request)
    return PlainTextResponse("too much", status_code=413) if form is None else form


def _let_in(token: str, language: Language) -> Response:
    response = RedirectResponse(f"/?lang={language}", status_code=303)
    is_https = services().settings.is_https
    response.set_cookie(COOKIE, token, httponly=True, secure=is_https, samesite="lax", path="/")
    return response


def _sign_in_page(request: Request, language: Language, error: DssError | None = None) -> Response:
    _ = translator(language, services().settings.data_dir)
    samples = sample_viewers(services()) if is_local(request) else []
    oidc = OIDC if services().settings.has_oidc else None
    reason = explain(error, _) if error else None
    html = sign_in_page(_, samples, services(), reason, services().state().is_synthetic, SIGN_IN, oidc)
    return _page(html, error)


def _password_page(request: Request, error: DssError | None = None) -> Response:
    language = language_of(request)
    try:
        account = account_of(services(), token_of(request.scope))
    except NotSignedIn:  # it has ended since the gate looked
        return RedirectResponse(SIGN_IN, status_code=303)
    _ = translator(language, services().settings.data_dir)
    is_forced = account.one_time_until is not None
    told = error or (NotSignedIn(MUST_CHANGE) if is_forced else None)
    return _page(password_page(_, account.username, explain(told, _) if told else None, is_forced), error)


def _page(html: str, error: DssError | None) -> Response:
    if isinstance(error, TooManyAttempts):
        headers = {**NOT_KEPT, "retry-after": str(error.params["seconds"])}
        return HTMLResponse(html, status_code=429, headers=headers)
    status = 401 if isinstance(error, NotSignedIn) else 400 if error else 200
    return HTMLResponse(html, status_code=status, headers=NOT_KEPT)


ROUTES = [
    Route(SIGN_IN, show_sign_in),
    Route(SIGN_IN, take_sign_in, methods=["POST"]),
    Route(NEW_PASSWORD, show_password),
    Route(NEW_PASSWORD, take_password, methods=["POST"]),
    Route(OIDC, Remembering(request_response(begin_oidc)), methods=["GET"]),
    Route(OIDC_BACK, Remembering(request_response(end_oidc)), methods=["GET"]),
    # Served by Starlette: Streamlit looks beside the entry script, and sends style sheets as plain text.
    Mount(STATIC, StaticFiles(directory=ROOT / "static")),
]
