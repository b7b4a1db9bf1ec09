"""The figures of a plan before and after it, counted from scratch on the households as they would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.outcomes import after
from dss_core.analysis.arrays import Flags, Floats, numbers
from dss_core.analysis.livelihood.scoring import score
from dss_core.analysis.poverty.definitions import poor_by
from dss_core.analysis.poverty.deprivations import deprivation_matrix
from dss_core.analysis.poverty.profiles import aligned
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.poverty import CountPoor
from dss_core.model.households import LEVEL, OVERALL
from dss_core.usecases.scenario_aim import state_of
from dss_core.usecases.scenario_problem import ScenarioProblem
from dss_core.usecases.survey_sample import MEMBERS

FigureUnit = Literal["households", "persons", "baht", "score", "share"]
SUMS: dict[str, FigureUnit] = {"gap": "score", "income_gap": "baht"}
SHARES = ("headcount", "m0", "income_headcount")


@dataclass(frozen=True)
class Figure:
    """One figure before and after a plan. Shares are 0-1; NaN where nobody is known.

    Ids: served, coverage (of the eligible), gap (sum of the livelihood gaps), headcount (H) and m0 of the definition
    that plans go by, income_headcount, income_gap (baht of all households together), level_1 ... (shares of the
    households with a level), overall and each capital (means).
    """

    id: str
    unit: FigureUnit
    before: float
    after: float


def after_plan(catalog: Catalog, found: ScenarioProblem, serves: Flags) -> pd.DataFrame:
    """The households as they would be: answers and incomes lifted, scores and levels that follow computed anew."""
    changed = after(found.frame, serves, list(found.lifts))
    scores = score(changed, catalog.instrument)
    return changed.assign(**{str(name): scores.capitals[name] for name in scores.capitals}).assign(
        **{OVERALL: scores.overall, LEVEL: scores.level}
    )


def measures_of(catalog: Catalog, frame: pd.DataFrame, lines: Mapping[str, float]) -> dict[str, Floats]:
    """What is counted of each household, NaN where it is not known; ids as in ``Figure``."""
    found: dict[str, Floats] = {"gap": state_of(catalog, frame, lines, "gap", 0.0).loss("gap")}
    found["headcount"], found["m0"] = _multidimensional(catalog, frame, lines)
    line = catalog.planning.income_line
    if line in lines:
        incomes, members = numbers(frame, catalog.poverty.line(line).variable), numbers(frame, MEMBERS)
        found["income_headcount"] = np.where(np.isnan(incomes), np.nan, (incomes < lines[line]).astype(np.float64))
        found["income_gap"] = np.maximum(lines[line] - incomes, 0.0) * members
    levels = numbers(frame, LEVEL)
    for level in catalog.instrument.levels:
        is_here = (levels == level.number).astype(np.float64)
        found[f"level_{level.number}"] = np.where(np.isnan(levels), np.nan, is_here)
    for name in (OVERALL, *catalog.instrument.capital_ids):
        found[name] = numbers(frame, name)
    return found


def figures_of(catalog: Catalog, found: ScenarioProblem, serves: Flags) -> tuple[Figure, ...]:
    """The figures of a plan."""
    served, eligible = serves.any(axis=0), found.eligible.any(axis=0)
    count = int(served.sum())
    coverage = count / int(eligible.sum()) if eligible.any() else float("nan")
    figures = [Figure("served", "households", 0.0, float(count)), Figure("coverage", "share", 0.0, coverage)]
    before = measures_of(catalog, found.frame, found.lines)
    then = measures_of(catalog, after_plan(catalog, found, serves), found.lines)
    for name, values in before.items():
        total = np.nansum if name in SUMS else _mean
        figures.append(Figure(name, unit_of(name), float(total(values)), float(total(then[name]))))
    return tuple(figures)


def unit_of(measure: str) -> FigureUnit:
    """The unit of a measure."""
    return SUMS.get(measure, "share" if measure in SHARES or measure.startswith("level_") else "score")


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def _multidimensional(catalog: Catalog, frame: pd.DataFrame, lines: Mapping[str, float]) -> tuple[Floats, Floats]:
    """Whether each household is poor, and its score if it is (else 0): their means are H and M0."""
    definition = next(one for one in catalog.poverty.definitions if one.id == catalog.planning.poverty)
    assert isinstance(definition, CountPoor), "the catalogue has checked it"
    poor = poor_by(definition, frame, catalog.poverty, lines)
    specification = catalog.poverty.specification(definition.specification)
    matrix = deprivation_matrix(frame, specification, lines)
    weights = aligned(specification.weights, specification.indicators)
    return poor, np.where(np.isnan(poor), np.nan, poor * ((matrix == 1) @ weights))
