"""The list of pages: one name through the whole house, one permission each, and what each role reaches."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

from dss_core.access.roles import ROLES, Permission, Role
from pages import PAGES, PageEntry
from tests.support.sources import ROOT, page_files

P = Permission
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda entry: entry.name)

# The address of each page, what opens it, and who reaches it. Links that people have saved depend on the addresses.
ALL = set(Role)
LOOKERS = ALL - {Role.AGENCY_OFFICER, Role.RESEARCHER}
RANKERS = LOOKERS - {Role.VERIFIER}
PLANNERS = RANKERS - {Role.AREA_MANAGER}
STEWARDS = {Role.DATA_STEWARD, Role.ADMINISTRATOR}
PAGES_OF = {
    "describe_province": (P.VIEW_STATISTICS, ALL),
    "map_province": (P.VIEW_STATISTICS, ALL),
    "describe_survey": (P.VIEW_STATISTICS, ALL),
    "measure_poverty": (P.EXPLORE_FIGURES, LOOKERS),
    "find_household": (P.VIEW_HOUSEHOLDS, LOOKERS),
    "rank_households": (P.RANK_HOUSEHOLDS, RANKERS),
    "stress_ranking": (P.RANK_HOUSEHOLDS, RANKERS),
    "build_scenario": (P.BUILD_SCENARIO, PLANNERS),
    "compare_scenarios": (P.BUILD_SCENARIO, PLANNERS),
    "import_survey": (P.IMPORT_SURVEY, STEWARDS),
    "check_quality": (P.CHECK_QUALITY, STEWARDS),
    "export_research": (P.ASK_RESEARCH, {*STEWARDS, Role.RESEARCHER}),
    "definitions": (P.VIEW_STATISTICS, ALL),
    "manage_access": (P.MANAGE_ACCESS, {Role.ADMINISTRATOR}),
    "keep_privacy": (P.KEEP_PRIVACY, STEWARDS),
    "read_audit": (P.READ_AUDIT, STEWARDS),
}
# Pages that only show the catalogue; every other page asks the use case of its own name.
WITHOUT_USE_CASE = {"definitions"}


def test_every_page_stands_in_this_table_in_the_order_of_the_menu():
    assert [page.name for page in PAGES] == list(PAGES_OF)


@each_page
def test_a_page_is_opened_by_its_permission_and_for_its_roles(page: PageEntry):
    permission, roles = PAGES_OF[page.name]
    assert page.permission is permission
    assert {role for role, held in ROLES.items() if page.permission in held} == roles


@each_page
def test_a_page_is_one_module_with_render(page: PageEntry):
    (argument,) = inspect.signature(page.module.render).parameters.values()
    assert argument.name == "context"
    assert inspect.getdoc(page.module)


@each_page
def test_the_address_is_a_plain_word_that_no_language_changes(page: PageEntry):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", page.name)


def test_no_two_pages_share_an_address_or_a_title():
    assert len({page.name for page in PAGES}) == len(PAGES)
    assert len({page.title for page in PAGES}) == len(PAGES)


@each_page
def test_a_page_asks_the_use_case_of_its_name_for_the_permission_that_opens_it(page: PageEntry):
    if page.name in WITHOUT_USE_CASE:
        return
    use_case = importlib.import_module(f"dss_core.usecases.{page.name}")
    assert getattr(page.module, page.name) is getattr(use_case, page.name)
    tree = ast.parse(inspect.getsource(getattr(use_case, page.name)))
    first = next(node for node in ast.walk(tree) if isinstance(node, ast.Call))
    assert ast.unparse(first) == f"viewer.must(Permission.{page.permission.name})"


@each_page
def test_the_sections_of_the_menu_are_not_torn_apart(page: PageEntry):
    places = [i for i, entry in enumerate(PAGES) if entry.section == page.section]
    assert places == list(range(places[0], places[-1] + 1))


def test_every_page_module_is_in_the_list():
    rooms = {"shell", "parts", "charts"}
    modules = {
        path
        for path in page_files()
        if len(path.relative_to(ROOT / "pages").parts) == 2
        and path.parent.name not in rooms
        and path.stem != "__init__"
    }
    assert modules == {Path(inspect.getfile(page.module)) for page in PAGES}
