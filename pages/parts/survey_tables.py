"""Means and frequencies by group: the chart of what differs, then the tables."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dss_core.language.format import number
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SurveyDescription
from pages.charts.intervals import MOST_ROWS, interval_rows
from pages.parts.grouping import group_names, group_word, group_words, grouping_name
from pages.parts.tables import count_column, decimal_column, fitting, percent_column, show_table
from pages.shell.context import Context

GROUP, LABEL = 170, 260  # pixels


def show_means(context: Context, found: SurveyDescription) -> None:
    """The means with standard deviations and intervals."""
    _ = context.translate
    if not len(found.means):
        return
    st.subheader(_("Means and standard deviations"), anchor=False)
    _show_chart(context, found)
    bands = {float(level.number): context.label(level.label) for level in found.bands.levels}
    table = _named(context, found.means, found).assign(band_name=found.means["band"].map(bands))
    shown = {
        **_group_columns(context, found),
        "label": st.column_config.TextColumn(_("Score or variable"), width=LABEL),
        "n": count_column("n", _count_help(context, found)),
        "missing": count_column(_("Missing")),
        "mean": decimal_column(_("Mean"), "x̄"),
        "sd": decimal_column("S.D.", _("standard deviation of a sample, n−1")),
        "band_name": st.column_config.TextColumn(_("Interpretation"), help=context.label(found.bands.label)),
        "se": st.column_config.NumberColumn("S.E.", format="%,.3f", help=_("standard error of the mean")),
        "ci_low": decimal_column(_("95% from")),
        "ci_high": decimal_column(_("95% to")),
        "min": decimal_column(_("Min")),
        "q1": decimal_column("Q1"),
        "median": decimal_column(_("Median")),
        "q3": decimal_column("Q3"),
        "max": decimal_column(_("Max")),
    }
    if found.sample.is_weighted:
        caption = _(
            "S.D. with n−1; quartiles are the smallest value at which the weighted share is reached. Missing answers "
            "are left out and counted."
        )
    else:
        caption = _("S.D. with n−1; quartiles of type 7. Missing answers are left out and counted.")
    show_table(table, shown, "means", caption, height=fitting(len(table)))


def show_shares(context: Context, found: SurveyDescription) -> None:
    """The frequencies and percentages of categories."""
    _ = context.translate
    if not len(found.shares):
        return
    words = [
        group_word(context, value, code)
        for value, code in zip(found.shares["value"], found.shares["code"], strict=True)
    ]
    table = _named(context, found.shares, found).assign(code_name=words)
    st.subheader(_("Frequencies and percentages"), anchor=False)
    counted = _("Persons") if found.unit is Unit.PERSON else _("Households")
    shown = {
        **_group_columns(context, found),
        "label": st.column_config.TextColumn(_("Variable"), width=LABEL),
        "code_name": st.column_config.TextColumn(_("Answer"), width=LABEL),
        "count": count_column(counted),
        "percent": percent_column("%"),
        "ci_low": percent_column(_("95% from")),
        "ci_high": percent_column(_("95% to")),
        "n": count_column("n", _count_help(context, found)),
        "missing": count_column(_("Missing")),
    }
    caption = _("% of who answered (n).")
    if found.sample.is_weighted:
        caption = _("Counts are of answers; % is weighted, of who answered (n).")
    show_table(table, shown, "shares", caption, height=fitting(len(table)))


def mean_text(context: Context, mean: float, low: float, high: float, n: int, missing: int) -> str:
    """A mean with its interval and its answers in one line, for who points at it."""
    _, language = context.translate, context.language
    return _(
        "{mean} (95%: {low} to {high}), n = {n}, missing {missing}",
        mean=number(mean, language, 2),
        low=number(low, language, 2),
        high=number(high, language, 2),
        n=number(n, language),
        missing=number(missing, language),
    )


def _show_chart(context: Context, found: SurveyDescription) -> None:
    """The first number by the first grouping, in one picture; nothing without groups or with too many."""
    _, language = context.translate, context.language
    value = str(found.means["value"].iloc[0])
    rows = found.means[found.means["value"] == value]
    if len(found.by) != 1 or not 1 < rows[found.by[0]].notna().sum() <= MOST_ROWS:
        return
    by = found.by[0]
    total, groups = rows[rows[by].isna()], rows[rows[by].notna() & rows["mean"].notna()]
    # ``value`` so far names what is described; in the chart it is the point.
    chart = groups.assign(
        value=groups["mean"],
        name=group_words(context, by, groups[by]),
        low=groups["ci_low"].fillna(groups["mean"]),
        high=groups["ci_high"].fillna(groups["mean"]),
        label=[number(mean, language, 2) for mean in groups["mean"]],
        text=[
            mean_text(context, row["mean"], row["ci_low"], row["ci_high"], row["n"], row["missing"])
            for row in groups.to_dict("records")
        ],
    )
    title = _("{name}: mean with 95% interval", name=context.name_of(value))
    mean = float(total["mean"].iloc[0]) if len(total) else np.nan
    st.altair_chart(
        interval_rows(
            chart[["name", "value", "low", "high", "label", "text"]], title, None if np.isnan(mean) else mean
        ),
        key="means_chart",
        alt=_("The mean of each group with its interval; the dashed line is the mean of all"),
    )


def _named(context: Context, table: pd.DataFrame, found: SurveyDescription) -> pd.DataFrame:
    """The group columns and values in words; the rows of the total say so."""
    _ = context.translate
    named = {name: group_names(context, name, table[name]) for name in found.by}
    return table.assign(label=table["value"].map(context.name_of), **named)


def _group_columns(context: Context, found: SurveyDescription) -> dict[str, Any]:
    """The columns that name the groups: wide enough for all of them, not for those of the first rows alone."""
    return {name: st.column_config.TextColumn(grouping_name(context, name), width=GROUP) for name in found.by}


def _count_help(context: Context, found: SurveyDescription) -> str:
    _ = context.translate
    if found.unit is Unit.PERSON:
        return _("persons who answered")
    return _("households that answered")
