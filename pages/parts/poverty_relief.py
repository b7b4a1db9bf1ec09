"""One step out: which single deprivation, mended alone, lets how many households leave poverty, where, at what cost."""

import pandas as pd
import streamlit as st

from dss_core.language.format import MISSING, baht, number
from dss_core.usecases.find_relief import Relief, ReliefQuery, find_relief
from dss_core.usecases.mpi_choice import MpiChoice
from dss_core.usecases.survey_sample import DISTRICT, SUBDISTRICT
from pages.charts.relief import relief_bars
from pages.parts.grouping import choose_grouping, group_names, grouping_name
from pages.parts.poverty_choice import choose_mpi, dimension_name, indicator_name
from pages.parts.poverty_words import GROUP_WIDTH, table_height
from pages.parts.tables import baht_column, count_column, show_table
from pages.shell.context import Context

NAME = 330  # pixels


def show_relief(context: Context) -> None:
    """The whole part."""
    _ = context.translate
    settings, result = st.columns([1, 2], gap="large")
    with settings:
        choice = choose_mpi(context)
        by = choose_grouping(context, "poverty_relief_by", (DISTRICT, SUBDISTRICT))
    if choice is None:
        return
    found = context.ask(find_relief, ReliefQuery(context.round_id, context.area, choice, by))
    whole = found.table[found.table["group"] == 0].sort_values("leaving_count", ascending=False, kind="stable")
    with result:
        _show_figures(context, found, whole, choice)
        if whole["leaving_count"].any():
            _show_bars(context, whole, choice)
    if whole["leaving_count"].any():
        _show_programmes(context, whole, found, choice)
        _show_places(context, found, whole, choice, by)


def _show_figures(context: Context, found: Relief, whole: pd.DataFrame, choice: MpiChoice) -> None:
    _, language = context.translate, context.language
    if not found.poor_count:
        st.info(_("No household is poor at this cut-off, so there is no step to take."))
        return
    best = whole.to_dict("records")[0]
    if not best["leaving_count"]:
        st.info(_("No household would leave poverty if only one deprivation were mended."))
        return
    specification = context.catalog.poverty.specification(str(choice.specification))
    with st.grid(2, min_column_width=240):
        st.metric(
            _("Poor households"),
            number(found.poor_count, language),
            _("at most {count}", count=number(found.poor_count + found.undecided_count, language)),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
            help=_("At most: if every missing answer were a deprivation."),
        )
        st.metric(
            _("Most leave by one step"),
            number(best["leaving_count"], language),
            indicator_name(context, specification, best["indicator"]),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )
    within = whole.sort_values("reachable_count", ascending=False, kind="stable").to_dict("records")[0]
    if within["reachable_count"]:
        programme = context.label(context.catalog.programme(str(within["programme_id"])).label)
        st.markdown(
            _(
                "Most within reach: **{count} households** by “{programme}” ({indicator}), {cost} a year.",
                count=number(within["reachable_count"], language),
                programme=programme,
                indicator=indicator_name(context, specification, within["indicator"]),
                cost=baht(within["cost_baht"], language),
            )
        )


def _show_bars(context: Context, whole: pd.DataFrame, choice: MpiChoice) -> None:
    _, language = context.translate, context.language
    specification = context.catalog.poverty.specification(str(choice.specification))
    names = [indicator_name(context, specification, one) for one in whole["indicator"]]
    rows = pd.DataFrame(
        {
            "indicator": names,
            "heading": [
                f"{name}: {number(count, language)}" for name, count in zip(names, whole["leaving_count"], strict=True)
            ],
            "reachable": whole["reachable_count"].to_numpy(),
            "unreachable": whole["unreachable_count"].to_numpy(),
            "text": [
                _(
                    "{leaving} of {poor} poor households that lack it",
                    leaving=number(row["leaving_count"], language),
                    poor=number(row["poor_deprived_count"], language),
                )
                for row in whole.to_dict("records")
            ],
        }
    )
    st.subheader(_("Households that leave poverty if one thing is mended"), anchor=False)
    st.altair_chart(
        relief_bars(rows, _("a programme reaches them"), _("not within reach"), _("households")),
        key="poverty_relief_chart",
        alt=_("Bars of the households that leave poverty by indicator"),
    )


def _show_programmes(context: Context, whole: pd.DataFrame, found: Relief, choice: MpiChoice) -> None:
    """For each indicator the cheapest programme, and its cost."""
    _ = context.translate
    specification = context.catalog.poverty.specification(str(choice.specification))
    programmes = {one.id: context.label(one.label) for one in context.catalog.programmes}
    table = whole.assign(
        name=[indicator_name(context, specification, one) for one in whole["indicator"]],
        dimension=[dimension_name(context, specification, found.dimensions[one]) for one in whole["indicator"]],
        programme=[programmes.get(str(one), MISSING) for one in whole["programme_id"]],
    )
    st.subheader(_("What mends it, and the cost"), anchor=False)
    shown = {
        "name": st.column_config.TextColumn(_("Indicator"), width=NAME),
        "dimension": _("Dimension"),
        "poor_deprived_count": count_column(_("Poor and deprived")),
        "leaving_count": count_column(_("Leave poverty")),
        "programme": st.column_config.TextColumn(_("Cheapest programme"), width=NAME),
        "reachable_count": count_column(_("Within reach")),
        "unreachable_count": count_column(_("Not within reach")),
        "cost_baht": baht_column(_("Cost a year, baht")),
    }
    caption = _(
        "Households; a household can leave by more than one step, so rows do not add up. It is supposed that the "
        "programme mends the whole deprivation, at the assumed cost of the catalogue, for exactly these households."
    )
    show_table(table, shown, "poverty_relief", caption, height="content")


def _show_places(context: Context, found: Relief, whole: pd.DataFrame, choice: MpiChoice, by: str) -> None:
    """Where the leavers of one indicator live."""
    _ = context.translate
    specification = context.catalog.poverty.specification(str(choice.specification))
    names = {one: indicator_name(context, specification, one) for one in whole["indicator"]}
    st.subheader(_("Where they live"), anchor=False)
    chosen = st.selectbox(
        _("Indicator"), list(names), key=f"poverty_relief_of_{specification.id}", format_func=lambda one: names[one]
    )
    indicator = str(chosen) if chosen in names else str(whole["indicator"].iloc[0])
    places = found.table[(found.table["indicator"] == indicator) & (found.table["group"] > 0)]
    places = places.assign(place=group_names(context, by, places[by]))
    places = places.sort_values("leaving_count", ascending=False, kind="stable")
    shown = {
        "place": st.column_config.TextColumn(grouping_name(context, by), width=GROUP_WIDTH),
        "poor_deprived_count": count_column(_("Poor and deprived")),
        "leaving_count": count_column(_("Leave poverty")),
        "reachable_count": count_column(_("Within reach")),
        "unreachable_count": count_column(_("Not within reach")),
        "cost_baht": baht_column(_("Cost a year, baht")),
    }
    caption = _("{indicator}: households by place, most leavers first.", indicator=names[indicator])
    show_table(places, shown, "poverty_places", caption, height=table_height(len(places)))
