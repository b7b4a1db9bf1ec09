"""What poverty measures and statistics are defined by: lines, definitions, specifications, bands, members."""

import pandas as pd
import streamlit as st

from dss_core.catalog.bands import Bands
from dss_core.catalog.definitions import Condition
from dss_core.catalog.poverty import CountPoor, IncomePoor, LevelPoor, MpiSpecification, TargetedPoor
from dss_core.catalog.specification import DeprivationRule
from dss_core.language.format import baht, day, number, percent_of_share
from dss_core.usecases.mpi_choice import dimension_shares
from pages.parts.definition_tables import origin_of, show_entries
from pages.parts.poverty_choice import RULES, dimension_name, indicator_name
from pages.parts.standing import standing_badge, standing_name
from pages.parts.tables import decimal_column, show_table
from pages.shell.context import Context

SIGNS = {"at_most": "≤", "below": "<", "at_least": "≥", "above": ">", "is": "="}


def show_poverty(context: Context) -> None:
    """Poverty lines with their heights, who counts as poor, what the measures take for granted, specifications."""
    _ = context.translate
    st.subheader(_("Poverty lines"), anchor=False)
    _show_lines(context)
    st.subheader(_("Definitions of poverty"), anchor=False)
    rows = [
        {
            "label": context.label(one.label),
            "meaning": context.label(one.meaning),
            "rule": _rule_of(context, one),
            **origin_of(context, one),
        }
        for one in context.catalog.poverty.definitions
    ]
    shown = {"label": _("Definition"), "meaning": _("Meaning"), "rule": _("Rule")}
    caption = _("A household of which the answer is not known counts neither as poor nor as not poor.")
    show_entries(context, rows, shown, "definitions_poverty", caption)
    for specification in context.catalog.poverty.specifications.values():
        _show_specification(context, specification)
    _show_measures(context)


def _show_lines(context: Context) -> None:
    _, language = context.translate, context.language
    rows = [
        {
            "label": context.label(line.label),
            "meaning": context.label(line.meaning),
            "since": day(value.since, language),
            "height": baht(value.value_baht, language),
            "unit": context.label(line.unit),
            "note": context.label(value.note) if value.note else "",
            "standing": standing_name(_, value.standing),
            "source": value.reference,
        }
        for line in context.catalog.poverty.lines.values()
        for value in line.values
    ]
    shown = {
        "label": _("Line"),
        "since": _("In force from"),
        "height": _("Height"),
        "unit": _("Unit"),
        "meaning": _("Meaning"),
        "note": _("Note"),
    }
    caption = _("Below a line is poor, at it is not. A proposed height is shown and never computed with.")
    show_entries(context, rows, shown, "definitions_lines", caption)


def _rule_of(context: Context, one: IncomePoor | CountPoor | LevelPoor | TargetedPoor) -> str:
    """The rule of a definition, in signs."""
    _ = context.translate
    poverty = context.catalog.poverty
    if isinstance(one, IncomePoor):
        line = poverty.line(one.line)
        return f"{context.name_of(line.variable)} < {context.label(line.label)}"
    if isinstance(one, LevelPoor):
        return f"{context.name_of(one.variable)} ≤ {number(one.at_most, context.language)}"
    name = context.label(poverty.specification(one.specification).label)
    if isinstance(one, CountPoor):
        return f"{name}: k = {number(one.k, context.language, 2)}"
    least = _("fails at least {count}", count=number(one.least_dimensions, context.language))
    return f"{name}: {least}; {_condition(context, one.and_if)}"


def _condition(context: Context, condition: Condition) -> str:
    _ = context.translate
    described = context.catalog.described(condition.variable)
    value = str(condition.value)
    if described.kind == "flag" and not isinstance(condition.value, str):
        value = _("yes") if condition.value else _("no")
    elif not isinstance(condition.value, str):
        value = number(condition.value, context.language)
    return f"{context.name_of(condition.variable)} {SIGNS[condition.operator]} {value}"


def _show_specification(context: Context, specification: MpiSpecification) -> None:
    """Dimensions, indicators, their weights and rules; the cut-offs and the rule for missing answers below."""
    _, language = context.translate, context.language
    st.subheader(context.label(specification.label), anchor=False)
    meaning = context.label(specification.meaning) if specification.meaning else ""
    st.markdown(f"{standing_badge(_, specification.standing)} {meaning}")
    shares, weights = dimension_shares(specification), specification.weights
    rows = [
        {
            "dimension": dimension_name(context, specification, name),
            "share": percent_of_share(shares[name], language),
            "indicator": indicator_name(context, specification, indicator),
            "weight": weights[indicator],
            "rule": _deprivation(context, specification.rule_of(indicator)),
        }
        for name, dimension in specification.dimensions.items()
        for indicator in dimension.indicators
    ]
    shown = {
        "dimension": _("Dimension"),
        "share": _("Weight of the dimension"),
        "indicator": _("Indicator"),
        "weight": st.column_config.NumberColumn(_("Weight"), format="%.3f"),
        "rule": _("Deprived if"),
    }
    cutoffs = ", ".join(number(k, language, 2) for k in specification.k)
    origin = origin_of(context, specification)["source"]
    caption = _("Cut-offs k: {cutoffs}. {rule}", cutoffs=cutoffs, rule=_(RULES[specification.missing]))
    show_table(pd.DataFrame(rows), shown, f"specification_{specification.id}", caption, height="content")
    st.caption(origin)


def _deprivation(context: Context, rule: DeprivationRule | None) -> str:
    if rule is None:
        return "= 1"
    if rule.line is not None:
        line = context.catalog.poverty.line(rule.line)
        return f"{context.name_of(rule.variable)} {SIGNS[rule.operator]} {context.label(line.label)}"
    return f"{SIGNS[rule.operator]} {number(rule.value, context.language, 2)}"


def _show_measures(context: Context) -> None:
    _, language = context.translate, context.language
    defaults = context.catalog.poverty.defaults
    st.subheader(_("What the measures take for granted"), anchor=False)
    for words in (
        _(
            "Aversion to inequality of the Atkinson index: {epsilon}.",
            epsilon=number(defaults.atkinson_epsilon, language, 1),
        ),
        _("Parts of the people for shares of income: {count}.", count=number(defaults.income_parts, language)),
        _(
            "For the robustness of an order: each dimension in its turn gets {share} of all weight.",
            share=percent_of_share(defaults.emphasis_share, language, 0),
        ),
    ):
        st.markdown(f"- {words}")


def show_bands(context: Context) -> None:
    """How a mean score is put into words."""
    _ = context.translate
    for bands in context.catalog.bands.values():
        st.subheader(context.label(bands.label), anchor=False)
        rows = [
            {"number": v.number, "label": context.label(v.label), "lower": v.lower, "upper": v.upper}
            for v in bands.levels
        ]
        shown = {
            "number": "#",
            "label": _("Interpretation"),
            "lower": decimal_column(_("from")),
            "upper": decimal_column(_("to below")),
        }
        show_table(pd.DataFrame(rows), shown, f"bands_{bands.id}", _rounding(context, bands), height="content")


def _rounding(context: Context, bands: Bands) -> str:
    _ = context.translate
    origin = origin_of(context, bands)
    said = _("The mean is taken as it is.")
    if bands.decimals is not None:
        said = _("The mean is rounded to {count} places first.", count=number(bands.decimals, context.language))
    return f"{said} {origin['standing']} · {origin['source']}"


def show_members(context: Context) -> None:
    """The variables of persons."""
    _ = context.translate
    rows = [
        {
            "label": context.label(one.label),
            "meaning": context.label(one.meaning) if one.meaning else "",
            "unit": context.label(one.unit),
            "classes": ", ".join(context.label(c.label) for c in one.classes),
            "missing": context.label(one.missing),
            **origin_of(context, one),
        }
        for one in context.catalog.members
    ]
    shown = {
        "label": _("Variable"),
        "meaning": _("Meaning"),
        "unit": _("Unit"),
        "classes": _("Classes"),
        "missing": _("If missing"),
    }
    caption = _("{count} variables", count=number(len(rows), context.language))
    show_entries(context, rows, shown, "members_table", caption)
