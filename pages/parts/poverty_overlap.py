"""How definitions of poverty overlap: households by combination, and the list of each combination."""

from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from dss_core.access.roles import Permission
from dss_core.language.format import number, percent
from dss_core.usecases.list_poor_households import PoorList, PoorListQuery, list_poor_households
from dss_core.usecases.measure_poverty import PovertyFound
from dss_core.usecases.show_household import ShowHousehold, show_household
from pages.charts.poverty import overlap_bars
from pages.parts.household import house_code_text, show_story
from pages.parts.tables import baht_column, count_column, decimal_column
from pages.shell.context import Context

ROWS = 20


def numbered(context: Context) -> dict[str, str]:
    """The definitions by id, each with its number in the catalogue's order."""
    definitions = context.catalog.poverty.definitions
    return {one.id: f"{at}. {context.label(one.label)}" for at, one in enumerate(definitions, start=1)}


def _combination(context: Context, ids: tuple[str, ...]) -> str:
    """A combination of definitions in words."""
    _ = context.translate
    names = {one.id: context.label(one.label) for one in context.catalog.poverty.definitions}
    if not ids:
        return _("By no definition")
    if len(ids) == 1:
        return _("Only by: {name}", name=names[ids[0]])
    return " + ".join(names[name] for name in ids)


def _combinations(found: PovertyFound) -> list[tuple[tuple[str, ...], int]]:
    """Each combination of definitions with its households, the largest first."""
    columns = [str(name) for name in found.overlap if name not in ("definition_count", "household_count")]
    return [
        (tuple(name for name in columns if row[name]), int(row["household_count"]))
        for row in found.overlap.to_dict("records")
    ]


def show_overlap(context: Context, found: PovertyFound) -> None:
    """The combinations as bars, and below them the list of the one that is chosen."""
    _, language = context.translate, context.language
    combinations = _combinations(found)
    st.subheader(_("Who is counted by which definition?"), anchor=False)
    if not combinations:
        st.caption(_("No household has an answer under every definition, so they cannot be laid side by side."))
        return
    compared = [one.id for one in context.catalog.poverty.definitions if one.id not in found.without_line]
    rows, dots = _drawn(context, found, combinations, compared)
    names = numbered(context)
    st.markdown(" · ".join(f"**{names[name]}**" for name in compared))
    st.altair_chart(
        overlap_bars(rows, dots, _kinds(context), _("households")),
        key="poverty_overlap",
        alt=_("Bars of the households that each combination of definitions counts as poor"),
    )
    st.caption(
        _(
            "The {count} households that every definition decides; each stands in one row. Numbers mark the "
            "definitions that count it as poor.",
            count=number(found.known_count, language),
        )
    )
    if context.viewer.may(Permission.VIEW_HOUSEHOLDS):
        _show_list(context, combinations)


def _kinds(context: Context) -> list[str]:
    _ = context.translate
    return [_("by one alone"), _("by several"), _("by none")]


def _drawn(
    context: Context, found: PovertyFound, combinations: list[tuple[tuple[str, ...], int]], compared: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The bars and the dots of the chart."""
    _, language = context.translate, context.language
    numbers = {one.id: at for at, one in enumerate(context.catalog.poverty.definitions, start=1)}
    alone, several, none = _kinds(context)
    rows = pd.DataFrame(
        {
            "key": ["+".join(ids) or "none" for ids, _count in combinations],
            "kind": [alone if len(ids) == 1 else several if ids else none for ids, _count in combinations],
            "count": [count for _ids, count in combinations],
            "label": [number(count, language) for _ids, count in combinations],
            "told": [_combination(context, ids) for ids, _count in combinations],
            "text": [
                _(
                    "{count} households ({percent})",
                    count=number(count, language),
                    percent=percent(100 * count / found.known_count, language),
                )
                for _ids, count in combinations
            ],
        }
    )
    dots = pd.DataFrame(
        [
            (key, numbers[name], name in ids)
            for key, (ids, _count) in zip(rows["key"], combinations, strict=True)
            for name in compared
        ],
        columns=["key", "number", "is_in"],
    )
    return rows, dots


def _show_list(context: Context, combinations: list[tuple[tuple[str, ...], int]]) -> None:
    _, language = context.translate, context.language
    counts = {"+".join(ids): count for ids, count in combinations}
    chosen = st.selectbox(
        _("Open the list of households counted"),
        list(counts),
        key="poverty_combination",
        index=None,
        placeholder=_("Choose a combination"),
        format_func=lambda key: (
            f"{_combination(context, tuple(filter(None, key.split('+'))))} ({number(counts.get(key), language)})"
        ),
    )
    if chosen is None:
        return
    ids = tuple(name for name in str(chosen).split("+") if name)
    pages = ceil(counts.get(str(chosen), 0) / ROWS)
    page = st.pagination(pages, key=f"poverty_list_page_{chosen}") if pages > 1 else 1
    query = PoorListQuery(context.round_id, context.area, ids, (page - 1) * ROWS, ROWS)
    found = list_poor_households(context.services, context.viewer, query)
    table, shown = _listed(context, found)
    event = st.dataframe(
        table[list(shown)],
        column_config=shown,
        hide_index=True,
        key=f"poverty_list_{chosen}_{page}",
        on_select="rerun",
        selection_mode="single-row",
        height="content",
        alt=_("Households of the combination, the lowest overall score first"),
        placeholder="–",
    )
    st.caption(_("The lowest overall score first. Choose a row to open the household."))
    rows = event["selection"]["rows"]
    if rows and rows[0] < len(found.households):
        household = ShowHousehold(int(found.households["household_id"].iloc[rows[0]]), query.round_id)
        with st.container(border=True):
            show_story(context, show_household(context.services, context.viewer, household))


def _listed(context: Context, found: PoorList) -> tuple[pd.DataFrame, dict[str, Any]]:
    """A page of the list in words, and its columns."""
    _ = context.translate
    table = found.households.assign(
        code=found.households["house_code"].map(house_code_text),
        place=context.area_names(found.households["subdistrict_code"].astype("str")),
        district=context.area_names(found.households["district_code"].astype("str")),
        level_name=context.level_names(found.households["level"]),
    )
    shown = {
        "code": _("House code"),
        "district": _("District"),
        "place": _("Sub-district"),
        "village_number": count_column(_("Village no.")),
        "overall": decimal_column(_("Overall score")),
        "level_name": _("Level"),
        "income_per_person_baht": baht_column(_("Income per person and year, baht")),
    }
    return table, shown
