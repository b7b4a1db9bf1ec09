"""Every use case x role x scope x area asked for: refused as the policy says, or told without a trace of outside."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import dss_core.usecases
from dss_core.access.roles import ROLES, Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.errors import BadInput, DssError, NotAllowed, NotFound
from dss_core.store.audit import read_audit
from dss_core.usecases.ask_research_file import ResearchDraft, ask_research_file, today
from dss_core.usecases.change_accounts import add_account
from dss_core.usecases.import_survey import check_survey
from dss_core.usecases.initialise import operator
from dss_core.usecases.receive_request import RequestDraft, receive_request
from dss_core.usecases.services import Services, whole_province
from tests.dss_core.usecases.every_use_case import SEES_NO_AREA, USE_CASES, Case, P
from tests.dss_core.usecases.kept_plans import CHOICES, SMALLER, saved
from tests.dss_core.usecases.leaks import EMPTY, Household, Oracle, households_in, mark_households
from tests.dss_core.usecases.revised import cell, header, newest
from tests.dss_core.usecases.small_province import NEW, viewer
from tests.support.workbooks import small_workbook

WHOLE = "49"
SCOPES = {
    "the province": (WHOLE,),
    "a district": ("4902",),
    "two districts": ("4902", "4905"),
    "a sub-district": ("490203",),
    "sub-districts of two districts": ("490203", "490307"),
    "nobody there": (EMPTY,),
}
# Scope -> area inside, wider than the scope, outside.
ASKED = {
    "the province": ("4903", WHOLE, "50"),
    "a district": ("490203", WHOLE, "4903"),
    "two districts": ("4905", WHOLE, "490302"),
    "a sub-district": ("490203", "4902", "490202"),
    "sub-districts of two districts": ("490307", "4902", "490302"),
    "nobody there": (EMPTY, WHOLE, "4902"),
}
UNKNOWN = "499999"
NOBODY = 999_999
PLACES = ("inside", "wider", "outside", "unknown")
# What these tell of the file that the viewer brought is the viewer's own; of the round it is not.
OF_A_FILE = {
    "check_survey", "see_survey", "import_survey", "mend_survey", "propose_mapping", "save_mapping", "rehearse_import",
    "list_mappings", "export_template", "export_xlsform",
}  # fmt: skip
OF_ALL = {
    "read_audit", "list_actions", "verify_audit", "list_reveals", "keep_retention", "list_retention",
    "list_breach_log", "log_breach", "log_breach_step",
}  # fmt: skip
OF_THE_PROVINCE = {  # whoever sees a part of the province may ask; no area is asked for
    "manage_access", "add_account", "change_account", "disable_account", "enable_account", "reset_password",
    "link_identity", "unlink_identity",
}  # fmt: skip
OF_A_PLAN = {"open_scenario", "compare_scenarios", "scenario_drift", "adopt_scenario"}
ELSEWHERE = {
    "access_area", "area_unknown", "household_unknown", "scenario_unknown", "ranking_unknown_household",
    "privacy_request_unknown",
}  # fmt: skip
SHOWN = (P.EXPLORE_FIGURES, P.VIEW_HOUSEHOLDS, P.VIEW_NAMES, P.FIND_PERSON, P.AGREE_WEIGHTS)
LAST = "import_survey"  # it changes what the others read


@dataclass(frozen=True)
class Marked:
    """The marked province, and what the calls need."""

    case: Case
    revised: object
    plans: dict[str, tuple[str, str]]
    files: dict[str, str]
    households: list[Household]
    requests: dict[int, int] = field(default_factory=dict)  # of households, as they are asked for
    homes: dict[tuple[str, str], int] = field(default_factory=dict)
    answers: dict[object, object] = field(default_factory=dict)
    oracles: dict[object, Oracle] = field(default_factory=dict)
    traces: dict[object, set[str]] = field(default_factory=dict)  # of answers that are kept

    def request_of(self, household_id: int) -> int:
        """A request for the data of a household; a number that is nobody's for a household that is not there."""
        if household_id == NOBODY:
            return NOBODY
        if household_id not in self.requests:
            draft = RequestDraft(household_id, "access", date(2026, 1, 1))
            kept = receive_request(self.case.services, operator(self.case.services), draft)
            self.requests[household_id] = kept.id or NOBODY
        return self.requests[household_id]

    def oracle(self, areas: tuple[str, ...], *may_name: str) -> Oracle:
        key = areas, may_name
        if key not in self.oracles:
            self.oracles[key] = Oracle(self.households, self.case.services.catalog, areas, may_name)
        return self.oracles[key]


@pytest.fixture(scope="module")
def marked(copied: Callable[[Path], Services], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marked]:
    own = copied(tmp_path_factory.mktemp("cells") / "own")
    file = own.settings.local / "dss.sqlite3"
    mark_households(file)
    somebody = operator(own)
    code = next(one.code for one in households_in(file) if one.is_new and one.place == "490203")
    plans, files = {}, {}
    for area in sorted({area for asked in ASKED.values() for area in asked} - {"50", UNKNOWN}):
        choices = [replace(one, must_not=(code,)) if area == WHOLE else one for one in (CHOICES, SMALLER)]
        plans[area] = tuple(saved(own, somebody, area, one).id for one in choices)
        draft = ResearchDraft(NEW, area, ("level",), "purpose", "university", "", today())
        files[area] = ask_research_file(own, somebody, draft).id
    fresh = check_survey(own, somebody, small_workbook(own.catalog, 30, year=2027, first=300), "new.xlsx")
    other = cell(header(own.catalog, "village_number"), 0, 3)
    revised = check_survey(own, somebody, newest(own.catalog, other), "revised.xlsx")
    case = Case(own, somebody, WHOLE, plans[WHOLE], fresh)
    add_account(own, somebody, replace(case.draft("clerk"), areas=("4902",)))
    yield Marked(case, revised, plans, files, households_in(file))
    own.database.dispose()


def area_of(scope: str, place: str) -> str:
    return UNKNOWN if place == "unknown" else ASKED[scope][PLACES.index(place)]


def asked(marked: Marked, name: str, somebody: Viewer, scope: str, place: str) -> Case:
    """The case of a cell: its area, a household there and the what-ifs that were saved for it."""
    area = area_of(scope, place)
    if (scope, place) not in marked.homes:
        marked.homes[scope, place] = _home(marked.oracle(SCOPES[scope]), area, place)
    household = marked.homes[scope, place]
    case = replace(marked.case, viewer=somebody, area=area, household_id=household)
    case = replace(case, saved_ids=marked.plans.get(area, ("unknown1", "unknown2")))
    case = replace(case, request_id=marked.request_of(household), research_id=marked.files.get(area, "unknown"))
    return replace(case, checked=marked.revised) if name in {"rehearse_import", "mend_survey"} else case


def _home(oracle: Oracle, area: str, place: str) -> int:
    """The first household that a cell asks for, ``NOBODY`` where there is none."""
    if place == "unknown":
        return NOBODY
    if place == "outside":
        return next((one.id for one in oracle.households if not oracle.covers(one.place)), NOBODY)
    there = (one for one in oracle.households if one.is_new and one.place.startswith(area))
    return next((one.id for one in there if oracle.covers(one.place)), NOBODY)


def told(marked: Marked, name: str, somebody: Viewer, scope: str, place: str) -> object:
    """The answer of a cell, or the error that it ended with."""
    case = asked(marked, name, somebody, scope, place)
    key = _same_answer(name, somebody, scope, place)
    if key not in marked.answers:
        try:
            marked.answers[key] = USE_CASES[name][1](case)
        except DssError as error:
            marked.answers[key] = error
        if key is None:
            return marked.answers.pop(key)
    return marked.answers[key]


def _same_answer(name: str, somebody: Viewer, scope: str, place: str) -> tuple[object, ...] | None:
    """What an answer depends on, so that it is asked for once; None where each is asked for by itself.

    That a role is refused is asked of each. Roles that are let in are told the same but for what ``SHOWN`` opens.
    """
    if not set(USE_CASES[name][0]) <= somebody.permissions:
        return None
    if name in OF_A_FILE | OF_THE_PROVINCE:
        return name, scope  # no area is asked for, and no role is told more than another
    return name, *map(somebody.may, SHOWN), scope, place


def faults(marked: Marked, name: str, somebody: Viewer, scope: str, place: str) -> set[str]:
    """What is wrong with a cell: told although it has to be refused, refused although it may be told, or a leak."""
    answer = told(marked, name, somebody, scope, place)
    area = area_of(scope, place)
    allowed = set(USE_CASES[name][0]) <= somebody.permissions
    found = {f"{name}, {somebody.role.value}, {scope}, {place}: {one}" for one in _faults_of(
        name, answer, allowed, scope, place
    )}  # fmt: skip
    key = _same_answer(name, somebody, scope, place)
    key = key and (*key, area)
    traces = marked.traces.get(key) if key else None
    if traces is None:
        traces = _traces(marked.oracle(SCOPES[scope], area), name, answer, place, area)
        if key:
            marked.traces[key] = traces
    return found | {f"{name}, {somebody.role.value}, {scope}, {place}: {one}" for one in traces}


def _traces(oracle: Oracle, name: str, answer: object, place: str, area: str) -> set[str]:
    """What an answer tells of outside, and counts that are not those of the households counted one by one."""
    found = oracle.leaks(answer)
    if name in OF_A_FILE:
        found = {one for one in found if one.startswith(("mark", "household", "point"))}
    elif name in OF_THE_PROVINCE | OF_ALL:
        found = {one for one in found if not one.startswith("name")}
    provenance = getattr(answer, "provenance", None)
    if provenance is not None and provenance.round_id == NEW and place in ("inside", "wider"):
        counts = {provenance.household_count}
        if name == "find_household":
            counts.add(answer.found_count)  # type: ignore[attr-defined]
        if counts != {oracle.household_count(area)}:
            found |= {f"{counts} households and not {oracle.household_count(area)}"}
    return found


def _faults_of(name: str, answer: object, allowed: bool, scope: str, place: str) -> set[str]:
    code = answer.code if isinstance(answer, DssError) else ""
    if not allowed:
        return set() if code == "access_permission" else {f"not refused ({code or 'answered'})"}
    if code == "access_permission":
        return {"refused to a role that may"}
    if name in OF_ALL:
        expected = {""} if scope == "the province" else {"access_area"}
    elif name in SEES_NO_AREA | OF_THE_PROVINCE:
        return set() if code == "" or isinstance(answer, BadInput | NotFound | NotAllowed) else {code}
    elif place in ("outside", "unknown"):
        expected = ELSEWHERE
    elif name in OF_A_PLAN:
        is_whole = any(area_of(scope, place).startswith(one) for one in SCOPES[scope])
        return set() if isinstance(answer, BadInput | NotFound) or is_whole else {"a plan of a wider area was opened"}
    else:
        return set() if code == "" or isinstance(answer, BadInput | NotFound | NotAllowed) else {code}
    return set() if code in expected else {f"{code or 'answered'} instead of {sorted(expected)}"}


def test_no_cell_leaks(marked: Marked, capsys: pytest.CaptureFixture[str]):
    found, cells = set[str](), 0
    names = sorted(USE_CASES, key=lambda name: (name == LAST, name))
    for name in names:
        for role in Role:
            for scope in SCOPES:
                for place in PLACES:
                    found |= faults(marked, name, viewer(role, *SCOPES[scope]), scope, place)
                    cells += 1
    with capsys.disabled():
        print(f" {cells} cells of use case x role x scope x area")
    assert found == set()
    assert cells == len(USE_CASES) * len(Role) * len(SCOPES) * len(PLACES) > 10_000


def test_no_line_of_the_audit_holds_personal_data(marked: Marked):
    """Asked after every cell was tried: names, addresses, house codes and points of nobody stand there."""
    show = replace(marked.case, household_id=next(one.id for one in marked.households if one.is_new))
    for name in ("show_household", "explain_rank", "export_slip", "find_household", "record_event"):
        with suppress(BadInput, NotFound):
            USE_CASES[name][1](show)
    with marked.case.services.database.reading() as connection:
        lines = read_audit(connection)
    assert {"show_household", "explain_rank", "record_event"} <= {line["action"] for line in lines}
    found = marked.oracle(()).leaks(lines)
    assert {one for one in found if one.startswith(("mark", "house ", "point"))} == set()


def store_reads() -> list[tuple[str, str]]:
    """Every read of the store with a scope that a use case calls: the use case's module and the read."""
    found = []
    for one in pkgutil.iter_modules(dss_core.usecases.__path__):
        module = importlib.import_module(f"dss_core.usecases.{one.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_read = function.__module__.startswith("dss_core.store.")
            if is_read and "scope" in inspect.signature(function).parameters:
                found.append((module.__name__, name))
    return found


# They are asked for households that a read of the same scope has named, or within it: a second wall. The house codes on
# the lists of a what-if lie in its area, which the viewer sees wholly, unless a household has moved out since.
SECOND_WALLS = {
    ("dss_core.usecases.analysis_frame", "round_households"), ("dss_core.usecases.analysis_frame", "round_members"),
    ("dss_core.usecases.house_codes", "house_codes"), ("dss_core.usecases.scenario_problem", "house_ids"),
    ("dss_core.usecases.open_scenario", "house_ids"),
    ("dss_core.usecases.scenario_drift", "decided_households"),
    ("dss_core.usecases.show_household", "household_rounds"), ("dss_core.usecases.id_numbers", "sealed_ids_of"),
    ("dss_core.usecases.show_household", "household_members"), ("dss_core.usecases.check_quality", "round_visits"),
    ("dss_core.usecases.record_consent", "consents_of"), ("dss_core.usecases.record_consent", "requests_of"),
    ("dss_core.usecases.keep_privacy", "household_rounds"), ("dss_core.usecases.keep_privacy", "household_members"),
    ("dss_core.usecases.export_household_data", "everything_held"),
    ("dss_core.usecases.assess_research_file", "withheld"),
}  # fmt: skip
# They speak of rows of a file that lie elsewhere in the round; test_scope and test_round_checks bring such files.
TRIED_ELSEWHERE = {("dss_core.usecases.import_survey", name) for name in ("codes_in_round", "told_in_round")}
MUTANTS = [read for read in store_reads() if read not in SECOND_WALLS | TRIED_ELSEWHERE]


def all_traces(marked: Marked, names: set[str]) -> set[str]:
    """The faults of the cells of an officer of one district and of somebody with every permission there."""
    marked.answers.clear()
    marked.traces.clear()
    found = set[str]()
    for role in (Role.DISTRICT_OFFICER, Role.DATA_STEWARD):
        somebody = viewer(role, *SCOPES["a district"])
        found |= {one for name in sorted(names) for place in PLACES for one in faults(
            marked, name, somebody, "a district", place
        )}  # fmt: skip
    marked.answers.clear()
    marked.traces.clear()
    return found


def asked_through(room: ModuleType) -> set[str]:
    """The use cases of a module; of one without any, those of the modules that take something from it."""
    # A read of the store may be called as a use case is.
    own = {
        name for name in USE_CASES if getattr(vars(room).get(name), "__module__", "").startswith("dss_core.usecases")
    }
    if own:
        return own
    found = set[str]()
    for name, module in list(sys.modules.items()):
        parts = vars(module) if name.startswith("dss_core.usecases.") else {}
        if any(getattr(part, "__module__", "") == room.__name__ for part in parts.values()):
            found |= {one for one in USE_CASES if getattr(parts.get(one), "__module__", "") == name}
    return found


@pytest.mark.parametrize(("module", "read"), MUTANTS)
def test_a_read_that_ignores_the_scope_is_caught(
    marked: Marked, monkeypatch: pytest.MonkeyPatch, module: str, read: str
):
    room = importlib.import_module(module)
    function = getattr(room, read)
    at = list(inspect.signature(function).parameters).index("scope")

    def blind(*given: object) -> object:
        return function(*given[:at], whole_province(marked.case.services), *given[at + 1 :])

    names = asked_through(room) - {LAST}
    assert all_traces(marked, names) == set()
    monkeypatch.setattr(room, read, blind)
    try:
        is_noticed = all_traces(marked, names) != set()
    except LookupError:  # the answer breaks on what the next wall withholds
        is_noticed = True
    assert is_noticed, f"nobody notices when {read} of {module} ignores the scope"


BLIND: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the frames": lambda patch: patch.setattr("dss_core.usecases.analysis_frame.in_areas", lambda frame, *_: frame),
    "the gate": lambda patch: patch.setattr(Viewer, "must_see", lambda _, area: Scope((area,))),
    "the plans": lambda patch: patch.setattr(Scope, "covers", lambda *_: True),
    "the permission": lambda patch: patch.setattr(Viewer, "must", lambda *_: None),
}


@pytest.mark.parametrize("what", BLIND)
def test_a_gate_that_stands_open_is_caught(marked: Marked, monkeypatch: pytest.MonkeyPatch, what: str):
    BLIND[what](monkeypatch)
    assert len(all_traces(marked, {"describe_province", "map_province", "open_scenario", "verify_audit"})) > 1


def test_what_a_role_holds_is_the_roles_own_table():
    assert {role: viewer(role, WHOLE).permissions for role in Role} == dict(ROLES)
