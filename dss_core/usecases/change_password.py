"""Somebody's own password: changed by who knows the old one, which ends all other sessions of the account."""

from dss_core.access.passwords import check_password
from dss_core.errors import BadInput, NotAllowed
from dss_core.store.accounts import PASSWORD, set_password
from dss_core.store.audit import write_audit
from dss_core.usecases.attempts import begin_attempt, end_attempt, note_refusal
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import PASSWORDS, account_of, open_session


def change_password(services: Services, token: str | None, old: str, new: str, again: str, address: str = "") -> str:
    """The token of a new session under the new password, or ``BadInput`` saying what is wrong with it.

    Guesses of the old password count as attempts to sign in: ``TooManyAttempts``.
    """
    account = account_of(services, token)
    if account.is_sample:
        raise NotAllowed("account_is_sample")
    attempt = begin_attempt(services, account.username, address)
    if not PASSWORDS.verify(old, account.password_hash):
        note_refusal(services, attempt, account.username, "password_wrong")
        raise BadInput("password_wrong")
    end_attempt(services, attempt)
    if new != again:
        raise BadInput("password_not_twice")
    if new == old:
        raise BadInput("password_same")
    check_password(new, account.username)
    with services.database.writing() as connection:
        set_password(connection, account.username, PASSWORDS.hash(new), one_time_until=None)
        write_audit(connection, account.username, "change_password", account.username)
    return open_session(services, account.username, PASSWORD)
