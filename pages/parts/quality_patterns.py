"""Answers that are all the same, and numbers that people round."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent_of_share
from dss_core.usecases.check_quality import QualityReport
from pages.parts.tables import count_column, decimal_column, percent_column, show_table
from pages.shell.context import Context


def show_patterns(context: Context, report: QualityReport) -> None:
    """Straight-lining by capital, heaping of ages and incomes."""
    _show_straight(context, report)
    _show_ages(context, report)
    _show_incomes(context, report)


def _show_straight(context: Context, report: QualityReport) -> None:
    _ = context.translate
    rules = context.catalog.quality
    st.subheader(_("The same answer to every indicator of a capital"), anchor=False)
    table = report.straight
    table = table.assign(
        name=[context.name_of(block) for block in table["block"]],
        percent=100 * table["share"],
        low=100 * table["low"],
        high=100 * table["high"],
    )
    shown = {
        "name": _("Capital"),
        "percent": percent_column(_("All the same, %")),
        "low": percent_column(_("from")),
        "high": percent_column(_("to")),
        "count": count_column(_("Households")),
        "n": count_column("n"),
        "missing": count_column(_("Too few answers")),
    }
    caption = _(
        "Of households with at least {least} answers in the capital; Wilson interval, {level}. A household can truly "
        "be alike in everything: look where the share is much higher than elsewhere.",
        least=rules.straight_least,
        level=percent_of_share(rules.confidence, context.language, 0),
    )
    show_table(table, shown, "quality_straight", caption)


def _show_ages(context: Context, report: QualityReport) -> None:
    _, language = context.translate, context.language
    rules, ages = context.catalog.quality, report.ages
    st.subheader(_("Ages that end in 0 or 5"), anchor=False)
    if not ages.n:
        st.info(_("No age is known in this window."))
        return
    words = context.label(rules.whipple_label(ages.index))
    st.metric(
        _("Whipple's index"), number(ages.index, language, 1), words, delta_color="off", delta_arrow="off", border=True
    )
    st.caption(
        _(
            "100: no preference; 500: every age ends in 0 or 5. Ages {first}–{last}, n = {n} persons, {missing} ages "
            "missing, {outside} outside the window. Ages are counted from the year of birth.",
            first=rules.ages_from,
            last=rules.ages_to,
            n=number(ages.n, language),
            missing=number(ages.missing, language),
            outside=number(ages.outside, language),
        )
    )
    digits = pd.DataFrame({"digit": range(10), "percent": [100 * share for share in ages.ends]})
    shown_digits = {"digit": _("Last digit"), "percent": percent_column(_("Of all ages, %"))}
    places = report.ages_by_place.assign(
        name=context.area_names(report.ages_by_place["area"]),
        words=[context.label(rules.whipple_label(i)) if pd.notna(i) else "–" for i in report.ages_by_place["index"]],
    )
    shown = {
        "name": _("Area"),
        "index": decimal_column(_("Whipple's index")),
        "words": _("Data on age"),
        "n": count_column(_("n persons")),
        "missing": count_column(_("Missing")),
    }
    left, right = st.columns([1, 2])
    with left:
        show_table(digits, shown_digits, "quality_digits", _("10 % each without preference."))
    with right:
        show_table(places, shown, "quality_ages", _("Few persons make the index jump: read it beside n."))


def _show_incomes(context: Context, report: QualityReport) -> None:
    _, language = context.translate, context.language
    incomes, step = report.incomes, context.catalog.quality.income_step
    st.subheader(_("Incomes in round numbers"), anchor=False)
    if not incomes.n:
        st.info(_("No income above zero is known."))
        return
    st.metric(
        _("Whole multiples of {step} baht a month", step=number(int(step), language)),
        percent_of_share(incomes.share, language),
        _("{count} of {n} persons", count=number(incomes.count, language), n=number(incomes.n, language)),
        delta_color="off",
        delta_arrow="off",
        border=True,
    )
    st.caption(
        _(
            "Incomes above zero; {zero} persons have none, of {missing} it is missing. Rounded incomes make poverty "
            "jump at a line that is itself a round number.",
            zero=number(incomes.zero, language),
            missing=number(incomes.missing, language),
        )
    )
