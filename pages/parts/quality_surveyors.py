"""Surveyors, by number: how much of the differences lies between them, and whose figures stand apart."""

import pandas as pd
import streamlit as st

from dss_core.language.format import day, number, percent_of_share
from dss_core.usecases.check_quality import QualityReport
from pages.charts.intervals import MOST_ROWS, interval_rows
from pages.parts.tables import count_column, decimal_column, fitting, percent_column, show_table
from pages.shell.context import Context

MOST_DAYS = 20


def show_surveyors(context: Context, report: QualityReport) -> None:
    """Intra-class correlation, means with intervals, and days."""
    _ = context.translate
    if not len(report.surveyors):
        st.info(_("The files of this round name no surveyors."), icon=":material/info:")
        return
    st.markdown(
        _(
            "Surveyors are shown by a number. They work in different places, and what differs there differs here: "
            "“unusual” says where to look, not that anything is wrong."
        )
    )
    _show_correlations(context, report)
    _show_means(context, report)
    _show_days(context, report)


def _show_correlations(context: Context, report: QualityReport) -> None:
    _ = context.translate
    notable = context.catalog.quality.icc_notable
    table = report.correlations.assign(
        name=[_("Overall score") if v == "overall" else context.name_of(v) for v in report.correlations["value"]],
        words=[
            "–" if pd.isna(i) else _("worth a look") if i >= notable else _("usual") for i in report.correlations["icc"]
        ],
    )
    three = "%.3f"
    shown = {
        "name": _("Score"),
        "icc": st.column_config.NumberColumn(_("Intra-class correlation"), format=three, width="medium"),
        "low": st.column_config.NumberColumn(_("from"), format=three),
        "high": st.column_config.NumberColumn(_("to"), format=three),
        "words": _("Reading"),
        "design_effect": decimal_column(_("Design effect")),
        "groups": count_column(_("Surveyors")),
        "n": count_column(_("n households")),
        "missing": count_column(_("Missing")),
    }
    st.subheader(_("How much lies between surveyors"), anchor=False)
    caption = _(
        "The part of the variance that lies between surveyors (one-way analysis of variance), with its interval; from "
        "{notable} on it is worth a look. The design effect says how many times larger the variance of the mean gets.",
        notable=number(notable, context.language, 2),
    )
    show_table(table, shown, "quality_icc", caption)


def _show_means(context: Context, report: QualityReport) -> None:
    _, language = context.translate, context.language
    rows = report.surveyors.sort_values("mean", kind="stable")
    rows = rows.assign(
        name=[_("Surveyor {number}", number=int(g)) for g in rows["group"]],
        reading=[_("unusual") if one else _("usual") for one in rows["is_unusual"]],
        missing_percent=100 * rows["asked_missing_share"],
        straight_percent=100 * rows["straight_share"],
    )
    st.subheader(_("Mean overall score by surveyor"), anchor=False)
    if len(rows) <= MOST_ROWS:
        drawn = rows.assign(
            value=rows["mean"],
            label=[number(m, language, 2) for m in rows["mean"]],
            text=[_("n = {n}", n=number(int(n), language)) for n in rows["n"]],
        )[["name", "value", "low", "high", "label", "text"]]
        known = report.surveyors.dropna(subset=["mean"])
        total = float((known["mean"] * known["n"]).sum() / known["n"].sum()) if len(known) else None
        st.altair_chart(interval_rows(drawn, _("Overall score"), total), width="stretch")
    shown = {
        "name": _("Surveyor"),
        "mean": decimal_column(_("Mean")),
        "low": decimal_column(_("from")),
        "high": decimal_column(_("to")),
        "others": decimal_column(_("Mean of all others")),
        "reading": _("Reading"),
        "missing_percent": percent_column(_("Missing answers, %")),
        "straight_percent": percent_column(_("All the same, %")),
        "n": count_column(_("n households")),
        "missing": count_column(_("Without a score")),
    }
    caption = _(
        "Interval of t, {level}; unusual: at least {least} households, and the mean differs from that of all others "
        "by more than chance among so many (Welch, Bonferroni). The dashed line is the mean of all.",
        level=percent_of_share(context.catalog.quality.confidence, language, 0),
        least=context.catalog.quality.least_surveys,
    )
    show_table(rows, shown, "quality_surveyors", caption, height=fitting(len(rows)))


def _show_days(context: Context, report: QualityReport) -> None:
    _, language = context.translate, context.language
    days = report.days
    st.subheader(_("Households visited on a day"), anchor=False)
    if not len(days.days):
        st.info(_("The files of this round name no survey dates."), icon=":material/info:")
        return
    unusual = int(days.days["is_unusual"].sum())
    st.markdown(
        _(
            "A surveyor usually visits **{median}** households on a day (median). **{count}** days of one surveyor are "
            "unusually full. {missing} households lack a surveyor or a day. How long interviews took is not recorded.",
            median=number(days.median, language, 1),
            count=number(unusual, language),
            missing=number(days.missing, language),
        )
    )
    top = days.days.head(MOST_DAYS)
    table = top.assign(
        name=[_("Surveyor {number}", number=int(one)) for one in top["surveyor"]],
        on=[day(one, language) for one in top["day"]],
        reading=[_("unusual") if one else _("usual") for one in top["is_unusual"]],
    )
    shown = {
        "name": _("Surveyor"),
        "on": _("Day"),
        "count": count_column(_("Households")),
        "reading": _("Reading"),
    }
    caption = _("The fullest days of {total} in all.", total=number(len(days.days), language))
    show_table(table, shown, "quality_days", caption, height=fitting(len(table)))
