"""The reveals of the last 30 days, for the data steward."""

import streamlit as st

from dss_core.language.format import house_code_text, moment, number
from dss_core.usecases.list_reveals import MOST_REVEALS, list_reveals
from pages.parts.empty import show_empty
from pages.parts.tables import count_column, fitting, show_table
from pages.shell.context import Context


def show_reveals(context: Context) -> None:
    """How many by account, the most first, and each of them."""
    _ = context.translate
    found = list_reveals(context.services, context.viewer)
    if not len(found.reveals):
        show_empty(_("Nobody has revealed a household in 30 days."), _("Reveals are listed here as they happen."))
        return
    people = {
        "username": _("Account"),
        "week_count": count_column(_("Reveals in 7 days")),
        "month_count": count_column(_("Reveals in 30 days")),
    }
    show_table(found.people, people, "reveal_people", _("By account; the most of the last 7 days first."))
    purposes = {one.id: context.label(one.label) for one in context.catalog.reveals.purposes}
    shown = found.reveals.assign(
        begun=[moment(at, context.language) for at in found.reveals["begun_at"]],
        ended=[moment(at, context.language) for at in found.reveals["until"]],
        code=found.reveals["house_code"].map(house_code_text, na_action="ignore"),
        what_for=[purposes.get(one, one) for one in found.reveals["purpose"]],
    )
    columns = {
        "begun": _("When"),
        "ended": _("Until"),
        "username": _("Account"),
        "code": _("House code"),
        "what_for": _("Purpose"),
        "reason": st.column_config.TextColumn(_("Reason"), width="large"),
    }
    caption = _(
        "The newest reveals of 30 days; at most {most} are listed.", most=number(MOST_REVEALS, context.language)
    )
    show_table(shown, columns, "reveal_lines", caption, height=fitting(len(shown)))
