"""Every use case asks for its permission, and every role holds what the table says."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dss_core.access.roles import ROLES, Permission, Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, DssError, NotAllowed, NotFound
from dss_core.model.text import Text
from dss_core.usecases.adopt_scenario import AdoptionDraft, adopt_scenario
from dss_core.usecases.change_accounts import (
    AccountDraft,
    add_account,
)
from dss_core.usecases.import_survey import check_survey
from dss_core.usecases.initialise import operator
from dss_core.usecases.list_scenarios import list_scenarios
from dss_core.usecases.services import Services
from tests.dss_core.usecases.every_use_case import (
    PARTS,
    SEES_NO_AREA,
    USE_CASES,
    Call,
    Case,
    P,
    functions_with_a_viewer,
)
from tests.dss_core.usecases.kept_plans import CHOICES, SMALLER, saved
from tests.dss_core.usecases.small_province import NEW, viewer
from tests.support.workbooks import small_workbook

# What each role may do. A change here is a change of policy: it belongs into the README too.
EXPLORE = {P.VIEW_STATISTICS, P.EXPLORE_FIGURES, P.VIEW_HOUSEHOLDS}
LOOK = {*EXPLORE, P.RANK_HOUSEHOLDS}
VISIT = {P.VIEW_NAMES, P.FIND_PERSON, P.RECORD_EVENT, P.RECORD_CONSENT}
POLICY = {
    Role.GOVERNOR_GROUP: {*LOOK, P.BUILD_SCENARIO, P.SAVE_SCENARIO, P.AGREE_WEIGHTS, P.ADOPT_SCENARIO},
    Role.DISTRICT_OFFICER: {*LOOK, *VISIT, P.BUILD_SCENARIO, P.SAVE_SCENARIO},
    Role.AREA_MANAGER: {*LOOK, *VISIT},
    Role.VERIFIER: {*EXPLORE, *VISIT},
    Role.AGENCY_OFFICER: {P.VIEW_STATISTICS},
    Role.RESEARCHER: {P.VIEW_STATISTICS, P.ASK_RESEARCH},
    Role.DATA_STEWARD: {
        *LOOK,
        P.BUILD_SCENARIO,
        P.IMPORT_SURVEY,
        P.CHECK_QUALITY,
        P.RECORD_EVENT,
        P.READ_AUDIT,
        P.FIND_PERSON,
        P.RECORD_CONSENT,
        P.KEEP_PRIVACY,
        P.ASK_RESEARCH,
        P.GRANT_RESEARCH,
    },
    Role.ADMINISTRATOR: set(P) - {P.VIEW_NAMES, P.FIND_PERSON},
}


@pytest.fixture(scope="module")
def case(copied: Callable[[Path], Services], tmp_path_factory: pytest.TempPathFactory, whole: str) -> Case:
    own = copied(tmp_path_factory.mktemp("permissions") / "own")
    somebody = operator(own)
    add_account(own, somebody, AccountDraft("clerk", Text("ก", "a"), Role.VERIFIER.value, (whole,)))
    first, second = (saved(own, somebody, whole, choices) for choices in (CHOICES, SMALLER))
    adopt_scenario(own, somebody, AdoptionDraft(first.id, "group", date(2026, 1, 1), "reason"))
    data = small_workbook(own.catalog, 30, year=2027)
    return Case(own, somebody, whole, (first.id, second.id), check_survey(own, somebody, data, "new.xlsx"))


def holding(permissions: Iterable[Permission], *areas: str) -> Viewer:
    somebody = viewer(Role.ADMINISTRATOR, *areas)
    object.__setattr__(somebody, "permissions", frozenset(permissions))
    return somebody


def is_let_in(call: Call, case: Case, somebody: Viewer) -> None:
    """The use case goes beyond the permission; that a file cannot be taken in twice is no matter here."""
    with suppress(BadInput, NotFound):
        call(replace(case, viewer=somebody))


def test_the_roles_hold_what_the_policy_says():
    assert {role: set(held) for role, held in ROLES.items()} == POLICY


def test_every_use_case_that_takes_a_viewer_stands_in_this_table():
    assert functions_with_a_viewer() == USE_CASES.keys() | PARTS


def test_every_permission_is_asked_for_somewhere():
    asked = {permission for permissions, _ in USE_CASES.values() for permission in permissions}
    assert asked | {P.FIND_PERSON} == set(P)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", USE_CASES)
def test_a_role_may_what_the_policy_says_and_nothing_else(name: str, role: Role, case: Case):
    permissions, call = USE_CASES[name]
    somebody = viewer(role, case.area)
    if set(permissions) <= POLICY[role]:
        is_let_in(call, case, somebody)
        return
    with pytest.raises(NotAllowed) as refused:
        call(replace(case, viewer=somebody))
    assert refused.value.code == "access_permission"
    assert refused.value.params["role"] == role.value


@pytest.mark.parametrize("name", USE_CASES)
def test_a_use_case_asks_for_its_own_permission_and_no_other(name: str, case: Case):
    permissions, call = USE_CASES[name]
    is_let_in(call, case, holding(permissions, case.area))
    with pytest.raises(NotAllowed) as refused:
        call(replace(case, viewer=holding(set(P) - {permissions[0]}, case.area)))
    assert refused.value.params["permission"] == permissions[0].value


@pytest.mark.parametrize("name", sorted(USE_CASES.keys() - SEES_NO_AREA))
def test_a_viewer_without_any_area_is_turned_away(name: str, case: Case):
    with pytest.raises(DssError) as refused:
        USE_CASES[name][1](replace(case, viewer=holding(P)))
    assert refused.value.code in {"access_area", "household_unknown", "scenario_unknown", "privacy_request_unknown"}


def test_a_viewer_without_any_area_finds_no_saved_scenario_and_may_import_no_row(case: Case):
    nobody = viewer(Role.ADMINISTRATOR)
    assert list_scenarios(case.services, nobody, NEW) == []
    checked = check_survey(
        case.services, nobody, small_workbook(case.services.catalog, 130, year=2026, first=20), "x.xlsx"
    )
    assert checked.error_count == len(checked.households) == 130
