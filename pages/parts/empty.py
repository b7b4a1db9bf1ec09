"""What stands on a page that has nothing to show: why, and what to do next."""

import streamlit as st

from dss_core.access.roles import Permission
from pages.shell.context import Context


def show_no_round(context: Context, title: str) -> None:
    """The page of a database without a round."""
    _ = context.translate
    st.title(title, anchor=False)
    if context.viewer.may(Permission.IMPORT_SURVEY):
        remedy = _("Open “Upload a survey” in the menu and take in the first survey file.")
    else:
        remedy = _("Ask the data steward or the administrator to take in the first survey file.")
    show_empty(_("There is no survey round yet."), remedy)


def show_empty(what: str, remedy: str) -> None:
    """One sentence on what is missing and one on what to do."""
    with st.container(border=True):
        st.markdown(f":material/inbox: **{what}**")
        st.markdown(remedy)
