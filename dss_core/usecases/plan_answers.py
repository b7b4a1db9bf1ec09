"""The answers that a plan rests on: what decides who may have what, what it brings, and who is among the neediest."""

import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.programmes import Programme
from dss_core.model.scenarios import ScenarioChoices
from dss_core.usecases.scenario_aim import lifted


def rests_on(catalog: Catalog, choices: ScenarioChoices) -> tuple[str, ...]:
    """The variables of a household that a plan of these choices looks at; programmes that are gone do not count.

    They are those of the eligibility rules, the counts that costs are multiplied by, what the programmes lift, and the
    criteria of the ranking that have a weight.
    """
    known = {programme.id: programme for programme in catalog.programmes}
    names = [name for name, weight in choices.weights if weight]
    for choice in choices.programmes:
        if choice.programme_id in known:
            names += _of_programme(catalog, known[choice.programme_id])
    return tuple(dict.fromkeys(names))


def _of_programme(catalog: Catalog, programme: Programme) -> list[str]:
    names = [] if programme.rule is None else list(programme.rule.names)
    if programme.persons_variable is not None:
        names.append(programme.persons_variable)
    return names + [name for effect in programme.effects for name in lifted(catalog, effect.on)]


def answers_of(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """For each household (by household_id) a dictionary of these answers, as JSON can hold them; missing is None."""
    known = [name for name in names if name in frame.columns]
    columns = {name: _plain(frame[name]) for name in known}
    rows = [dict(zip(known, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return pd.Series(rows or [{}] * len(frame), index=frame["household_id"].to_numpy(), dtype=object)


def _plain(column: pd.Series) -> list[object]:
    values = column.astype(object).tolist()
    return [None if gap else value for value, gap in zip(values, column.isna().tolist(), strict=True)]
