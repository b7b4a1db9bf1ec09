"""Who comes first: a ranking whose method and weights can be changed, of households or areas, each rank explained."""

import streamlit as st

from dss_core.language.translate import N_
from dss_core.usecases.rank_areas import GRAINS, AreaRankQuery, rank_areas
from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.rank_words import METHODS
from pages.parts.header import show_header
from pages.parts.ranked_areas import show_ranked_areas
from pages.parts.ranked_list import show_list, show_notes, show_parts, show_places
from pages.parts.ranking_words import method_meaning, method_name
from pages.parts.standing import show_recovered_weights
from pages.parts.weights import RankChoice, choose_weights, remember_choice
from pages.shell.context import Context

LISTED = 200
HOUSEHOLD = "household"
GRAIN_NAMES = {HOUSEHOLD: N_("Households"), "subdistrict": N_("Sub-districts"), "district": N_("Districts")}


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    settings, result = st.columns([1, 2], gap="large")
    with settings:
        grain = st.segmented_control(
            _("What is ranked"),
            [HOUSEHOLD, *reversed(GRAINS)],
            key="rank_grain",
            format_func=lambda key: _(GRAIN_NAMES[key]),
            default=HOUSEHOLD,
            required=True,
        )
        choice = _choose(context)
    remember_choice(choice)
    if grain in GRAINS:
        asked = AreaRankQuery(context.round_id, context.area, choice.weights, choice.method, str(grain))
        found = context.ask(rank_areas, asked)
        with top:
            question = _("Which areas are the neediest on average? Rank 1 is the neediest.")
            show_header(context, _("Priority ranking"), question, found.provenance)
        with result:
            show_ranked_areas(context, found, asked)
    else:
        query = RankQuery(
            context.round_id, context.area, choice.weights, choice.method, choice.first_count, limit=LISTED
        )
        ranking = context.ask(rank_households, query)
        with top:
            question = _("Which households need help first, and why? Rank 1 is the neediest.")
            show_header(context, _("Priority ranking"), question, ranking.provenance)
        with result:
            show_notes(context, ranking, choice.method)
            show_list(context, ranking, query)
        show_parts(context, ranking)
        show_places(context, ranking, choice.first_count)
    show_recovered_weights(_)


def _choose(context: Context) -> RankChoice:
    _ = context.translate
    method = str(
        st.selectbox(
            _("Method"),
            list(METHODS),
            key="rank_method",
            format_func=lambda key: method_name(_, key),
            persist_state="session",
        )
    )
    st.caption(method_meaning(_, method))
    weights = choose_weights(context, "rank")
    first_count = st.number_input(
        _("How many households come first"),
        1,
        5000,
        100,
        step=10,
        key="rank_first",
        help=_("The chart by area and the note on ties speak of these households."),
    )
    return RankChoice(weights, method, int(first_count))
