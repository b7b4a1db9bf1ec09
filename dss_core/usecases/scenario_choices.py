"""The choices of a what-if, checked: what a page or a command line sends may be anything."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.money import is_amount
from dss_core.analysis.arrays import numbers
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.programmes import ASSUMPTION, Effect, Programme, Range
from dss_core.errors import BadInput
from dss_core.model.areas import AreaLevel
from dss_core.model.scenarios import EffectChoice, ProgrammeChoice, ScenarioChoices
from dss_core.usecases.scenario_aim import Served

MOST_PROGRAMMES = 50


@dataclass(frozen=True)
class ScenarioQuery:
    """A what-if: the round and area that it speaks of, and everything that was chosen."""

    round_id: str
    area: str
    choices: ScenarioChoices


def check_choices(catalog: Catalog, choices: ScenarioChoices) -> None:
    """Nothing, or what can be told to be wrong before any household is read.

    ``BadInput``: scenario_no_programme, scenario_many_programmes (most), allocation_repeated_programme,
    allocation_bad_budget, allocation_bad_cost, allocation_bad_places, allocation_bad_purse, allocation_bad_most,
    allocation_unknown_area (area), scenario_area_spending (area), scenario_bad_share. ``NotFound``: catalog_unknown.
    """
    ids = [choice.programme_id for choice in choices.programmes]
    if not ids:
        raise BadInput("scenario_no_programme")
    if len(ids) > MOST_PROGRAMMES:
        raise BadInput("scenario_many_programmes", most=MOST_PROGRAMMES)
    if repeated := {name for name in ids if ids.count(name) > 1}:
        raise BadInput("allocation_repeated_programme", programme=min(repeated))
    if not is_amount(choices.budget_baht):
        raise BadInput("allocation_bad_budget")
    if choices.most_per_household < 1:
        raise BadInput("allocation_bad_most", most=choices.most_per_household)
    for choice in choices.programmes:
        catalog.programme(choice.programme_id)
        if not is_amount(choice.unit_cost_baht):
            raise BadInput("allocation_bad_cost", programme=choice.programme_id)
        for places in (choice.places, *(most for _, most in choice.places_by_area)):
            if places is not None and places < 0:
                raise BadInput("allocation_bad_places", programme=choice.programme_id)
    for purse in choices.purses:
        if not is_amount(purse.baht):
            raise BadInput("allocation_bad_purse", programme=purse.id)
    districts = {area.code for area in catalog.areas.all if area.level is AreaLevel.DISTRICT}
    named = [area.area_code for area in choices.areas]
    for code in (*named, *(code for choice in choices.programmes for code, _ in choice.places_by_area)):
        if code not in districts:
            raise BadInput("allocation_unknown_area", area=code)
    for area in choices.areas:
        ends = (area.at_least_baht, *(() if area.at_most_baht is None else (area.at_most_baht,)))
        if not all(map(is_amount, ends)) or ends[-1] < ends[0] or named.count(area.area_code) > 1:
            raise BadInput("scenario_area_spending", area=area.area_code)
    if not (0 < choices.neediest_share <= 1 and 0 <= choices.neediest_covered <= 1):
        raise BadInput("scenario_bad_share")


def offer_of(catalog: Catalog, frame: pd.DataFrame, choice: ProgrammeChoice) -> Served:
    """A programme as it would be given; ``BadInput``: scenario_bad_effect (programme, measure)."""
    programme = catalog.programme(choice.programme_id)
    units = np.ones(len(frame))
    if programme.persons_variable is not None:
        units = numbers(frame, programme.persons_variable)
    return Served(programme, choice.unit_cost_baht, units, _effects(programme, choice))


def _effects(programme: Programme, choice: ProgrammeChoice) -> tuple[Effect, ...]:
    """The effects of the catalogue, with the ranges that were chosen instead."""
    chosen = {one.on: one for one in choice.effects}
    known = {one.on for one in programme.effects}
    for one in choice.effects:
        ends = (one.low, one.likely, one.high)
        if one.on not in known or not all(map(isfinite, ends)) or not 0 <= one.low <= one.likely <= one.high:
            raise BadInput("scenario_bad_effect", programme=programme.id, measure=one.on)
    return tuple(_changed(effect, chosen.get(effect.on)) for effect in programme.effects)


def _changed(effect: Effect, choice: EffectChoice | None) -> Effect:
    if choice is None:
        return effect
    span = Range(low=choice.low, likely=choice.likely, high=choice.high)
    field = "lift" if effect.share_of_cost is None else "share_of_cost"
    return effect.model_copy(update={field: span, "source": ASSUMPTION})
