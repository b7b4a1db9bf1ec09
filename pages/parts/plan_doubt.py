"""Doubt: how far a plan rests on its assumed effects, and the plan that is never far wrong."""

import numpy as np
import pandas as pd
import streamlit as st

from dss_core.language.format import baht, number, percent_of_share
from dss_core.language.translate import N_
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.doubt_plan import ENDS, ROBUST, DoubtFound, DoubtQuery, doubt_plan
from pages.charts.budgets import drawn_results
from pages.parts.plan_budget import worth_axis
from pages.parts.plan_words import ASSUMED, worth_text
from pages.parts.tables import percent_column, show_table
from pages.shell.context import Context

BARS = 24
PLANS = {
    "low": N_("planned for low effects"),
    "likely": N_("planned for likely effects"),
    "high": N_("planned for high effects"),
    ROBUST: N_("never far wrong"),
}


def show_doubt(context: Context, query: ScenarioQuery) -> None:
    """The whole part."""
    _, language, objective = context.translate, context.language, query.choices.objective
    seed = st.number_input(
        _("Seed of the draws"), 0, 10**6, 1, key="plan_seed", persist_state="session", width=220,
        help=_("The same seed gives the same draws."),
    )  # fmt: skip
    del seed  # it is one of the choices: the next run reads it
    with st.spinner(_("Drawing effects and planning for each end of their ranges…"), show_time=True):
        found = context.ask(doubt_plan, DoubtQuery(query))
    st.markdown(
        "#### "
        + _(
            "This plan reaches between {low} and {high} in 95 of 100 draws.",
            low=worth_text(context, objective, found.low),
            high=worth_text(context, objective, found.high),
        )
    )
    _show_draws(context, objective, found)
    st.caption(
        _(
            "{count} times every effect was drawn from its range, the likely value most often (seed {seed}); half of "
            "the results are above {middle}. The dashed line is what was planned.",
            count=number(len(found.reached), language),
            seed=str(query.choices.seed),
            middle=worth_text(context, objective, found.middle),
        )
    )
    _show_regret(context, found)


def _show_draws(context: Context, objective: str, found: DoubtFound) -> None:
    _ = context.translate
    if not float(np.ptp(found.reached)):
        return
    counts, edges = np.histogram(found.reached, BARS)
    rows = pd.DataFrame({"low": edges[:-1], "high": edges[1:], "count": counts})
    rows["text"] = [
        _(
            "{low} to {high}: {count} draws",
            low=worth_text(context, objective, row["low"]),
            high=worth_text(context, objective, row["high"]),
            count=number(row["count"], context.language),
        )
        for row in rows.to_dict("records")
    ]
    st.altair_chart(
        drawn_results(rows, found.planned, (worth_axis(context, objective), _("draws"))),
        key="plan_draws",
        alt=_("Bars of how often the draws gave a result"),
    )


def _show_regret(context: Context, found: DoubtFound) -> None:
    _, language = context.translate, context.language
    st.subheader(_("If the assumption is wrong"), anchor=False)
    st.markdown(
        _(
            "The plan that is never far wrong misses at most {worst} of what could have been reached, whichever end "
            "comes true; no plan stays below {least}. It spends {spent} on {count} households and shares {same} of its "
            "households with the plan above.",
            worst=percent_of_share(found.robust_worst, language),
            least=percent_of_share(found.robust_at_least, language),
            spent=baht(found.robust_spent_baht, language),
            count=number(found.robust_count, language),
            same=percent_of_share(found.same_share, language, 0),
        )
    )
    table = found.regret.pivot(index="plan", columns="comes_true", values="regret").loc[list(PLANS)] * 100
    table = table.assign(worst=table[list(ENDS)].max(axis=1)).reset_index()
    table["name"] = [_(PLANS[plan]) for plan in table["plan"]]
    shown = {
        "name": st.column_config.TextColumn(_("Plan"), width=320),
        **{end: percent_column(_("if effects are {end}", end=_(ASSUMED[end]))) for end in ENDS},
        "worst": percent_column(_("worst")),
    }
    caption = _(
        "Regret: the part of the best possible that a plan misses when an assumption comes true (minimax regret)."
    )
    show_table(table, shown, "plan_regret", caption, height="content")
