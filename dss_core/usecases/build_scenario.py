"""A what-if: a budget and programmes with their unit costs -> who would be served in rank order, what need is left."""

import secrets
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.contract import Offer, Plan, Reason
from dss_core.analysis.allocation.eligibility import eligible
from dss_core.analysis.allocation.rank_and_cut import allocate
from dss_core.analysis.ranking.contract import order
from dss_core.catalog.definitions import Programme
from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.provenance import Provenance
from dss_core.model.scenarios import ProgrammeChoice, Scenario
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.store.scenarios import find_scenario, list_scenarios, write_scenario
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.rank_households import ranked
from dss_core.usecases.services import Services, stamp

MOST_LISTED = 500
LONGEST_NAME = 120


@dataclass(frozen=True)
class ScenarioQuery:
    """The choices of a what-if. Programmes are offered to each household in the given order."""

    round_id: str
    area: str
    weights: tuple[tuple[str, float], ...]
    budget_baht: float
    programmes: tuple[ProgrammeChoice, ...]
    method: str = "weighted_sum"
    most_per_household: int | None = None


@dataclass(frozen=True, eq=False)
class ScenarioResult:
    """What a budget buys. Baht are for one year; a household is counted once, however many programmes it gets.

    programmes: one row per programme with eligible, undecided and served households, units, baht spent and left.
    reasons: households by what became of them (reason, count). served: the first households served, neediest first,
    with the programmes they get. by_area: served households, eligible households and baht by sub-district.
    """

    provenance: Provenance
    budget_baht: float
    spent_baht: float
    left_baht: float
    need_baht: float
    need_left_baht: float
    served_count: int
    eligible_count: int
    undecided_count: int
    cut_rank: int | None
    programmes: pd.DataFrame
    reasons: pd.DataFrame
    served: pd.DataFrame
    by_area: pd.DataFrame


def build_scenario(services: Services, viewer: Viewer, query: ScenarioQuery) -> ScenarioResult:
    """The plan of a what-if for the households that the viewer may see."""
    viewer.must(Permission.BUILD_SCENARIO)
    if not query.programmes:
        raise BadInput("scenario_no_programme")
    frame = households_of(services, viewer, query.round_id, query.area)
    ranking = ranked(services.catalog, frame, query.method, query.weights)
    first = order(ranking, frame["household_id"])
    offers = [_offer(services.catalog.programme(choice.programme_id), choice, frame) for choice in query.programmes]
    plan = allocate(first, offers, query.budget_baht, query.most_per_household)
    is_eligible = ~np.isin(plan.reasons, [Reason.NOT_ELIGIBLE.value, Reason.UNDECIDED.value])
    served = _served(services, viewer, query, frame.assign(rank=ranking.rank), plan)
    return ScenarioResult(
        provenance=stamp(services, viewer, query.round_id, query.area, len(frame)),
        budget_baht=query.budget_baht,
        spent_baht=plan.spent_baht,
        left_baht=plan.left_baht,
        need_baht=plan.need_baht,
        need_left_baht=plan.need_left_baht,
        served_count=int(plan.served["row"].nunique()),
        eligible_count=int(is_eligible.sum()),
        undecided_count=int((plan.reasons == Reason.UNDECIDED.value).sum()),
        cut_rank=plan.cut_rank,
        programmes=plan.programmes,
        reasons=pd.Series(plan.reasons).value_counts().rename_axis("reason").reset_index(name="count"),
        served=served,
        by_area=_by_area(frame, plan, is_eligible),
    )


def save_scenario(services: Services, viewer: Viewer, query: ScenarioQuery, name: str) -> Scenario:
    """The what-if as it was saved; it is computed anew, so that what is kept is what these choices give.

    ``NotAllowed`` for an area that the viewer sees only a part of: whoever opens it would find other figures.
    """
    viewer.must(Permission.SAVE_SCENARIO)
    if not viewer.scope.covers(query.area):
        raise NotAllowed("access_area", area=query.area)
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("scenario_name", longest=LONGEST_NAME)
    result = build_scenario(services, viewer, query)
    scenario = Scenario(
        id=secrets.token_hex(6),
        name=name,
        round_id=query.round_id,
        area_code=query.area,
        catalog_version=result.provenance.catalog_version,
        data_version=result.provenance.data_version,
        method=query.method,
        weights=dict(query.weights),
        budget_baht=query.budget_baht,
        most_per_household=query.most_per_household,
        programmes=query.programmes,
        created_by=viewer.username,
        created_at=now(),
        result={
            "spent_baht": result.spent_baht,
            "served_count": result.served_count,
            "need_baht": result.need_baht,
            "need_left_baht": result.need_left_baht,
        },
    )
    with services.database.writing() as connection:
        write_scenario(connection, scenario)
        write_audit(connection, viewer.username, "save_scenario", scenario.id, {"area": query.area})
    return scenario


def open_scenario(services: Services, viewer: Viewer, scenario_id: str) -> Scenario:
    """A saved what-if of an area that lies wholly in the viewer's scope, else ``NotFound``."""
    viewer.must(Permission.BUILD_SCENARIO)
    with services.database.reading() as connection:
        scenario = find_scenario(connection, scenario_id)
    if scenario is None or not viewer.scope.covers(scenario.area_code):
        raise NotFound("scenario_unknown")
    return scenario


def saved_scenarios(services: Services, viewer: Viewer, round_id: str) -> list[Scenario]:
    """The saved what-ifs of a round that the viewer may open, the newest first."""
    viewer.must(Permission.BUILD_SCENARIO)
    with services.database.reading() as connection:
        scenarios = list_scenarios(connection, round_id)
    return [scenario for scenario in scenarios if viewer.scope.covers(scenario.area_code)]


def _offer(programme: Programme, choice: ProgrammeChoice, frame: pd.DataFrame) -> Offer:
    is_eligible, undecided = eligible(frame, programme.eligible_if)
    units = np.ones(len(frame))
    if programme.persons_variable is not None:
        units = frame[programme.persons_variable].to_numpy(dtype=np.float64)
    return Offer(choice.programme_id, choice.unit_cost_baht, units, is_eligible, undecided, choice.places)


def _served(services: Services, viewer: Viewer, query: ScenarioQuery, frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The first households served: rank, house code, place, scores, their programmes and what these cost."""
    first = plan.served["row"].drop_duplicates().head(MOST_LISTED)
    groups = plan.served[plan.served["row"].isin(first)].groupby("row", sort=False)
    table = groups.agg(programmes=("programme_id", tuple), cost_baht=("cost_baht", "sum"))
    columns = ["household_id", "rank", "district_code", "subdistrict_code", "village_number", OVERALL, LEVEL]
    page = frame.iloc[table.index.to_numpy(dtype=np.int64)][columns].reset_index(drop=True)
    codes = shown_codes(services, viewer, page["household_id"], query.area)
    return page.assign(
        house_code=page["household_id"].map(codes),
        programmes=table["programmes"].to_numpy(),
        cost_baht=table["cost_baht"].to_numpy(),
    )


def _by_area(frame: pd.DataFrame, plan: Plan, is_eligible: np.ndarray) -> pd.DataFrame:
    places = frame["subdistrict_code"].astype("str")
    served_rows = plan.served["row"].drop_duplicates().to_numpy(dtype=np.int64)
    spent = plan.served.assign(area=places.iloc[plan.served["row"].to_numpy(dtype=np.int64)].to_numpy())
    table = pd.DataFrame({"household_count": places.value_counts().sort_index()})
    table["eligible_count"] = places[is_eligible].value_counts()
    table["served_count"] = places.iloc[served_rows].value_counts()
    table["spent_baht"] = spent.groupby("area")["cost_baht"].sum()
    return table.fillna(0).astype({"eligible_count": int, "served_count": int}).rename_axis("area").reset_index()
