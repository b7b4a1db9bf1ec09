"""What no source file of the product may hold: unsafe sinks, places and programmes, back doors, over-long pieces."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.sources import ROOT, identifiers, name_of, product_files, tree_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "v2"}
UNSAFE = {"unsafe_allow_html", "unsafe_allow_javascript"}
PLACE = re.compile("mukdahan|มุกดาหาร", re.IGNORECASE)
AREA_CODE_OF_THE_PROVINCE = re.compile(r"(TH)?49(\d{2}|\d{4}|\d{6})?")
# A library's own way around a wall, and the room that may use it.
BACK_DOORS = {
    "read_excel": "dss_core/intake",
    "ExcelFile": "dss_core/intake",
    "to_excel": "dss_core/synthetic",
    "read_sql": "dss_core/store",
    "read_sql_query": "dss_core/store",
    "read_sql_table": "dss_core/store",
    "to_sql": "dss_core/store",
}

# A step of the schema is written once, from top to bottom, and never changed again.
MIGRATIONS = ROOT / "dss_core" / "store" / "migrations" / "versions"

each_file = pytest.mark.parametrize("path", product_files(), ids=name_of)
each_file_that_is_read = pytest.mark.parametrize(
    "path", [path for path in product_files() if not path.is_relative_to(MIGRATIONS)], ids=name_of
)


@each_file
def test_nothing_from_outside_can_become_markup_or_a_script(path: Path):
    assert not identifiers(path) & UNSAFE


@each_file
def test_no_language_is_installed_into_the_whole_process(path: Path):
    installs = [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr == "install" and "gettext" in path.read_text(encoding="utf-8")
    ]
    assert not installs


@each_file
def test_no_source_names_the_province(path: Path):
    assert not PLACE.search(path.read_text(encoding="utf-8"))


@each_file
def test_no_source_holds_an_area_code_of_the_province(path: Path):
    codes = [
        node.value
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if AREA_CODE_OF_THE_PROVINCE.fullmatch(node.value)
    ]
    assert not codes


@each_file
def test_walls_have_no_back_door(path: Path):
    used = [name for name in identifiers(path) & BACK_DOORS.keys() if not path.is_relative_to(ROOT / BACK_DOORS[name])]
    assert not used


@each_file_that_is_read
def test_a_file_fits_on_a_few_screens(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@each_file_that_is_read
def test_a_function_fits_on_one_screen(path: Path):
    too_long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not too_long


@each_file
def test_a_file_is_named_by_what_it_holds(path: Path):
    inside = path.relative_to(ROOT).with_suffix("").parts
    assert not NAMES_THAT_SAY_NOTHING.intersection(inside)
