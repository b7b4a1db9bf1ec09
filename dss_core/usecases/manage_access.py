"""Who may sign in, as what, and for which areas."""

from dataclasses import dataclass

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.store.accounts import every_account
from dss_core.store.identities import linked_usernames
from dss_core.store.registry import now
from dss_core.store.tables import AccountRow
from dss_core.usecases.services import Services


@dataclass(frozen=True, eq=False)
class AccessPage:
    """accounts: username, name_th, name_en, role, areas (codes), agency, signed_in_at, state, is_sample, has_identity.

    ``state`` is open, closed, one_time (the password given out has not been changed yet) or one_time_over.
    """

    accounts: pd.DataFrame


def manage_access(services: Services, viewer: Viewer) -> AccessPage:
    """The accounts all of whose areas lie in the viewer's scope, by username."""
    viewer.must(Permission.MANAGE_ACCESS)
    viewer.must_see(services.catalog.province.code)
    with services.database.reading() as connection:
        accounts, linked = every_account(connection), linked_usernames(connection)
    rows = [
        {
            "username": account.username,
            "name_th": account.name_th,
            "name_en": account.name_en,
            "role": account.role,
            "areas": tuple(account.area_codes),
            "agency": account.agency,
            "signed_in_at": account.signed_in_at,
            "state": _state(account),
            "is_sample": account.is_sample,
            "has_identity": account.username in linked,
        }
        for account in accounts
        if is_managed_by(viewer, account)
    ]
    columns = [
        "username", "name_th", "name_en", "role", "areas", "agency", "signed_in_at", "state", "is_sample",
        "has_identity",
    ]  # fmt: skip
    return AccessPage(pd.DataFrame(rows, columns=columns, dtype=object))


def is_managed_by(viewer: Viewer, account: AccountRow) -> bool:
    """Whether an account reaches nowhere beyond the viewer's own scope."""
    return all(viewer.scope.covers(code) for code in account.area_codes)


def _state(account: AccountRow) -> str:
    if account.is_disabled:
        return "closed"
    if account.one_time_until is None:
        return "open"
    return "one_time" if account.one_time_until > now() else "one_time_over"
