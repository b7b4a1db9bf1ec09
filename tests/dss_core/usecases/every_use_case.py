"""The one table of all use cases: what each asks for, and a call of it. A new use case has to join it."""

import importlib
import inspect
import pkgutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import dss_core.usecases
from dss_core.access.roles import Permission, Role
from dss_core.access.viewer import Viewer
from dss_core.model.text import Text
from dss_core.usecases.adopt_scenario import AdoptionDraft, adopt_scenario
from dss_core.usecases.answer_request import RequestAnswer, answer_request
from dss_core.usecases.ask_research_file import ResearchDraft, ask_research_file, today
from dss_core.usecases.assess_research_file import AssessQuery, assess_research_file
from dss_core.usecases.build_scenario import ScenarioQuery, build_scenario, plan_of
from dss_core.usecases.change_accounts import (
    AccountDraft,
    add_account,
    change_account,
    disable_account,
    enable_account,
    link_identity,
    reset_password,
    unlink_identity,
)
from dss_core.usecases.check_quality import QualityQuery, check_quality
from dss_core.usecases.compare_areas import LeagueQuery, compare_areas
from dss_core.usecases.compare_groups import CompareQuery, compare_groups
from dss_core.usecases.compare_methods import compare_methods
from dss_core.usecases.compare_mpi import MpiChangeQuery, compare_mpi
from dss_core.usecases.compare_scenarios import CompareQuery as SideBySide
from dss_core.usecases.compare_scenarios import compare_scenarios
from dss_core.usecases.count_after_cut import OutcomeQuery, count_after_cut
from dss_core.usecases.cross_answers import CrossQuery, cross_answers
from dss_core.usecases.describe_province import AreaQuery, describe_province
from dss_core.usecases.describe_survey import SurveyQuery, describe_survey
from dss_core.usecases.doubt_plan import DoubtQuery, doubt_plan
from dss_core.usecases.download_research_file import download_research_file
from dss_core.usecases.explain_rank import ExplainQuery, explain_rank
from dss_core.usecases.export_household_data import HouseholdExport, export_household_data
from dss_core.usecases.export_research import export_research
from dss_core.usecases.export_slip import SlipExport, export_slip
from dss_core.usecases.export_statistics import StatisticsExport, export_statistics
from dss_core.usecases.export_template import TemplateQuery, export_template, export_xlsform
from dss_core.usecases.find_household import HouseholdQuery, find_household
from dss_core.usecases.find_relief import ReliefQuery, find_relief
from dss_core.usecases.find_weights import WeightsQuery, find_weights
from dss_core.usecases.fit_proxy_means import ProxyMeansQuery, fit_proxy_means
from dss_core.usecases.grant_research_file import (
    GrantDraft,
    RefusalDraft,
    grant_research_file,
    refuse_research_file,
)
from dss_core.usecases.id_numbers import id_numbers
from dss_core.usecases.import_survey import CheckedUpload, check_survey, import_survey, past_imports
from dss_core.usecases.initialise import operator
from dss_core.usecases.judge_weights import Comparison, PairsQuery, SwingsQuery, judge_pairs, judge_swings
from dss_core.usecases.keep_privacy import keep_privacy, open_request
from dss_core.usecases.keep_retention import keep_retention, list_retention
from dss_core.usecases.list_poor_households import PoorListQuery, list_poor_households
from dss_core.usecases.list_reasons import ReasonsQuery, list_reasons
from dss_core.usecases.list_reveals import list_reveals
from dss_core.usecases.list_scenarios import list_scenarios
from dss_core.usecases.list_visits import VisitQuery, list_visits
from dss_core.usecases.log_breach import BreachDraft, BreachStepDraft, list_breach_log, log_breach, log_breach_step
from dss_core.usecases.manage_access import manage_access
from dss_core.usecases.map_columns import (
    MappingDraft,
    MappingProposal,
    MappingQuery,
    list_mappings,
    propose_mapping,
    save_mapping,
)
from dss_core.usecases.map_province import MapQuery, map_province
from dss_core.usecases.measure_income_poverty import IncomeQuery, measure_income_poverty, measure_inequality
from dss_core.usecases.measure_mpi import MpiQuery, measure_mpi
from dss_core.usecases.measure_poverty import PovertyQuery, measure_poverty
from dss_core.usecases.mend_survey import MendQuery, mend_survey
from dss_core.usecases.mpi_choice import MpiChoice
from dss_core.usecases.open_scenario import open_scenario
from dss_core.usecases.price_simplicity import price_simplicity
from dss_core.usecases.propose_routes import RoutesQuery, propose_routes
from dss_core.usecases.rank_areas import AreaRankQuery, rank_areas
from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.read_audit import AuditQuery, list_actions, read_audit, verify_audit
from dss_core.usecases.receive_request import RequestDraft, receive_request
from dss_core.usecases.record_consent import ConsentDraft, list_consents, record_consent
from dss_core.usecases.record_event import EventDraft, LineageQuery, propose_events, record_event
from dss_core.usecases.record_of_processing import ProcessingExport, export_processing, record_of_processing
from dss_core.usecases.rehearse_import import rehearse_import
from dss_core.usecases.reveal_household import RevealDraft, end_reveal, reveal_household
from dss_core.usecases.save_scenario import save_scenario
from dss_core.usecases.scenario_drift import DriftQuery, scenario_drift
from dss_core.usecases.see_survey import see_survey
from dss_core.usecases.seek_goal import GoalQuery, seek_goal
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import ShowHousehold, show_household
from dss_core.usecases.stress_ranking import StressQuery, stress_ranking
from dss_core.usecases.trace_budget import trace_budget
from dss_core.usecases.undo_import import look_at_undo, undo_import
from dss_core.usecases.vote_weights import (
    AgreementDraft,
    VoteDraft,
    agree_weights,
    agreed_weights,
    open_votes,
    vote_weights,
    withdraw_vote,
)
from dss_core.usecases.weigh_disagreement import weigh_disagreement
from tests.dss_core.usecases.kept_plans import CHOICES
from tests.dss_core.usecases.small_province import NEW, OLD

P = Permission
Call = Callable[["Case"], object]
MPI = MpiChoice("mpi_livelihood")
WEIGHTS = (("human", 2.0), ("social", 1.0))
PRESET = "five_capitals_equal"
BY = ("subdistrict",)
FOUND_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    services: Services
    viewer: Viewer
    area: str
    saved_ids: tuple[str, str]
    checked: CheckedUpload
    household_id: int = 30
    request_id: int = 1
    research_id: str = "nothing"
    kept: dict[str, MappingProposal] = field(default_factory=dict)  # what takes long to make, for all copies

    @property
    def vote(self) -> VoteDraft:
        weights = self.services.catalog.preset(PRESET).weights
        return VoteDraft(PRESET, f"agency of {self.viewer.username}", tuple(weights.items()))

    def draft(self, username: str | None = None) -> AccountDraft:
        name = username or f"a{uuid.uuid4().hex[:12]}"
        return AccountDraft(name, Text("ก", "a"), Role.VERIFIER.value, (self.area,))

    @property
    def unmapped(self) -> MappingQuery:
        return MappingQuery(self.checked.data, self.checked.draft.file_name)

    @property
    def proposal(self) -> MappingProposal:
        if "proposal" not in self.kept:
            self.kept["proposal"] = propose_mapping(self.services, operator(self.services), self.unmapped)
        return self.kept["proposal"]

    @property
    def research(self) -> ResearchDraft:
        return ResearchDraft(NEW, self.area, ("level",), "purpose", "university", "", today())

    @property
    def scenario(self) -> ScenarioQuery:
        return ScenarioQuery(NEW, self.area, CHOICES)

    @property
    def survey(self) -> SurveyQuery:
        return SurveyQuery(NEW, self.area, ("overall", "outcome"), BY)

    @property
    def explained(self) -> ExplainQuery:
        return ExplainQuery(NEW, self.area, self.household_id, WEIGHTS)

    @property
    def adoption(self) -> AdoptionDraft:
        return AdoptionDraft(self.saved_ids[1], "group", date(2026, 1, 1), "reason")


def revealed_numbers(case: Case) -> object:
    """The ID numbers of a household after a reveal, which they need."""
    reveal_household(case.services, case.viewer, RevealDraft(case.household_id, "home_visit"))
    return id_numbers(case.services, case.viewer, case.household_id)


# Use case -> what it asks for (first its own permission, then those of the use cases it is built on), and a call.
USE_CASES: dict[str, tuple[tuple[Permission, ...], Call]] = {
    "describe_province": (
        (P.VIEW_STATISTICS,),
        lambda c: describe_province(c.services, c.viewer, AreaQuery(NEW, c.area)),
    ),
    "describe_survey": (
        (P.VIEW_STATISTICS,),
        lambda c: describe_survey(c.services, c.viewer, c.survey),
    ),
    "export_statistics": (
        (P.VIEW_STATISTICS,),
        lambda c: export_statistics(
            c.services,
            c.viewer,
            StatisticsExport(c.survey, "excel", "en"),
        ),
    ),
    "cross_answers": (
        (P.VIEW_STATISTICS,),
        lambda c: cross_answers(c.services, c.viewer, CrossQuery(NEW, c.area, "level", "subdistrict")),
    ),
    "compare_groups": (
        (P.EXPLORE_FIGURES,),
        lambda c: compare_groups(c.services, c.viewer, CompareQuery(NEW, c.area, "overall", "subdistrict")),
    ),
    "compare_areas": (
        (P.VIEW_STATISTICS,),
        lambda c: compare_areas(c.services, c.viewer, LeagueQuery(NEW, c.area, "overall", "subdistrict")),
    ),
    "map_province": ((P.VIEW_STATISTICS,), lambda c: map_province(c.services, c.viewer, MapQuery(NEW, c.area))),
    "measure_poverty": (
        (P.EXPLORE_FIGURES,),
        lambda c: measure_poverty(c.services, c.viewer, PovertyQuery(NEW, c.area, BY)),
    ),
    "measure_income_poverty": (
        (P.EXPLORE_FIGURES,),
        lambda c: measure_income_poverty(c.services, c.viewer, IncomeQuery(NEW, c.area, (38_000.0,), BY)),
    ),
    "measure_inequality": (
        (P.EXPLORE_FIGURES,),
        lambda c: measure_inequality(c.services, c.viewer, IncomeQuery(NEW, c.area, (), BY)),
    ),
    "measure_mpi": ((P.EXPLORE_FIGURES,), lambda c: measure_mpi(c.services, c.viewer, MpiQuery(NEW, c.area, MPI, BY))),
    "compare_mpi": (
        (P.EXPLORE_FIGURES,),
        lambda c: compare_mpi(c.services, c.viewer, MpiChangeQuery(OLD, NEW, c.area, MPI, BY)),
    ),
    "find_relief": (
        (P.EXPLORE_FIGURES,),
        lambda c: find_relief(c.services, c.viewer, ReliefQuery(NEW, c.area, MPI, BY[0])),
    ),
    "list_poor_households": (
        (P.VIEW_HOUSEHOLDS,),
        lambda c: list_poor_households(c.services, c.viewer, PoorListQuery(NEW, c.area, ("income",))),
    ),
    "find_household": (
        (P.VIEW_HOUSEHOLDS,),
        lambda c: find_household(c.services, c.viewer, HouseholdQuery(NEW, c.area, limit=200)),
    ),
    "show_household": (
        (P.VIEW_HOUSEHOLDS,),
        lambda c: show_household(c.services, c.viewer, ShowHousehold(c.household_id, NEW)),
    ),
    "reveal_household": (
        (P.VIEW_NAMES,),
        lambda c: reveal_household(c.services, c.viewer, RevealDraft(c.household_id, "home_visit")),
    ),
    "end_reveal": ((P.VIEW_NAMES,), lambda c: end_reveal(c.services, c.viewer, c.household_id)),
    "id_numbers": ((P.VIEW_NAMES,), lambda c: revealed_numbers(c)),
    "rank_households": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: rank_households(c.services, c.viewer, RankQuery(NEW, c.area, (("human", 1.0),))),
    ),
    "rank_areas": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: rank_areas(c.services, c.viewer, AreaRankQuery(NEW, c.area, WEIGHTS)),
    ),
    "find_weights": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: find_weights(c.services, c.viewer, WeightsQuery(NEW, c.area, ("human", "social"), "critic")),
    ),
    "judge_pairs": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: judge_pairs(c.services, c.viewer, PairsQuery(WEIGHTS, (Comparison("human", "social", 3.0),))),
    ),
    "judge_swings": ((P.RANK_HOUSEHOLDS,), lambda c: judge_swings(c.services, c.viewer, SwingsQuery(WEIGHTS, WEIGHTS))),
    "explain_rank": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: explain_rank(
            c.services, c.viewer, ExplainQuery(NEW, c.area, c.household_id, WEIGHTS, first_count=10)
        ),
    ),
    "export_slip": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: export_slip(
            c.services, c.viewer, SlipExport(ExplainQuery(NEW, c.area, c.household_id, WEIGHTS), "page", "th")
        ),
    ),
    "stress_ranking": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: stress_ranking(c.services, c.viewer, StressQuery(NEW, c.area, WEIGHTS)),
    ),
    "weigh_disagreement": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: weigh_disagreement(c.services, c.viewer, StressQuery(NEW, c.area, WEIGHTS)),
    ),
    "compare_methods": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: compare_methods(c.services, c.viewer, StressQuery(NEW, c.area, WEIGHTS)),
    ),
    "fit_proxy_means": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: fit_proxy_means(c.services, c.viewer, ProxyMeansQuery(NEW, c.area, WEIGHTS)),
    ),
    "list_visits": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: list_visits(c.services, c.viewer, VisitQuery(NEW, c.area, WEIGHTS)),
    ),
    "vote_weights": ((P.RANK_HOUSEHOLDS,), lambda c: vote_weights(c.services, c.viewer, c.vote)),
    "open_votes": ((P.RANK_HOUSEHOLDS,), lambda c: open_votes(c.services, c.viewer, PRESET)),
    "withdraw_vote": (
        (P.RANK_HOUSEHOLDS,),
        lambda c: withdraw_vote(c.services, c.viewer, PRESET, f"agency of {c.viewer.username}"),
    ),
    "agreed_weights": ((P.RANK_HOUSEHOLDS,), lambda c: agreed_weights(c.services, c.viewer)),
    "agree_weights": (
        (P.AGREE_WEIGHTS,),
        lambda c: agree_weights(c.services, c.viewer, AgreementDraft(PRESET, "agreed", "all", "median")),
    ),
    "build_scenario": ((P.BUILD_SCENARIO,), lambda c: build_scenario(c.services, c.viewer, c.scenario)),
    "plan_of": ((P.BUILD_SCENARIO,), lambda c: plan_of(c.services, c.viewer, c.scenario)),
    "price_simplicity": ((P.BUILD_SCENARIO,), lambda c: price_simplicity(c.services, c.viewer, c.scenario)),
    "list_reasons": ((P.BUILD_SCENARIO,), lambda c: list_reasons(c.services, c.viewer, ReasonsQuery(c.scenario))),
    "trace_budget": ((P.BUILD_SCENARIO,), lambda c: trace_budget(c.services, c.viewer, c.scenario)),
    "seek_goal": ((P.BUILD_SCENARIO,), lambda c: seek_goal(c.services, c.viewer, GoalQuery(c.scenario, 0.001))),
    "count_after_cut": (
        (P.BUILD_SCENARIO,),
        lambda c: count_after_cut(c.services, c.viewer, OutcomeQuery(c.scenario, BY)),
    ),
    "doubt_plan": ((P.BUILD_SCENARIO,), lambda c: doubt_plan(c.services, c.viewer, DoubtQuery(c.scenario, 3))),
    "propose_routes": (
        (P.BUILD_SCENARIO,),
        lambda c: propose_routes(c.services, c.viewer, RoutesQuery(c.scenario, "social_safety_net")),
    ),
    "open_scenario": ((P.BUILD_SCENARIO,), lambda c: open_scenario(c.services, c.viewer, c.saved_ids[0])),
    "list_scenarios": ((P.BUILD_SCENARIO,), lambda c: list_scenarios(c.services, c.viewer, NEW)),
    "compare_scenarios": (
        (P.BUILD_SCENARIO,),
        lambda c: compare_scenarios(c.services, c.viewer, SideBySide(c.saved_ids, c.saved_ids[0])),
    ),
    "scenario_drift": (
        (P.BUILD_SCENARIO,),
        lambda c: scenario_drift(c.services, c.viewer, DriftQuery(c.saved_ids[0])),
    ),
    "adopt_scenario": (
        (P.ADOPT_SCENARIO, P.BUILD_SCENARIO),
        lambda c: adopt_scenario(c.services, c.viewer, c.adoption),
    ),
    "save_scenario": (
        (P.SAVE_SCENARIO, P.BUILD_SCENARIO),
        lambda c: save_scenario(c.services, c.viewer, c.scenario, "plan"),
    ),
    "check_survey": (
        (P.IMPORT_SURVEY,),
        lambda c: check_survey(c.services, c.viewer, c.checked.data, c.checked.draft.file_name),
    ),
    "see_survey": (
        (P.IMPORT_SURVEY,),
        lambda c: see_survey(c.services, c.viewer, c.checked.data, c.checked.draft.file_name),
    ),
    "import_survey": ((P.IMPORT_SURVEY,), lambda c: import_survey(c.services, c.viewer, c.checked)),
    "mend_survey": (
        (P.IMPORT_SURVEY,),
        lambda c: mend_survey(
            c.services, c.viewer, MendQuery(c.checked.data, c.checked.draft.file_name, "correct", "en")
        ),
    ),
    "past_imports": ((P.IMPORT_SURVEY,), lambda c: past_imports(c.services, c.viewer)),
    "propose_mapping": ((P.IMPORT_SURVEY,), lambda c: propose_mapping(c.services, c.viewer, c.unmapped)),
    "save_mapping": (
        (P.IMPORT_SURVEY,),
        lambda c: save_mapping(c.services, c.viewer, MappingDraft("field team", c.proposal, (("house_code", 0),))),
    ),
    "list_mappings": ((P.IMPORT_SURVEY,), lambda c: list_mappings(c.services, c.viewer)),
    "export_template": (
        (P.IMPORT_SURVEY,),
        lambda c: export_template(c.services, c.viewer, TemplateQuery("pppconnext")),
    ),
    "export_xlsform": (
        (P.IMPORT_SURVEY,),
        lambda c: export_xlsform(c.services, c.viewer, TemplateQuery("pppconnext")),
    ),
    "rehearse_import": ((P.IMPORT_SURVEY,), lambda c: rehearse_import(c.services, c.viewer, c.checked)),
    "look_at_undo": ((P.IMPORT_SURVEY,), lambda c: look_at_undo(c.services, c.viewer, 1)),
    "undo_import": ((P.IMPORT_SURVEY,), lambda c: undo_import(c.services, c.viewer, 99)),
    "record_event": (
        (P.RECORD_EVENT,),
        lambda c: record_event(c.services, c.viewer, EventDraft(c.household_id, "died", NEW)),
    ),
    "record_consent": (
        (P.RECORD_CONSENT,),
        lambda c: record_consent(
            c.services, c.viewer, ConsentDraft(c.household_id, "research", "refused", date(2026, 1, 1), "paper")
        ),
    ),
    "list_consents": ((P.RECORD_CONSENT,), lambda c: list_consents(c.services, c.viewer, c.household_id)),
    "receive_request": (
        (P.RECORD_CONSENT,),
        lambda c: receive_request(c.services, c.viewer, RequestDraft(c.household_id, "access", date(2026, 1, 1))),
    ),
    "keep_privacy": ((P.KEEP_PRIVACY,), lambda c: keep_privacy(c.services, c.viewer)),
    "open_request": ((P.KEEP_PRIVACY,), lambda c: open_request(c.services, c.viewer, c.request_id)),
    "answer_request": (
        (P.KEEP_PRIVACY,),
        lambda c: answer_request(c.services, c.viewer, RequestAnswer(c.request_id, "in_progress")),
    ),
    "export_household_data": (
        (P.KEEP_PRIVACY,),
        lambda c: export_household_data(c.services, c.viewer, HouseholdExport(c.request_id, "page", "en")),
    ),
    "keep_retention": ((P.KEEP_PRIVACY,), lambda c: keep_retention(c.services, c.viewer, is_dry=False)),
    "list_retention": ((P.KEEP_PRIVACY,), lambda c: list_retention(c.services, c.viewer)),
    "record_of_processing": ((P.KEEP_PRIVACY,), lambda c: record_of_processing(c.services, c.viewer, "en")),
    "export_processing": (
        (P.KEEP_PRIVACY,),
        lambda c: export_processing(c.services, c.viewer, ProcessingExport("page", "en")),
    ),
    "list_breach_log": ((P.KEEP_PRIVACY,), lambda c: list_breach_log(c.services, c.viewer)),
    "log_breach": (
        (P.KEEP_PRIVACY,),
        lambda c: log_breach(c.services, c.viewer, BreachDraft(FOUND_AT, "other", "paper", (), None, "none")),
    ),
    "log_breach_step": (
        (P.KEEP_PRIVACY,),
        lambda c: log_breach_step(c.services, c.viewer, BreachStepDraft(1, "measure", FOUND_AT, "found")),
    ),
    "propose_events": ((P.VIEW_HOUSEHOLDS,), lambda c: propose_events(c.services, c.viewer, LineageQuery(NEW, c.area))),
    "check_quality": ((P.CHECK_QUALITY,), lambda c: check_quality(c.services, c.viewer, QualityQuery(NEW, c.area))),
    "export_research": ((P.ASK_RESEARCH,), lambda c: export_research(c.services, c.viewer)),
    "ask_research_file": ((P.ASK_RESEARCH,), lambda c: ask_research_file(c.services, c.viewer, c.research)),
    "download_research_file": (
        (P.ASK_RESEARCH,),
        lambda c: download_research_file(c.services, c.viewer, c.research_id),
    ),
    "assess_research_file": (
        (P.GRANT_RESEARCH,),
        lambda c: assess_research_file(c.services, c.viewer, AssessQuery(c.research_id, 5)),
    ),
    "grant_research_file": (
        (P.GRANT_RESEARCH,),
        lambda c: grant_research_file(c.services, c.viewer, GrantDraft(c.research_id, 5, "x")),
    ),
    "refuse_research_file": (
        (P.GRANT_RESEARCH,),
        lambda c: refuse_research_file(c.services, c.viewer, RefusalDraft(c.research_id, "reason")),
    ),
    "manage_access": ((P.MANAGE_ACCESS,), lambda c: manage_access(c.services, c.viewer)),
    "add_account": ((P.MANAGE_ACCESS,), lambda c: add_account(c.services, c.viewer, c.draft())),
    "change_account": ((P.MANAGE_ACCESS,), lambda c: change_account(c.services, c.viewer, c.draft("clerk"))),
    "disable_account": ((P.MANAGE_ACCESS,), lambda c: disable_account(c.services, c.viewer, "clerk")),
    "enable_account": ((P.MANAGE_ACCESS,), lambda c: enable_account(c.services, c.viewer, "clerk")),
    "reset_password": ((P.MANAGE_ACCESS,), lambda c: reset_password(c.services, c.viewer, "clerk")),
    "link_identity": ((P.MANAGE_ACCESS,), lambda c: link_identity(c.services, c.viewer, "clerk", "NOBODY")),
    "unlink_identity": ((P.MANAGE_ACCESS,), lambda c: unlink_identity(c.services, c.viewer, "clerk")),
    "read_audit": ((P.READ_AUDIT,), lambda c: read_audit(c.services, c.viewer, AuditQuery())),
    "list_actions": ((P.READ_AUDIT,), lambda c: list_actions(c.services, c.viewer)),
    "list_reveals": ((P.READ_AUDIT,), lambda c: list_reveals(c.services, c.viewer)),
    "verify_audit": ((P.READ_AUDIT,), lambda c: verify_audit(c.services, c.viewer)),
}
# They take a viewer as well, but are parts of the use cases above.
PARTS = {
    "households_of", "persons_of", "stamp", "stamped", "survey_rows", "poverty_rows", "mpi_rows", "keep", "tested",
    "find_place_problems", "problem_of", "planned", "plan_import", "check_read",
    "is_managed_by", "shown_codes", "saved_scenario", "with_seen_houses", "must_see_whole",
    "is_theirs", "find_file", "found_in", "prepare", "gate_for", "round_gate",
    "must_find_household", "must_find_request",
}  # fmt: skip
SEES_NO_AREA = {
    "past_imports", "list_scenarios", "check_survey", "see_survey", "import_survey", "mend_survey",
    "propose_mapping", "save_mapping", "list_mappings", "export_template", "export_xlsform",
    "rehearse_import", "look_at_undo", "undo_import",
    "vote_weights", "open_votes", "withdraw_vote", "agreed_weights", "agree_weights",
    "judge_pairs", "judge_swings", "keep_privacy", "record_of_processing", "export_processing",
    "export_research", "download_research_file", "assess_research_file", "grant_research_file", "refuse_research_file",
}  # fmt: skip


def functions_with_a_viewer() -> set[str]:
    names = set()
    for found in pkgutil.iter_modules(dss_core.usecases.__path__):
        module = importlib.import_module(f"dss_core.usecases.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and "viewer" in inspect.signature(function).parameters:
                names.add(name)
    return names
