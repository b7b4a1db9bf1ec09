"""What is told where figures of small groups are hidden."""

import streamlit as st

from dss_core.access.roles import Permission
from dss_core.language.format import number
from pages.shell.context import Context


def is_gated(context: Context) -> bool:
    """Whether this reader's figures pass the disclosure gate."""
    return not context.viewer.may(Permission.EXPLORE_FIGURES)


def show_gate_note(context: Context) -> None:
    """Why some figures are missing; nothing for who sees all."""
    _ = context.translate
    if is_gated(context):
        least = number(context.catalog.disclosure.least, context.language)
        st.caption(
            ":material/visibility_off: "
            + _(
                "For your role figures of fewer than {least} households are hidden (–), and with them those from which "
                "they could be worked out. Smallest and largest values belong to single households and are not shown.",
                least=least,
            )
        )
