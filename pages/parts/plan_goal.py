"""Goal seek: the least cost of a target in an area."""

import streamlit as st

from dss_core.language.format import baht, number, percent_of_share
from dss_core.model.areas import AreaLevel
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.seek_goal import GoalFound, GoalQuery, seek_goal
from pages.parts.plan_words import objective_name, worth_text
from pages.shell.context import Context

EVERYBODY = ""


def show_goal(context: Context, query: ScenarioQuery) -> None:
    """The whole part."""
    _ = context.translate
    codes = [area.code for area in context.catalog.areas.all if area.level is AreaLevel.DISTRICT]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        district = st.selectbox(
            _("Where"),
            [EVERYBODY, *codes],
            key="goal_area",
            format_func=lambda code: context.area_name(code) if code else _("the whole area that is chosen"),
            width=320,
        )
        share = st.number_input(
            _("Take so much off, per cent"), 0.01, 100.0, 1.0, step=0.5, format="%.2f", key="goal_share", width=240
        )
    st.caption(_("Of: {objective}.", objective=objective_name(context, query.choices.objective)))
    with st.spinner(_("Looking for the cheapest plan…"), show_time=True):
        found = context.ask(seek_goal, GoalQuery(query, float(share) / 100, str(district)))
    for number_of, sentence in enumerate(goal_sentences(context, query, found)):
        st.markdown(f"#### {sentence}" if not number_of else sentence)
    st.caption(_("The budget, floors and coverage that are set do not count here; places, purses and lists do."))


def goal_sentences(context: Context, query: ScenarioQuery, found: GoalFound) -> list[str]:
    """What the target costs, and how far that is proven; or how far the programmes reach at all."""
    _, language, objective = context.translate, context.language, query.choices.objective
    words = {
        "target": worth_text(context, objective, found.target),
        "loss": worth_text(context, objective, found.loss),
        "reached": worth_text(context, objective, found.reached),
        "share": percent_of_share(found.reached / found.loss if found.loss else None, language, 2),
    }
    if found.cost_baht is None:
        return [
            _("Not reachable with these programmes, whatever they cost."),
            _("The target is {target} of {loss}; at most {reached} ({share}) can be taken off.", **words),
        ]
    return [
        _(
            "It costs {cost} a year, for {count} households.",
            cost=baht(found.cost_baht, language),
            count=number(found.served_count, language),
        ),
        _("The target is {target} of {loss}; this plan takes off {reached} ({share}).", **words)
        + " "
        + _("No plan does it for less than {least}.", least=baht(found.at_least_baht, language)),
    ]
