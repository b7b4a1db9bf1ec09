"""Would it change? The ranking under other weights, methods and answers; whom to visit; weights agreed in the room."""

from collections.abc import Callable

import streamlit as st

from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.stress_ranking import StressQuery, stress_ranking
from pages.parts.empty import show_empty
from pages.parts.header import show_header
from pages.parts.method_agreement import show_methods
from pages.parts.part_choice import choose_part
from pages.parts.proxy_means import show_proxy_means
from pages.parts.stress_bands import show_bands
from pages.parts.stress_choice import choose_ranking, remembered_ranking
from pages.parts.visit_list import show_visits
from pages.parts.weight_disagreement import show_disagreement
from pages.parts.weight_votes import show_votes
from pages.shell.context import Context

BANDS, DISAGREE, OTHERS, VISITS, INCOME, AGREE = "bands", "disagree", "methods", "visits", "income", "agree"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    names = {
        BANDS: _("Other weights"),
        DISAGREE: _("Room to disagree"),
        OTHERS: _("Other methods"),
        VISITS: _("Whom to visit"),
        INCOME: _("Beside income"),
        AGREE: _("Agree on weights"),
    }
    part = choose_part(context, names, "stress_part", is_remembered=True)
    query = (
        remembered_ranking(context)
        if part == AGREE
        else choose_ranking(context, has_width=part in (BANDS, VISITS), has_answers=part == BANDS)
    )
    asked = RankQuery(context.round_id, context.area, query.weights, query.method, query.first_count, limit=1)
    provenance = context.ask(rank_households, asked).provenance
    with top:
        question = _("Who would still be among the first if the weights, the method or the answers were others?")
        show_header(context, _("Would it change?"), question, provenance)
    if not provenance.household_count and part != AGREE:
        show_empty(_("There is no household here."), _("Choose another area or another round."))
        return
    parts: dict[str, Callable[[], None]] = {
        BANDS: lambda: _show_bands(context, query),
        DISAGREE: lambda: show_disagreement(context, query),
        OTHERS: lambda: show_methods(context, query),
        VISITS: lambda: show_visits(context, query),
        INCOME: lambda: show_proxy_means(context, query),
        AGREE: lambda: show_votes(context),
    }
    parts[part]()


def _show_bands(context: Context, query: StressQuery) -> None:
    _ = context.translate
    with st.spinner(_("Drawing weights and ranking the households for each set…"), show_time=True):
        found = context.ask(stress_ranking, query)
    show_bands(context, found)
