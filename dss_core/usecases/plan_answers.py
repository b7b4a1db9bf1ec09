"""The answers that a plan rests on: what decides who may have what, what it brings, and who is among the neediest."""

import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.poverty import CountPoor
from dss_core.catalog.programmes import Programme
from dss_core.model.scenarios import ScenarioChoices
from dss_core.usecases.scenario_aim import lifted
from dss_core.usecases.survey_sample import MEMBERS


def rests_on(catalog: Catalog, choices: ScenarioChoices) -> tuple[str, ...]:
    """The variables of a household that a plan of these choices looks at; programmes that are gone do not count.

    They are those of the eligibility rules, the counts that costs are multiplied by, what the objective looks at, and
    the criteria of the ranking where the neediest are to be covered (otherwise it does not decide who is helped).
    """
    known = {programme.id: programme for programme in catalog.programmes}
    programmes = [known[one.programme_id] for one in choices.programmes if one.programme_id in known]
    names = [name for programme in programmes for name in _who_may(programme)]
    names += _aimed_at(catalog, choices.objective, programmes)
    if choices.neediest_covered:
        names += [name for name, weight in choices.weights if weight]
    return tuple(dict.fromkeys(names))


def _who_may(programme: Programme) -> list[str]:
    names = [] if programme.rule is None else list(programme.rule.names)
    return names if programme.persons_variable is None else [*names, programme.persons_variable]


def _aimed_at(catalog: Catalog, objective: str, programmes: list[Programme]) -> list[str]:
    """What an objective looks at: of gaps that add up only what is lifted, of all others everything."""
    indicators = catalog.instrument.indicator_ids
    if objective == "income_gap":
        return [catalog.poverty.line(catalog.planning.income_line).variable, MEMBERS]
    if objective == "m0":
        return _deprived_by(catalog)
    if objective != "gap":
        return list(indicators)
    lifts = [name for programme in programmes for effect in programme.effects for name in lifted(catalog, effect.on)]
    return [name for name in lifts if name in indicators]


def _deprived_by(catalog: Catalog) -> list[str]:
    definition = next(one for one in catalog.poverty.definitions if one.id == catalog.planning.poverty)
    assert isinstance(definition, CountPoor), "the catalogue has checked it"
    specification = catalog.poverty.specification(definition.specification)
    rules = [(one, specification.rule_of(one)) for one in specification.indicators]
    return [one if rule is None else rule.variable for one, rule in rules]


def answers_of(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """For each household (by household_id) a dictionary of these answers, as JSON can hold them; missing is None."""
    known = [name for name in names if name in frame.columns]
    columns = {name: _plain(frame[name]) for name in known}
    rows = [dict(zip(known, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return pd.Series(rows or [{}] * len(frame), index=frame["household_id"].to_numpy(), dtype=object)


def _plain(column: pd.Series) -> list[object]:
    values = column.astype(object).tolist()
    return [None if gap else value for value, gap in zip(values, column.isna().tolist(), strict=True)]
