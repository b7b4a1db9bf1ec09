"""Saved what-ifs side by side: what differs, how many households they share, and who wins or loses."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.side_by_side import in_one_alone, moved, moved_between_programmes, overlaps
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.model.scenarios import Decision, Scenario, ScenarioFigure
from dss_core.store.decisions import find_decision
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.build_scenario import PlannedScenario, ScenarioQuery, plan_of
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.open_scenario import moved_since, saved_scenario, with_seen_houses
from dss_core.usecases.save_scenario import differing, figures_kept
from dss_core.usecases.services import Services

FEWEST, MOST = 2, 6
MOST_LISTED = 500


@dataclass(frozen=True)
class CompareQuery:
    """The ids of two to six saved what-ifs, in the order shown; differences are measured from ``baseline``."""

    scenario_ids: tuple[str, ...]
    baseline: str


@dataclass(frozen=True, eq=False)
class ComparedScenario:
    """One what-if, planned anew on the data of now.

    moved: ``moved_since`` it was saved. differing: ids of saved figures that come out differently now.
    """

    scenario: Scenario
    decision: Decision | None
    provenance: Provenance
    figures: tuple[ScenarioFigure, ...]
    served_count: int
    eligible_count: int
    undecided_count: int
    spent_baht: float
    gap: float
    method: str
    moved: tuple[str, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ComparedScenarios:
    """What-ifs side by side. Plans are named by the ids of their scenarios; baht are for one year.

    figures: figure, unit, plan, before, after, difference (of ``after`` from that of the baseline). overlaps: a row per
    pair of plans (``OVERLAP``). by_area: ``moved`` by district, or by sub-district where none of the what-ifs speaks of
    the province. by_programme: the same by programme. alone: households that one plan alone serves (plan,
    household_id, house_code, subdistrict_code, programmes, cost_baht), the first ``MOST_LISTED`` of ``alone_counts``
    (by plan). notes: other_rounds, other_areas where the what-ifs do not speak of the same households.
    """

    scenarios: tuple[ComparedScenario, ...]
    baseline: str
    figures: pd.DataFrame
    overlaps: pd.DataFrame
    by_area: pd.DataFrame
    by_programme: pd.DataFrame
    alone: pd.DataFrame
    alone_counts: dict[str, int]
    notes: tuple[str, ...]


def compare_scenarios(services: Services, viewer: Viewer, query: CompareQuery) -> ComparedScenarios:
    """The what-ifs side by side.

    ``BadInput``: compare_count (least, most), compare_baseline, and as ``plan_of``. ``NotFound``: scenario_unknown.
    """
    viewer.must(Permission.BUILD_SCENARIO)
    ids = query.scenario_ids
    if not FEWEST <= len(ids) <= MOST or len(set(ids)) != len(ids):
        raise BadInput("compare_count", least=FEWEST, most=MOST)
    if query.baseline not in ids:
        raise BadInput("compare_baseline")
    scenarios = [saved_scenario(services, viewer, one) for one in ids]
    planned = [_planned(services, viewer, scenario) for scenario in scenarios]
    plans = {scenario.id: plan.served for scenario, plan in zip(scenarios, planned, strict=True)}
    places = _places(services, viewer, scenarios)
    grain = "district_code" if any(_is_province(services, one) for one in scenarios) else "subdistrict_code"
    alone = in_one_alone(plans)
    compared = tuple(_compared(services, viewer, one, plan) for one, plan in zip(scenarios, planned, strict=True))
    return ComparedScenarios(
        scenarios=compared,
        baseline=query.baseline,
        figures=_figures(compared, query.baseline),
        overlaps=overlaps(plans),
        by_area=moved(plans, query.baseline, places[grain]).rename(columns={"place": "area"}),
        by_programme=moved_between_programmes(plans, query.baseline).rename(columns={"place": "programme_id"}),
        alone=_listed(services, viewer, alone.head(MOST_LISTED), places),
        alone_counts={one: int((alone["plan"] == one).sum()) for one in ids},
        notes=_notes(scenarios),
    )


def _planned(services: Services, viewer: Viewer, scenario: Scenario) -> PlannedScenario:
    return plan_of(services, viewer, ScenarioQuery(scenario.round_id, scenario.area_code, scenario.choices))


def _compared(services: Services, viewer: Viewer, scenario: Scenario, planned: PlannedScenario) -> ComparedScenario:
    figures = figures_kept(planned.figures, planned.spent_baht)
    with services.database.reading() as connection:
        decision = find_decision(connection, scenario.id)
    return ComparedScenario(
        scenario=with_seen_houses(services, viewer, scenario),
        decision=decision,
        provenance=planned.provenance,
        figures=figures,
        served_count=int(planned.served["household_id"].nunique()),
        eligible_count=int(planned.eligible["household_id"].nunique()),
        undecided_count=planned.undecided_count,
        spent_baht=planned.spent_baht,
        gap=planned.gap,
        method=planned.method,
        moved=moved_since(services, scenario.catalog_version, scenario.data_version),
        differing=differing(scenario.figures, figures),
    )


def _is_province(services: Services, scenario: Scenario) -> bool:
    return scenario.area_code == services.catalog.province.code


def _notes(scenarios: list[Scenario]) -> tuple[str, ...]:
    has_rounds = len({one.round_id for one in scenarios}) > 1
    has_areas = len({one.area_code for one in scenarios}) > 1
    return ("other_rounds",) * has_rounds + ("other_areas",) * has_areas


def _figures(compared: tuple[ComparedScenario, ...], baseline: str) -> pd.DataFrame:
    """The figures of all, in the order of the first that has each; missing is NaN."""
    rows = [
        {"figure": one.id, "unit": one.unit, "plan": each.scenario.id, "before": one.before, "after": one.after}
        for each in compared
        for one in each.figures
    ]
    table = pd.DataFrame(rows).astype({"before": np.float64, "after": np.float64})
    base = table[table["plan"] == baseline].set_index("figure")["after"]
    return table.assign(difference=table["after"] - table["figure"].map(base))


def _places(services: Services, viewer: Viewer, scenarios: list[Scenario]) -> pd.DataFrame:
    """District and sub-district of every household of the what-ifs, by household_id; the newest round counts."""
    asked = sorted({(one.round_id, one.area_code) for one in scenarios}, reverse=True)
    columns = ["household_id", "district_code", "subdistrict_code"]
    frames = [households_of(services, viewer, *one)[columns] for one in asked]
    everybody = pd.concat(frames, ignore_index=True).drop_duplicates("household_id")
    return everybody.set_index("household_id").astype("str")


def _listed(services: Services, viewer: Viewer, alone: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    ids = alone["household_id"].astype("int64").tolist()
    codes = shown_codes(services, viewer, ids)
    return alone.assign(
        house_code=pd.Series([codes.get(key) for key in ids], index=alone.index, dtype=object),
        subdistrict_code=places["subdistrict_code"].reindex(ids).to_numpy(),
    )
