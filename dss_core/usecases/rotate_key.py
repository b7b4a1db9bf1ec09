"""Another secret for the installation: everything that is kept under the old one is kept under the new, or nothing is.

It is for the operator of the machine, with the program stopped; whoever runs it holds both secrets.
"""

import hmac
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from dss_core.access.audit_chain import audit_key
from dss_core.access.identity import id_hasher
from dss_core.access.key_change import KeyChange, begin_change
from dss_core.access.sealing import seal, sealing_key, unseal
from dss_core.errors import StoreProblem
from dss_core.settings import Settings
from dss_core.store.audit import audit_fits, reseal_audit, write_audit
from dss_core.store.database import Database, read_state
from dss_core.store.id_numbers import count_unsealed, forget_unsealed, rekey_ids
from dss_core.store.sign_in_attempts import forget_all_attempts
from dss_core.store.surveyors import forget_surveyors
from dss_core.usecases.initialise import OPERATOR

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class KeyCounts:
    """What became of what was kept under the old secret.

    persons: ID numbers hashed and sealed anew. unsealed: hashes emptied, because their numbers are not known; the last
    digits stay. history: hashes emptied in the history of undone imports. surveyors: those whom the next file will not
    know again, since their names are nowhere kept. attempts: failed sign-ins forgotten.
    """

    persons: int
    unsealed: int
    history: int
    surveyors: int
    attempts: int


def rotate_key(settings: Settings, forgets_unsealed: bool = False) -> KeyCounts | None:
    """What was done, in one transaction; None when a run that was cut short had done it, and only its end was missing.

    ``StoreProblem``: store_audit_broken (count); store_ids_unsealed (count) unless they may be forgotten;
    store_not_unsealed. ``BadSettings`` when the two secrets are not told. Nothing is then other than it was.
    """
    change = begin_change(settings)
    database = Database(settings.url, audit_key(change.before))
    try:
        with database.writing() as connection:
            counts = _changed(connection, change, forgets_unsealed)
            if counts is not None:
                change.put()
        # A commit that the disk does not hold yet could be lost with the power, and the old secret with it.
        database.make_durable()
    finally:
        change.forget()
        database.dispose()
    change.finish()
    return counts


def _changed(connection: "Connection", change: KeyChange, forgets_unsealed: bool) -> KeyCounts | None:
    read_state(connection)
    after = audit_key(change.after)
    if not audit_fits(connection, audit_key(change.before)) and audit_fits(connection, after):
        return None
    unsealed = count_unsealed(connection)
    if unsealed and not forgets_unsealed:
        raise StoreProblem("store_ids_unsealed", count=unsealed)
    forget_unsealed(connection)
    persons, history = rekey_ids(connection, _renewal(change))
    counts = KeyCounts(persons, unsealed, history, forget_surveyors(connection), forget_all_attempts(connection))
    write_audit(connection, OPERATOR, "rotate_key", "", asdict(counts))
    reseal_audit(connection, after)  # refuses an audit that is not whole
    return counts


def _renewal(change: KeyChange) -> Callable[[str, str], tuple[str, str]]:
    old_key, new_key = sealing_key(change.before), sealing_key(change.after)
    old_hash, new_hash = id_hasher(change.before), id_hasher(change.after)

    def renew(hashed: str, sealed: str) -> tuple[str, str]:
        number = unseal(sealed, old_key)
        if not hmac.compare_digest(old_hash(number), hashed):
            raise StoreProblem("store_not_unsealed")
        return new_hash(number), seal(number, new_key)

    return renew
