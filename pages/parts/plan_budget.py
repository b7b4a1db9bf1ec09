"""The budget curve: what every budget reaches, by programme, and what more of each limit is worth."""

import pandas as pd
import streamlit as st

from dss_core.language.format import baht, number
from dss_core.language.translate import N_
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.trace_budget import MORE_BAHT, MORE_PLACES, BudgetCurve, LimitWorth, trace_budget
from pages.charts.budgets import budget_curve, budget_shares
from pages.parts.plan_words import unit_name, worth_text
from pages.shell.context import Context

MOST_TOLD = 12
# What more of a limit (or less of a floor) is worth.
WORTHS = {
    ("budget", False): N_("{amount} more in the budget are worth {worth}."),
    ("purse", False): N_("{amount} more for {programmes} are worth {worth}."),
    ("places", False): N_("{count} more places in {programmes} are worth {worth}."),
    ("places_area", False): N_("{count} more places in {programmes} in {area} are worth {worth}."),
    ("area_spending", False): N_("{amount} more that may be spent in {area} are worth {worth}."),
    ("area_spending", True): N_("{amount} less that must be spent in {area} are worth {worth}."),
    ("coverage", True): N_("One household less of the neediest that must be reached is worth {worth}."),
}


def show_budget(context: Context, query: ScenarioQuery) -> None:
    """The whole part."""
    _ = context.translate
    with st.spinner(_("Solving for fifty budgets…"), show_time=True):
        found = context.ask(trace_budget, query)
    objective = query.choices.objective
    st.markdown(
        "#### "
        + _(
            "The next {amount} are worth {worth}.",
            amount=baht(MORE_BAHT, context.language),
            worth=worth_text(context, objective, found.next_worth),
        )
    )
    _show_curve(context, query, found)
    _show_programmes(context, query, found)
    _show_limits(context, objective, found)


def _show_curve(context: Context, query: ScenarioQuery, found: BudgetCurve) -> None:
    _, language, objective = context.translate, context.language, query.choices.objective
    points = found.points.dropna(subset=["reached"])
    if not len(points):
        st.caption(_("With none of these budgets the floors can be kept."))
        return
    rows = points.rename(columns={"budget_baht": "budget"}).assign(
        text=[
            _(
                "{budget}: {reached}; more than {bound} is impossible",
                budget=baht(row["budget_baht"], language),
                reached=worth_text(context, objective, row["reached"]),
                bound=worth_text(context, objective, row["bound"]),
            )
            for row in points.to_dict("records")
        ]
    )
    st.altair_chart(
        budget_curve(
            rows[["budget", "reached", "text"]],
            query.choices.budget_baht,
            (_("budget for one year, baht"), worth_axis(context, objective)),
        ),
        key="plan_curve",
        alt=_("A line of what is reached by every budget"),
    )
    st.caption(
        _(
            "But for the rounding to whole households, every point is the best plan for its budget to within 0.5%. "
            "The dashed line is the budget that is set."
        )
    )


def worth_axis(context: Context, objective: str) -> str:
    """The title of an axis of what is reached."""
    _ = context.translate
    return _("reached, {unit}", unit=unit_name(context, objective))


def _show_programmes(context: Context, query: ScenarioQuery, found: BudgetCurve) -> None:
    _, language = context.translate, context.language
    spent = found.programmes.groupby("programme_id")["spent_baht"].sum()
    bought = [name for name in found.programmes["programme_id"].unique() if spent[name] > 0]
    if not bought:
        return
    names = {p.id: context.label(p.label) for p in context.catalog.programmes}
    budgets = sorted(found.programmes["budget_baht"].unique())
    # A chart holds a hundred rows or so: with many programmes fewer budgets are drawn.
    step = max(1, -(-len(budgets) * len(bought) // 100))
    rows = found.programmes[
        found.programmes["programme_id"].isin(bought) & found.programmes["budget_baht"].isin(budgets[::step])
    ]
    rows = pd.DataFrame(
        {
            "budget": rows["budget_baht"],
            "programme": rows["programme_id"].map(names),
            "spent": rows["spent_baht"],
            "text": [
                _(
                    "{budget}: {spent} for {count} households",
                    budget=baht(row["budget_baht"], language),
                    spent=baht(row["spent_baht"], language),
                    count=number(row["households"], language),
                )
                for row in rows.to_dict("records")
            ],
        }
    )
    st.subheader(_("What each budget buys"), anchor=False)
    st.altair_chart(
        budget_shares(rows, query.choices.budget_baht, (_("budget for one year, baht"), _("baht by programme"))),
        key="plan_curve_programmes",
        alt=_("Areas of baht by programme for every budget"),
    )


def _show_limits(context: Context, objective: str, found: BudgetCurve) -> None:
    _, language = context.translate, context.language
    st.subheader(_("What holds the plan back"), anchor=False)
    if not found.limits:
        st.markdown(_("No limit does: with more money or places nothing more could be reached."))
    for limit in found.limits[:MOST_TOLD]:
        st.markdown(f"- {limit_sentence(context, objective, limit)}")
    if found.idle_count:
        st.caption(_("{count} limits hold nothing back.", count=number(found.idle_count, language)))
    st.caption(_("Worths hold for small changes around the budget that is set."))


def limit_sentence(context: Context, objective: str, limit: LimitWorth) -> str:
    """What more of a limit is worth, in the unit of the objective and in baht of the budget."""
    _, language = context.translate, context.language
    names = {p.id: context.label(p.label) for p in context.catalog.programmes}
    kind = f"{limit.kind}_area" if limit.kind == "places" and limit.area else limit.kind
    text = _(
        WORTHS[kind, limit.is_floor],
        amount=baht(MORE_BAHT, language),
        count=number(MORE_PLACES, language),
        programmes=" / ".join(names[key] for key in limit.programme_ids),
        area=context.area_name(limit.area) if limit.area else "",
        worth=worth_text(context, objective, limit.worth),
    )
    if limit.kind != "budget" and limit.as_baht is not None:
        text += " " + _("That is as much as {baht} more in the budget.", baht=baht(limit.as_baht, language))
    return text
