"""Choosing a multidimensional measure: which one, its cut-off, and how much each dimension weighs."""

import streamlit as st

from dss_core.catalog.poverty import MpiSpecification
from dss_core.catalog.specification import MissingAnswers
from dss_core.language.format import percent_of_share
from dss_core.language.translate import N_
from dss_core.usecases.mpi_choice import MpiChoice, dimension_shares, first_cutoff
from pages.parts.empty import show_empty
from pages.parts.standing import standing_badge
from pages.shell.context import Context
from pages.shell.session import start_with

LOWEST_CUTOFF, CUTOFF_STEP, WEIGHT_STEP = 0.05, 0.01, 0.05
RULES = {
    MissingAnswers.LEAVE_OUT: N_("A household with a missing answer is left out."),
    MissingAnswers.NOT_DEPRIVED: N_("A missing answer counts as not deprived."),
    MissingAnswers.DEPRIVED: N_("A missing answer counts as deprived."),
}


def choose_mpi(context: Context) -> MpiChoice | None:
    """The measure as chosen, the same on all parts of the page; None when every weight is zero, and it is said."""
    _ = context.translate
    specifications = context.catalog.poverty.specifications
    chosen = str(
        st.selectbox(
            _("Index"),
            list(specifications),
            key="poverty_specification",
            format_func=lambda name: context.label(specifications[name].label),
            persist_state="session",
        )
    )
    specification = specifications[chosen]
    st.markdown(standing_badge(_, specification.standing))
    if specification.meaning is not None:
        st.caption(context.label(specification.meaning))
    key = f"poverty_cutoff_{chosen}"
    start_with(key, first_cutoff(context.catalog, chosen))
    cutoff = st.slider(
        _("Poor from this share of deprivations on (k)"),
        LOWEST_CUTOFF,
        1.0,
        step=CUTOFF_STEP,
        key=key,
        help=_("A household is poor when the weights of its deprivations sum to k or more."),
        persist_state="session",
    )
    weights = _choose_weights(context, specification)
    if not any(weight for _name, weight in weights):
        show_empty(_("All weights are zero, so nothing would count."), _("Give at least one dimension a weight."))
        return None
    is_own = dict(weights) == dimension_shares(specification)
    return MpiChoice(chosen, (round(float(cutoff), 2),), () if is_own else weights)


def _choose_weights(context: Context, specification: MpiSpecification) -> tuple[tuple[str, float], ...]:
    _ = context.translate
    shares = dimension_shares(specification)
    with st.expander(_("Weights of the dimensions"), key="poverty_weights"):
        weights = []
        for name, share in shares.items():
            key = f"poverty_weight_{specification.id}_{name}"
            start_with(key, share)
            label = dimension_name(context, specification, name)
            value = st.slider(label, 0.0, 1.0, step=WEIGHT_STEP, format="%.2f", key=key, persist_state="session")
            weights.append((name, float(value)))
        total = sum(weight for _name, weight in weights)
        if total:
            sizes = [percent_of_share(weight / total, context.language, 0) for _name, weight in weights]
            labels = [dimension_name(context, specification, name) for name, _weight in weights]
            parts = ", ".join(f"{label} {size}" for label, size in zip(labels, sizes, strict=True))
            st.caption(_("They count in proportion: {parts}.", parts=parts))
    return tuple(weights)


def dimension_name(context: Context, specification: MpiSpecification, name: str) -> str:
    """The label of a dimension, its id where it has none."""
    label = specification.dimensions[name].label
    return name if label is None else context.label(label)


def indicator_name(context: Context, specification: MpiSpecification, indicator: str) -> str:
    """The label of an indicator: that of its rule, or of the variable behind it."""
    rule = specification.rules.get(indicator)
    if rule is not None and rule.label is not None:
        return context.label(rule.label)
    return context.name_of(rule.variable if rule is not None else indicator)


def dimension_colours(context: Context, specification: MpiSpecification, series: list[str]) -> list[str]:
    """A colour for each dimension: that of the capital of the same name, or one of a series."""
    own = {capital.id: capital.colour for capital in context.catalog.instrument.capitals}
    return [own.get(name, series[at % len(series)]) for at, name in enumerate(specification.dimensions)]
