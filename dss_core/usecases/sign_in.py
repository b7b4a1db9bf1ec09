"""Who is there: signing in, knowing a signed-in browser again, signing out."""

import secrets
from datetime import timedelta

from pwdlib import PasswordHash

from dss_core.access.viewer import Viewer
from dss_core.errors import NotSignedIn
from dss_core.store.accounts import (
    end_old_sessions,
    end_session,
    find_account,
    find_session,
    is_session_stale,
    list_accounts,
    note_session,
    start_session,
    viewer_of,
)
from dss_core.store.audit import write_audit
from dss_core.usecases.services import Services

PASSWORDS = PasswordHash.recommended()
# Verified when a username is unknown, so that the answer takes as long and tells nothing.
NOBODY = PASSWORDS.hash(secrets.token_urlsafe(16))


def sign_in(services: Services, username: str, password: str, is_local: bool) -> str:
    """The token of a new session, or ``NotSignedIn``.

    ``is_local`` says that the browser runs on this very machine: only there do sample accounts, whose passwords
    are published, open anything, and only in a database of synthetic data.
    """
    with services.database.reading() as connection:
        account = find_account(connection, username)
    is_right = PASSWORDS.verify(password, account.password_hash if account else NOBODY)
    if account is None or not is_right or account.is_disabled:
        raise NotSignedIn("sign_in_refused")
    if account.is_sample and not (is_local and services.state().is_synthetic):
        raise NotSignedIn("sign_in_sample_account")
    token = secrets.token_urlsafe(32)
    with services.database.writing() as connection:
        end_old_sessions(connection, timedelta(hours=services.settings.session_hours))
        start_session(connection, token, account.username)
        write_audit(connection, account.username, "sign_in", account.role)
    return token


def signed_in(services: Services, token: str | None) -> Viewer:
    """The viewer behind a token, asked for at every request and every rerun; ``NotSignedIn`` when there is none."""
    if not token:
        raise NotSignedIn("sign_in_needed")
    idle = timedelta(minutes=services.settings.session_idle_minutes)
    longest = timedelta(hours=services.settings.session_hours)
    with services.database.reading() as connection:
        account = find_session(connection, token, idle, longest)
        is_stale = is_session_stale(connection, token)
    if account is None:
        raise NotSignedIn("sign_in_ended")
    if is_stale:
        with services.database.writing() as connection:
            note_session(connection, token)
    return viewer_of(account)


def sign_out(services: Services, token: str) -> None:
    """End a session; its token opens nothing from now on."""
    with services.database.reading() as connection:
        account = find_session(connection, token, timedelta(days=365), timedelta(days=365))
    with services.database.writing() as connection:
        end_session(connection, token)
        if account is not None:
            write_audit(connection, account.username, "sign_out", account.role)


def sample_viewers(services: Services) -> list[Viewer]:
    """The sample accounts of a synthetic database, for the sign-in page; of any other none."""
    if not services.state().is_synthetic:
        return []
    with services.database.reading() as connection:
        return [viewer_of(account) for account in list_accounts(connection, is_sample=True)]
