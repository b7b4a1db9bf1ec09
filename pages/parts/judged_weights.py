"""Weights that people judge: criteria compared two by two in Saaty's words, or points for the step of each."""

from collections.abc import Mapping
from itertools import combinations

import streamlit as st

from dss_core.language.format import number
from dss_core.usecases.judge_weights import (
    LARGEST_POINTS,
    LARGEST_RATIO,
    MOST_TIMES,
    Comparison,
    JudgedWeights,
    PairsQuery,
    SwingsQuery,
    judge_pairs,
    judge_swings,
    judged_by,
)
from dss_core.usecases.rank_households import criteria_of
from pages.parts.ranking_words import times_name, weights_words
from pages.shell.context import Context
from pages.shell.session import start_with

MOST = int(MOST_TIMES)
STEPS = (*range(MOST, 0, -1), *range(-2, -MOST - 1, -1))


def ask_pairs(context: Context, key: str, weights: Mapping[str, float]) -> dict[str, float]:
    """Every pair is compared; the weights that follow, and whether the comparisons go together."""
    _ = context.translate
    asked = _asked(context, weights)
    comparisons = []
    with st.expander(_("Compare"), expanded=True, key=f"{key}_pairs"):
        for first, second in combinations(asked, 2):
            start = f"{key}_pair_{first}_{second}"
            start_with(start, _step(asked[first], asked[second]))
            step = st.selectbox(
                _("{first}, beside {second}, is", first=context.name_of(first), second=context.name_of(second)),
                STEPS,
                key=start,
                format_func=lambda one: times_name(_, one),
                persist_state="session",
            )
            comparisons.append(Comparison(first, second, float(step) if step > 0 else -1 / step))
    found = judge_pairs(context.services, context.viewer, PairsQuery(tuple(weights.items()), tuple(comparisons)))
    st.markdown(weights_words(context, found.weights, 1))
    _show_consistency(context, found)
    return found.weights


def ask_swings(context: Context, key: str, weights: Mapping[str, float]) -> dict[str, float]:
    """Each step from the best to the worst end of a scale gets its points; the weights that follow."""
    _, language = context.translate, context.language
    asked = _asked(context, weights)
    ends = {one.id: (one.lowest, one.highest) for one in criteria_of(context.catalog)}
    points = []
    with st.expander(_("Points"), expanded=True, key=f"{key}_swings"):
        for name, share in asked.items():
            start = f"{key}_swing_{name}"
            start_with(start, round(LARGEST_POINTS * share / max(asked.values())))
            lowest, highest = ends[name]
            label = context.name_of(name)
            if lowest is not None and highest is not None:
                label = f"{label} ({number(lowest, language)}–{number(highest, language)})"
            given = st.number_input(label, 0, int(LARGEST_POINTS), step=5, key=start, persist_state="session")
            points.append((name, float(given)))
    found = judge_swings(context.services, context.viewer, SwingsQuery(tuple(weights.items()), tuple(points)))
    st.markdown(weights_words(context, found.weights, 1))
    if "swing_without_full" in found.warnings:
        st.caption(":material/info: " + _("No step has 100 points: give them to the one that matters most."))
    return found.weights


def _asked(context: Context, weights: Mapping[str, float]) -> dict[str, float]:
    """What is judged, with its weight in the set: the answers start from there."""
    _ = context.translate
    shares = judged_by(context.catalog, weights)
    if not shares.keys() <= weights.keys():
        st.caption(
            ":material/info: "
            + _("There are too many criteria to judge each: the capitals are judged, and share their weight out.")
        )
    return {name: sum(weights[one] for one in parts) for name, parts in shares.items()}


def _step(first: float, second: float) -> int:
    """The step of Saaty's scale that is nearest to the ratio of two weights."""
    larger, smaller = max(first, second), min(first, second)
    times = min(round(larger / smaller), MOST) if smaller else MOST
    return times if first >= second or times == 1 else -times


def _show_consistency(context: Context, found: JudgedWeights) -> None:
    """Whether the comparisons go together; if not, the one to think over first."""
    _, language = context.translate, context.language
    words = {
        "ratio": number(found.consistency_ratio, language, 2),
        "most": number(LARGEST_RATIO, language, 2),
    }
    if "weights_inconsistent" not in found.warnings:
        st.caption(
            ":material/check: "
            + _("The comparisons go together: consistency ratio {ratio}, at most {most} is usual.", **words)
        )
        return
    warning = _(
        "The comparisons contradict one another: consistency ratio {ratio}, at most {most} is usual.",
        **words,
    )
    if found.said is not None and found.fitting is not None:
        warning += " " + _(
            "Think over first: {first} was said to be {said} times as important as {second}; what fits the other "
            "answers is {fitting} times.",
            first=context.name_of(found.said.first),
            second=context.name_of(found.said.second),
            said=number(found.said.times, language),
            fitting=number(found.fitting, language, 1),
        )
    st.warning(warning, icon=":material/rule:")
