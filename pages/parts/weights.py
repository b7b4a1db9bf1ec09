"""Choosing what counts and how much: a preset of the catalogue, then sliders that can be moved."""

import streamlit as st

from pages.parts.standing import standing_badge
from pages.shell.context import Context
from pages.shell.session import keep, kept, start_with

Weights = tuple[tuple[str, float], ...]
STEP = 0.05


def choose_weights(context: Context, page: str) -> Weights:
    """The weights chosen: those of a preset, until a slider is moved."""
    _ = context.translate
    presets = {preset.id: preset for preset in context.catalog.presets}
    chosen = st.selectbox(
        _("Set of criteria"),
        list(presets),
        key=f"{page}_preset",
        format_func=lambda key: context.label(presets[key].label),
    )
    preset = presets[str(chosen)]
    st.markdown(standing_badge(_, preset.standing))
    if preset.meaning is not None:
        st.caption(context.label(preset.meaning))
    with st.expander(_("Move the weights"), expanded=len(preset.weights) <= 8, key=f"{page}_weights"):
        weights = tuple(
            (name, _slider(context, page, preset.id, name, weight)) for name, weight in preset.weights.items()
        )
        total = sum(weight for _name, weight in weights)
        if total:
            st.caption(_("Weights count in proportion to their sum ({total}).", total=f"{total:.2f}"))
    return weights


def _slider(context: Context, page: str, preset: str, name: str, weight: float) -> float:
    key = f"{page}_{preset}_{name}"
    start_with(key, float(weight))
    most = max(1.0, round(2 * weight, 2))
    return float(st.slider(context.name_of(name), 0.0, most, step=STEP if most >= 1 else weight / 10, key=key))


def remember_weights(weights: Weights) -> None:
    """Keep the weights for the next page of the same session."""
    keep("weights", weights)


def remembered_weights() -> Weights | None:
    """The weights of the ranking page, if somebody has set them there."""
    found = kept("weights")
    return tuple(found) if found else None
