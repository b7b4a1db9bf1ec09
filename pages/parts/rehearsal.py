"""The rehearsal of an import on screen: what the file would do to the round, before anybody commits it."""

from typing import Any

import pandas as pd
import streamlit as st

from dss_core.language.format import number
from dss_core.model.households import OVERALL
from dss_core.model.revisions import RowState
from dss_core.usecases.rehearse_import import PriorityLine, Rehearsal
from pages.parts.field_words import field_name
from pages.parts.household import house_code_text
from pages.parts.tables import count_column, decimal_column, show_table
from pages.shell.context import Context


def show_rehearsal(context: Context, found: Rehearsal) -> None:
    """Rows new, changed, same and held, and the round's figures before and after."""
    _ = context.translate
    st.subheader(_("What this file would do"), anchor=False)
    labels = {
        RowState.NEW: (_("New households"), _("The round does not hold them yet.")),
        RowState.CHANGED: (_("Changed"), _("The round holds them with other values; those are kept in the history.")),
        RowState.SAME: (_("The same"), _("They stand in the round with these very values and are not written.")),
        RowState.HELD: (_("Held back"), _("Rows with an error, or outside the area of your account.")),
    }
    with st.grid(4, min_column_width=180):
        for state, (label, meaning) in labels.items():
            count = number(found.counts[state], context.language)
            st.metric(label, count, border=True, help=meaning, height="stretch")
    if found.lost_member_count:
        lost = number(found.lost_member_count, context.language)
        st.warning(
            _("{count} members with an error belong to no household of the file; they are held back.", count=lost)
        )
    if not found.plan.writes:
        st.info(_("Nothing would change: everything this file tells is in the round."), icon=":material/done_all:")
        return
    _show_figures(context, found)
    _show_line(context, found)
    _show_fields(context, found)


def _show_figures(context: Context, found: Rehearsal) -> None:
    _, language = context.translate, context.language
    told = [(_("Households in the round"), found.households), (_("Households found poor"), found.poor)]
    with st.grid(2, min_column_width=220):
        for label, (before, after) in told:
            if found.is_first:
                st.metric(label, number(after, language), border=True, height="stretch")
                continue
            value = _arrow(number(before, language), number(after, language))
            change = f"{after - before:+,}" if after != before else None
            st.metric(label, value, change, delta_color="off", delta_arrow="off", border=True, height="stretch")
    _show_scores(context, found)
    if not found.is_first:  # the levels of the file itself stand above
        _show_levels(context, found)


def _show_scores(context: Context, found: Rehearsal) -> None:
    _ = context.translate
    table = found.scores.assign(
        name=[context.name_of(v) if v != OVERALL else _("Overall score") for v in found.scores["value"]],
        change=found.scores["mean_after"] - found.scores["mean_before"],
    )
    columns = {
        "name": _("Score 1–4"),
        "mean_before": decimal_column(_("Mean before")),
        "mean_after": decimal_column(_("Mean after")),
        "change": st.column_config.NumberColumn(_("Change"), format="%+.3f"),
        "n_before": count_column(_("n before")),
        "n_after": count_column(_("n after")),
        "missing_before": count_column(_("Missing before")),
        "missing_after": count_column(_("Missing after")),
    }
    caption = _("Means of the round's households in the area of your account.")
    show_table(table, _without_before(columns, found), "rehearsal_scores", caption)


def _show_levels(context: Context, found: Rehearsal) -> None:
    _ = context.translate
    levels = context.catalog.instrument.levels
    names = [f"{v.number} {context.label(v.label)}" for v in levels] + [_("without a level")]
    table = found.levels.assign(name=names, change=found.levels["count_after"] - found.levels["count_before"])
    columns = {
        "name": _("Level"),
        "count_before": count_column(_("Households before")),
        "count_after": count_column(_("Households after")),
        "change": st.column_config.NumberColumn(_("Change"), format="%+d"),
    }
    caption = _("Households of the round by level, in the area of your account.")
    show_table(table, columns, "rehearsal_levels", caption)


def _without_before(columns: dict[str, Any], found: Rehearsal) -> dict[str, Any]:
    """The columns of a table; a round that holds nothing yet has no before."""
    if not found.is_first:
        return columns
    return {name: column for name, column in columns.items() if name != "change" and not name.endswith("_before")}


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}"


def _show_line(context: Context, found: Rehearsal) -> None:
    _, language = context.translate, context.language
    line = found.line
    if line is None or found.is_first:
        return
    st.subheader(_("Who would cross the line of the ranking"), anchor=False)
    st.markdown(
        _(
            "Of the first **{first}**: **{came}** households would come in, **{went}** would fall out, and **{new}** "
            "new ones would be among them.",
            first=number(line.first_count, language),
            came=number(line.came_in, language),
            went=number(line.went_out, language),
            new=number(line.new_in, language),
        )
    )
    st.caption(_("Ranked by: {weights}.", weights=_weights_name(context, line)))
    if not len(line.crossing):
        return
    table = line.crossing.assign(
        code=line.crossing["house_code"].map(house_code_text),
        place=context.area_names(line.crossing["subdistrict_code"]),
    ).astype({"rank_before": "float64", "rank_after": "float64"})
    shown = {
        "code": _("House code"),
        "place": _("Sub-district"),
        "rank_before": count_column(_("Rank before")),
        "rank_after": count_column(_("Rank after")),
    }
    with st.expander(_("These households"), key="rehearsal_crossing_open"):
        caption = _("{count} households; empty: not in the round before.", count=number(len(table), language))
        show_table(table, shown, "rehearsal_crossing", caption)


def _weights_name(context: Context, line: PriorityLine) -> str:
    preset = context.label(context.catalog.preset(line.preset_id).label)
    return preset if line.agreement is None else f"{preset} · {line.agreement}"


def _show_fields(context: Context, found: Rehearsal) -> None:
    _ = context.translate
    fields = found.changed_fields
    if not len(fields):
        return
    table = pd.DataFrame({"name": [field_name(context, f) for f in fields["field"]], "count": fields["count"]})
    with st.expander(_("Which values would change"), key="rehearsal_fields_open"):
        shown = {"name": _("What"), "count": count_column(_("Values"))}
        caption = _("Computed scores change with their answers and are counted too.")
        show_table(table, shown, "rehearsal_fields", caption)
