"""What is tested: the ranking as it was left on the ranking page, and what a part of the test asks beside it."""

from dataclasses import replace

import streamlit as st

from dss_core.language.format import percent_of_share
from dss_core.usecases.rank_words import METHODS
from dss_core.usecases.stress_ranking import StressQuery
from pages.parts.ranking_words import method_name, weights_words
from pages.parts.weights import remembered_choice
from pages.shell.context import Context
from pages.shell.session import start_with

ANY = 0.0


def remembered_ranking(context: Context) -> StressQuery:
    """The ranking as the ranking page left it."""
    choice = remembered_choice(context)
    return StressQuery(context.round_id, context.area, choice.weights, choice.method, choice.first_count)


def choose_ranking(context: Context, has_width: bool, has_answers: bool) -> StressQuery:
    """The ranking that is tested, with how weights (``has_width``) and answers (``has_answers``) are drawn.

    Method and line start as on the ranking page, and stay as they are set here until another page is opened.
    """
    _ = context.translate
    query = remembered_ranking(context)
    start_with("stress_method", query.method)
    start_with("stress_first", query.first_count)
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
        if has_width:
            width = st.selectbox(
                _("Weights that are drawn"),
                (ANY, *context.catalog.stress.moved_shares),
                key="stress_width",
                format_func=lambda share: _width_name(context, float(share)),
                width=260,
                persist_state="page",
            )
        if has_answers:
            answers = st.toggle(_("Doubtful answers too"), key="stress_answers", persist_state="page")
    weights = weights_words(context, dict(query.weights))
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
