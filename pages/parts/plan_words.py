"""The words of plans: what they aim at, how good they are proven to be, and what became of a household."""

from dss_core.language.format import MISSING, baht, number, percent_of_share
from dss_core.language.translate import N_
from pages.shell.context import Context

OBJECTIVES = {
    "gap": N_("Close the livelihood gap"),
    "severity": N_("Close the deepest gaps first"),
    "over_line": N_("Lift households over a line"),
    "income_gap": N_("Close the income gap"),
    "m0": N_("Reduce multidimensional poverty (M0)"),
}
MEANINGS = {
    "gap": N_("The points that the answers lack up to {line}, weighed as in the overall score; every point counts."),
    "severity": N_("The same gap, but a deeper one counts for more."),
    "over_line": N_("Households whose overall score reaches the level “{level}” ({score} or more)."),
    "income_gap": N_("Baht that incomes per person lack up to “{name}”, of all living members together."),
    "m0": N_("The weight of deprivations of the households that are poor by “{name}”."),
}
UNITS = {
    "gap": N_("points"),
    "severity": N_("weighed points"),
    "over_line": N_("households"),
    "income_gap": N_("baht"),
    "m0": N_("weighed households"),
}
ASSUMED = {"low": N_("low"), "likely": N_("likely"), "high": N_("high")}
WHY = {
    "served": N_("Served: it does more here than elsewhere for the same money"),
    "served_for_a_floor": N_("Served for a floor, a coverage or a list"),
    "near_the_line": N_("Not served, by a hair: as good as some who are"),
    "priced_out": N_("Not served: the same money or place does more for others"),
    "no_benefit": N_("Eligible, but no chosen programme brings it anything"),
    "undecided": N_("Cannot be decided: an answer is missing"),
    "not_eligible": N_("Not eligible for any chosen programme"),
}
MEANS = {
    "gap": N_("Livelihood gap, points per household"),
    "income_gap": N_("Income gap, baht per household"),
}
MEASURES = {
    "gap": N_("Livelihood gap, points"),
    "headcount": N_("Multidimensionally poor (H)"),
    "m0": N_("Adjusted headcount (M0)"),
    "income_headcount": N_("Income below the line"),
    "income_gap": N_("Income gap, baht"),
    "served": N_("Households served"),
    "coverage": N_("Served of the eligible"),
}


def objective_name(context: Context, objective: str) -> str:
    """What a plan aims at."""
    return context.translate(OBJECTIVES[objective])


def objective_meaning(context: Context, objective: str) -> str:
    """What exactly is counted."""
    catalog = context.catalog
    planning = catalog.planning
    level = next(one for one in catalog.instrument.levels if one.number == planning.level)
    poverty = next(one for one in catalog.poverty.definitions if one.id == planning.poverty)
    name = catalog.poverty.line(planning.income_line).label if objective == "income_gap" else poverty.label
    return context.translate(
        MEANINGS[objective],
        line=number(planning.answer_line, context.language),
        level=context.label(level.label),
        score=number(level.lower, context.language, 2),
        name=context.label(name),
    )


def worth_text(context: Context, objective: str, value: float | None) -> str:
    """So much of an objective, with its unit."""
    if value is None or value != value:
        return MISSING
    if objective == "income_gap":
        return baht(value, context.language)
    return f"{worth_number(context, objective, value)} {unit_name(context, objective)}"


def worth_number(context: Context, objective: str, value: float) -> str:
    """So much of an objective, without its unit."""
    return number(value, context.language, _decimals(objective, value))


def unit_name(context: Context, objective: str) -> str:
    """The unit of an objective."""
    return context.translate(UNITS[objective])


def _decimals(objective: str, value: float) -> int:
    if objective in ("over_line", "income_gap"):
        return 0
    return 1 if abs(value) >= 100 else 2 if abs(value) >= 1 else 3


def proof_text(context: Context, gap: float) -> tuple[str, str]:
    """How good a plan is proven to be: short, and in a sentence."""
    _ = context.translate
    if not gap:
        return _("proven best"), _("No plan within these limits reaches more.")
    share = percent_of_share(gap, context.language, gap_decimals(gap))
    return _("within {share}", share=share), _("At most {share} better is possible within these limits.", share=share)


def gap_decimals(gap: float) -> int:
    """So many decimals that a small gap is not told as none."""
    return 1 if gap >= 0.01 else 2 if gap >= 0.001 else 3


def measure_name(context: Context, measure: str) -> str:
    """A figure of a plan as the reader calls it."""
    _ = context.translate
    if measure in MEASURES:
        return _(MEASURES[measure])
    if measure.startswith("level_"):
        number_of = float(measure.removeprefix("level_"))
        level = next(one for one in context.catalog.instrument.levels if one.number == number_of)
        return _("Level “{level}”", level=context.label(level.label))
    return context.name_of(measure)


def mean_name(context: Context, measure: str) -> str:
    """The mean of a figure over households as the reader calls it."""
    return context.translate(MEANS[measure]) if measure in MEANS else measure_name(context, measure)
