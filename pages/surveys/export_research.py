"""Files of single households for research: asked for, looked at and decided on, downloaded until their last day."""

import streamlit as st

from dss_core.access.roles import Permission
from dss_core.usecases.export_research import export_research
from pages.parts.header import show_header
from pages.parts.part_choice import choose_part
from pages.parts.research_decision import show_research_decision
from pages.parts.research_files import show_research_files
from pages.parts.research_request import show_research_request
from pages.shell.context import Context

FILES, ASK, DECIDE = "files", "ask", "decide"
RULES = "data/catalog/research.toml"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    question = _("Which data of single households may research have, for what, until when, and how safe are they?")
    show_header(context, _("Research file"), question)
    # Not kept between reruns: another account may have decided meanwhile.
    listed = export_research(context.services, context.viewer)
    parts = {FILES: _("Files"), ASK: _("Ask for a file")}
    if context.viewer.may(Permission.GRANT_RESEARCH):
        parts[DECIDE] = _("Risk and decision")
    chosen = choose_part(context, parts, "research_part")
    if chosen == ASK:
        show_research_request(context)
    elif chosen == DECIDE:
        show_research_decision(context, listed)
    else:
        show_research_files(context, listed)
    st.caption(_("What may be asked for, and how files are made safe, is a proposal; it stands in {file}.", file=RULES))
