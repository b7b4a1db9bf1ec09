"""How firm multidimensional figures are: the change since another round, the order of areas, other measures beside."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent_of_share, round_label
from dss_core.model.rounds import Round
from dss_core.usecases.compare_mpi import MpiChange, MpiChangeQuery, compare_mpi
from dss_core.usecases.measure_mpi import MpiFound, MpiQuery, measure_mpi
from dss_core.usecases.mpi_choice import MpiChoice
from pages.charts.poverty import changes, measures_by_group
from pages.parts.grouping import group_names, grouping_name
from pages.parts.poverty_choice import dimension_name
from pages.parts.poverty_words import GROUP_WIDTH, GROUPS_DRAWN, interval, table_height, told
from pages.parts.standing import standing_name
from pages.parts.tables import count_column, decimal_column, percent_column, show_table
from pages.shell.context import Context

MEASURES = ("H", "A", "M0")


def earlier_rounds(context: Context) -> list[Round]:
    """The rounds before the chosen one, the nearest first."""
    chosen = context.round
    assert chosen is not None
    before = [one for one in context.rounds if (one.year, one.wave) < (chosen.year, chosen.wave)]
    return sorted(before, key=lambda one: (one.year, one.wave), reverse=True)


def points(context: Context, share: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    _, language = context.translate, context.language
    if math.isnan(share):
        return "–"
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return _("{number} percentage points", number=sign + number(abs(100 * share), language, 1))


def show_points(context: Context, choice: MpiChoice) -> str:
    """How the share of poor changed since the round before, as a sentence; empty without an earlier round."""
    _ = context.translate
    before = earlier_rounds(context)
    if not before:
        return ""
    found = context.ask(compare_mpi, MpiChangeQuery(before[0].id, context.round_id, context.area, choice))
    row = found.table[(found.table["measure"] == "H") & (found.table["group"] == 0)].iloc[0]
    if math.isnan(row["change"]):
        return ""
    is_clear = row["ci_low"] > 0 or row["ci_high"] < 0
    told = _(
        "Since {round}: {points} (95%: {low} to {high}).",
        round=round_label(before[0].year, before[0].wave, context.language),
        points=f"**{points(context, row['change'])}**",
        low=_signed(context, row["ci_low"]),
        high=_signed(context, row["ci_high"]),
    )
    return told if is_clear else told + " " + _("That can be chance.")


def _signed(context: Context, share: float) -> str:
    if math.isnan(share):
        return "–"
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return sign + number(abs(100 * share), context.language, 1)


def show_change(context: Context, choice: MpiChoice, by: str) -> None:
    """The change since a round of the reader's choice, in percentage points."""
    _ = context.translate
    before = earlier_rounds(context)
    st.subheader(_("Change between two rounds"), anchor=False)
    if not before:
        st.caption(_("There is no earlier round to compare with."))
        return
    labels = {one.id: round_label(one.year, one.wave, context.language) for one in before}
    chosen = st.selectbox(_("Compare with"), list(labels), key="poverty_before", format_func=lambda name: labels[name])
    earlier = str(chosen) if chosen in labels else before[0].id
    found = context.ask(compare_mpi, MpiChangeQuery(earlier, context.round_id, context.area, choice, (by,)))
    _show_changes(context, found, by)
    _show_change_table(context, found, by, labels[earlier])


def _show_changes(context: Context, found: MpiChange, by: str) -> None:
    """The changes of all together and of the groups that changed most, as marks around no change."""
    _ = context.translate
    known = found.table[found.table["change"].notna()]
    first = known[(known["measure"] == MEASURES[0]) & (known["group"] > 0)].sort_values("change", kind="stable")
    drawn = [0, *first["group"].head(GROUPS_DRAWN)]
    rows = known[known["group"].isin(drawn)]
    if not len(rows):
        return
    place = {number: at for at, number in enumerate(drawn)}
    rows = rows.assign(place=rows["group"].map(place)).sort_values("place", kind="stable")
    chart = pd.DataFrame(
        {
            "group": group_names(context, by, rows[by]),
            "name": rows["measure"],
            "value": 100 * rows["change"],
            "low": 100 * rows["ci_low"].fillna(rows["change"]),
            "high": 100 * rows["ci_high"].fillna(rows["change"]),
            "text": [points(context, share) for share in rows["change"]],
        }
    )
    st.altair_chart(
        changes(chart, list(MEASURES), _("percentage points; line: 95% interval")),
        key="poverty_changes_chart",
        alt=_("Marks of the change by group, with intervals"),
    )


def _show_change_table(context: Context, found: MpiChange, by: str, earlier: str) -> None:
    _, language = context.translate, context.language
    table = found.table
    rows = table.assign(
        group_name=group_names(context, by, table[by]),
        before_percent=100 * table["before"],
        after_percent=100 * table["after"],
        change_points=[_signed(context, share) for share in table["change"]],
        interval=[
            "–" if math.isnan(low) else f"{_signed(context, low)} … {_signed(context, high)}"
            for low, high in zip(table["ci_low"], table["ci_high"], strict=True)
        ],
        verdict=[_verdict(context, low, high) for low, high in zip(table["ci_low"], table["ci_high"], strict=True)],
    )
    shown = {
        "group_name": st.column_config.TextColumn(grouping_name(context, by), width=GROUP_WIDTH),
        "measure": _("Index"),
        "before_percent": percent_column(earlier),
        "after_percent": percent_column(_("This round")),
        "change_points": _("Change, percentage points"),
        "interval": _("95% interval"),
        "verdict": _("Reading"),
        "n_before": count_column(_("n before")),
        "n_after": count_column(_("n now")),
    }
    caption = _(
        "Changes are in percentage points. {count} households are in both rounds and are compared with themselves.",
        count=number(found.both_count, language),
    )
    show_table(rows, shown, "poverty_change", caption, height=table_height(len(rows)))


def _verdict(context: Context, low: float, high: float) -> str:
    _ = context.translate
    if math.isnan(low) or math.isnan(high):
        return "–"
    if low > 0:
        return _("higher")
    return _("lower") if high < 0 else _("can be chance")


def show_robustness(context: Context, found: MpiFound, choice: MpiChoice) -> None:
    """Whether the order of the areas holds at other cut-offs and weights."""
    _, language = context.translate, context.language
    st.subheader(_("Does the order of the areas hold?"), anchor=False)
    firm = found.robustness
    if firm is None:
        st.caption(_("Group by places to see how firm their order is."))
        return
    if not firm.pair_count:
        st.caption(_("There are no two areas that this measure tells apart."))
        return
    specification = context.catalog.poverty.specification(str(choice.specification))
    emphasis = percent_of_share(context.catalog.poverty.defaults.emphasis_share, language, 0)
    names = []
    for name in firm.choices:
        kind, _equal, value = name.partition("=")
        if kind == "k":
            names.append(_("Cut-off k = {k}", k=number(float(value), language, 2)))
        else:
            names.append(
                _(
                    "{share} of all weight on: {dimension}",
                    share=emphasis,
                    dimension=dimension_name(context, specification, value),
                )
            )
    table = pd.DataFrame({"choice": names, "same": 100 * firm.same_order, "kendall": firm.kendall})
    st.markdown(
        _(
            "**{share}** of the pairs of areas keep their order under all of these choices.",
            share=percent_of_share(firm.always_same, language),
        )
    )
    shown = {
        "choice": st.column_config.TextColumn(_("Other choice"), width=360),
        "same": percent_column(_("Pairs in the same order")),
        "kendall": decimal_column("Kendall τ", _("1: the same order, 0: none, −1: reversed")),
    }
    caption = _("{count} pairs of areas, ordered by M0.", count=number(firm.pair_count, language))
    show_table(table, shown, "poverty_robustness", caption, height="content")


def show_side_by_side(context: Context) -> None:
    """Every specification of the catalogue at its own cut-offs and weights."""
    _ = context.translate
    rows, marks = [], []
    for specification in context.catalog.poverty.specifications.values():
        query = MpiQuery(context.round_id, context.area, MpiChoice(specification.id))
        table = context.ask(measure_mpi, query).table
        for cutoff in specification.k:
            chosen = table[(table["k"] == cutoff) & table["measure"].isin(MEASURES)]
            one = {str(row["measure"]): row for row in chosen.to_dict("records")}
            name = f"{context.label(specification.label)}\nk = {number(cutoff, context.language, 2)}"
            marks += [_mark(context, name, row) for row in one.values() if not math.isnan(row["value"])]
            rows.append(
                {
                    "name": context.label(specification.label),
                    "standing": standing_name(_, specification.standing),
                    "k": cutoff,
                    **{measure: 100 * one[measure]["value"] for measure in MEASURES},
                    "interval": interval(context, one["H"]["ci_low"], one["H"]["ci_high"]),
                    "bounds": interval(context, one["H"]["bound_low"], one["H"]["bound_high"]),
                    "n": one["H"]["n"],
                    "missing": one["H"]["missing"],
                }
            )
    st.subheader(_("Measures side by side"), anchor=False)
    if marks:
        _show_marks(context, marks)
    shown = {
        "name": st.column_config.TextColumn(_("Index"), width=300),
        "k": decimal_column("k"),
        "H": percent_column("H"),
        "interval": _("95% interval of H"),
        "bounds": _("Best – worst case of H"),
        "A": percent_column("A"),
        "M0": percent_column("M0"),
        "n": count_column("n"),
        "missing": count_column(_("Missing")),
        "standing": _("Standing"),
    }
    caption = _("Each at its own cut-offs and weights; % of households.")
    show_table(pd.DataFrame(rows), shown, "poverty_beside", caption, height="content")


def _mark(context: Context, group: str, row: dict[Any, Any]) -> dict[str, object]:
    """One measure of one specification, as a row of the chart."""
    _ = context.translate
    value, low, high = (100 * row[name] for name in ("value", "ci_low", "ci_high"))
    return {
        "group": group,
        "name": row["measure"],
        "value": value,
        "low": value if math.isnan(low) else low,
        "high": value if math.isnan(high) else high,
        "label": percent_of_share(row["value"], context.language),
        "text": told(context, row, _("households")),
    }


def _show_marks(context: Context, marks: list[dict[str, object]]) -> None:
    _ = context.translate
    st.altair_chart(
        measures_by_group(pd.DataFrame(marks), list(MEASURES), _("%; line: 95% interval")),
        key="poverty_beside_chart",
        alt=_("Marks of {measures} by group, with intervals", measures=", ".join(MEASURES)),
    )
