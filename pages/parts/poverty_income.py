"""Poverty of incomes at any line: rate, gap and severity together, by group, and how incomes are spread."""

import math
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from dss_core.catalog.poverty import PovertyLine
from dss_core.language.format import MISSING, baht, number, percent, percent_of_share
from dss_core.language.translate import N_
from dss_core.usecases.measure_income_poverty import (
    PEOPLE,
    IncomePoverty,
    IncomeQuery,
    Inequality,
    measure_income_poverty,
    measure_inequality,
)
from dss_core.usecases.survey_sample import SampleChoice
from pages.charts.incomes import income_parts, lorenz
from pages.parts.empty import show_empty
from pages.parts.grouping import group_names, grouping_name
from pages.parts.part_choice import choose_part
from pages.parts.poverty_words import GROUP_WIDTH, show_by_group, show_figure, table_height
from pages.parts.standing import standing_badge
from pages.parts.tables import count_column, show_table
from pages.shell.context import Context
from pages.shell.session import start_with

SPREAD, OTHER = "spread", "other"
LEAST, MOST, STEP = 1_000, 1_000_000, 500  # baht per person and year
RATES = {"FGT0": N_("Poor people"), "FGT1": N_("Poverty gap"), "FGT2": N_("Severity")}
HELP = {
    "FGT0": N_("Share below the line (FGT 0). At the line is not poor."),
    "FGT1": N_("Mean of what is lacking to the line, as a share of the line; 0 for those not poor (FGT 1)."),
    "FGT2": N_("Mean of the squared gap: the poorest weigh most (FGT 2)."),
}
OTHERS = {
    "watts": N_("Watts"),
    "sst": N_("Sen–Shorrocks–Thon"),
    "gini": N_("Gini (trapezoid)"),
    "theil": N_("Theil"),
    "atkinson": N_("Atkinson"),
    "s80s20": N_("S80/S20"),
}
NOTES = {
    "nobody_answered": N_("nobody answered"),
    "undefined_with_zero_or_negative_incomes": N_("not defined with incomes of zero or less"),
    "undefined_without_income": N_("not defined without income"),
    "negative_incomes_used_as_they_are": N_("negative incomes are used as they are"),
    "undefined_when_nobody_is_poor": N_("not defined when nobody is poor"),
    "undefined_when_nobody_is_above_the_upper_percentile": N_("not defined: too few different incomes"),
    "no_standard_error_from_one_unit": N_("no error from a single household"),
}


@dataclass(frozen=True)
class _Choice:
    line: float
    sample: SampleChoice
    unit: str


def show_income(context: Context, by: str, lines: dict[str, float]) -> None:
    """The whole part: the line, rate, gap and severity, by group, and inequality."""
    _ = context.translate
    choice = _choose(context, lines)
    query = IncomeQuery(context.round_id, context.area, (choice.line,), (by,), choice.sample)
    found = context.ask(measure_income_poverty, query)
    everybody = {str(row["measure"]): row for row in found.table[found.table["group"] == 0].to_dict("records")}
    if not everybody["FGT0"]["n"]:
        show_empty(
            _("The income of no household is known."),
            _("Incomes come from the members' sheet of the survey; choose another round or area."),
        )
        return
    _show_rates(context, found, everybody, choice)
    _show_groups(context, found, by, choice)
    _show_more(context, query, by, choice)


def _show_more(context: Context, query: IncomeQuery, by: str, choice: _Choice) -> None:
    """How incomes are spread, or the other measures; only what is chosen is computed and drawn."""
    _ = context.translate
    views = {SPREAD: _("How incomes are spread"), OTHER: _("Other measures")}
    st.divider()
    view = choose_part(context, views, "poverty_income_view")
    if view == OTHER:
        _show_others(context, context.ask(measure_inequality, query).table, by)
    else:
        _show_spread(context, context.ask(measure_inequality, replace(query, lines=())), choice)


def _choose(context: Context, heights: dict[str, float]) -> _Choice:
    _ = context.translate
    lines = context.catalog.poverty.lines
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    options = [*heights, ""]
    chosen = left.selectbox(
        _("Poverty line"),
        options,
        key="poverty_line",
        format_func=lambda name: _line_name(context, lines.get(name), heights.get(name)),
        persist_state="session",
    )
    # A key for each line: its height stands there at first, and can be changed.
    key = f"poverty_height_{chosen}"
    start_with(key, int(heights.get(str(chosen), next(iter(heights.values()), LEAST))))
    height = middle.number_input(
        _("Height, baht per person and year"), LEAST, MOST, step=STEP, key=key, persist_state="session"
    )
    units = {"people": _("People"), "households": _("Households")}
    unit = right.segmented_control(
        _("Count"),
        list(units),
        key="poverty_unit",
        format_func=lambda name: units[name],
        default="people",
        required=True,
        help=_("An income per person is of people: each household counts with its living members."),
        persist_state="session",
    )
    line = lines.get(str(chosen))
    if line is not None:
        st.caption(f"{standing_badge(_, line.standing)} {context.label(line.meaning)}")
    if unit == "households":
        return _Choice(float(height), SampleChoice(), _("households"))
    return _Choice(float(height), PEOPLE, _("households, weighted by people"))


def _line_name(context: Context, line: PovertyLine | None, height: float | None) -> str:
    _ = context.translate
    if line is None:
        return _("A line of your own")
    return f"{context.label(line.label)} ({baht(height, context.language)})"


def _show_rates(context: Context, found: IncomePoverty, everybody: dict[str, dict[Any, Any]], choice: _Choice) -> None:
    _, language = context.translate, context.language
    is_people = choice.sample.by_members
    with st.grid(3, min_column_width=240):
        for measure, name in _rates(context, choice).items():
            show_figure(context, name, everybody[measure], _(HELP[measure]))
    first = everybody["FGT0"]
    missing = _(
        "{n} households with a known income, {missing} without.",
        n=number(first["n"], language),
        missing=number(first["missing"], language),
    )
    people = _("They have {people} living members.", people=number(found.people_count, language))
    bounds = _(
        "If all without an income were at the line, {low} would be poor; if they had none, {high}.",
        low=percent_of_share(first["bound_low"], language),
        high=percent_of_share(first["bound_high"], language),
    )
    st.caption(" ".join([missing, *([people] if is_people else []), bounds]))
    if first["value"] == 0:
        st.info(_("Nobody is below this line."))


def _show_groups(context: Context, found: IncomePoverty, by: str, choice: _Choice) -> None:
    _ = context.translate
    st.subheader(_("Rate, gap and severity"), anchor=False)
    title = (
        _("% of people; line: 95% interval") if choice.sample.by_members else _("% of households; line: 95% interval")
    )
    show_by_group(context, found.table, by, _rates(context, choice), _("households"), "poverty_income", title)


def _rates(context: Context, choice: _Choice) -> dict[str, str]:
    """Rate, gap and severity by name; the rate says of whom it is."""
    _ = context.translate
    names = {measure: _(name) for measure, name in RATES.items()}
    return names if choice.sample.by_members else {**names, "FGT0": _("Poor households")}


def _show_spread(context: Context, found: Inequality, choice: _Choice) -> None:
    _, language = context.translate, context.language
    if found.shares["value"].isna().any():
        return
    of_people = choice.sample.by_members
    people = _("% of people, the poorest first") if of_people else _("% of households, the poorest first")
    income = _("% of all income")
    shares = found.shares
    st.subheader(_("How incomes are spread"), anchor=False)
    parts = pd.DataFrame(
        {
            "name": [_part_name(context, part, len(shares)) for part in shares["part"]],
            "value": 100 * shares["value"],
            "low": 100 * shares["ci_low"].fillna(shares["value"]),
            "high": 100 * shares["ci_high"].fillna(shares["value"]),
            "label": [percent_of_share(value, language) for value in shares["value"]],
        }
    )
    parts["text"] = [_("{percent} of all income", percent=label) for label in parts["label"]]
    curve = pd.DataFrame({"people": 100 * found.curve["people"], "income": 100 * found.curve["income"]})
    curve["text"] = [
        _("the poorest {people} have {income}", people=percent(p, language, 0), income=percent(i, language))
        for p, i in zip(curve["people"], curve["income"], strict=True)
    ]
    left, right = st.columns(2, gap="large")
    with left:
        st.altair_chart(
            income_parts(parts, people, income), key="poverty_parts", alt=_("Bars of the share of income by fifths")
        )
    with right:
        st.altair_chart(lorenz(curve, people, income), key="poverty_lorenz", alt=_("Lorenz curve of incomes"))
    st.caption(_("Dashed: if all incomes were equal. The further below, the more unequal."))


def _part_name(context: Context, part: int, parts: int) -> str:
    size = 100 / parts
    language = context.language
    return f"{number((part - 1) * size, language)}–{number(part * size, language)}"


def _show_others(context: Context, table: pd.DataFrame, by: str) -> None:
    """All other measures by group, with their errors; why one has no value is said."""
    _, language = context.translate, context.language
    rows = table[table["measure"].isin(OTHERS)]
    rows = rows.assign(
        group_name=group_names(context, by, rows[by]),
        measure_name=[_(OTHERS[measure]) for measure in rows["measure"]],
        value_text=[number(value, language, 3) for value in rows["value"]],
        error=[number(se, language, 3) for se in rows["se"]],
        interval=[_plain(context, a, b) for a, b in zip(rows["ci_low"], rows["ci_high"], strict=True)],
        note_text=[_note(context, note) for note in rows["note"]],
    ).sort_values("group", kind="stable")
    st.subheader(_("Other measures"), anchor=False)
    shown = {
        "group_name": st.column_config.TextColumn(grouping_name(context, by), width=GROUP_WIDTH),
        "measure_name": _("Index"),
        "value_text": _("Value"),
        "error": _("Standard error"),
        "interval": _("95% interval"),
        "n": count_column("n"),
        "missing": count_column(_("Missing")),
        "note_text": _("Note"),
    }
    epsilon = number(context.catalog.poverty.defaults.atkinson_epsilon, language, 1)
    caption = _("Atkinson with an aversion of {epsilon}; Gini by the trapezoid formula of Eurostat.", epsilon=epsilon)
    show_table(rows, shown, "poverty_others", caption, height=table_height(len(rows)))


def _plain(context: Context, low: float, high: float) -> str:
    if math.isnan(low) or math.isnan(high):
        return MISSING
    return f"{number(low, context.language, 3)} – {number(high, context.language, 3)}"


def _note(context: Context, note: object) -> str:
    _ = context.translate
    return "; ".join(_(NOTES[one]) for one in str(note).split("; ") if one in NOTES)
