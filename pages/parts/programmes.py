"""Choosing programmes for a what-if: which, in what order, at what cost, for how many, and what they are to do."""

import streamlit as st

from dss_core.catalog.programmes import Effect, Programme
from dss_core.language.format import baht, number
from dss_core.language.translate import N_
from dss_core.model.scenarios import EffectChoice, ProgrammeChoice
from pages.parts.rule_words import rule_words
from pages.parts.standing import standing_badge
from pages.shell.context import Context
from pages.shell.session import keep, start_with

ENDS = {"low": N_("low"), "likely": N_("likely"), "high": N_("high")}


def choose_programmes(context: Context) -> tuple[ProgrammeChoice, ...]:
    """The programmes chosen, in the order in which rank and cut offers them to each household."""
    _ = context.translate
    programmes = {p.id: p for p in context.catalog.programmes}
    start_with("programmes", _first(context))
    chosen = st.multiselect(
        _("Programmes, in the order in which they are offered"),
        list(programmes),
        key="programmes",
        format_func=lambda key: context.label(programmes[key].label),
        placeholder=_("Choose programmes"),
        persist_state="session",
    )
    return tuple(_choose(context, programmes[key]) for key in chosen)


def put_programmes(context: Context, choices: tuple[ProgrammeChoice, ...]) -> None:
    """Put programmes into the widgets, before these are drawn."""
    keep("programmes", [choice.programme_id for choice in choices])
    known = {one.id: one for one in context.catalog.programmes}
    for choice in choices:
        keep(f"cost_{choice.programme_id}", float(choice.unit_cost_baht))
        keep(f"places_{choice.programme_id}", choice.places)
        chosen = {one.on: one for one in choice.effects}
        for effect in known[choice.programme_id].effects if choice.programme_id in known else ():
            for end in ENDS:
                value = getattr(chosen.get(effect.on, effect.span), end)
                keep(_effect_key(choice.programme_id, effect.on, end), float(value))


def _first(context: Context) -> list[str]:
    """What stands there at first: of every purse the programme that costs most."""
    dearest: dict[str, Programme] = {}
    for one in context.catalog.programmes:
        if one.unit_cost_baht is not None:
            held = dearest.get(one.purse)
            if held is None or one.unit_cost_baht > (held.unit_cost_baht or 0):
                dearest[one.purse] = one
    return [one.id for one in dearest.values()]


def _choose(context: Context, programme: Programme) -> ProgrammeChoice:
    _ = context.translate
    with st.expander(context.label(programme.label), key=f"programme_{programme.id}"):
        st.markdown(standing_badge(_, programme.standing))
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
        rule = _("Eligible: {rule}", rule=rule_words(context, programme.rule))
        purse = _("Paid by: {purse}", purse=context.label(context.catalog.purse(programme.purse).label))
        st.caption(f"{rule} · {purse} {standing_badge(_, programme.eligibility_standing)}")
        effects = _effects(context, programme)
    return ProgrammeChoice(programme.id, float(cost or 0), None if places is None else int(places), effects=effects)


def _effects(context: Context, programme: Programme) -> tuple[EffectChoice, ...]:
    """The ranges that differ from those of the definitions."""
    _ = context.translate
    found = []
    with st.popover(_("What it does (assumed)"), icon=":material/trending_up:", width="stretch"):
        if not programme.effects:
            st.markdown(_("No effect is defined: it takes part in rank and cut, never in the best plan."))
        for effect in programme.effects:
            choice = _effect(context, programme.id, effect)
            if (choice.low, choice.likely, choice.high) != tuple(getattr(effect.span, end) for end in ENDS):
                found.append(choice)
    st.caption(" · ".join(effect_words(context, one) for one in programme.effects))
    return tuple(found)


def _effect(context: Context, programme_id: str, effect: Effect) -> EffectChoice:
    _ = context.translate
    st.markdown(f"**{context.name_of(effect.on)}**, {effect_unit(context, effect)} ({source_words(context, effect)})")
    values = []
    for column, (end, name) in zip(st.columns(3), ENDS.items(), strict=True):
        key = _effect_key(programme_id, effect.on, end)
        start_with(key, float(getattr(effect.span, end)))
        step = 0.05 if effect.share_of_cost is not None else 0.1 if effect.on in _scored(context) else 100.0
        values.append(
            float(column.number_input(_(name), 0.0, 10.0**6, step=step, key=key, persist_state="session") or 0)
        )
    return EffectChoice(effect.on, *values)


def effect_words(context: Context, effect: Effect) -> str:
    """An effect in one phrase: what is lifted, by how much likely, and between which ends."""
    span = effect.span
    low, likely, high = (_amount(context, effect, value) for value in (span.low, span.likely, span.high))
    return f"{context.name_of(effect.on)} +{likely} ({low}–{high})"


def effect_unit(context: Context, effect: Effect) -> str:
    """The unit of an effect, in words."""
    _ = context.translate
    if effect.share_of_cost is not None:
        return _("share of the cost that becomes income")
    return _("points of the score") if effect.on in _scored(context) else _("baht a year for each unit served")


def source_words(context: Context, effect: Effect) -> str:
    """Where an effect comes from."""
    _ = context.translate
    return _("assumption, not measured") if effect.is_assumed else effect.source


def _amount(context: Context, effect: Effect, value: float) -> str:
    if effect.share_of_cost is not None:
        return f"{number(100 * value, context.language)}%"
    if effect.on in _scored(context):
        return number(value, context.language, 1)
    return baht(value, context.language)


def _scored(context: Context) -> tuple[str, ...]:
    return (*context.catalog.instrument.indicator_ids, *context.catalog.instrument.capital_ids)


def _effect_key(programme_id: str, measure: str, end: str) -> str:
    return f"effect_{programme_id}_{measure}_{end}"
