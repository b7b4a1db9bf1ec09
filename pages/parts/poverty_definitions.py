"""Four definitions on the same households: how many each counts, by group, how far they agree, what they say."""

import numpy as np
import pandas as pd
import streamlit as st

from dss_core.catalog.poverty import CountPoor, IncomePoor, LevelPoor, TargetedPoor
from dss_core.language.format import baht, number, percent_of_share
from dss_core.usecases.measure_poverty import PovertyFound
from pages.charts.poverty import shares_with_bounds
from pages.parts.poverty_overlap import numbered, show_overlap
from pages.parts.poverty_words import show_by_group, told
from pages.parts.standing import standing_badge
from pages.parts.tables import count_column, percent_column, show_table
from pages.shell.context import Context


def show_definitions(context: Context, found: PovertyFound) -> None:
    """The whole part: figures, overlap with its list, by group, agreement."""
    _show_shares(context, found)
    show_overlap(context, found)
    _show_groups(context, found)
    _show_agreement(context, found)
    _show_rules(context, found)


def _as_measures(found: PovertyFound) -> pd.DataFrame:
    """The shares in the columns that all measures have."""
    shares = found.shares
    return shares.assign(
        measure=shares["definition"],
        value=shares["share"],
        n=shares["poor"] + shares["not_poor"],
        missing=shares["unknown"],
    )


def _show_shares(context: Context, found: PovertyFound) -> None:
    _, language = context.translate, context.language
    names = numbered(context)
    everybody = _as_measures(found)
    everybody = everybody[everybody["group"] == 0]
    with st.grid(len(everybody), min_column_width=240):
        for row in everybody.to_dict("records"):
            st.metric(
                names[row["definition"]],
                percent_of_share(row["value"], language),
                _(
                    "{poor} of {known} households",
                    poor=number(row["poor"], language),
                    known=number(row["n"], language),
                ),
                delta_color="off",
                delta_arrow="off",
                border=True,
                height="stretch",
            )
    drawn = everybody[everybody["value"].notna()]
    if not len(drawn):
        return
    st.subheader(_("How sure is each figure?"), anchor=False)
    labels = [percent_of_share(value, language) for value in drawn["value"]]
    rows = pd.DataFrame(
        {
            "name": drawn["definition"].map(names),
            "heading": [f"{names[name]}: {label}" for name, label in zip(drawn["definition"], labels, strict=True)],
            "value": 100 * drawn["value"],
            "low": 100 * drawn["ci_low"].fillna(drawn["value"]),
            "high": 100 * drawn["ci_high"].fillna(drawn["value"]),
            "best": 100 * drawn["bound_low"],
            "worst": 100 * drawn["bound_high"],
            "text": [told(context, row, _("households")) for row in drawn.to_dict("records")],
        }
    )
    st.altair_chart(
        shares_with_bounds(rows, _("% of households")),
        key="poverty_shares",
        alt=_("Bars of the share of poor households under each definition"),
    )
    most = int(everybody["missing"].max())
    st.caption(
        _(
            "Line: 95% interval. A household whose answer is not known counts neither as poor nor as not poor (up to "
            "{count} households); the band tells what the share would be if all of them were not poor, or poor.",
            count=number(most, language),
        )
    )


def _show_groups(context: Context, found: PovertyFound) -> None:
    _ = context.translate
    st.subheader(_("By group"), anchor=False)
    names = {name: words for name, words in numbered(context).items() if name not in found.without_line}
    st.markdown(" · ".join(f"**{words}**" for words in names.values()))
    show_by_group(
        context,
        _as_measures(found),
        found.by[0],
        names,
        _("households"),
        "poverty_groups",
        _("% of households; line: 95% interval"),
        {name: words.partition(".")[0] for name, words in names.items()},
    )
    if found.ungrouped_count:
        st.caption(
            _(
                "{count} households belong to no group; they count in the total only.",
                count=number(found.ungrouped_count, context.language),
            )
        )


def _show_agreement(context: Context, found: PovertyFound) -> None:
    _ = context.translate
    names = numbered(context)
    table = found.agreement
    known = table[["both", "only_first", "only_second", "neither"]].sum(axis=1)
    table = table[known > 0].assign(
        first_name=table["first"].map(names),
        second_name=table["second"].map(names),
        agree=100 * table["agree_share"].astype(np.float64),
        both_of_either=100 * table["both_of_either_share"].astype(np.float64),
    )
    if not len(table):
        return
    st.subheader(_("How far do two definitions agree?"), anchor=False)
    shown = {
        "first_name": _("First definition"),
        "second_name": _("Second definition"),
        "agree": percent_column(_("Agree"), _("poor under both, or under neither")),
        "both_of_either": percent_column(
            _("Both, of either"), _("of those poor under one of the two, poor under both")
        ),
        "both": count_column(_("Poor under both")),
        "only_first": count_column(_("Only the first")),
        "only_second": count_column(_("Only the second")),
        "neither": count_column(_("Neither")),
    }
    show_table(table, shown, "poverty_agreement", _("Households that both definitions decide."), height="content")


def _show_rules(context: Context, found: PovertyFound) -> None:
    """What each definition says, how far it can be relied on, and what it lacks in this round."""
    _ = context.translate
    st.subheader(_("What the definitions say"), anchor=False)
    for at, one in enumerate(context.catalog.poverty.definitions, start=1):
        detail = _detail(context, one, found)
        words = f"**{at}. {context.label(one.label)}** {standing_badge(_, one.standing)} — {context.label(one.meaning)}"
        st.markdown(words + (f" ({detail})" if detail else ""))
        if one.id in found.without_line:
            st.caption(_("No line was in force when this round was held, so nobody can be told poor by it."))


def _detail(context: Context, one: IncomePoor | CountPoor | LevelPoor | TargetedPoor, found: PovertyFound) -> str:
    _ = context.translate
    if isinstance(one, IncomePoor) and one.line in found.lines:
        return baht(found.lines[one.line], context.language) + " " + _("per person and year")
    if isinstance(one, CountPoor):
        return f"k = {number(one.k, context.language, 2)}"
    return ""
