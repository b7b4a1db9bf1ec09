"""A household revealed: the form that asks what for, until when it lasts, and the end of it."""

import streamlit as st

from dss_core.access.roles import Permission
from dss_core.language.format import moment, number
from dss_core.usecases.reveal_household import LONGEST_REASON, RevealDraft, end_reveal, reveal_household
from dss_core.usecases.show_household import HouseholdStory
from pages.shell.context import Context
from pages.shell.errors import told


def show_reveal(context: Context, story: HouseholdStory) -> None:
    """What is masked and, for roles that may reveal it, how."""
    _ = context.translate
    household_id = int(story.address["id"])
    if not context.viewer.may(Permission.VIEW_NAMES):
        st.caption(":material/visibility_off: " + _("Your role does not see names, ID numbers and exact addresses."))
    elif story.revealed_until is None:
        _offer(context, household_id)
    else:
        until = moment(story.revealed_until, context.language)
        st.info(_("Names and exact address are shown until {until}. This was recorded.", until=until))
        if st.button(_("Mask again now"), icon=":material/visibility_off:", key=f"reveal_end_{household_id}"):
            with told(_):
                end_reveal(context.services, context.viewer, household_id)
            st.rerun()


def _offer(context: Context, household_id: int) -> None:
    _ = context.translate
    purposes = {one.id: one for one in context.catalog.reveals.purposes}
    st.caption(":material/visibility_off: " + _("Names, telephone, ID digits and exact address are masked."))
    with st.expander(_("Reveal this household"), icon=":material/visibility:", key=f"reveal_open_{household_id}"):
        chosen = st.selectbox(
            _("Purpose"),
            list(purposes),
            key=f"reveal_purpose_{household_id}",
            format_func=lambda key: context.label(purposes[key].label),
        )
        reason = st.text_input(
            _("Reason, without names"), max_chars=LONGEST_REASON, key=f"reveal_reason_{household_id}"
        )
        minutes = number(purposes[chosen].minutes, context.language) if chosen in purposes else "–"
        st.caption(_("Lasts {minutes} minutes, is recorded, and the data steward sees it.", minutes=minutes))
        if st.button(_("Reveal"), key=f"reveal_begin_{household_id}"):
            with told(_):
                reveal_household(context.services, context.viewer, RevealDraft(household_id, str(chosen), reason))
            st.rerun()
