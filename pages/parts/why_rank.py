"""Why this rank: one household beside the line, in a sentence to be read aloud, bars, and what would carry it over."""

from math import ceil, floor

import pandas as pd
import streamlit as st

from dss_core.language.format import MISSING, number, percent_of_share
from dss_core.usecases.explain_rank import RankExplanation, ValueChange, WeightShift
from pages.charts.explanations import compared_parts
from pages.parts.household import house_code_text
from pages.parts.tables import decimal_column, show_table
from pages.shell.context import Context

DRAWN, NAMED = 8, 2
WHOLE_FROM = 100  # larger answers, such as baht, are read without decimals


def show_explanation(context: Context, found: RankExplanation) -> None:
    """The whole part."""
    _ = context.translate
    st.subheader(_("Why this rank"), anchor=False)
    first, *rest = rank_sentences(context, found)
    st.markdown(f"#### {first}")
    st.markdown("  \n".join(rest))
    _show_parts(context, found)
    _show_table(context, found)


def rank_sentences(context: Context, found: RankExplanation) -> list[str]:
    """Where the household stands, why, and what would change it: to be read aloud."""
    parts = [_standing(context, found), _reasons(context, found), _change(context, found), _shift(context, found)]
    return [part for part in parts if part]


def _standing(context: Context, found: RankExplanation) -> str:
    _, language = context.translate, context.language
    words = {
        "code": house_code_text(found.house_code),
        "rank": number(found.rank, language),
        "total": number(found.ranked_count, language),
        "count": number(found.first_count, language),
    }
    if found.line_score is None:
        return _("House {code} is number {rank} of {total}; there is room for all of them.", **words)
    if found.is_first:
        return _("House {code} is number {rank} of {total} and is among the first {count}.", **words)
    return _("House {code} is number {rank} of {total} and is not among the first {count}.", **words)


def _reasons(context: Context, found: RankExplanation) -> str:
    _, language = context.translate, context.language
    largest = found.parts.sort_values("contribution", ascending=False, kind="stable").head(NAMED)
    largest = largest[largest["contribution"] > 0]
    if not len(largest) or not found.score > 0:
        return _("No need was found on any of the criteria.")
    named = ", ".join(
        f"{context.name_of(row['criterion'])} ({percent_of_share(row['contribution'] / found.score, language, 0)})"
        for row in largest.to_dict("records")
    )
    return _("Most of its need comes from {names}.", names=named)


def _change(context: Context, found: RankExplanation) -> str:
    _ = context.translate
    if found.line_score is None or not found.changes:
        return ""
    nearest = found.changes[0]
    if nearest.needed is None:
        return _("No single answer alone would carry it over the line.")
    words = {
        "name": context.name_of(nearest.criterion),
        "value": answer_text(context, nearest.criterion, nearest.value),
        "needed": answer_text(context, nearest.criterion, needed_value(nearest)),
    }
    if found.is_first:
        return _("It would leave them if {name} were {needed} instead of {value}.", **words)
    return _("It would come among them if {name} were {needed} instead of {value}.", **words)


def _shift(context: Context, found: RankExplanation) -> str:
    _, shift = context.translate, found.shift
    if shift is None or found.line_score is None:
        return ""
    return _(
        "It would stand level with the line if {share} of the weight moved from {source} to {target}.",
        **shift_words(context, found.weights, shift),
    )


def shift_words(context: Context, weights: dict[str, float], shift: WeightShift) -> dict[str, str]:
    """How much weight moves, from which criteria and to which: share, source, target."""
    moved = {name: shift.weights[name] - weight for name, weight in weights.items()}
    source = [context.name_of(name) for name, change in moved.items() if change < -1e-9]
    target = [context.name_of(name) for name, change in moved.items() if change > 1e-9]
    share = percent_of_share(shift.share, context.language, _decimals(shift.share))
    return {"share": share, "source": ", ".join(source) or MISSING, "target": ", ".join(target) or MISSING}


def _decimals(share: float) -> int:
    """So many decimals that a small share is not told as none."""
    return 0 if share >= 0.1 else 1 if share >= 0.001 else 3


def needed_value(change: ValueChange) -> float | None:
    """The value that is needed with at most two decimals, rounded to the far side: so much is surely enough."""
    if change.needed is None:
        return None
    scale = 1 if abs(change.needed) >= WHOLE_FROM else 100
    exact = round(change.needed * scale, 4)
    if change.value is None:
        return round(exact) / scale
    return (floor(exact) if change.needed < change.value else ceil(exact)) / scale


def answer_text(context: Context, criterion: str, value: float | None) -> str:
    """An answer with its unit; a word for a missing one."""
    _ = context.translate
    if value is None or pd.isna(value):
        return _("the missing answer")
    decimals = 0 if float(value).is_integer() or abs(value) >= WHOLE_FROM else 2
    units = {one.id: context.label(one.unit) for one in context.catalog.variables}
    return " ".join(part for part in (number(value, context.language, decimals), units.get(criterion, "")) if part)


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
    needed = {change.criterion: change for change in found.changes}
    table = found.parts.assign(
        name=[context.name_of(name) for name in found.parts["criterion"]],
        answer=[
            MISSING if pd.isna(row["value"]) else answer_text(context, row["criterion"], row["value"])
            for row in found.parts.to_dict("records")
        ],
        needed=[_needed_text(context, needed.get(name)) for name in found.parts["criterion"]],
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


def _needed_text(context: Context, change: ValueChange | None) -> str:
    if change is None or change.needed is None:
        return MISSING
    return answer_text(context, change.criterion, needed_value(change))
