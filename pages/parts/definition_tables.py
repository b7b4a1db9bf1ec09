"""The catalogue as tables, with unit, direction, missing rule, source and standing of every entry."""

import pandas as pd
import streamlit as st

from dss_core.language.format import baht, day, number
from dss_core.language.translate import N_
from pages.parts.standing import standing_name
from pages.parts.tables import decimal_column, show_table
from pages.shell.context import Context

ROW = 76  # pixels: room for two lines of a long text
DIRECTIONS = {"better": N_("more is better"), "worse": N_("more is worse")}


def _source(context: Context, source: str, on: object) -> str:
    return f"{source} ({day(on, context.language)})"  # type: ignore[arg-type]


def show_instrument(context: Context) -> None:
    """Indicators with their weights, levels, and the rules for missing answers."""
    _ = context.translate
    instrument = context.catalog.instrument
    st.subheader(context.label(instrument.label), anchor=False)
    capitals = {c.id: context.label(c.label) for c in instrument.capitals}
    rows = [
        (
            i.id.upper(),
            capitals[i.capital],
            context.label(i.label),
            i.weight,
            standing_name(_, i.weight_standing),
            context.label(i.weight_note) if i.weight_note else "",
            context.label(i.meaning),
            context.label(i.unit),
            _(DIRECTIONS[i.more_is]),
            standing_name(_, i.standing),
            _source(context, i.source, i.source_on),
        )
        for i in instrument.indicators
    ]
    columns = [
        "id",
        "capital",
        "label",
        "weight",
        "weight_standing",
        "note",
        "meaning",
        "unit",
        "more",
        "standing",
        "source",
    ]
    shown = {
        "id": "#",
        "capital": _("Capital"),
        "label": _("Indicator"),
        "weight": st.column_config.NumberColumn(_("Weight"), format="%.3f"),
        "weight_standing": _("Standing of the weight"),
        "note": _("Note on the weight"),
        "meaning": _("Meaning"),
        "unit": _("Unit"),
        "more": _("Direction"),
        "standing": _("Standing"),
        "source": _("Source"),
    }
    show_table(
        pd.DataFrame(rows, columns=columns),
        shown,
        "indicators",
        _("{count} indicators; the weights within a capital sum to 1.", count=len(rows)),
        height=680,
        row_height=ROW,
    )
    levels = pd.DataFrame(
        [(v.number, context.label(v.label), v.lower, v.upper) for v in instrument.levels],
        columns=["number", "label", "lower", "upper"],
    )
    st.subheader(_("Levels"), anchor=False)
    shown = {
        "number": "#",
        "label": _("Level"),
        "lower": decimal_column(_("from")),
        "upper": decimal_column(_("to below")),
    }
    show_table(
        levels, shown, "levels_table", _("The lower end belongs to the level; the last level includes its upper end.")
    )
    st.subheader(_("Missing answers"), anchor=False)
    for rule in (instrument.missing_capital, instrument.missing_overall):
        st.markdown(f"- {context.label(rule.label)} ({standing_name(_, rule.standing)})")


def show_needs(context: Context) -> None:
    """The basic minimum needs and the TPMAP dimensions they feed."""
    _ = context.translate
    for needs in context.catalog.needs:
        st.subheader(context.label(needs.label), anchor=False)
        categories = {c.code: context.label(c.label) for c in needs.categories}
        feeds = {n: context.label(d.label) for d in needs.dimensions for n in d.fed_by}
        rows = [
            (
                i.number,
                categories[i.category],
                context.label(i.label),
                feeds.get(i.number, "–"),
                context.label(i.unit),
                _(DIRECTIONS[i.more_is]),
                context.label(i.missing),
                standing_name(_, i.standing),
            )
            for i in needs.indicators
        ]
        columns = ["number", "category", "label", "dimension", "unit", "more", "missing", "standing"]
        shown = {
            "number": "#",
            "category": _("Category"),
            "label": _("Indicator"),
            "dimension": _("TPMAP dimension"),
            "unit": _("Unit"),
            "more": _("Direction"),
            "missing": _("If missing"),
            "standing": _("Standing"),
        }
        caption = _(
            "{count} indicators. Source: {source}",
            count=len(rows),
            source=_source(context, needs.source, needs.source_on),
        )
        show_table(pd.DataFrame(rows, columns=columns), shown, f"needs_{needs.id}", caption, height=680, row_height=ROW)
        for dimension in needs.dimensions:
            fed = ", ".join(str(n) for n in dimension.fed_by)
            st.markdown(
                f"- **{context.label(dimension.label)}**: {fed} · {context.label(dimension.certainty)}"
                f" ({standing_name(_, dimension.standing)})"
            )


def show_programmes(context: Context) -> None:
    """The assistance programmes with their amounts."""
    _, language = context.translate, context.language
    rows = [
        (
            context.label(p.label),
            baht(p.unit_cost_baht, language),
            context.label(p.unit),
            context.label(p.unit_cost_note),
            "; ".join(f"{baht(a.value_baht, language)} {context.label(a.per)}" for a in p.amounts),
            context.label(p.missing),
            standing_name(_, p.standing),
            _source(context, p.source, p.source_on),
        )
        for p in context.catalog.programmes
    ]
    columns = ["label", "cost", "unit", "note", "amounts", "missing", "standing", "source"]
    shown = {
        "label": _("Programme"),
        "cost": _("Cost assumed a year"),
        "unit": _("Unit"),
        "note": _("How it is derived"),
        "amounts": _("Amounts"),
        "missing": _("If missing"),
        "standing": _("Standing"),
        "source": _("Source"),
    }
    show_table(
        pd.DataFrame(rows, columns=columns),
        shown,
        "programmes_table",
        _("Costs are assumptions for the what-if and can be changed there."),
        height=680,
        row_height=ROW,
    )


def show_variables(context: Context) -> None:
    """The household variables."""
    _ = context.translate
    rows = [
        (
            context.label(v.label),
            context.label(v.meaning) if v.meaning else "",
            context.label(v.unit),
            _(DIRECTIONS[v.more_is]) if v.more_is else "–",
            context.label(v.missing),
            standing_name(_, v.standing),
            _source(context, v.source, v.source_on),
        )
        for v in context.catalog.variables
    ]
    columns = ["label", "meaning", "unit", "more", "missing", "standing", "source"]
    shown = {
        "label": _("Variable"),
        "meaning": _("Meaning"),
        "unit": _("Unit"),
        "more": _("Direction"),
        "missing": _("If missing"),
        "standing": _("Standing"),
        "source": _("Source"),
    }
    caption = _("{count} variables", count=number(len(rows), context.language))
    show_table(pd.DataFrame(rows, columns=columns), shown, "variables_table", caption, height=680, row_height=ROW)


def show_codes(context: Context) -> None:
    """The code lists."""
    _ = context.translate
    for code_list in context.catalog.code_lists.values():
        st.subheader(context.label(code_list.label), anchor=False)
        rows = [(c.code, context.label(c.label)) for c in code_list.codes]
        caption = f"{standing_name(_, code_list.standing)} · {_source(context, code_list.source, code_list.source_on)}"
        shown = {"code": _("Code"), "label": _("Meaning")}
        show_table(pd.DataFrame(rows, columns=["code", "label"]), shown, f"codes_{code_list.id}", caption)
