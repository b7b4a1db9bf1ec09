"""Whom what-ifs help: the households they share, where help moves, and the households of one alone."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent_of_share
from dss_core.usecases.compare_scenarios import ComparedScenarios
from pages.charts.scenarios import joining_and_leaving, overlap_matrix
from pages.parts.household import house_code_text
from pages.parts.scenario_words import difference, letter
from pages.parts.tables import baht_column, count_column, fitting, percent_column, show_table
from pages.shell.context import Context

MOST_PLACES = 12
NAME = 230  # pixels


def show_overlaps(context: Context, found: ComparedScenarios) -> None:
    """How many households each two what-ifs share, as a picture and a table."""
    _ = context.translate
    letters = {one.scenario.id: letter(at) for at, one in enumerate(found.scenarios)}
    st.subheader(_("The same households?"), anchor=False)
    st.altair_chart(
        overlap_matrix(_squares(context, found, letters)),
        key="compared_overlap",
        alt=_("A square for each two what-ifs, darker the more households they share"),
    )
    st.caption(_("Share of the households helped by either that both help (Jaccard), and how many these are."))
    pairs = found.overlaps
    table = pairs.assign(
        pair=pairs["first"].map(letters) + " – " + pairs["second"].map(letters),
        percent=100 * pairs["jaccard"],
        money=[difference(context, one, "baht") for one in pairs["second_baht"] - pairs["first_baht"]],
    )
    shown = {
        "pair": _("What-ifs"),
        "both_count": count_column(_("Both help")),
        "only_first_count": count_column(_("The first alone")),
        "only_second_count": count_column(_("The second alone")),
        "percent": percent_column(_("In common")),
        "first_baht": baht_column(_("The first gives those in both")),
        "second_baht": baht_column(_("The second gives them")),
        "money": _("Difference"),
    }
    caption = _("Households are counted once, however many programmes they get; baht are for one year.")
    show_table(table, shown, "compared_pairs", caption, height=fitting(len(table)))


def _squares(context: Context, found: ComparedScenarios, letters: dict[str, str]) -> pd.DataFrame:
    """Every pair both ways, and each what-if with itself."""
    rows = []
    for one in found.scenarios:
        name, count = letters[one.scenario.id], one.served_count
        rows.append(_square(context, name, name, 1.0 if count else float("nan"), count))
    for pair in found.overlaps.to_dict("records"):
        first, second = letters[pair["first"]], letters[pair["second"]]
        for row, column in ((first, second), (second, first)):
            rows.append(_square(context, row, column, pair["jaccard"], pair["both_count"]))
    return pd.DataFrame(rows).sort_values(["row", "column"])


def _square(context: Context, row: str, column: str, share: float, both: int) -> dict[str, object]:
    _, language = context.translate, context.language
    percent, count = percent_of_share(share, language, 0), number(both, language)
    text = _("{count} households in both, {percent} of those in either", count=count, percent=percent)
    return {"row": row, "column": column, "share": share, "label": f"{percent} · {count}", "text": text}


def show_moves(context: Context, found: ComparedScenarios) -> None:
    """Who wins and who loses against the what-if that is measured from, by place and by programme."""
    _ = context.translate
    names = {one.scenario.id: letter(at) for at, one in enumerate(found.scenarios)}
    others = [key for key in names if key != found.baseline]
    base = names[found.baseline]
    st.subheader(_("Who wins, who loses"), anchor=False)
    chosen = others[0]
    if len(others) > 1:
        chosen = str(
            st.segmented_control(
                _("Against {letter}", letter=base),
                others,
                key="compared_other",
                format_func=lambda key: names[key],
                default=others[0],
                required=True,
            )
        )
    chosen = chosen if chosen in others else others[0]
    _show_places(context, found, chosen, names)
    _show_programmes(context, found, chosen, names)


def _show_places(context: Context, found: ComparedScenarios, chosen: str, names: dict[str, str]) -> None:
    _, base = context.translate, names[found.baseline]
    table = _signed(context, found.by_area[found.by_area["plan"] == chosen])
    table = table.assign(place=context.area_names(table["area"]))
    table["most"] = table["joining_count"] + table["leaving_count"]
    table = table.sort_values(["most", "area"], ascending=[False, True])
    drawn = (
        table[table["most"] > 0]
        .head(MOST_PLACES)
        .assign(joining=lambda rows: rows["joining_count"], leaving=lambda rows: rows["leaving_count"])
    )
    if len(drawn):
        joins = _("helped by {letter} alone", letter=names[chosen])
        leaves = _("helped by {letter} alone", letter=base)
        st.altair_chart(
            joining_and_leaving(drawn[["place", "joining", "leaving", "text"]], joins, leaves, _("households")),
            key=f"compared_places_{chosen}",
            alt=_("Bars of households that join and that leave, by place"),
        )
    else:
        st.markdown(_("Both help the same households."))
    shown = {"place": st.column_config.TextColumn(_("Area"), width=NAME), **_columns(context, names[chosen], base)}
    caption = _("{letter} against {base}, by place.", letter=names[chosen], base=base)
    show_table(table, shown, f"compared_areas_{chosen}", caption, height=fitting(len(table)))


def _show_programmes(context: Context, found: ComparedScenarios, chosen: str, names: dict[str, str]) -> None:
    _, base = context.translate, names[found.baseline]
    labels = {one.id: context.label(one.label) for one in context.catalog.programmes}
    table = _signed(context, found.by_programme[found.by_programme["plan"] == chosen])
    table = table.assign(programme=table["programme_id"].map(labels))
    shown = {
        "programme": st.column_config.TextColumn(_("Programme"), width=NAME),
        **_columns(context, names[chosen], base),
    }
    caption = _("A household counts in each programme that it gets.")
    show_table(table, shown, f"compared_programmes_{chosen}", caption, height=fitting(len(table)))


def _signed(context: Context, table: pd.DataFrame) -> pd.DataFrame:
    _ = context.translate
    told = [difference(context, value, "baht") for value in table["baht_difference"]]
    net = table["joining_count"] - table["leaving_count"]
    more = [difference(context, value, "households") for value in net]
    return table.assign(
        money=told,
        net=more,
        text=[
            _("{count} households, {money}", count=count, money=money) for count, money in zip(more, told, strict=True)
        ],
    )


def _columns(context: Context, name: str, base: str) -> dict[str, object]:
    _ = context.translate
    return {
        "count": count_column(_("{letter} helps", letter=name)),
        "joining_count": count_column(_("Helped by {letter} alone", letter=name)),
        "leaving_count": count_column(_("Helped by {letter} alone", letter=base)),
        "net": _("Households more or less"),
        "baht": baht_column(_("Baht of {letter}", letter=name)),
        "money": _("Baht more or less"),
    }


def show_alone(context: Context, found: ComparedScenarios) -> None:
    """The households that one what-if alone helps."""
    _, language = context.translate, context.language
    names = {one.scenario.id: letter(at) for at, one in enumerate(found.scenarios)}
    labels = {one.id: context.label(one.label) for one in context.catalog.programmes}
    told = ", ".join(f"{names[key]} {number(count, language)}" for key, count in found.alone_counts.items())
    st.subheader(_("Households that one what-if alone helps"), anchor=False)
    if not len(found.alone):
        st.markdown(_("None: each household is helped by several or by none."))
        return
    table = found.alone.assign(
        name=found.alone["plan"].map(names),
        code=found.alone["house_code"].map(house_code_text),
        place=context.area_names(found.alone["subdistrict_code"]),
        helped=[", ".join(labels.get(one, one) for one in ids) for ids in found.alone["programmes"]],
    )
    shown = {
        "name": _("What-if"),
        "code": _("House code"),
        "place": _("Sub-district"),
        "helped": st.column_config.TextColumn(_("Programmes"), width=NAME),
        "cost_baht": baht_column(_("Baht")),
    }
    caption = _("{counts} households; the first {shown} are listed.", counts=told, shown=number(len(table), language))
    show_table(table, shown, "compared_alone", caption, height=420)
