"""Why this rank: one household beside the line, in a sentence to be read aloud, bars, and what would carry it over."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number
from dss_core.usecases.explain_rank import RankExplanation
from dss_core.usecases.rank_words import RankWords
from pages.charts.explanations import compared_parts
from pages.parts.tables import decimal_column, show_table
from pages.shell.context import Context

DRAWN = 8


def show_explanation(context: Context, found: RankExplanation) -> None:
    """The whole part."""
    _ = context.translate
    st.subheader(_("Why this rank"), anchor=False)
    first, *rest = words_of(context).sentences(found)
    st.markdown(f"#### {first}")
    st.markdown("  \n".join(rest))
    _show_parts(context, found)
    _show_table(context, found)


def words_of(context: Context) -> RankWords:
    """The words of a rank in the reader's language."""
    return RankWords(context.catalog, context.translate)


def _show_parts(context: Context, found: RankExplanation) -> None:
    _, language = context.translate, context.language
    own, line = _("this household"), _("household at the line")
    parts = found.parts.head(DRAWN)
    sides = {own: "contribution"} if found.line_score is None else {own: "contribution", line: "other_contribution"}
    rows = pd.DataFrame(
        [
            (context.name_of(row["criterion"]), side, row[column], number(row[column], language, 3))
            for row in parts.to_dict("records")
            for side, column in sides.items()
        ],
        columns=["criterion", "side", "part", "text"],
    ).dropna(subset=["part"])
    if not len(rows):
        return
    st.altair_chart(
        compared_parts(rows, list(sides), _("need, 0–1: what each criterion adds")),
        key="why_parts",
        alt=_("Bars of what each criterion adds for this household and for the one at the line"),
    )


def _show_table(context: Context, found: RankExplanation) -> None:
    _ = context.translate
    words, needed = words_of(context), {change.criterion: change for change in found.changes}
    table = found.parts.assign(
        name=[context.name_of(name) for name in found.parts["criterion"]],
        answer=[words.told(row["criterion"], row["value"]) for row in found.parts.to_dict("records")],
        needed=[words.needed(needed.get(name)) for name in found.parts["criterion"]],
    )
    shown = {
        "name": _("Criterion"),
        "answer": _("Its answer"),
        "contribution": decimal_column(_("Adds")),
        "other_contribution": decimal_column(_("At the line")),
        "difference": decimal_column(_("Difference")),
        "needed": st.column_config.TextColumn(
            _("Over the line at"), help=_("The answer that alone would carry it over the line, all others as they are.")
        ),
    }
    with st.expander(_("Every criterion"), key="why_criteria"):
        caption = _("Of the household at the line nothing is shown but what each criterion adds to its score.")
        show_table(table, shown, "why_table", caption, height="content")
