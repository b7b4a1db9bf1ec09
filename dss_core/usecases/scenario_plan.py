"""The plan of a what-if, kept between the questions about it. Nothing here asks for a permission; the use cases do."""

from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.curve import budget_curve
from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.pricing.plan import can_price
from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.allocation.solution import Solution
from dss_core.analysis.allocation.solve import solve
from dss_core.analysis.arrays import Flags
from dss_core.usecases.poverty_rows import keep
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_problem import ScenarioProblem, problem_of
from dss_core.usecases.services import Services

PATIENCE = 0.3  # seconds of a page for a proof of what is not kept
FEW_PAIRS = 1_000  # pairs that could be served: up to so many the proof is waited for, beyond the pricing is enough
SECONDS = 20.0  # for the search, where nothing but it can find a plan
MOST_KEPT = 4

_kept: OrderedDict[str, object] = OrderedDict()


@dataclass(frozen=True, eq=False)
class Planned:
    """The problem of a what-if and its plan."""

    found: ScenarioProblem
    solution: Solution

    @property
    def priced(self) -> Solution:
        """The plan with the prices of its limits, where they can be told: those of the budget curve at its budget."""
        problem = self.found.problem
        if self.solution.prices is not None or not has_prices(problem):
            return self.solution
        return replace(self.solution, prices=budget_curve(problem, [problem.limits[0].at_most or 0])[0].prices)


def has_prices(problem: Problem) -> bool:
    """Whether the worth of limits can be told: not where too many programmes depend on each other, or nobody lives."""
    return problem.household_count > 0 and can_price(problem)


def planned(services: Services, viewer: Viewer, query: ScenarioQuery) -> Planned:
    """The plan of the households that the viewer may see; ``BadInput`` as ``problem_of`` and ``solve``."""

    def make() -> Planned:
        found = problem_of(services, viewer, query)
        return Planned(found, solve(found.problem, seconds=SECONDS, patience=_patience(found.problem)))

    return keep(services, viewer, (query.round_id,), query.area, query, make, _kept, MOST_KEPT)


def _patience(problem: Problem) -> float:
    """By the size of the problem and never by the clock: a saved what-if comes out the same on a busy machine."""
    return SECONDS if int(problem.possible().sum()) <= FEW_PAIRS else 0.0


def pairs_of(found: ScenarioProblem, flags: Flags) -> pd.DataFrame:
    """household_id, programme_id and cost_baht of the flagged pairs (programmes x households), the neediest first."""
    place, programme = np.nonzero(flags[:, found.first].T)
    household = found.first[place]
    ids = np.array(found.programme_ids, dtype=object)
    return pd.DataFrame(
        {
            "household_id": found.frame["household_id"].to_numpy()[household],
            "programme_id": ids[programme],
            "cost_baht": found.problem.satang[programme, household] / SATANG,
        }
    )
