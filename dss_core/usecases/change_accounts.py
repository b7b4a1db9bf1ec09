"""Every change of an account: added, changed, closed, opened again, given a new password, linked to an identity.

Each is written down with what was before and after, never with a password. Nobody changes the own account here.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dss_core.access.passwords import one_time_password
from dss_core.access.roles import Permission, Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.model.text import Text
from dss_core.store import accounts as store
from dss_core.store.audit import write_audit
from dss_core.store.identities import link_code, unlink
from dss_core.store.registry import now
from dss_core.store.tables import AccountRow
from dss_core.usecases.manage_access import is_managed_by
from dss_core.usecases.services import Services, whole_province
from dss_core.usecases.sign_in import PASSWORDS

ONE_TIME = timedelta(days=7)
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
AGENCY = re.compile(r"[a-z0-9][a-z0-9_-]{1,39}")
LONGEST_NAME = 80
FIRST = "admin"


@dataclass(frozen=True)
class AccountDraft:
    """An account as it shall be; agency belongs to an agency officer, and to nobody else."""

    username: str
    name: Text
    role: str
    areas: tuple[str, ...]
    agency: str | None = None


def add_account(services: Services, viewer: Viewer, draft: AccountDraft) -> str:
    """The one-time password of a new account, told this once."""
    viewer.must(Permission.MANAGE_ACCESS)
    viewer.must_see(services.catalog.province.code)
    if not USERNAME.fullmatch(draft.username):
        raise BadInput("account_username")
    values = _checked(services, viewer, draft)
    password = one_time_password()
    account = {"username": draft.username, **values, **_fresh(password)}
    with services.database.writing() as connection:
        if store.find_account(connection, draft.username) is not None:
            raise BadInput("account_taken", username=draft.username)
        store.write_account(connection, account)
        details = {"before": None, "after": _told(values)}
        write_audit(connection, viewer.username, "add_account", draft.username, details)
    return password


def change_account(services: Services, viewer: Viewer, draft: AccountDraft) -> None:
    """Give an account another name, role, scope or agency; its open pages follow at their next rerun."""
    viewer.must(Permission.MANAGE_ACCESS)
    viewer.must_see(services.catalog.province.code)
    values = _checked(services, viewer, draft)
    with services.database.writing() as connection:
        before = _theirs(connection, viewer, draft.username)
        _refuse_sample(before)
        store.change_account(connection, draft.username, **values)
        _refuse_without_administrator(services, connection)
        details = {"before": _told(vars(before)), "after": _told(values)}
        write_audit(connection, viewer.username, "change_account", draft.username, details)


def disable_account(services: Services, viewer: Viewer, username: str) -> None:
    """Close an account; its open pages end at their next rerun."""
    viewer.must(Permission.MANAGE_ACCESS)
    viewer.must_see(services.catalog.province.code)
    with services.database.writing() as connection:
        before = _theirs(connection, viewer, username)
        store.disable_account(connection, username)
        _refuse_without_administrator(services, connection)
        details = {"before": {"closed": before.is_disabled}, "after": {"closed": True}}
        write_audit(connection, viewer.username, "disable_account", username, details)


def enable_account(services: Services, viewer: Viewer, username: str) -> None:
    """Open a closed account again; sessions of before stay over."""
    viewer.must(Permission.MANAGE_ACCESS)
    viewer.must_see(services.catalog.province.code)
    with services.database.writing() as connection:
        before = _theirs(connection, viewer, username)
        store.change_account(connection, username, is_disabled=False, version=before.version + 1)
        details = {"before": {"closed": before.is_disabled}, "after": {"closed": False}}
        write_audit(connection, viewer.username, "enable_account", username, details)


def reset_password(services: Services, viewer: Viewer, username: str) -> str:
    """A one-time password in place of the forgotten one, told this once; all sessions of the account are over."""
    viewer.must(Permission.MANAGE_ACCESS)
    viewer.must_see(services.catalog.province.code)
    password = one_time_password()
    fresh = _fresh(password)
    with services.database.writing() as connection:
        _refuse_sample(_theirs(connection, viewer, username))
        store.set_password(connection, username, fresh["password_hash"], fresh["one_time_until"])
        write_audit(connection, viewer.username, "reset_password", username)
    return password


def link_identity(services: Services, viewer: Viewer, username: str, code: str) -> None:
    """Let the identity that waits under a code open an account."""
    viewer.must(Permission.MANAGE_ACCESS)
    viewer.must_see(services.catalog.province.code)
    with services.database.writing() as connection:
        _refuse_sample(_theirs(connection, viewer, username, or_own=True))
        if not link_code(connection, re.sub(r"[^A-Z0-9]", "", code.upper()), username):
            raise BadInput("identity_code")
        write_audit(connection, viewer.username, "link_identity", username)


def unlink_identity(services: Services, viewer: Viewer, username: str) -> None:
    """Let no identity open an account any more; all its sessions are over."""
    viewer.must(Permission.MANAGE_ACCESS)
    viewer.must_see(services.catalog.province.code)
    with services.database.writing() as connection:
        before = _theirs(connection, viewer, username, or_own=True)
        count = unlink(connection, username)
        store.change_account(connection, username, version=before.version + 1)
        write_audit(connection, viewer.username, "unlink_identity", username, {"identities": count})


def first_administrator(services: Services) -> tuple[str, str] | None:
    """Username and one-time password of the first account of all; None when there is an account already."""
    password = one_time_password()
    areas = whole_province(services).areas
    values = {
        "name_th": "ผู้ดูแลระบบ", "name_en": "Administrator", "role": Role.ADMINISTRATOR.value, "agency": None,
        "area_codes": list(areas),
    }  # fmt: skip
    account = {"username": FIRST, **values, **_fresh(password)}
    with services.database.writing() as connection:
        if store.every_account(connection):
            return None
        store.write_account(connection, account)
        write_audit(connection, "operator", "add_account", FIRST, {"before": None, "after": _told(values)})
    return FIRST, password


def _fresh(password: str) -> dict[str, Any]:
    return {
        "password_hash": PASSWORDS.hash(password), "one_time_until": now() + ONE_TIME,
        "is_sample": False, "is_disabled": False,
    }  # fmt: skip


def _checked(services: Services, viewer: Viewer, draft: AccountDraft) -> dict[str, Any]:
    """The columns of a draft, or what is wrong with it. A message tells nothing about accounts that exist."""
    if draft.role not in set(Role):
        raise BadInput("account_role", role=draft.role)
    if not draft.areas:
        raise BadInput("account_no_area")
    for code in draft.areas:
        if not (services.catalog.areas.has(code) and viewer.scope.covers(code)):
            raise NotAllowed("access_area", area=code)
    names = draft.name.th.strip(), draft.name.en.strip()
    if not all(names) or max(map(len, names)) > LONGEST_NAME:
        raise BadInput("account_name", longest=LONGEST_NAME)
    needs_agency = draft.role == Role.AGENCY_OFFICER
    if needs_agency != bool(draft.agency) or (draft.agency and not AGENCY.fullmatch(draft.agency)):
        raise BadInput("account_agency")
    areas = list(Scope(draft.areas).areas)
    return {
        "name_th": names[0], "name_en": names[1], "role": draft.role, "area_codes": areas,
        "agency": draft.agency or None,
    }  # fmt: skip


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """What the audit keeps of an account: role, areas and agency, no name."""
    return {name: values[name] for name in ("role", "area_codes", "agency")}


def _theirs(connection: Any, viewer: Viewer, username: str, or_own: bool = False) -> AccountRow:
    """Another's account within the viewer's scope; one beyond it is not even confirmed to exist."""
    account = store.find_account(connection, username)
    if account is None or not is_managed_by(viewer, account):
        raise NotFound("account_unknown")
    if username == viewer.username and not or_own:
        raise NotAllowed("account_is_own")
    return account


def _refuse_sample(account: AccountRow) -> None:
    if account.is_sample:
        raise NotAllowed("account_is_sample")


def _refuse_without_administrator(services: Services, connection: Any) -> None:
    """Nothing, or ``NotAllowed`` when nobody would be left to manage the accounts of the whole province."""
    province = services.catalog.province.code
    for account in store.every_account(connection):
        is_one = account.role == Role.ADMINISTRATOR and province in account.area_codes and not account.is_disabled
        if is_one and (not account.is_sample or services.state().is_synthetic):
            return
    raise NotAllowed("account_is_last")
