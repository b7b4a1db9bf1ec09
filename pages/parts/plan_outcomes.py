"""After the cut: who is reached and who is not, and poverty before and after, by group."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dss_core.language.format import MISSING, number, percent_of_share
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.count_after_cut import OutcomeFound, OutcomeQuery, count_after_cut
from dss_core.usecases.scenario_figures import unit_of
from dss_core.usecases.survey_sample import DISTRICT, MOST_GROUPINGS, ROUND, VILLAGE, groupings_of
from pages.charts.budgets import before_after
from pages.parts.grouping import group_names, grouping_name
from pages.parts.plan_words import mean_name
from pages.parts.tables import baht_column, count_column, fine_column, fitting, percent_column, show_table
from pages.shell.context import Context

MOST_DRAWN = 40
SMALL = "*"


def show_outcomes(context: Context, query: ScenarioQuery) -> None:
    """The whole part."""
    _ = context.translate
    definitions = {one.id: context.label(one.label) for one in context.catalog.poverty.definitions}
    heads = [one.id for one in context.catalog.variables if one.of_head in ("sex", "age")]
    options = [DISTRICT, *heads]
    options += [
        name for name in groupings_of(context.catalog, Unit.HOUSEHOLD) if name not in (*options, ROUND, VILLAGE)
    ]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        by = st.multiselect(
            _("By group (one or two)"),
            options,
            default=[DISTRICT],
            max_selections=MOST_GROUPINGS,
            key="outcome_by",
            format_func=lambda name: grouping_name(context, name),
            placeholder=_("No groups: all together"),
            width=420,
        )
        ideal = st.selectbox(
            _("Whom assistance ought to reach"),
            list(definitions),
            index=list(definitions).index(context.catalog.planning.ideal),
            key="outcome_ideal",
            format_func=lambda key: definitions[key],
            width=360,
        )
    found = context.ask(count_after_cut, OutcomeQuery(query, tuple(by), str(ideal)))
    _show_reach(context, found, definitions[str(ideal)])
    _show_changes(context, found)


def _show_reach(context: Context, found: OutcomeFound, ideal: str) -> None:
    _, language = context.translate, context.language
    whole = found.reach.iloc[0]
    st.markdown(
        "#### "
        + _(
            "{coverage} of those who ought to be reached are reached; {leakage} of the served are others.",
            coverage=percent_of_share(whole["coverage"], language),
            leakage=percent_of_share(whole["leakage"], language),
        )
    )
    table = found.reach.assign(group_name=_names(context, found, found.reach))
    table["under_coverage"] *= 100
    for name in ("coverage", "leakage"):
        table[name] = [_with_interval(context, row, name) for row in table.to_dict("records")]
    shown = {
        "group_name": st.column_config.TextColumn(_("Group"), width=220),
        "households": count_column("n"),
        "ideal": st.column_config.NumberColumn(
            _("To be reached"), format="%,d", help=_("by the definition chosen"), width=130
        ),
        "served": count_column(_("Served")),
        "spent_baht": baht_column(_("Spent, baht")),
        "spent_per_household_baht": baht_column(_("per served")),
        "coverage": st.column_config.TextColumn(_("Coverage (95%)"), help=_("served of those who ought to be")),
        "under_coverage": percent_column(_("Under-coverage"), _("not served of those who ought to be")),
        "leakage": st.column_config.TextColumn(
            _("Leakage (95%)"), help=_("served, but not among those who ought to be")
        ),
    }
    caption = _("Ought to be reached: {ideal}. Of {count} households that is not known.",
                ideal=ideal, count=number(found.unknown_count, language))  # fmt: skip
    show_table(table, shown, "outcome_reach", f"{caption} {_small(context, found)}", height=fitting(len(table)))


def _show_changes(context: Context, found: OutcomeFound) -> None:
    _ = context.translate
    st.subheader(_("Before and after"), anchor=False)
    measures = list(found.changes["measure"].unique())
    measure = str(
        st.selectbox(
            _("What is compared"),
            measures,
            key="outcome_measure",
            format_func=lambda name: mean_name(context, name),
            width=420,
        )
    )
    unit = unit_of(measure)
    table = found.changes[found.changes["measure"] == measure]
    table = table.assign(group_name=_names(context, found, table))
    factor = 100.0 if unit == "share" else 1.0
    numbers = [f"{name}{end}" for name in ("before", "after", "change") for end in ("", "_low", "_high", "_sd")]
    table[numbers] = table[numbers] * factor
    if len(table) <= MOST_DRAWN:
        rows = table.rename(columns={"group": "number"}).assign(group=table["group_name"])
        rows["text"] = [_change_text(context, unit, row) for row in rows.to_dict("records")]
        title = mean_name(context, measure) + (" (%)" if unit == "share" else "")
        st.altair_chart(
            before_after(rows, (_("before"), _("after")), title),
            key="outcome_chart",
            alt=_("Points of each group before and after, with intervals"),
        )
    column = percent_column if unit == "share" else baht_column if unit == "baht" else fine_column
    shown = {
        "group_name": st.column_config.TextColumn(_("Group"), width=220),
        "n": count_column("n"),
        "missing": count_column(_("Missing")),
        "before": column(_("before")),
        "after": column(_("after")),
        "change": column(_("Change")),
        "change_low": column(_("95% from")),
        "change_high": column(_("95% to")),
        "before_sd": column(_("S.D. before")),
        "after_sd": column(_("S.D. after")),
    }
    caption = _("Computed anew on the households as they would be after the plan, with the effects that are assumed.")
    show_table(table, shown, f"outcome_{measure}", f"{caption} {_small(context, found)}", height=fitting(len(table)))


def _names(context: Context, found: OutcomeFound, table: pd.DataFrame) -> list[str]:
    """The name of every group, a small one with its mark."""
    _ = context.translate
    if not found.by:
        return [_("All")] * len(table)
    columns = [group_names(context, name, table[name]) for name in found.by]
    is_all = table["group"] == 0
    names = [" · ".join(parts) for parts in zip(*(column.astype(str) for column in columns), strict=True)]
    marks = [f" {SMALL}" if is_small else "" for is_small in table["is_small"]]
    return [_("All") if whole else name + mark for whole, name, mark in zip(is_all, names, marks, strict=True)]


def _small(context: Context, found: OutcomeFound) -> str:
    _ = context.translate
    return _("{mark} fewer than {count} households: read with care.", mark=SMALL, count=str(found.small_group))


def _with_interval(context: Context, row: dict[Hashable, Any], name: str) -> str:
    """A share with its interval, in per cent; a dash where nobody counts."""
    value, low, high = (number(100 * row[f"{name}{end}"], context.language, 1) for end in ("", "_low", "_high"))
    return value if value == MISSING else f"{value}% ({low}–{high})"


def _change_text(context: Context, unit: str, row: dict[Hashable, Any]) -> str:
    _, language = context.translate, context.language
    decimals, sign = (0, "") if unit == "baht" else (1, "%") if unit == "share" else (4, "")
    before, after = (number(row[name], language, decimals) + sign for name in ("before", "after"))
    return _("{before} before, {after} after, n = {n}", before=before, after=after, n=number(row["n"], language))
