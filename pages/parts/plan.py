"""What a budget buys: the figures of the best plan, its proof, and beside it rank and cut."""

import streamlit as st

from dss_core.language.format import baht, number, percent_of_share
from dss_core.usecases.build_scenario import ScenarioQuery, ScenarioResult
from dss_core.usecases.price_simplicity import SimplicityPrice, price_simplicity
from pages.charts.plans import counted_areas, programme_money
from pages.parts.plan_words import ASSUMED, objective_name, proof_text, unit_name, worth_number, worth_text
from pages.parts.tables import baht_column, count_column, show_table
from pages.shell.context import Context

NAME = 300  # pixels: the longest name of a programme


def show_result(context: Context, query: ScenarioQuery, found: ScenarioResult) -> None:
    """The four figures that answer the question, and how far they can be relied on."""
    _, language, plan = context.translate, context.language, found.plan
    objective = query.choices.objective
    served = plan.served["household_id"].nunique()
    short, sentence = proof_text(context, plan.gap)
    figures = [
        (
            f"{objective_name(context, objective)}, {unit_name(context, objective)}",
            worth_number(context, objective, plan.objective),
            _(
                "{share} of {all}",
                share=percent_of_share(plan.objective / found.loss if found.loss else None, language, 2),
                all=worth_text(context, objective, found.loss),
            ),
        ),
        (_("Proof"), short, _("more than {bound} is impossible", bound=worth_text(context, objective, plan.bound))),
        (
            _("Spent in one year, baht"),
            number(plan.spent_baht, language),
            _("{left} of the budget unspent", left=baht(query.choices.budget_baht - plan.spent_baht, language)),
        ),
        (
            _("Households served"),
            number(served, language),
            _(
                "{percent} of {count} eligible",
                percent=percent_of_share(served / found.eligible_count if found.eligible_count else None, language),
                count=number(found.eligible_count, language),
            ),
        ),
    ]
    with st.grid(2, min_column_width=330):
        for label, value, under in figures:
            st.metric(label, value, under, delta_color="off", delta_arrow="off", border=True, height="stretch")
    st.markdown(f"#### {sentence}")
    if plan.method == "exact_unfinished":
        st.warning(_("The search was stopped by its time limit: the plan is the best that was found until then."))
    notes = [_("Effects of programmes are assumptions ({end}), not measured.", end=_(ASSUMED[query.choices.assumed]))]
    if plan.undecided_count:
        notes.append(
            _(
                "{count} households cannot be decided for some programme, because an answer is missing: they are not "
                "served with it, and are listed with the plan and its reasons.",
                count=number(plan.undecided_count, language),
            )
        )
    st.caption(":material/info: " + " ".join(notes))


def show_simplicity(context: Context, query: ScenarioQuery) -> None:
    """The price of simplicity, whatever it is."""
    _ = context.translate
    with st.spinner(_("Working out what rank and cut would waste…"), show_time=True):
        found = context.ask(price_simplicity, query)
    st.markdown("#### " + simplicity_sentence(context, query.choices.objective, found))
    st.caption(
        _(
            "Rank and cut gives the neediest first what they may have, until the money ends. Here it serves {simple} "
            "households for {spent}; {both} of them are in the best plan too ({best} households).",
            simple=number(found.served_count, context.language),
            spent=baht(found.spent_baht, context.language),
            both=number(found.both_count, context.language),
            best=number(found.best_count, context.language),
        )
        + (
            " "
            + _(
                "To {count} households it gives nothing that helps them.",
                count=number(found.useless_count, context.language),
            )
            if found.useless_count
            else ""
        )
    )


def simplicity_sentence(context: Context, objective: str, found: SimplicityPrice) -> str:
    """What rank and cut reaches and wastes, in one sentence."""
    _, language = context.translate, context.language
    if found.reached > found.best:
        return _("Rank and cut reaches more than this plan, because it keeps no floors, coverage or lists.")
    if found.reached <= 0:
        return _("Rank and cut reaches nothing of this and spends {spent}.", spent=baht(found.spent_baht, language))
    share = percent_of_share(found.lost_share, language)
    if not found.wasted_baht:
        return _("Rank and cut reaches {share} less, and what it reaches could not be had for less.", share=share)
    return _(
        "Rank and cut reaches {share} less for the same budget; what it reaches could be had for {baht} less.",
        share=share,
        baht=baht(found.wasted_baht, language),
    )


def show_programmes(context: Context, query: ScenarioQuery, found: ScenarioResult) -> None:
    """What each programme takes, and the need it leaves."""
    _ = context.translate
    names = {p.id: context.label(p.label) for p in context.catalog.programmes}
    units = {p.id: _("persons") if p.served_unit == "person" else _("households") for p in context.catalog.programmes}
    ids = found.programmes["programme_id"]
    table = found.programmes.assign(programme=ids.map(names), unit=ids.map(units))
    costs = {choice.programme_id: choice.unit_cost_baht for choice in query.choices.programmes}
    table = table.assign(need_left_baht=table["need_baht"] - table["spent_baht"], cost=ids.map(costs))
    st.subheader(_("By programme"), anchor=False)
    bars = table.rename(columns={"spent_baht": "spent", "need_left_baht": "left"})
    st.altair_chart(
        programme_money(bars[["programme", "spent", "left"]], _("spent"), _("need left"), _("baht in one year")),
        key="plan_programmes",
        alt=_("Bars of baht spent and need left by programme"),
    )
    shown = {
        "programme": st.column_config.TextColumn(_("Programme"), width=NAME),
        "eligible_households": count_column(_("Eligible households")),
        "served_households": count_column(_("Served households")),
        "served_units": count_column(_("Served units")),
        "unit": _("Unit"),
        "cost": baht_column(_("Baht per unit")),
        "spent_baht": baht_column(_("Spent, baht")),
        "need_left_baht": baht_column(_("Need left, baht")),
        "undecided_households": count_column(
            _("Undecided"), _("households with a missing answer; they are not served")
        ),
    }
    show_table(table, shown, "plan_table", _("Households, persons and baht are counted apart; costs are for one year."))


def show_areas(context: Context, found: ScenarioResult) -> None:
    """Where the served live, beside all who are eligible."""
    _ = context.translate
    areas = found.by_area.assign(area=context.area_names(found.by_area["area"]), part=found.by_area["served_count"])
    areas = areas.assign(rest=areas["eligible_count"] - areas["part"]).sort_values("part", ascending=False).head(20)
    st.subheader(_("Where they live"), anchor=False)
    st.altair_chart(
        counted_areas(areas[["area", "part", "rest"]], _("served"), _("eligible, not served"), _("households")),
        key="plan_areas",
        alt=_("Bars of served and unserved eligible households by sub-district"),
    )
    st.caption(_("The twenty sub-districts with most households served."))
