"""The catalogue as tables, with unit, direction, missing rule, source and standing of every entry."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dss_core.catalog.definitions import Instrument, Sourced
from dss_core.language.format import MISSING, baht, day, number
from dss_core.language.translate import N_
from pages.parts.programmes import effect_unit, effect_words, source_words
from pages.parts.rule_words import rule_words
from pages.parts.standing import standing_badge, standing_name
from pages.parts.tables import decimal_column, show_table
from pages.shell.context import Context

HEIGHT, ROW, WIDE = 680, 76, 420  # pixels; a row has room for three lines of a long text
DIRECTIONS = {"better": N_("more is better"), "worse": N_("more is worse")}


def show_instrument(context: Context) -> None:
    """Indicators with their weights, levels, and the rules for missing answers."""
    _ = context.translate
    instrument = context.catalog.instrument
    st.subheader(context.label(instrument.label), anchor=False)
    _show_indicators(context, instrument)
    st.subheader(_("Levels"), anchor=False)
    rows = [
        {"number": v.number, "label": context.label(v.label), "lower": v.lower, "upper": v.upper}
        for v in instrument.levels
    ]
    lower, upper = decimal_column(_("from")), decimal_column(_("to below"))
    shown = {"number": "#", "label": _("Level"), "lower": lower, "upper": upper}
    caption = _("The lower end belongs to the level; the last level includes its upper end.")
    show_table(pd.DataFrame(rows), shown, "levels_table", caption)
    st.subheader(_("Missing answers"), anchor=False)
    for rule in (instrument.missing_capital, instrument.missing_overall):
        st.markdown(f"- {context.label(rule.label)} ({standing_name(_, rule.standing)})")


def _show_indicators(context: Context, instrument: Instrument) -> None:
    _ = context.translate
    capitals = {c.id: context.label(c.label) for c in instrument.capitals}
    rows = [
        {
            "id": i.id.upper(),
            "capital": capitals[i.capital],
            "label": context.label(i.label),
            "weight": i.weight,
            "weight_standing": standing_name(_, i.weight_standing),
            "note": context.label(i.weight_note) if i.weight_note else "",
            "meaning": context.label(i.meaning),
            "unit": context.label(i.unit),
            "more": _(DIRECTIONS[i.more_is]),
            **origin_of(context, i),
        }
        for i in instrument.indicators
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
    }
    caption = _("{count} indicators; the weights within a capital sum to 1.", count=len(rows))
    show_entries(context, rows, shown, "indicators", caption)


def show_needs(context: Context) -> None:
    """The basic minimum needs and the TPMAP dimensions they feed."""
    _ = context.translate
    for needs in context.catalog.needs:
        st.subheader(context.label(needs.label), anchor=False)
        categories = {c.code: context.label(c.label) for c in needs.categories}
        feeds = {n: context.label(d.label) for d in needs.dimensions for n in d.fed_by}
        rows = [
            {
                "number": i.number,
                "category": categories[i.category],
                "label": context.label(i.label),
                "dimension": feeds.get(i.number, "–"),
                "unit": context.label(i.unit),
                "more": _(DIRECTIONS[i.more_is]),
                "missing": context.label(i.missing),
                "standing": standing_name(_, i.standing),
                "source": source_of(context, needs.source, needs.source_on),
            }
            for i in needs.indicators
        ]
        shown = {
            "number": "#",
            "category": _("Category"),
            "label": _("Indicator"),
            "dimension": _("TPMAP dimension"),
            "unit": _("Unit"),
            "more": _("Direction"),
            "missing": _("If missing"),
        }
        show_entries(context, rows, shown, f"needs_{needs.id}", _("{count} indicators", count=len(rows)))
        for dimension in needs.dimensions:
            fed = ", ".join(str(n) for n in dimension.fed_by)
            standing = standing_name(_, dimension.standing)
            label, certainty = context.label(dimension.label), context.label(dimension.certainty)
            st.markdown(f"- **{label}**: {fed} · {certainty} ({standing})")


def show_programmes(context: Context) -> None:
    """The assistance programmes with their amounts, who may have them, and what they are assumed to do."""
    _, language, catalog = context.translate, context.language, context.catalog
    names = {p.id: context.label(p.label) for p in catalog.programmes}
    routes = {route.id: context.label(route.label) for route in catalog.routes.routes}
    rows = [
        {
            "label": names[p.id],
            "cost": baht(p.unit_cost_baht, language),
            "unit": context.label(p.unit),
            "note": context.label(p.unit_cost_note),
            "amounts": "; ".join(f"{baht(a.value_baht, language)} {context.label(a.per)}" for a in p.amounts),
            "rule": f"{rule_words(context, p.rule)} ({standing_name(_, p.eligibility_standing)})",
            "missing": context.label(p.missing),
            "effects": "; ".join(
                f"{effect_words(context, one)}, {effect_unit(context, one)} ({source_words(context, one)})"
                for one in p.effects
            ),
            "purse": context.label(catalog.purse(p.purse).label),
            "route": routes[p.route],
            "beside": ", ".join(names[one] for one in p.excludes) or MISSING,
            "needs": ", ".join(names[one] for one in p.requires) or MISSING,
            **origin_of(context, p),
        }
        for p in catalog.programmes
    ]
    shown = {
        "label": _("Programme"),
        "cost": _("Cost assumed a year"),
        "unit": _("Unit"),
        "note": _("How it is derived"),
        "amounts": _("Amounts"),
        "rule": st.column_config.TextColumn(_("Who may have it"), width=WIDE),
        "missing": _("If missing"),
        "effects": st.column_config.TextColumn(_("What it does (assumed)"), width=WIDE),
        "purse": _("Paid by"),
        "route": _("Proposed route"),
        "beside": _("Not together with"),
        "needs": _("Only together with"),
    }
    caption = _("Costs, effects, purses and routes are assumptions for the what-if; costs and effects can be changed.")
    show_entries(context, rows, shown, "programmes_table", caption)
    _show_planning(context)


def _show_planning(context: Context) -> None:
    """What plans work towards."""
    _, language, catalog = context.translate, context.language, context.catalog
    planning, line = catalog.planning, catalog.poverty.line(catalog.planning.income_line)
    st.markdown(
        f"{standing_badge(_, planning.standing)} "
        + _(
            "Plans work on every answer up to {line}, and on incomes up to “{name}”.",
            line=number(planning.answer_line, language),
            name=context.label(line.label),
        )
    )
    st.caption(source_of(context, planning.source, planning.source_on))


def show_variables(context: Context) -> None:
    """The household variables."""
    _ = context.translate
    rows = [
        {
            "label": context.label(v.label),
            "meaning": context.label(v.meaning) if v.meaning else "",
            "unit": context.label(v.unit),
            "more": _(DIRECTIONS[v.more_is]) if v.more_is else "–",
            "missing": context.label(v.missing),
            **origin_of(context, v),
        }
        for v in context.catalog.variables
    ]
    shown = {
        "label": _("Variable"),
        "meaning": _("Meaning"),
        "unit": _("Unit"),
        "more": _("Direction"),
        "missing": _("If missing"),
    }
    caption = _("{count} variables", count=number(len(rows), context.language))
    show_entries(context, rows, shown, "variables_table", caption)


def show_codes(context: Context) -> None:
    """The code lists."""
    _ = context.translate
    for code_list in context.catalog.code_lists.values():
        st.subheader(context.label(code_list.label), anchor=False)
        rows = [{"code": c.code, "label": context.label(c.label)} for c in code_list.codes]
        origin = origin_of(context, code_list)
        shown = {"code": _("Code"), "label": _("Meaning")}
        caption = f"{origin['standing']} · {origin['source']}"
        show_table(pd.DataFrame(rows), shown, f"codes_{code_list.id}", caption, height="content")


def show_entries(
    context: Context, rows: list[dict[str, Any]], shown: Mapping[str, Any], key: str, caption: str
) -> None:
    """A table of definitions; every one ends with standing and source."""
    _ = context.translate
    columns = {**shown, "standing": _("Standing"), "source": _("Source")}
    show_table(pd.DataFrame(rows), columns, key, caption, height=HEIGHT, row_height=ROW)


def origin_of(context: Context, entry: Sourced) -> dict[str, str]:
    """Standing and source of an entry, as columns of its row."""
    standing = standing_name(context.translate, entry.standing)
    return {"standing": standing, "source": source_of(context, entry.source, entry.source_on)}


def source_of(context: Context, source: str, on: date) -> str:
    """A source with its day."""
    return f"{source} ({day(on, context.language)})"
