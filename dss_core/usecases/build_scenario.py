"""A what-if: a budget and programmes -> the best plan with its proof, beside it rank and cut, and every reason."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.reasons import Why, reasons
from dss_core.analysis.arrays import Flags, Texts
from dss_core.model.provenance import Provenance
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_figures import Figure, figures_of
from dss_core.usecases.scenario_plan import SECONDS, Planned, pairs_of, planned
from dss_core.usecases.scenario_problem import ScenarioProblem
from dss_core.usecases.services import Services, stamp

__all__ = ["SECONDS", "Figure", "PlannedScenario", "ScenarioQuery", "ScenarioResult", "build_scenario", "plan_of"]


@dataclass(frozen=True, eq=False)
class PlannedScenario:
    """The plan of a what-if, without names.

    served: household_id, programme_id, cost_baht, one row for each pair, the neediest first. eligible: household_id,
    programme_id, whether there is money for the pair or not. undecided_count: households with a programme that a
    missing answer leaves open. objective: what the plan takes off the loss that was chosen; bound: no plan takes off
    more; gap: the share of the bound that may be missing. method: a ``Method`` value.
    """

    provenance: Provenance
    served: pd.DataFrame
    eligible: pd.DataFrame
    undecided_count: int
    objective: float
    bound: float
    gap: float
    spent_baht: float
    method: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, eq=False)
class ScenarioResult:
    """The plan of a what-if as a page tells it. Baht are for one year; a household is counted once.

    loss: what the objective counts before the plan, of the households where it is known (``unknown_count`` are not).
    eligible_count: households with at least one programme. programmes: one row for each with eligible, undecided and
    served households, eligible and served units, spent_baht and need_baht (of all who are eligible). reasons:
    households by what became of them (reason, count), together all of them. by_area: eligible and served households
    and baht by sub-district.
    """

    provenance: Provenance
    plan: PlannedScenario
    loss: float
    unknown_count: int
    eligible_count: int
    programmes: pd.DataFrame
    reasons: pd.DataFrame
    by_area: pd.DataFrame


def plan_of(services: Services, viewer: Viewer, query: ScenarioQuery) -> PlannedScenario:
    """The plan of the households that the viewer may see.

    ``BadInput``: as ``problem_of``; allocation_impossible, allocation_no_plan (seconds).
    """
    viewer.must(Permission.BUILD_SCENARIO)
    return _told(services, viewer, query, planned(services, viewer, query))


def build_scenario(services: Services, viewer: Viewer, query: ScenarioQuery) -> ScenarioResult:
    """The plan with its accounts, for a page; errors as ``plan_of``."""
    viewer.must(Permission.BUILD_SCENARIO)
    plan = planned(services, viewer, query)
    found, solution = plan.found, plan.priced
    told = _told(services, viewer, query, plan)
    return ScenarioResult(
        provenance=told.provenance,
        plan=told,
        loss=float(np.nansum(found.loss)),
        unknown_count=int(np.isnan(found.loss).sum()),
        eligible_count=int(found.eligible.any(axis=0).sum()),
        programmes=_programmes(found, solution.serves),
        reasons=_counted(reasons(found.problem, solution, found.undecided)),
        by_area=_by_area(found, solution.serves),
    )


def _told(services: Services, viewer: Viewer, query: ScenarioQuery, plan: Planned) -> PlannedScenario:
    found, solution = plan.found, plan.solution
    return PlannedScenario(
        provenance=stamp(services, viewer, query.round_id, query.area, len(found.frame)),
        served=pairs_of(found, solution.serves),
        eligible=pairs_of(found, found.eligible)[["household_id", "programme_id"]],
        undecided_count=int(found.undecided.any(axis=0).sum()),
        objective=solution.objective,
        bound=solution.bound,
        gap=solution.gap,
        spent_baht=solution.spent / SATANG,
        method=solution.method.value,
        figures=figures_of(services.catalog, found, solution.serves),
    )


def _programmes(found: ScenarioProblem, serves: Flags) -> pd.DataFrame:
    units = np.nan_to_num(np.array([offer.units for offer in found.offers]))
    costs = np.array([[offer.unit_cost_baht] for offer in found.offers])
    return pd.DataFrame(
        {
            "programme_id": found.programme_ids,
            "eligible_households": found.eligible.sum(axis=1),
            "eligible_units": np.where(found.eligible, units, 0.0).sum(axis=1),
            "undecided_households": found.undecided.sum(axis=1),
            "served_households": serves.sum(axis=1),
            "served_units": np.where(serves, units, 0.0).sum(axis=1),
            "spent_baht": np.where(serves, found.problem.satang, 0).sum(axis=1) / SATANG,
            "need_baht": np.where(found.eligible, units * costs, 0.0).sum(axis=1),
        }
    )


def _counted(why: Texts) -> pd.DataFrame:
    counts = pd.Series(why).value_counts()
    return counts.reindex([one.value for one in Why], fill_value=0).rename_axis("reason").reset_index(name="count")


def _by_area(found: ScenarioProblem, serves: Flags) -> pd.DataFrame:
    places = found.frame["subdistrict_code"].astype("str")
    spent = np.where(serves, found.problem.satang, 0).sum(axis=0) / SATANG
    table = pd.DataFrame(
        {
            "area": places.to_numpy(),
            "household_count": 1,
            "eligible_count": found.eligible.any(axis=0).astype(np.int64),
            "served_count": serves.any(axis=0).astype(np.int64),
            "spent_baht": spent,
        }
    )
    return table.groupby("area", sort=True, as_index=False).sum()
