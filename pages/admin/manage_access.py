"""Who may sign in, as what and for which areas; accounts are added, changed, closed and linked here."""

from typing import Any

import pandas as pd
import streamlit as st

from dss_core.language.format import moment
from dss_core.usecases.manage_access import manage_access
from pages.parts.access_words import ROLE_WORDS, STATE_WORDS
from pages.parts.account_forms import area_label, show_account_forms, show_new_account, show_outcome
from pages.parts.header import show_header
from pages.parts.tables import fitting, show_table
from pages.shell.context import Context

ONE, NEW = "one", "new"
LONG_NAME = 320  # pixels


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    show_header(context, _("Accounts"), _("Who may sign in, as what, and for which areas?"))
    # Not kept between reruns: who may do what is asked of the database each time.
    accounts = manage_access(context.services, context.viewer).accounts
    show_outcome(context)
    _list(context, accounts)
    parts = {ONE: _("Change an account"), NEW: _("Add an account")}
    part = st.segmented_control(
        _("What to do"),
        list(parts),
        default=ONE,
        key="access_part",
        format_func=parts.__getitem__,
        required=True,
    )
    if part == NEW:
        show_new_account(context)
        return
    by_name: dict[str, dict[str, Any]] = {
        str(row["username"]): {str(key): value for key, value in row.items()} for row in accounts.to_dict("records")
    }
    chosen = st.selectbox(
        _("Account"),
        list(by_name),
        key="access_account",
        format_func=lambda name: f"{name} – {by_name[name][f'name_{context.language}']}",
    )
    if chosen in by_name:
        show_account_forms(context, by_name[str(chosen)])


def _list(context: Context, accounts: pd.DataFrame) -> None:
    _ = context.translate
    shown = accounts.assign(
        name=accounts[f"name_{context.language}"],
        played=[
            _(ROLE_WORDS[role]) + (f": {agency}" if agency else "")
            for role, agency in zip(accounts["role"], accounts["agency"], strict=True)
        ],
        where=[", ".join(area_label(context, code) for code in codes) for codes in accounts["areas"]],
        last=[moment(at, context.language) if at is not None else _("never") for at in accounts["signed_in_at"]],
        now=[
            _(STATE_WORDS[state]) + (_(", sample") if is_sample else "")
            for state, is_sample in zip(accounts["state"], accounts["is_sample"], strict=True)
        ],
    )
    columns: dict[str, Any] = {
        "username": _("Username"),
        "name": st.column_config.TextColumn(_("Name"), width=LONG_NAME),
        "played": _("Role"),
        "where": _("Areas"),
        "last": _("Last sign-in"),
        "now": _("State"),
    }
    if context.services.settings.has_oidc:
        columns["has_identity"] = st.column_config.CheckboxColumn(_("Organisation's sign-in"))
    told = _("Accounts whose areas lie within yours. Every change is written into the audit with what was before.")
    show_table(shown, columns, "access_accounts", told, fitting(len(shown)))
