"""Two groupings crossed: bars of 100 %, the test in a sentence, and the table with its percentages."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent
from dss_core.language.translate import N_
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.cross_answers import CrossQuery, cross_answers
from dss_core.usecases.gated_figures import GATED_PLACES
from dss_core.usecases.survey_sample import SampleChoice
from pages.charts.intervals import crossed_bars
from pages.charts.plans import SERIES
from pages.parts.empty import show_empty
from pages.parts.gated import is_gated
from pages.parts.grouping import group_word, grouping_name, offered_groupings
from pages.parts.sampling import show_sample_notes
from pages.parts.tables import count_column, fitting, percent_column, show_table
from pages.shell.context import Context

if TYPE_CHECKING:
    from dss_core.analysis.statistics.crosstab import ChiSquare, CrossTable

METHODS = {
    "pearson": N_("Pearson's chi-square"),
    "rao_scott_first": N_("Rao & Scott's chi-square, first order"),
    "rao_scott_second": N_("Rao & Scott's F, second order"),
}
WARNINGS = {
    "crosstab_no_test": N_("No test: a test needs at least two rows and two columns, and more clusters than strata."),
    "crosstab_small_expected": N_("More than a fifth of the cells expect fewer than 5: the test is a rough guide."),
    "crosstab_hidden_cells": N_("Small groups are hidden, and the test with them: it would tell what they are."),
    "crosstab_expected_below_one": N_("A cell expects less than one: do not rely on the test."),
}
SIGNIFICANT = 0.05


def show_cross_table(context: Context, unit: Unit, sample: SampleChoice) -> None:
    """Choose two groupings and see them crossed."""
    _ = context.translate
    names = list(offered_groupings(context, unit))
    left, right = st.columns(2)
    row = left.selectbox(
        _("Rows"), names, key=f"cross_row_{unit}", format_func=lambda name: grouping_name(context, name)
    )
    others = [name for name in names if name != row]
    if is_gated(context) and row not in GATED_PLACES:  # one answer at a time, by place
        others = [name for name in others if name in GATED_PLACES]
    column = right.selectbox(
        _("Columns"),
        others,
        index=others.index("level") if "level" in others else 0,
        key=f"cross_column_{unit}",
        format_func=lambda name: grouping_name(context, name),
    )
    found = context.ask(cross_answers, CrossQuery(context.round_id, context.area, str(row), str(column), unit, sample))
    table = found.table
    if not table.n:
        show_empty(_("Nobody answered both."), _("Choose other rows or columns, or a larger area."))
        return
    rows = [group_word(context, str(row), code) for code in table.rows]
    columns = [group_word(context, str(column), code) for code in table.columns]
    _show_bars(context, table, rows, columns)
    _show_test(context, table)
    _show_cells(context, table, rows, columns, grouping_name(context, str(row)))
    show_sample_notes(context, found.sample, sample, unit)


def _show_bars(context: Context, table: "CrossTable", rows: list[str], columns: list[str]) -> None:
    _, language = context.translate, context.language
    shares = table.row_percent
    cells = pd.DataFrame(
        [
            {
                "row": name,
                "column": column,
                "position": place,
                "percent": shares[at, place],
                "text": _(
                    "{percent} of the row, count {count}",
                    percent=percent(shares[at, place], language),
                    count=number(table.counts[at, place], language),
                ),
            }
            for at, name in enumerate(rows)
            for place, column in enumerate(columns)
        ]
    )
    levels = {context.label(level.label): level.colour for level in context.catalog.instrument.levels}
    colours = [levels.get(name, SERIES[at % len(SERIES)]) for at, name in enumerate(columns)]
    st.altair_chart(
        crossed_bars(cells, columns, colours, _("% of the row")),
        key="cross_chart",
        alt=_("Bars of 100 % for each row, divided by the columns"),
    )


def _show_test(context: Context, table: "CrossTable") -> None:
    _, language = context.translate, context.language
    for warning in table.warnings:
        st.caption(":material/warning: " + _(WARNINGS[warning]))
    if not table.tests:
        return
    test = table.tests[0]
    strength = number(table.cramers_v, language, 2)
    if test.p < SIGNIFICANT:
        sentence = _(
            "Rows and columns go together: a table like this would be rare if they did not (p {p}). Cramér's V = {v}.",
            p=_p_text(test.p, context),
            v=strength,
        )
    else:
        sentence = _(
            "The sample does not show that rows and columns go together (p {p}). That is no proof that they do not. "
            "Cramér's V = {v}.",
            p=_p_text(test.p, context),
            v=strength,
        )
    st.markdown(f"**{sentence}**")
    st.caption(
        _(
            "{method}: {figures}. Cramér's V runs from 0 (none) to 1.",
            method=_(METHODS[test.method]),
            figures=_told(test),
        )
        + " "
        + _("Going together does not say what causes what.")
    )


def _told(test: "ChiSquare") -> str:
    degrees = f"{test.df:.2f}".rstrip("0").rstrip(".")
    below = "" if test.df_below is None else f", {test.df_below:.1f}"
    return f"{test.statistic:.2f} (df {degrees}{below})"


def _p_text(p: float, context: Context) -> str:
    return "< 0.001" if p < 0.001 else "= " + number(p, context.language, 3)


def _show_cells(context: Context, table: "CrossTable", rows: list[str], columns: list[str], row_name: str) -> None:
    _, language = context.translate, context.language
    shown_as = {
        "count": (_("Counts"), table.counts),
        "row": (_("% of the row"), table.row_percent),
        "column": (_("% of the column"), table.column_percent),
        "total": (_("% of all"), table.total_percent),
    }
    chosen = st.segmented_control(
        _("Show"),
        list(shown_as),
        key="cross_show",
        default="count",
        required=True,
        format_func=lambda key: shown_as[key][0],
    )
    cells = shown_as[chosen or "count"][1]
    frame = pd.DataFrame(cells, columns=[f"c{at}" for at in range(len(columns))]).assign(
        name=rows, n=table.counts.sum(axis=1)
    )
    last = {f"c{at}": (cells if chosen != "row" else table.weighted)[:, at].sum() for at in range(len(columns))}
    if chosen == "row":
        last = {name: 100 * value / table.weighted.sum() for name, value in last.items()}
    frame.loc[len(frame)] = {**last, "name": _("All"), "n": table.n}
    column_of = count_column if chosen in (None, "count") else percent_column
    shown = {
        "name": st.column_config.TextColumn(row_name, width=260),
        **{f"c{at}": column_of(name) for at, name in enumerate(columns)},
        "n": count_column("n"),
    }
    caption = _(
        "n = {n} with both answers, {missing} without.",
        n=number(table.n, language),
        missing=number(table.missing, language),
    )
    show_table(frame, shown, "cross_cells", caption, height=fitting(len(frame)))
