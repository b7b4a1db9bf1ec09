"""What was chosen for a what-if, in words, so that two of them can be told apart."""

from collections.abc import Callable

from dss_core.language.format import MISSING, baht, number, percent_of_share
from dss_core.language.translate import N_
from dss_core.model.scenarios import AreaSpending, ProgrammeChoice, PurseLimit, ScenarioChoices
from pages.parts.plan_words import ASSUMED, objective_name
from pages.parts.ranking_words import method_name, weights_words
from pages.shell.context import Context

Words = Callable[[Context, ScenarioChoices], str]


def choice_rows(context: Context, choices: list[ScenarioChoices]) -> list[tuple[str, list[str]]]:
    """What was chosen differently: the name of the choice, and what it is in each what-if."""
    rows = [(context.translate(name), [words(context, one) for one in choices]) for name, words in WORDS]
    programmes = list(dict.fromkeys(p.programme_id for one in choices for p in one.programmes))
    rows += [(_programme(context, key), [_offer(context, one, key) for one in choices]) for key in programmes]
    return [row for row in rows if len(set(row[1])) > 1]


def _programme(context: Context, programme_id: str) -> str:
    known = {one.id: one for one in context.catalog.programmes}
    return context.label(known[programme_id].label) if programme_id in known else programme_id


def _offer(context: Context, choices: ScenarioChoices, programme_id: str) -> str:
    """The cost and places of a programme, a dash where it is not offered."""
    _, language = context.translate, context.language
    chosen: ProgrammeChoice | None = next((p for p in choices.programmes if p.programme_id == programme_id), None)
    if chosen is None:
        return MISSING
    parts = [baht(chosen.unit_cost_baht, language)]
    if chosen.places is not None:
        parts.append(_("{count} places", count=number(chosen.places, language)))
    parts += [f"{_place(context, code)} {number(count, language)}" for code, count in chosen.places_by_area]
    if chosen.effects:
        parts.append(_("effects of its own"))
    return " · ".join(parts)


def _place(context: Context, code: str) -> str:
    return context.area_name(code) if context.catalog.areas.has(code) else code


def _purses(context: Context, purses: tuple[PurseLimit, ...]) -> str:
    known = {one.id: context.label(one.label) for one in context.catalog.purses}
    return " · ".join(f"{known.get(one.id, one.id)} {baht(one.baht, context.language)}" for one in purses) or MISSING


def _areas(context: Context, areas: tuple[AreaSpending, ...]) -> str:
    language = context.language
    told = (
        f"{_place(context, one.area_code)} {baht(one.at_least_baht, language)} – {baht(one.at_most_baht, language)}"
        for one in areas
    )
    return " · ".join(told) or MISSING


def _coverage(context: Context, choices: ScenarioChoices) -> str:
    _, language = context.translate, context.language
    if not choices.neediest_covered:
        return MISSING
    return _(
        "{covered} of the neediest {share}",
        covered=percent_of_share(choices.neediest_covered, language, 0),
        share=percent_of_share(choices.neediest_share, language, 0),
    )


def _count(context: Context, houses: tuple[str, ...]) -> str:
    return number(len(houses), context.language) if houses else MISSING


WORDS: tuple[tuple[str, Words], ...] = (
    (N_("Budget"), lambda c, one: baht(one.budget_baht, c.language)),
    (N_("Aim"), lambda c, one: objective_name(c, one.objective)),
    (N_("How much more the poorest count"), lambda c, one: number(one.aversion, c.language, 1)),
    (N_("Effects assumed"), lambda c, one: c.translate(ASSUMED[one.assumed])),
    (N_("Programmes for one household at most"), lambda c, one: number(one.most_per_household, c.language)),
    (N_("Purses"), lambda c, one: _purses(c, one.purses)),
    (N_("Spending by district"), lambda c, one: _areas(c, one.areas)),
    (N_("Neediest households to be helped"), _coverage),
    (N_("Households that must be helped"), lambda c, one: _count(c, one.must_serve)),
    (N_("Households that must not be helped"), lambda c, one: _count(c, one.must_not)),
    (N_("Ranking method"), lambda c, one: method_name(c.translate, one.method)),
    (N_("Weights of the ranking"), lambda c, one: weights_words(c, dict(one.weights)) if one.weights else MISSING),
    (N_("Seed of draws"), lambda c, one: number(one.seed, c.language)),
)
