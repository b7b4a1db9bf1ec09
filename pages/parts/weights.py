"""Choosing what counts and how much: a preset of the catalogue, then sliders that can be moved."""

import streamlit as st

from pages.parts.standing import standing_badge
from pages.shell.context import Context
from pages.shell.session import keep, kept, start_with

Weights = tuple[tuple[str, float], ...]
COARSE, FINE = 0.05, 0.005
STEPS = 20


def choose_weights(context: Context, page: str) -> Weights:
    """The weights chosen: those of a preset, until a slider is moved."""
    _ = context.translate
    presets = {preset.id: preset for preset in context.catalog.presets}
    chosen = st.selectbox(
        _("Set of criteria"),
        list(presets),
        key=f"{page}_preset",
        format_func=lambda key: context.label(presets[key].label),
        persist_state="session",
    )
    preset = presets[str(chosen)]
    st.markdown(standing_badge(_, preset.standing))
    if preset.meaning is not None:
        st.caption(context.label(preset.meaning))
    with st.expander(_("Move the weights"), expanded=len(preset.weights) <= 8, key=f"{page}_weights"):
        step = COARSE if min(preset.weights.values()) >= COARSE else FINE
        weights = tuple(
            (name, _slider(context, f"{page}_{preset.id}_{name}", name, weight, step))
            for name, weight in preset.weights.items()
        )
        total = sum(weight for _name, weight in weights)
        if total:
            st.caption(_("Weights count in proportion to their sum ({total}).", total=f"{total:.2f}"))
    return weights


def _slider(context: Context, key: str, name: str, weight: float, step: float) -> float:
    start_with(key, float(weight))
    most = max(STEPS * step, 2 * weight)
    label = context.name_of(name)
    return float(st.slider(label, 0.0, most, step=step, format="%.3g", key=key, persist_state="session"))


def remember_weights(weights: Weights) -> None:
    """Keep the weights for the next page of the same session."""
    keep("weights", weights)


def remembered_weights() -> Weights | None:
    """The weights of the ranking page, if somebody has set them there."""
    found = kept("weights")
    return tuple(found) if found else None
