"""How far the group may disagree about the weights before the list changes."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent_of_share
from dss_core.usecases.stress_ranking import StressQuery
from dss_core.usecases.weigh_disagreement import Disagreement, weigh_disagreement
from pages.charts.explanations import kept_curve
from pages.parts.why_rank import words_of
from pages.shell.context import Context


def show_disagreement(context: Context, query: StressQuery) -> None:
    """The whole part."""
    _, language = context.translate, context.language
    with st.spinner(_("Moving the weights…"), show_time=True):
        found = context.ask(weigh_disagreement, query)
    st.markdown("#### " + _nearest(context, found))
    if not len(found.kept):
        return
    rows = pd.DataFrame(
        {
            "moved": found.kept["moved_share"] * 100,
            "mean": found.kept["kept_mean"] * 100,
            "low": found.kept["kept_low"] * 100,
            "label": [percent_of_share(one, language, 0) for one in found.kept["kept_mean"]],
            "text": [
                _(
                    "{moved} of the weight moved: {kept} of the list stays, in one draw of twenty {low} or less",
                    moved=percent_of_share(row["moved_share"], language, 0),
                    kept=percent_of_share(row["kept_mean"], language, 0),
                    low=percent_of_share(row["kept_low"], language, 0),
                )
                for row in found.kept.to_dict("records")
            ],
        }
    )
    st.subheader(_("How much of the list stays"), anchor=False)
    st.altair_chart(
        kept_curve(rows, _("% of the weight that is put anywhere"), _("% of the list that stays")),
        key="stress_kept",
        alt=_("Points of how much of the list stays when a part of the weight is moved"),
    )
    st.caption(
        _(
            "The point is the mean of {count} draws, the bar reaches down to the worst twentieth. Seed {seed}.",
            count=number(found.draw_count, language),
            seed=str(context.catalog.stress.seed),
        )
    )


def _nearest(context: Context, found: Disagreement) -> str:
    _ = context.translate
    if not found.is_told:
        return _("With this method the smallest change of the weights cannot be told; see below how much stays.")
    if found.swap is None:
        return _("No change of the weights brings anybody else among the first.")
    return _(
        "Nobody new comes among the first until {share} of the weight moves from {source} to {target}.",
        **words_of(context).shift_words(found.weights, found.swap),
    )
