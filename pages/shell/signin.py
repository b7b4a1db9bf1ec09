"""Who is here: asked of the database at every rerun, so that a closed account loses its open page."""

import streamlit as st

from dss_core.access.viewer import Viewer
from dss_core.errors import NotSignedIn
from dss_core.language.messages import explain
from dss_core.language.translate import Translator
from dss_core.usecases.sign_in import sign_out, signed_in
from pages.shell.gate import COOKIE, MUST_CHANGE, NEW_PASSWORD, SIGN_IN
from pages.shell.navigation import hide_menu
from pages.shell.process import services


def current_token() -> str | None:
    """The session token in this browser's cookies."""
    return st.context.cookies.get(COOKIE)


def require_viewer(_: Translator) -> Viewer:
    """The viewer, or the reason why there is none and the end of the page."""
    try:
        return signed_in(services(), current_token())
    except NotSignedIn as error:
        hide_menu()
        st.warning(explain(error, _), icon=":material/lock:")
        # A plain link: a button of another kind needs a script that the gate no longer hands out.
        is_new = error.code == MUST_CHANGE
        st.markdown(f"### [{_('A new password') if is_new else _('Sign in')}]({NEW_PASSWORD if is_new else SIGN_IN})")
        st.stop()


def show_account(_: Translator, viewer: Viewer) -> None:
    """Who is signed in, and the way out."""
    with st.sidebar.container(border=True):
        st.markdown(f":material/account_circle: {viewer.name.read(_.language)}")
        if st.button(_("Sign out"), key="sign_out", width="stretch", icon=":material/logout:"):
            token = current_token()
            if token:
                sign_out(services(), token)
            st.rerun()
        st.markdown(f":material/key: [{_('Change the password')}]({NEW_PASSWORD}?lang={_.language})")
