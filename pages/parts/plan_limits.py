"""The limits of a what-if beside its budget: purses, districts, the neediest, and lists of households."""

import re
from dataclasses import dataclass

import streamlit as st

from dss_core.model.scenarios import AreaSpending, ProgrammeChoice, PurseLimit, ScenarioChoices
from pages.shell.context import Context
from pages.shell.session import keep, kept, start_with

MOST_BAHT, STEP = 10**11, 10_000
BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Limits:
    """What was set; ``places`` of each programme by district."""

    purses: tuple[PurseLimit, ...]
    areas: tuple[AreaSpending, ...]
    places: dict[str, tuple[tuple[str, int], ...]]
    neediest_covered: float
    must_serve: tuple[str, ...]
    must_not: tuple[str, ...]


def choose_limits(context: Context, programmes: tuple[ProgrammeChoice, ...]) -> Limits:
    """The limits, in an expander that tells whether any is set."""
    _ = context.translate
    with st.expander(_("Limits: purses, districts, the neediest, lists"), key="plan_limits", icon=":material/tune:"):
        purses = _purses(context, programmes)
        areas, places = _districts(context, programmes)
        covered = st.slider(
            _("Of the neediest tenth, at least so many get something, per cent"),
            0,
            100,
            0,
            step=5,
            key="plan_neediest",
            format="%d%%",
            help=_("The neediest tenth of the households that a chosen programme can help, by the priority ranking."),
            persist_state="session",
        )
        must = _codes(_("House codes that must get something"), "plan_must", context)
        barred = _codes(_("House codes that get nothing"), "plan_must_not", context)
    return Limits(purses, areas, places, int(covered) / 100, must, barred)


def put_limits(choices: ScenarioChoices) -> None:
    """Put the limits of a what-if into the widgets, before these are drawn."""
    for purse in choices.purses:
        keep(f"purse_{purse.id}", float(purse.baht))
    for key in kept("plan_purses", ()):
        if key not in {purse.id for purse in choices.purses}:
            keep(f"purse_{key}", None)
    by_area = {area.area_code: area for area in choices.areas}
    named = [code for one in choices.programmes for code, _most in one.places_by_area]
    keep("plan_districts", list(dict.fromkeys((*by_area, *named))))
    for code in dict.fromkeys((*by_area, *named)):
        area = by_area.get(code, AreaSpending(code))
        keep(f"floor_{code}", float(area.at_least_baht) or None)
        keep(f"ceiling_{code}", None if area.at_most_baht is None else float(area.at_most_baht))
        for one in choices.programmes:
            keep(f"places_{one.programme_id}_{code}", dict(one.places_by_area).get(code))
    keep("plan_neediest", round(100 * choices.neediest_covered))
    keep("plan_must", "\n".join(choices.must_serve))
    keep("plan_must_not", "\n".join(choices.must_not))


def _purses(context: Context, programmes: tuple[ProgrammeChoice, ...]) -> tuple[PurseLimit, ...]:
    """Money of those who pay for the chosen programmes; empty: no limit of its own."""
    _ = context.translate
    of_purse: dict[str, list[str]] = {}
    for choice in programmes:
        of_purse.setdefault(context.catalog.programme(choice.programme_id).purse, []).append(choice.programme_id)
    keep("plan_purses", tuple(of_purse))
    st.markdown("**" + _("Who pays at most so much, baht (empty: no limit)") + "**")
    found = []
    for purse, bought in of_purse.items():
        amount = st.number_input(
            context.label(context.catalog.purse(purse).label),
            0.0,
            float(MOST_BAHT),
            None,
            step=float(STEP),
            key=f"purse_{purse}",
            placeholder=_("no limit"),
            persist_state="session",
        )
        if amount is not None:
            found.append(PurseLimit(purse, float(amount), tuple(bought)))
    return tuple(found)


def _districts(
    context: Context, programmes: tuple[ProgrammeChoice, ...]
) -> tuple[tuple[AreaSpending, ...], dict[str, tuple[tuple[str, int], ...]]]:
    _ = context.translate
    codes = [
        area.code
        for area in context.catalog.areas.districts
        if context.viewer.scope.within(area.code).areas and _meet(area.code, context.area)
    ]
    # A what-if that was opened, or the area before this one, may name districts that are not offered here.
    keep("plan_districts", [code for code in kept("plan_districts", ()) if code in codes])
    chosen = st.multiselect(
        _("Districts with limits of their own"),
        codes,
        key="plan_districts",
        format_func=context.area_name,
        placeholder=_("Choose districts"),
        persist_state="session",
    )
    areas = []
    places: dict[str, list[tuple[str, int]]] = {}
    for code in chosen:
        with st.container(border=True):
            st.markdown(f"**{context.area_name(code)}**")
            left, right = st.columns(2)
            with left:
                low = _amount(_("At least, baht"), f"floor_{code}", _("no limit"))
            with right:
                high = _amount(_("At most, baht"), f"ceiling_{code}", _("no limit"))
            if low or high is not None:
                areas.append(AreaSpending(code, low or 0.0, high))
            for choice in programmes:
                name = context.label(context.catalog.programme(choice.programme_id).label)
                most = st.number_input(
                    _("Places: {programme}", programme=name), 0, 10**7, None,
                    key=f"places_{choice.programme_id}_{code}", placeholder=_("no limit"), persist_state="session",
                )  # fmt: skip
                if most is not None:
                    places.setdefault(choice.programme_id, []).append((code, int(most)))
    return tuple(areas), {name: tuple(pairs) for name, pairs in places.items()}


def _meet(code: str, other: str) -> bool:
    """Whether one of two areas lies in the other."""
    return code.startswith(other) or other.startswith(code)


def _amount(label: str, key: str, placeholder: str) -> float | None:
    found = st.number_input(
        label, 0.0, float(MOST_BAHT), None, step=float(STEP), key=key, placeholder=placeholder, persist_state="session"
    )
    return None if found is None else float(found)


def _codes(label: str, key: str, context: Context) -> tuple[str, ...]:
    """House codes as typed, with or without dashes, one below the other or with commas."""
    start_with(key, "")
    _ = context.translate
    hint = _("One below the other; spaces, commas and dashes do not matter.")
    text = st.text_area(label, key=key, help=hint, height=80, max_chars=20_000, persist_state="session")
    return tuple(dict.fromkeys(code.replace("-", "") for code in BETWEEN.split(text or "") if code.strip("-")))
