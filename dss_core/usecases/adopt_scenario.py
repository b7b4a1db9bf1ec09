"""A saved what-if becomes a decision: by whom, when and why, with the households that it helps."""

import secrets
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.language.format import THAI_TIME
from dss_core.model.scenarios import Decision, Scenario
from dss_core.store.audit import write_audit
from dss_core.store.decisions import DecidedHouseholds, find_decision, write_decision
from dss_core.store.registry import now
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.build_scenario import PlannedScenario, ScenarioQuery, plan_of
from dss_core.usecases.open_scenario import saved_scenario
from dss_core.usecases.plan_answers import answers_of, rests_on
from dss_core.usecases.save_scenario import differing, figures_kept
from dss_core.usecases.services import Services

LONGEST_NAME = 120
LONGEST_REASON = 1000


@dataclass(frozen=True)
class AdoptionDraft:
    """What is minuted: the saved what-if, who decided (a body or an office), on which day, and why."""

    scenario_id: str
    decided_by: str
    decided_on: date
    reason: str


def adopt_scenario(services: Services, viewer: Viewer, draft: AdoptionDraft) -> Decision:
    """The decision as it was kept, with every household, programme and cost of the plan, and the answers it rests on.

    The plan is computed anew, and its figures have to be those that were saved: otherwise something else would be
    adopted than was looked at. ``NotFound``: scenario_unknown. ``BadInput``: decision_name, decision_reason (longest),
    decision_day, decision_taken, decision_differs, and as ``plan_of``.
    """
    viewer.must(Permission.ADOPT_SCENARIO)
    scenario = saved_scenario(services, viewer, draft.scenario_id)
    decided_by = _words("decision_name", draft.decided_by, LONGEST_NAME)
    reason = _words("decision_reason", draft.reason, LONGEST_REASON)
    recorded_at = now()
    if draft.decided_on > recorded_at.astimezone(THAI_TIME).date():
        raise BadInput("decision_day")
    planned = _same_plan(services, viewer, scenario)
    decision = Decision(
        id=secrets.token_hex(6),
        scenario_id=scenario.id,
        decided_by=decided_by,
        decided_on=draft.decided_on,
        reason=reason,
        catalog_version=planned.provenance.catalog_version,
        data_version=planned.provenance.data_version,
        household_count=int(planned.served["household_id"].nunique()),
        spent_baht=planned.spent_baht,
        recorded_by=viewer.username,
        recorded_at=recorded_at,
    )
    households = _households(services, viewer, scenario, planned)
    with services.database.writing() as connection:
        if find_decision(connection, scenario.id) is not None:
            raise BadInput("decision_taken")
        write_decision(connection, decision, households)
        details = {"scenario": scenario.id, "households": decision.household_count}
        write_audit(connection, viewer.username, "adopt_scenario", decision.id, details)
    return decision


def _same_plan(services: Services, viewer: Viewer, scenario: Scenario) -> PlannedScenario:
    planned = plan_of(services, viewer, ScenarioQuery(scenario.round_id, scenario.area_code, scenario.choices))
    if differing(scenario.figures, figures_kept(planned.figures, planned.spent_baht)):
        raise BadInput("decision_differs")
    return planned


def _households(services: Services, viewer: Viewer, scenario: Scenario, planned: PlannedScenario) -> DecidedHouseholds:
    """Every household that was eligible; of those that get help also what they had answered."""
    frame = households_of(services, viewer, scenario.round_id, scenario.area_code)
    is_served = frame["household_id"].isin(planned.served["household_id"])
    is_eligible = frame["household_id"].isin(planned.eligible["household_id"])
    answers = answers_of(frame[is_served], rests_on(services.catalog, scenario.choices))
    eligible = frame.loc[is_eligible | is_served, ["household_id", "district_code", "subdistrict_code"]]
    kept = [answers.get(key) for key in eligible["household_id"].tolist()]
    eligible = eligible.astype({"district_code": "str", "subdistrict_code": "str"})
    return DecidedHouseholds(
        eligible.assign(answers=pd.Series(kept, index=eligible.index, dtype=object)).reset_index(drop=True),
        planned.served[["household_id", "programme_id", "cost_baht"]].reset_index(drop=True),
    )


def _words(code: str, text: str, longest: int) -> str:
    text = text.strip()
    if not text or len(text) > longest:
        raise BadInput(code, longest=longest)
    return text
