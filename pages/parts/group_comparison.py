"""Do groups differ in a mean? The picture, one sentence that says what the test means, and the table behind it."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from dss_core.language.format import number
from dss_core.language.translate import N_
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.compare_groups import CompareQuery, compare_groups
from dss_core.usecases.survey_sample import SampleChoice, groupings_of, values_of
from pages.charts.intervals import MOST_ROWS, interval_rows
from pages.parts.grouping import group_word, grouping_name
from pages.parts.sampling import show_sample_notes
from pages.parts.survey_tables import mean_text
from pages.parts.tables import count_column, decimal_column, fitting, show_table
from pages.shell.context import Context

if TYPE_CHECKING:
    from dss_core.analysis.statistics.comparison import Comparison

METHODS = {
    "welch_t": N_("Welch's t-test"),
    "student_t": N_("Student's t-test (equal variances)"),
    "welch_anova": N_("Welch's analysis of variance"),
    "anova": N_("one-way analysis of variance (equal variances)"),
    "wald_f": N_("Wald's F under the sampling design"),
}
MEANINGS = {
    "comparison_differs": N_("The means differ: differences this large would be rare if all groups had the same mean."),
    "comparison_not_shown": N_("The sample does not show that the means differ. That is no proof that they are equal."),
    "comparison_no_test": N_("No test can be made: too few answers, or no spread in them."),
    "comparison_not_a_cause": N_("That groups differ does not tell why they do."),
    "comparison_small_group": N_("Groups with fewer than two answers are left out of the test."),
}
EFFECTS = {
    "hedges_g": N_("Hedges's g = {value} (95%: {low} to {high}): the difference in standard deviations."),
    "omega_squared": N_("ω² = {value}: the share of the spread that the groups account for."),
    "eta_squared": N_("η² = {value}: the share of the spread that the groups account for."),
}


def show_group_comparison(context: Context, unit: Unit, sample: SampleChoice) -> None:
    """Choose a number and groups, and see whether they differ."""
    _ = context.translate
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    value = left.selectbox(
        _("What is compared"), values_of(context.catalog, unit)[0], key=f"compare_value_{unit}",
        format_func=context.name_of,
    )  # fmt: skip
    groupings = groupings_of(context.catalog, unit)
    # A place may be a single one; what is known of the head has several groups nearly everywhere.
    usual = next((one.id for one in context.catalog.variables if one.of_head), groupings[0])
    by = middle.selectbox(
        _("Between"), groupings, index=groupings.index(usual), key=f"compare_by_{unit}",
        format_func=lambda name: grouping_name(context, name),
    )  # fmt: skip
    equal = right.toggle(_("Equal variances"), key="compare_equal", help=_("Student's and Fisher's tests, not Welch's"))
    query = CompareQuery(context.round_id, context.area, str(value), str(by), unit, sample, equal)
    found = context.ask(compare_groups, query)
    comparison = found.comparison
    names = [group_word(context, str(by), code) for code in comparison.groups]
    for place, meaning in enumerate(comparison.meanings):
        text = _(MEANINGS[meaning])
        if place:
            st.caption(":material/info: " + text)
        else:
            st.markdown(f"**{text}**")
    _show_figures(context, comparison)
    table = _table(context, comparison, names)
    if len(table) <= MOST_ROWS and table["mean"].notna().any():
        title = _("{name}: mean with 95% interval", name=context.name_of(str(value)))
        rows = table[table["mean"].notna()].rename(columns={"mean": "value"})
        rows = rows.assign(low=rows["low"].fillna(rows["value"]), high=rows["high"].fillna(rows["value"]))
        st.altair_chart(
            interval_rows(rows[["name", "value", "low", "high", "label", "text"]], title),
            key="compare_chart",
            alt=_("The mean of each group with its interval"),
        )
    shown = {
        "name": st.column_config.TextColumn(grouping_name(context, str(by)), width=260),
        "n": count_column("n"),
        "missing": count_column(_("Missing")),
        "mean": decimal_column(_("Mean"), "x̄"),
        "sd": decimal_column("S.D.", _("standard deviation of a sample, n−1")),
        "low": decimal_column(_("95% from")),
        "high": decimal_column(_("95% to")),
    }
    caption = _("Missing answers are left out and counted.")
    show_table(table, shown, "compare_table", caption, height=fitting(len(table)))
    show_sample_notes(context, found.sample, sample, unit)


def _show_figures(context: Context, found: "Comparison") -> None:
    """The test and the size of the difference, as a thesis would print them."""
    _, language = context.translate, context.language
    parts = []
    if found.test is not None:
        letter = "t" if found.method in ("welch_t", "student_t") else "F"
        degrees = f"{found.test.df_below:,.1f}" if letter == "t" else f"{found.test.df:.0f}, {found.test.df_below:,.1f}"
        p = "< 0.001" if found.test.p < 0.001 else "= " + number(found.test.p, language, 3)
        parts.append(f"{_(METHODS[found.method])}: {letter}({degrees}) = {found.test.statistic:,.2f}, p {p}.")
    if found.effect is not None:
        low, high = (number(end, language, 2) for end in (found.effect.low, found.effect.high))
        value = number(found.effect.value, language, 3 if found.effect.low is None else 2)
        parts.append(_(EFFECTS[found.effect.kind]).format(value=value, low=low, high=high))
    if parts:
        st.caption(" ".join(parts))


def _table(context: Context, found: "Comparison", names: list[str]) -> pd.DataFrame:
    _, language = context.translate, context.language
    low, high = found.estimates.interval()
    table = pd.DataFrame(
        {
            "name": names,
            "n": found.estimates.n,
            "missing": found.estimates.missing,
            "mean": found.estimates.value,
            "sd": found.sd,
            "low": low,
            "high": high,
        }
    )
    table["label"] = [number(mean, language, 2) for mean in table["mean"]]
    table["text"] = [
        mean_text(context, row["mean"], row["low"], row["high"], row["n"], row["missing"])
        for row in table.to_dict("records")
    ]
    return table.replace([np.inf, -np.inf], np.nan)
