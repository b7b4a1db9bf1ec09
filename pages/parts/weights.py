"""Choosing what counts and how much: a set of criteria, then weights by hand or from the answers."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dss_core.language.format import day
from dss_core.model.weight_votes import WeightAgreement
from dss_core.usecases.find_weights import WeightsQuery, find_weights
from dss_core.usecases.vote_weights import agreed_weights
from pages.parts.judged_weights import ask_pairs, ask_swings
from pages.parts.ranking_words import BY_HAND, PAIRS, SWINGS, WEIGHTINGS, weights_words
from pages.parts.standing import standing_badge
from pages.shell.context import Context
from pages.shell.session import keep, kept, start_with

Weights = tuple[tuple[str, float], ...]
COARSE, FINE = 0.05, 0.005
STEPS = 20
JUDGED = {PAIRS: ask_pairs, SWINGS: ask_swings}
AGREED = "agreed_"  # begins the key of a set that a meeting agreed upon


@dataclass(frozen=True)
class RankChoice:
    """What was chosen on the ranking page: weights, method, and how many come first."""

    weights: Weights
    method: str
    first_count: int


def choose_weights(context: Context, page: str) -> Weights:
    """The weights chosen: those of a set until a slider is moved, or those that the answers give."""
    _ = context.translate
    presets = {preset.id: preset for preset in context.catalog.presets}
    agreed = {AGREED + one.id: one for one in agreed_weights(context.services, context.viewer)}
    names = {key: context.label(preset.label) for key, preset in presets.items()}
    names |= {key: agreement_name(context, one) for key, one in agreed.items()}
    chosen = str(
        st.selectbox(
            _("Set of criteria"),
            list(names),
            key=f"{page}_preset",
            format_func=lambda key: names[key],
            persist_state="session",
        )
    )
    if chosen in agreed:
        weights: Mapping[str, float] = agreed[chosen].weights
        _show_agreement(context, agreed[chosen])
    else:
        preset = presets[chosen]
        weights = preset.weights
        st.markdown(standing_badge(_, preset.standing))
        if preset.meaning is not None:
            st.caption(context.label(preset.meaning))
    way = st.selectbox(
        _("Weights"),
        list(WEIGHTINGS),
        key=f"{page}_weighting",
        format_func=lambda key: _(WEIGHTINGS[key][0]),
        persist_state="session",
    )
    if way != BY_HAND:
        st.caption(_(WEIGHTINGS[str(way)][1]))
    if way in JUDGED:
        return tuple(JUDGED[str(way)](context, f"{page}_{chosen}", weights).items())
    if way != BY_HAND:
        return _from_answers(context, tuple(weights), str(way))
    return _by_hand(context, f"{page}_{chosen}", weights, f"{page}_weights")


def agreement_name(context: Context, one: WeightAgreement) -> str:
    """The name of an agreed set with its date."""
    _ = context.translate
    return _("Agreed: {name} ({date})", name=one.name, date=day(one.agreed_at, context.language))


def _show_agreement(context: Context, one: WeightAgreement) -> None:
    _ = context.translate
    st.markdown(":green-badge[" + _("agreed in a meeting") + "]")
    # What people typed is never markup.
    st.text(_("There: {present}. Reason: {reason}", present=one.present, reason=one.reason))


def _from_answers(context: Context, criteria: tuple[str, ...], way: str) -> Weights:
    _ = context.translate
    found = context.ask(find_weights, WeightsQuery(context.round_id, context.area, criteria, way)).found
    if "weights_all_alike" in found.warnings:
        st.caption(":material/info: " + _("Nothing tells the households apart here, so the weights are equal."))
    st.markdown(weights_words(context, found.weights, 1))
    return tuple(found.weights.items())


def _by_hand(context: Context, key: str, given: Mapping[str, float], expander: str) -> Weights:
    _ = context.translate
    with st.expander(_("Move the weights"), expanded=len(given) <= 8, key=expander):
        step = COARSE if min(given.values()) >= COARSE else FINE
        weights = tuple((name, _slider(context, f"{key}_{name}", name, weight, step)) for name, weight in given.items())
        total = sum(weight for _name, weight in weights)
        if total:
            st.caption(_("Weights count in proportion to their sum ({total}).", total=f"{total:.2f}"))
    return weights


def _slider(context: Context, key: str, name: str, weight: float, step: float) -> float:
    start_with(key, float(weight))
    most = max(STEPS * step, 2 * weight)
    label = context.name_of(name)
    return float(st.slider(label, 0.0, most, step=step, format="%.3g", key=key, persist_state="session"))


def remember_choice(choice: RankChoice) -> None:
    """Keep what was chosen for the next page of the same session."""
    keep("weights", choice.weights)
    keep("rank_choice", (choice.method, choice.first_count))


def remembered_weights() -> Weights | None:
    """The weights of the ranking page, if somebody has set them there."""
    found = kept("weights")
    return tuple(found) if found else None


def remembered_choice(context: Context) -> RankChoice:
    """What the ranking page holds; before somebody was there, the first set of the catalogue."""
    method, first_count = kept("rank_choice", ("weighted_sum", 100))
    return RankChoice(remembered_weights() or tuple(context.catalog.presets[0].weights.items()), method, first_count)
