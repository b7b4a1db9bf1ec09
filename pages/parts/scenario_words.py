"""Saved what-ifs, their figures and what was chosen for them, in words."""

import math
from urllib.parse import urlencode

from dss_core.errors import DssError
from dss_core.language.format import MISSING, baht, day, moment, number, parse_round, percent_of_share, round_label
from dss_core.language.translate import N_
from dss_core.model.scenarios import Scenario
from dss_core.usecases.list_scenarios import ListedScenario
from pages.parts.plan_words import measure_name
from pages.shell.context import Context

FIGURES = {
    "spent": N_("Spent in one year"),
    "rank_and_cut_spent_baht": N_("Spent in one year, by rank until the money ended"),
    "rank_and_cut_served_count": N_("Households helped, by rank until the money ended"),
    "rank_and_cut_need_baht": N_("Need at the costs assumed, by rank until the money ended"),
    "rank_and_cut_need_left_baht": N_("Need left, by rank until the money ended"),
}
TOLD = ("spent", "served", "gap", "headcount", "rank_and_cut_spent_baht", "rank_and_cut_served_count")
MOVED = {
    "data_moved": N_("surveys were taken in"),
    "catalog_moved": N_("definitions were changed"),
}


def letter(position: int) -> str:
    """The letter that stands for a what-if among those compared: A, B, …"""
    return "ABCDEF"[position]


def round_name(context: Context, round_id: str) -> str:
    """A round as the reader writes it; its id when it cannot be read."""
    try:
        year, wave = parse_round(round_id)
    except DssError:
        return round_id
    return round_label(year, wave, context.language)


def scenario_line(context: Context, scenario: Scenario) -> str:
    """A saved what-if in one line: its name, area, round and budget, and when it was saved."""
    parts = (
        scenario.name,
        context.area_name(scenario.area_code),
        round_name(context, scenario.round_id),
        baht(scenario.choices.budget_baht, context.language),
        moment(scenario.created_at, context.language),
    )
    return " · ".join(parts)


def link_to(scenario: Scenario) -> str:
    """The address at which a saved what-if reopens."""
    asked = {"scenario": scenario.id, "round": scenario.round_id, "area": scenario.area_code}
    return f"build_scenario?{urlencode(asked)}"


def figure_name(context: Context, figure: str, unit: str = "") -> str:
    """The name of a figure of a plan, or of one that an earlier version of the program saved; with baht if asked."""
    _ = context.translate
    name = _(FIGURES[figure]) if figure in FIGURES else measure_name(context, figure)
    return _("{name}, baht", name=name) if unit == "baht" and figure in FIGURES else name


def saved_words(context: Context, one: ListedScenario) -> str:
    """Who saved a what-if, its figures as they were saved, and whether it was decided on."""
    _ = context.translate
    figures = ", ".join(
        f"{figure_name(context, figure.id)} {amount(context, figure.after, figure.unit)}"
        for figure in one.scenario.figures
        if figure.id in TOLD
    )
    words = _("Saved by {who}: {figures}.", who=one.scenario.created_by, figures=figures)
    if one.decision is not None:
        words += " " + _("Adopted on {day}.", day=day(one.decision.decided_on, context.language))
    return words


def amount(context: Context, value: float | None, unit: str) -> str:
    """A figure with its unit: baht, a percentage, a count or points; a dash when it is missing."""
    if value is None or math.isnan(value):
        return MISSING
    if unit == "baht":
        return baht(value, context.language)
    if unit == "share":
        return percent_of_share(value, context.language)
    return number(value, context.language, _decimals(value, unit))


def bare_amount(context: Context, value: float | None, unit: str) -> str:
    """The same without the word baht, where the heading says it."""
    return number(value, context.language) if unit == "baht" else amount(context, value, unit)


def bare_difference(context: Context, value: float | None, unit: str) -> str:
    """How much more or less, without the word baht, where the heading says it."""
    return difference(context, value, "households" if unit == "baht" else unit)


def difference(context: Context, value: float | None, unit: str) -> str:
    """How much more or less, with its sign and unit; shares in percentage points."""
    _ = context.translate
    if value is None or math.isnan(value):
        return MISSING
    size = abs(value) * (100 if unit == "share" else 1)
    if not round(size, _decimals(size, unit)):
        return _("the same")
    if unit == "share":
        return signed(value) + _("{points} points", points=number(size, context.language, 1))
    return signed(value) + amount(context, size, unit)


def signed(value: float) -> str:
    """A plus or a true minus."""
    return "+" if value >= 0 else "−"


def _decimals(value: float, unit: str) -> int:
    if unit == "share":
        return 1
    if unit == "score":
        return 1 if abs(value) >= 100 else 3
    return 0
