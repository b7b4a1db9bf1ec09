"""What was not answered: by indicator, by sub-district, and how many households answered everything."""

import streamlit as st

from dss_core.language.format import number, percent_of_share
from dss_core.usecases.check_quality import QualityReport
from pages.parts.tables import bar_column, count_column, fitting, percent_column, show_table
from pages.shell.context import Context


def show_missing(context: Context, report: QualityReport) -> None:
    """Missing answers by indicator and place, and completeness."""
    _, language = context.translate, context.language
    complete = report.complete
    all_answered = int(complete.loc[complete["missing_count"] == 0, "count"].sum())
    total = report.provenance.household_count
    asked = int((report.missing["n"] + report.missing["missing"]).sum())
    missing = int(report.missing["missing"].sum())
    with st.grid(2, min_column_width=240):
        st.metric(
            _("Households that answered every indicator"),
            percent_of_share(all_answered / total if total else None, language),
            _("{count} of {total}", count=number(all_answered, language), total=number(total, language)),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )
        st.metric(
            _("Answers that are missing"),
            percent_of_share(missing / asked if asked else None, language),
            _("{count} of {total}", count=number(missing, language), total=number(asked, language)),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )
    _show_indicators(context, report)
    _show_places(context, report)


def _show_indicators(context: Context, report: QualityReport) -> None:
    _ = context.translate
    capitals = {i.id: i.capital for i in context.catalog.instrument.indicators}
    table = report.missing.sort_values("share", ascending=False, kind="stable")
    table = table.assign(
        name=[context.name_of(q) for q in table["question"]],
        capital=[context.name_of(capitals[q]) for q in table["question"]],
        bar=table["share"],
        percent=100 * table["share"],
    )
    st.subheader(_("By indicator"), anchor=False)
    shown = {
        "name": _("Indicator"),
        "capital": _("Capital"),
        "bar": bar_column(_("Share missing"), max(0.001, float(table["share"].max()))),
        "percent": percent_column(_("Missing, %")),
        "missing": count_column(_("Missing")),
        "n": count_column(_("n answered")),
    }
    show_table(
        table, shown, "quality_missing", _("The indicators that are missing most first."), height=fitting(len(table))
    )


def _show_places(context: Context, report: QualityReport) -> None:
    _ = context.translate
    st.subheader(_("By sub-district"), anchor=False)
    questions = {"": _("All indicators together")} | {q: context.name_of(q) for q in report.missing["question"]}
    chosen = st.selectbox(
        _("Indicator"), list(questions), key="quality_question", format_func=lambda key: questions[key]
    )
    rows = report.missing_by_place
    rows = rows[rows["question"] == chosen] if chosen else rows
    table = rows.groupby("subdistrict_code", as_index=False)[["n", "missing"]].sum()
    share = table["missing"] / (table["n"] + table["missing"])
    table = table.assign(
        place=context.area_names(table["subdistrict_code"]),
        district=context.area_names(table["subdistrict_code"].str[:-2]),
        bar=share,
        percent=100 * share,
    ).sort_values("percent", ascending=False, kind="stable")
    shown = {
        "place": _("Sub-district"),
        "district": _("District"),
        "bar": bar_column(_("Share missing"), max(0.001, float(table["bar"].max()) if len(table) else 1.0)),
        "percent": percent_column(_("Missing, %")),
        "missing": count_column(_("Missing")),
        "n": count_column(_("n answered")),
    }
    caption = _("Answers of households; n and missing count answers, not households.")
    show_table(table, shown, "quality_places", caption, height=fitting(len(table)))
