"""Forms for accounts: each calls one use case, and tells what came of it at the top of the next run."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dss_core.access.roles import Role
from dss_core.model.areas import AreaLevel, area_level
from dss_core.model.text import Text
from dss_core.usecases.change_accounts import (
    ONE_TIME,
    AccountDraft,
    add_account,
    change_account,
    disable_account,
    enable_account,
    link_identity,
    reset_password,
    unlink_identity,
)
from pages.parts.access_words import ROLE_RIGHTS, ROLE_WORDS
from pages.shell.context import Context
from pages.shell.session import forget, keep, kept

TOLD = "access_told"
BLANK: dict[str, Any] = {"username": "", "name_th": "", "name_en": "", "role": Role.VERIFIER.value, "areas": ()}


def show_outcome(context: Context) -> None:
    """What the last change did; a one-time password stands here this once."""
    _ = context.translate
    told: tuple[str, str | None] | None = kept(TOLD)
    if told is None:
        return
    forget(TOLD)
    username, password = told
    st.success(_("Done: {username}", username=username), icon=":material/check:")
    if password is not None:
        st.markdown(
            _(
                "One-time password, shown only now. It opens nothing but the page for a password of one's own, "
                "for {days} days:",
                days=ONE_TIME.days,
            )
        )
        st.code(password, language=None)


def show_new_account(context: Context) -> None:
    """A form for an account that does not exist yet."""
    _ = context.translate
    with st.form("access_new", border=True):
        username = st.text_input(_("Username"), key="access_new_username", max_chars=40).strip()
        draft = _fields(context, username, BLANK, "new")
        if st.form_submit_button(_("Add the account"), icon=":material/person_add:", type="primary"):
            _done(username, add_account(context.services, context.viewer, draft))


def show_account_forms(context: Context, account: dict[str, Any]) -> None:
    """Everything that may be changed of an account."""
    _ = context.translate
    username, is_sample = str(account["username"]), bool(account["is_sample"])
    if username == context.viewer.username:
        st.info(_("This is your own account: role, area and state are changed by another administrator."))
    elif is_sample:
        st.info(_("A sample account stays as it is published; it can only be closed."))
    if username != context.viewer.username:
        if not is_sample:
            with st.form(f"access_change_{username}", border=True):
                draft = _fields(context, username, account, username)
                if st.form_submit_button(_("Save the changes"), icon=":material/save:", type="primary"):
                    change_account(context.services, context.viewer, draft)
                    _done(username)
        _buttons(context, username, account["state"] == "closed", is_sample)
    if not is_sample and context.services.settings.has_oidc:
        _identity(context, username, bool(account["has_identity"]))


def _fields(context: Context, username: str, account: dict[str, Any], key: str) -> AccountDraft:
    _ = context.translate
    thai, english = st.columns(2)
    with thai:
        name_th = st.text_input(_("Name in Thai"), account["name_th"], key=f"access_th_{key}", max_chars=80)
    with english:
        name_en = st.text_input(_("Name in English"), account["name_en"], key=f"access_en_{key}", max_chars=80)
    role_at, agency_at = st.columns(2)
    with role_at:
        role = st.selectbox(
            _("Role"),
            list(ROLE_WORDS),
            index=list(ROLE_WORDS).index(account["role"]),
            key=f"access_role_{key}",
            format_func=lambda code: f"{_(ROLE_WORDS[code])} – {_(ROLE_RIGHTS[code])}",
        )
    with agency_at:
        agency = st.text_input(
            _("Agency code"),
            account.get("agency") or "",
            key=f"access_agency_{key}",
            max_chars=40,
            help=_("Of an officer of an agency alone: small Latin letters, digits and dashes."),
        ).strip()
    areas = st.multiselect(
        _("Areas that the account may see"),
        [area.code for area in context.catalog.areas.all if context.viewer.scope.covers(area.code)],
        default=list(account["areas"]),
        key=f"access_areas_{key}",
        format_func=lambda code: area_label(context, str(code)),
        placeholder=_("Choose areas"),
    )
    return AccountDraft(username, Text(name_th, name_en), str(role), tuple(map(str, areas)), agency or None)


def area_label(context: Context, code: str) -> str:
    """An area with its kind: a district and one of its sub-districts often share a name."""
    _ = context.translate
    name, level = context.area_name(code), area_level(code)
    if level is AreaLevel.PROVINCE:
        return _("{name} (province)", name=name)
    return _("{name} (district)", name=name) if level is AreaLevel.DISTRICT else name


def _buttons(context: Context, username: str, is_closed: bool, is_sample: bool) -> None:
    _ = context.translate
    services, viewer = context.services, context.viewer
    with st.container(horizontal=True):
        if is_closed and st.button(_("Open the account again"), icon=":material/lock_open:", key="access_open"):
            enable_account(services, viewer, username)
            _done(username)
        if not is_closed and st.button(_("Close the account"), icon=":material/lock:", key="access_close"):
            disable_account(services, viewer, username)
            _done(username)
        if not is_sample and st.button(_("New one-time password"), icon=":material/key:", key="access_reset"):
            _done(username, reset_password(services, viewer, username))


def _identity(context: Context, username: str, is_linked: bool) -> None:
    _ = context.translate
    ask: Callable[..., None] = unlink_identity if is_linked else link_identity
    with st.form(f"access_identity_{username}", border=True):
        if is_linked:
            st.markdown(_("The organisation's sign-in opens this account."))
            given: tuple[str, ...] = ()
        else:
            given = (st.text_input(_("Code that the person was told by the sign-in page"), key="access_code"),)
        words = _("Unlink the identity") if is_linked else _("Link the identity")
        if st.form_submit_button(words, icon=":material/link:"):
            ask(context.services, context.viewer, username, *given)
            _done(username)


def _done(username: str, password: str | None = None) -> None:
    """Tell it after a new run, so that the list above is the one after the change."""
    keep(TOLD, (username, password))
    st.rerun()
