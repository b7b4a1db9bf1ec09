"""How often one may try to sign in: counted in the database by account and by address, before a password is read."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from dss_core.errors import TooManyAttempts
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.store.sign_in_attempts import (
    attempts_since,
    forget_attempts,
    forget_attempts_before,
    note_attempt,
)
from dss_core.usecases.services import Services

WINDOW = timedelta(minutes=15)
# Whole offices come from one address, so it may fail more often than an account.
MOST_OF_ACCOUNT, MOST_OF_ADDRESS = 10, 50
NOBODY = "–"


@dataclass(frozen=True)
class Attempt:
    """A counted attempt. The keys are keyed hashes: people type passwords where their name belongs."""

    account_key: str
    address_key: str
    ids: tuple[int, ...]

    @property
    def source(self) -> str:
        """What tells attempts of one address from those of another, and tells no address."""
        return self.address_key[:8]


def begin_attempt(services: Services, username: str, address: str) -> Attempt:
    """The attempt, counted; ``TooManyAttempts`` when there were too many of this account or address.

    It counts at once and is taken back on success, so that attempts at the same moment cannot outrun the count.
    """
    account_key, address_key = _key(services, "account", username), _key(services, "address", address)
    limits = {account_key: MOST_OF_ACCOUNT, address_key: MOST_OF_ADDRESS}
    since = now() - WINDOW
    with services.database.reading() as connection:  # a flood must not hold up those who write
        _refuse_more({key: attempts_since(connection, key, since) for key in limits}, limits)
    with services.database.writing() as connection:
        _refuse_more({key: attempts_since(connection, key, since) for key in limits}, limits)
        forget_attempts_before(connection, since)
        return Attempt(account_key, address_key, tuple(note_attempt(connection, key) for key in limits))


def end_attempt(services: Services, attempt: Attempt) -> None:
    """The attempt succeeded: neither it nor those of the account before it count any more."""
    with services.database.writing() as connection:
        forget_attempts(connection, list(attempt.ids), attempt.account_key)


def note_refusal(services: Services, attempt: Attempt, username: str | None, reason: str) -> None:
    """Write into the audit why somebody was refused; the username only if it is that of an account."""
    since = now() - WINDOW
    with services.database.writing() as connection:
        details = {"source": attempt.source}
        write_audit(connection, username or NOBODY, "sign_in_refused", reason, details)
        limits = {attempt.account_key: ("account", MOST_OF_ACCOUNT), attempt.address_key: ("address", MOST_OF_ADDRESS)}
        for key, (kind, most) in limits.items():
            if len(attempts_since(connection, key, since)) == most:
                write_audit(connection, username or NOBODY, "sign_in_throttled", kind, details)


def _refuse_more(made: dict[str, list[datetime]], limits: dict[str, int]) -> None:
    over = [times[-limits[key]] for key, times in made.items() if len(times) >= limits[key]]
    if over:
        seconds = max(1, ceil((max(over) + WINDOW - now()).total_seconds()))
        raise TooManyAttempts("sign_in_too_often", minutes=ceil(seconds / 60), seconds=seconds)


def _key(services: Services, kind: str, value: str) -> str:
    return hmac.digest(services.settings.secret, f"attempt {kind} {value.casefold()}".encode(), "sha256").hex()
