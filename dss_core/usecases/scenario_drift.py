"""What became of a decision since it was taken: changed answers, who no longer qualifies, who would come in."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.drift import Drift, counts_of, drift_of, names_of
from dss_core.analysis.arrays import Flags
from dss_core.errors import BadInput, DssError, NotFound
from dss_core.model.provenance import Provenance
from dss_core.model.scenarios import Decision
from dss_core.store.decisions import DecidedHouseholds, decided_households, find_decision
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.open_scenario import moved_since, saved_scenario
from dss_core.usecases.scenario_problem import ScenarioProblem, problem_of
from dss_core.usecases.services import Services, all_rounds, find_round, stamp

MOST_LISTED = 500
PAIR = ("household_id", "programme_id")


@dataclass(frozen=True)
class DriftQuery:
    """A decided what-if, and the round that tells of its households now; without one, the newest."""

    scenario_id: str
    round_id: str | None = None


@dataclass(frozen=True, eq=False)
class ScenarioDrift:
    """How a decision stands against the households and definitions of now.

    provenance: of the round that it is held against. moved: ``moved_since`` of the decision. counts: ``counts_of``,
    all of households. changed_answers: how many households changed in each variable, the most frequent first.
    affected_baht: what was decided for households that are gone, or that lost a programme or have one left open.
    drifted: the households of the decision of which something is to be told, the first ``MOST_LISTED``: household_id,
    house_code, subdistrict_code, is_gone, changed, unqualified, undecided, is_chosen, cost_baht; coming: those that
    today's plan helps and the decision does not. Both None for a role that may not see households. unplanned: why there
    is no plan of now; then nobody is said to be chosen or to come in.
    """

    provenance: Provenance
    decision: Decision
    moved: tuple[str, ...]
    counts: dict[str, int]
    changed_answers: dict[str, int]
    affected_baht: float
    drifted: pd.DataFrame | None
    drifted_count: int
    coming: pd.DataFrame | None
    unplanned: DssError | None


@dataclass(frozen=True, eq=False)
class _Now:
    """Who may have what now, what a missing answer leaves open, and whom today's plan helps."""

    eligible: pd.DataFrame
    undecided: pd.DataFrame
    served: frozenset[int] | None
    unplanned: DssError | None = None


def scenario_drift(services: Services, viewer: Viewer, query: DriftQuery) -> ScenarioDrift:
    """The drift of a decision; ``NotFound``: scenario_unknown, decision_unknown, round_unknown."""
    viewer.must(Permission.BUILD_SCENARIO)
    scenario = saved_scenario(services, viewer, query.scenario_id)
    with services.database.reading() as connection:
        decision = find_decision(connection, scenario.id)
        if decision is None:
            raise NotFound("decision_unknown")
        decided = decided_households(connection, decision.id, viewer.must_see(scenario.area_code))
    round_id = find_round(services, query.round_id or all_rounds(services)[0].id).id
    frame = households_of(services, viewer, round_id, scenario.area_code)
    now = _now(services, viewer, ScenarioQuery(round_id, scenario.area_code, scenario.choices))
    drift = _drift(decided, frame, now)
    drifted = _to_be_told(drift)
    return ScenarioDrift(
        provenance=stamp(services, viewer, round_id, scenario.area_code, len(frame)),
        decision=decision,
        moved=moved_since(services, decision.catalog_version, decision.data_version),
        counts=counts_of(drift),
        changed_answers=names_of(drift.households["changed"].tolist()),
        affected_baht=float(_affected(drift.households)["cost_baht"].sum()),
        drifted=_listed(services, viewer, scenario.area_code, decided.eligible, drifted),
        drifted_count=len(drifted),
        coming=_listed(
            services, viewer, scenario.area_code, frame, pd.DataFrame({"household_id": drift.would_come_in})
        ),
        unplanned=now.unplanned,
    )


def _now(services: Services, viewer: Viewer, query: ScenarioQuery) -> _Now:
    known = {programme.id for programme in services.catalog.programmes}
    offered = tuple(one for one in query.choices.programmes if one.programme_id in known)
    if not offered:
        nothing = pd.DataFrame({name: [] for name in PAIR})
        return _Now(nothing, nothing, None, BadInput("scenario_no_programme"))
    # Who qualifies does not depend on lists and floors, which may be impossible to keep by now.
    bare = replace(
        query.choices, programmes=offered, must_serve=(), must_not=(), areas=(), purses=(), neediest_covered=0.0
    )
    found = problem_of(services, viewer, replace(query, choices=bare))
    served, unplanned = _served(services, viewer, query)
    return _Now(_pairs(found, found.eligible), _pairs(found, found.undecided), served, unplanned)


def _served(services: Services, viewer: Viewer, query: ScenarioQuery) -> tuple[frozenset[int] | None, DssError | None]:
    try:
        planned = plan_of(services, viewer, query)
    except (BadInput, NotFound) as error:
        return None, error.with_traceback(None)
    return frozenset(planned.served["household_id"].tolist()), None


def _pairs(found: ScenarioProblem, wanted: Flags) -> pd.DataFrame:
    programme, household = np.nonzero(wanted)
    ids = found.frame["household_id"].to_numpy()[household]
    return pd.DataFrame({"household_id": ids, "programme_id": np.array(found.programme_ids, dtype=object)[programme]})


def _drift(decided: DecidedHouseholds, frame: pd.DataFrame, now: _Now) -> Drift:
    told = decided.eligible.dropna(subset=["answers"]).set_index("household_id")["answers"]
    answers = pd.DataFrame(told.tolist(), index=told.index)
    served = decided.grants["household_id"] if now.served is None else now.served
    return drift_of(
        decided.grants,
        answers,
        decided.eligible["household_id"].tolist(),
        frame.set_index("household_id")[[name for name in answers.columns if name in frame.columns]],
        now.eligible,
        now.undecided,
        frozenset(served),
    )


def _affected(households: pd.DataFrame) -> pd.DataFrame:
    """Those that may not get what was decided: gone, or with a programme that is lost or open."""
    is_short = (households["unqualified"].map(len) > 0) | (households["undecided"].map(len) > 0)
    return households[households["is_gone"] | is_short]


def _to_be_told(drift: Drift) -> pd.DataFrame:
    """What matters most first: gone, then lost, then open, then only changed, then merely not chosen any more."""
    table = drift.households
    lost, is_open, changed = (table[name].map(len) > 0 for name in ("unqualified", "undecided", "changed"))
    order = np.select([table["is_gone"], lost, is_open, changed, ~table["is_chosen"]], range(5), default=9)
    return table.assign(order=order)[order < 9].sort_values(["order", "household_id"]).drop(columns="order")


def _listed(
    services: Services, viewer: Viewer, area: str, places: pd.DataFrame, households: pd.DataFrame
) -> pd.DataFrame | None:
    """The first of the households with house code and sub-district, for a role that may see households."""
    if not viewer.may(Permission.VIEW_HOUSEHOLDS):
        return None
    first = households.head(MOST_LISTED)
    ids = first["household_id"].astype("int64").tolist()
    codes = shown_codes(services, viewer, ids, area)
    where = places.set_index("household_id")["subdistrict_code"].astype("str")
    return first.assign(
        house_code=pd.Series([codes.get(key) for key in ids], index=first.index, dtype=object),
        subdistrict_code=where.reindex(ids).to_numpy(),
    ).reset_index(drop=True)
