"""Choosing programmes for a what-if: which, in what order, at what cost, for how many."""

import streamlit as st

from dss_core.catalog.definitions import Condition, Programme
from dss_core.language.translate import N_
from dss_core.model.scenarios import ProgrammeChoice
from pages.parts.standing import standing_badge
from pages.shell.context import Context
from pages.shell.session import start_with

OPERATORS = {"at_most": N_("at most"), "at_least": N_("at least"), "is": N_("is")}


def choose_programmes(context: Context) -> tuple[ProgrammeChoice, ...]:
    """The programmes chosen, in the order in which they are offered to each household."""
    _ = context.translate
    programmes = {p.id: p for p in context.catalog.programmes}
    priced = [p.id for p in context.catalog.programmes if p.unit_cost_baht is not None]
    start_with("programmes", [max(priced, key=lambda key: programmes[key].unit_cost_baht or 0)])
    chosen = st.multiselect(
        _("Programmes, in the order in which they are offered"),
        list(programmes),
        key="programmes",
        format_func=lambda key: context.label(programmes[key].label),
        placeholder=_("Choose programmes"),
        persist_state="session",
    )
    return tuple(_choose(context, programmes[key]) for key in chosen)


def _choose(context: Context, programme: Programme) -> ProgrammeChoice:
    _ = context.translate
    with st.container(border=True):
        st.markdown(f"**{context.label(programme.label)}** {standing_badge(_, programme.standing)}")
        left, right = st.columns(2)
        start_with(f"cost_{programme.id}", float(programme.unit_cost_baht or 0))
        per = _("person") if programme.served_unit == "person" else _("household")
        cost = left.number_input(
            _("Baht per {unit} and year", unit=per),
            0.0,
            10.0**8,
            step=100.0,
            key=f"cost_{programme.id}",
            help=context.label(programme.unit_cost_note),
            persist_state="session",
        )
        places = right.number_input(
            _("Places, in households (empty: no limit)"),
            0,
            10**7,
            None,
            key=f"places_{programme.id}",
            placeholder=_("no limit"),
            persist_state="session",
        )
        st.caption(_rule(context, programme))
    return ProgrammeChoice(programme.id, float(cost or 0), None if places is None else int(places))


def _rule(context: Context, programme: Programme) -> str:
    _ = context.translate
    conditions = [_condition(context, condition) for condition in programme.eligible_if]
    rule = (" " + _("and") + " ").join(conditions) or _("every household")
    return _("Eligible: {rule}", rule=rule) + " " + standing_badge(_, programme.eligibility_standing)


def _condition(context: Context, condition: Condition) -> str:
    value = condition.value
    if isinstance(value, str):
        codes = context.catalog.variable(condition.variable).codes
        shown = context.code_name(codes, value) if codes else value
    else:
        shown = f"{value:,g}"
    return f"{context.name_of(condition.variable)} {context.translate(OPERATORS[condition.operator])} {shown}"
