"""What a budget buys: the figures, programmes, households and areas of a what-if."""

import streamlit as st

from dss_core.language.format import baht, number, percent
from dss_core.language.translate import N_
from dss_core.usecases.build_scenario import ScenarioResult
from pages.charts.plans import counted_areas, programme_money
from pages.parts.household import house_code_text
from pages.parts.tables import baht_column, count_column, decimal_column, show_table
from pages.shell.context import Context

NAME = 300  # pixels: the longest name of a programme
REASONS = {
    "served": N_("Served with everything they may have"),
    "partly": N_("Served in part"),
    "budget_ended": N_("Eligible, but the budget ended before them"),
    "no_places": N_("Eligible, but no place was left"),
    "undecided": N_("Cannot be decided: an answer is missing"),
    "not_eligible": N_("Not eligible for any chosen programme"),
}


def show_result(context: Context, found: ScenarioResult) -> None:
    """The four figures that answer the question."""
    _, language = context.translate, context.language
    served_share = 100 * found.served_count / found.eligible_count if found.eligible_count else None
    left_share = 100 * found.need_left_baht / found.need_baht if found.need_baht else None
    with st.grid(4, min_column_width=330):
        st.metric(
            _("Households served"),
            number(found.served_count, language),
            _(
                "{percent} of {count} eligible",
                percent=percent(served_share, language),
                count=number(found.eligible_count, language),
            ),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )
        st.metric(
            _("Spent in one year, baht"),
            number(found.spent_baht, language),
            _("{left} of the budget unspent", left=baht(found.left_baht, language)),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )
        st.metric(
            _("Need left, baht"),
            number(found.need_left_baht, language),
            _("{percent} of {need}", percent=percent(left_share, language), need=baht(found.need_baht, language)),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
            help=_("Cost of every eligible household and programme that is not served, at the costs assumed."),
        )
        st.metric(
            _("Budget ends at place"),
            "–" if found.cut_rank is None else number(found.cut_rank, language),
            _("it covers all") if found.cut_rank is None else _("of the priority list"),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
            help=_("The first household that the rest of the budget does not cover. Nobody behind it overtakes it."),
        )


def show_programmes(context: Context, found: ScenarioResult) -> None:
    """What each programme takes, and the need it leaves."""
    _ = context.translate
    names = {p.id: context.label(p.label) for p in context.catalog.programmes}
    units = {p.id: _("persons") if p.served_unit == "person" else _("households") for p in context.catalog.programmes}
    ids = found.programmes["programme_id"]
    table = found.programmes.assign(programme=ids.map(names), unit=ids.map(units))
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
        "spent_baht": baht_column(_("Spent, baht")),
        "need_left_baht": baht_column(_("Need left, baht")),
        "undecided_households": count_column(
            _("Undecided"), _("households with a missing answer; they are not served")
        ),
    }
    show_table(table, shown, "plan_table", _("Households, persons and baht are counted apart; costs are for one year."))


def show_reasons(context: Context, found: ScenarioResult) -> None:
    """What became of every household."""
    _ = context.translate
    order = {code: position for position, code in enumerate(REASONS)}
    table = found.reasons.sort_values("reason", key=lambda codes: codes.map(order))
    table = table.assign(words=[_(REASONS[code]) for code in table["reason"]])
    st.subheader(_("What became of every household"), anchor=False)
    shown = {"words": _("Result"), "count": count_column(_("Households"))}
    n = number(found.provenance.household_count, context.language)
    show_table(table, shown, "plan_reasons", _("Together {n} households; each is counted once.", n=n))


def show_served(context: Context, found: ScenarioResult) -> None:
    """The households that are served first."""
    _ = context.translate
    if not len(found.served):
        return
    names = {p.id: context.label(p.label) for p in context.catalog.programmes}
    table = found.served.assign(
        code=found.served["house_code"].map(house_code_text),
        place=context.area_names(found.served["subdistrict_code"].astype("str")),
        level_name=context.level_names(found.served["level"]),
        helped=[", ".join(names[key] for key in keys) for keys in found.served["programmes"]],
    )
    st.subheader(_("Who would be served"), anchor=False)
    shown = {
        "rank": count_column(_("Rank")),
        "code": _("House code"),
        "place": _("Sub-district"),
        "village_number": count_column(_("Village no.")),
        "overall": decimal_column(_("Overall score")),
        "level_name": _("Level"),
        "helped": st.column_config.TextColumn(_("Programmes"), width=NAME),
        "cost_baht": baht_column(_("Baht")),
    }
    caption = _(
        "The first {count} of {all} households served, in rank order.",
        count=number(len(table), context.language),
        all=number(found.served_count, context.language),
    )
    show_table(table, shown, "plan_served", caption, height=420)


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
