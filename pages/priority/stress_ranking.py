"""Would it change? The ranking under other weights, methods and answers; whom to visit; weights agreed in the room."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dss_core.language.format import percent_of_share
from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.rank_words import METHODS
from dss_core.usecases.stress_ranking import StressQuery, stress_ranking
from pages.parts.empty import show_empty
from pages.parts.header import show_header
from pages.parts.method_agreement import show_methods
from pages.parts.proxy_means import show_proxy_means
from pages.parts.ranking_words import method_name, weights_words
from pages.parts.stress_bands import show_bands
from pages.parts.visit_list import show_visits
from pages.parts.weight_disagreement import show_disagreement
from pages.parts.weight_votes import show_votes
from pages.parts.weights import remembered_choice
from pages.shell.context import Context
from pages.shell.session import start_with

BANDS, DISAGREE, OTHERS, VISITS, INCOME, AGREE = "bands", "disagree", "methods", "visits", "income", "agree"
ANY = 0.0


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
    part = st.segmented_control(
        _("Part"),
        list(names),
        key="stress_part",
        format_func=lambda name: names[name],
        default=BANDS,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    query = _choose(context, str(part))
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
    parts[str(part) if part in parts else BANDS]()


def _show_bands(context: Context, query: StressQuery) -> None:
    _ = context.translate
    with st.spinner(_("Drawing weights and ranking the households for each set…"), show_time=True):
        found = context.ask(stress_ranking, query)
    show_bands(context, found)


def _choose(context: Context, part: str) -> StressQuery:
    """The ranking that is tested: weights as on the ranking page, and what the part asks beside them.

    Method and line start as on the ranking page, and stay as they are set here until another page is opened.
    """
    _ = context.translate
    choice = remembered_choice(context)
    query = StressQuery(context.round_id, context.area, choice.weights, choice.method, choice.first_count)
    if part == AGREE:
        return query
    start_with("stress_method", choice.method)
    start_with("stress_first", choice.first_count)
    width, answers = ANY, False
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        method = st.selectbox(
            _("Method"),
            list(METHODS),
            key="stress_method",
            format_func=lambda key: method_name(_, key),
            width=320,
            persist_state="page",
        )
        first = st.number_input(
            _("How many households come first"), 1, 5000, step=10, key="stress_first", width=240, persist_state="page"
        )
        if part in (BANDS, VISITS):
            width = st.selectbox(
                _("Weights that are drawn"),
                (ANY, *context.catalog.stress.moved_shares),
                key="stress_width",
                format_func=lambda share: _width_name(context, float(share)),
                width=260,
                persist_state="page",
            )
        if part == BANDS:
            answers = st.toggle(_("Doubtful answers too"), key="stress_answers", persist_state="page")
    weights = weights_words(context, dict(choice.weights))
    st.caption(_("Weights, as set on the priority ranking: {weights}.", weights=weights))
    return replace(
        query,
        method=str(method),
        first_count=int(first),
        width=None if float(width) == ANY else float(width),
        with_answers=bool(answers),
    )


def _width_name(context: Context, share: float) -> str:
    _ = context.translate
    if share == ANY:
        return _("any weights")
    return _("± {share} of the whole", share=percent_of_share(share, context.language, 0))
