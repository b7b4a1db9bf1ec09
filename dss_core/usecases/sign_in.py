"""Who is there: signing in, knowing a signed-in browser again, signing out."""

import secrets
from datetime import timedelta

from pwdlib import PasswordHash

from dss_core.access.viewer import Viewer
from dss_core.errors import NotSignedIn
from dss_core.store.accounts import (
    OIDC,
    PASSWORD,
    change_account,
    end_old_sessions,
    end_session,
    find_account,
    find_session,
    is_session_stale,
    list_accounts,
    note_session,
    start_session,
    viewer_of,
    way_of,
)
from dss_core.store.audit import write_audit
from dss_core.store.identities import find_identity, note_identity
from dss_core.store.registry import now
from dss_core.store.tables import AccountRow
from dss_core.usecases.attempts import NOBODY as NOBODY_KNOWN
from dss_core.usecases.attempts import begin_attempt, end_attempt, note_refusal
from dss_core.usecases.services import Services

PASSWORDS = PasswordHash.recommended()
# Verified when a username is unknown, so that the answer takes as long and tells nothing.
NOBODY = PASSWORDS.hash(secrets.token_urlsafe(16))
CODE_LETTERS, CODE_LENGTH = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 8  # pragma: allowlist secret


def sign_in(services: Services, username: str, password: str, is_local: bool, address: str = "") -> str:
    """The token of a new session, or ``NotSignedIn``; ``TooManyAttempts`` after too many of them.

    ``is_local`` says that the browser runs on this very machine: only there do sample accounts, whose passwords
    are published, open anything, and only in a database of synthetic data. ``address``: where it comes from.
    """
    attempt = begin_attempt(services, username, address)
    with services.database.reading() as connection:
        account = find_account(connection, username)
    is_right = PASSWORDS.verify(password, account.password_hash if account else NOBODY)
    error = _refusal(services, account, is_right, is_local)
    if error is not None:
        note_refusal(services, attempt, account.username if account else None, error.code)
        raise error
    end_attempt(services, attempt)
    return open_session(services, username, PASSWORD)


def _refusal(services: Services, account: AccountRow | None, is_right: bool, is_local: bool) -> NotSignedIn | None:
    if account is None or not is_right or account.is_disabled:
        return NotSignedIn("sign_in_refused")
    if account.is_sample and not (is_local and services.state().is_synthetic):
        return NotSignedIn("sign_in_sample_account")
    if account.one_time_until is not None and account.one_time_until <= now():
        return NotSignedIn("sign_in_one_time_over")
    return None


def sign_in_identity(services: Services, issuer: str, subject: str) -> str:
    """The token of a new session for somebody whom an OpenID provider vouches for, or ``NotSignedIn``.

    An identity that belongs to no account is noted under a short code, which the error holds: whoever manages the
    accounts links it by that code.
    """
    with services.database.writing() as connection:
        identity = find_identity(connection, issuer, subject)
        if identity is None:
            code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
            note_identity(connection, issuer, subject, code)
        elif identity.username is None:
            code = identity.code
        account = find_account(connection, identity.username) if identity and identity.username else None
        if account is None:
            write_audit(connection, NOBODY_KNOWN, "sign_in_refused", "sign_in_unknown_identity", {"way": OIDC})
        elif account.is_disabled:
            write_audit(connection, account.username, "sign_in_refused", "sign_in_refused", {"way": OIDC})
    if account is None:
        raise NotSignedIn("sign_in_unknown_identity", identity=f"{code[:4]}-{code[4:]}")
    if account.is_disabled:
        raise NotSignedIn("sign_in_closed")
    return open_session(services, account.username, OIDC)


def open_session(services: Services, username: str, way: str) -> str:
    """The token of a new session."""
    token = secrets.token_urlsafe(32)
    with services.database.writing() as connection:
        end_old_sessions(connection, timedelta(hours=services.settings.session_hours))
        start_session(connection, token, username, way)
        change_account(connection, username, signed_in_at=now())
        account = find_account(connection, username)
        write_audit(connection, username, "sign_in", account.role if account else "", {"way": way})
    return token


def account_of(services: Services, token: str | None) -> AccountRow:
    """The account behind a token, also one that still has to change its password; ``NotSignedIn`` without one."""
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
    return account


def signed_in(services: Services, token: str | None) -> Viewer:
    """The viewer behind a token, asked for at every request and every rerun; ``NotSignedIn`` when there is none.

    A password that somebody else has given out opens nothing but the page where it is changed.
    """
    account = account_of(services, token)
    if account.one_time_until is not None and token:
        with services.database.reading() as connection:
            if way_of(connection, token) == PASSWORD:
                raise NotSignedIn("sign_in_new_password")
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
