"""The form by which somebody asks for a research file."""

from datetime import date, timedelta

import streamlit as st

from dss_core.usecases.ask_research_file import LONGEST_NAME, LONGEST_PURPOSE, ResearchDraft, ask_research_file, today
from dss_core.usecases.research_words import label_of
from pages.parts.empty import show_no_round
from pages.shell.context import Context
from pages.shell.errors import told

FIRST_DAYS = 90


def show_research_request(context: Context) -> None:
    """Answers, purpose, institution, approval and last day; the round and the area are those of the page."""
    _ = context.translate
    if context.round is None:
        show_no_round(context, "")
        return
    rules = context.catalog.research
    others = tuple(name for name in rules.ids if rules.quasi_of(name) is None)
    sensitive = [name for name in others if (one := rules.asked_of(name)) and one.role == "sensitive"]
    with st.form("research_request", border=True):
        quasi = _choose(
            context,
            "quasi",
            [one.id for one in rules.quasi],
            _("Answers that may identify a household (at most {most})", most=rules.most_quasi),
            _("They are told as coarsely as it takes to hide each household among others."),
        )
        hidden = _choose(
            context,
            "sensitive",
            sensitive,
            _("Sensitive answers"),
            _("Those on health and disability need an ethics approval."),
        )
        plain = _choose(context, "other", [name for name in others if name not in sensitive], _("Other answers"), "")
        purpose = st.text_area(_("Purpose"), key="research_purpose", max_chars=LONGEST_PURPOSE, height=100)
        left, middle, right = st.columns(3)
        institution = left.text_input(_("Institution"), key="research_institution", max_chars=LONGEST_NAME)
        ethics = middle.text_input(_("Number of the ethics approval"), key="research_ethics", max_chars=LONGEST_NAME)
        until = right.date_input(
            _("Last day of downloads (at most {days} days)", days=rules.longest_days),
            value=today() + timedelta(days=min(FIRST_DAYS, rules.longest_days)),
            format="DD/MM/YYYY",
            key="research_until",
        )
        st.caption(_("Households of the round and area chosen above; of persons there is no file yet."))
        if st.form_submit_button(_("Ask for the file"), icon=":material/send:", type="primary"):
            with told(_):
                last = until if isinstance(until, date) else today()
                answers = (*quasi, *hidden, *plain)
                draft = ResearchDraft(context.round_id, context.area, answers, purpose, institution, ethics, last)
                ask_research_file(context.services, context.viewer, draft)
            st.success(_("Asked. The data steward looks at the risk and decides; see “Files”."))


def _choose(context: Context, key: str, names: list[str], label: str, help_text: str) -> tuple[str, ...]:
    _ = context.translate
    return tuple(
        st.multiselect(
            label,
            names,
            key=f"research_{key}",
            format_func=lambda name: label_of(context.catalog, str(name)).read(context.language),
            placeholder=_("Choose answers"),
            help=help_text or None,
        )
    )
