"""House codes are for those who may look at households; a ranking tells the others a number that leads nowhere."""

import ast

import pandas as pd
import pytest

from dss_core.access.roles import ROLES, Permission, Role
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, viewer
from tests.support.sources import ROOT

WEIGHTS = (("human", 1.0), ("financial", 1.0))


@pytest.mark.parametrize("role", [role for role in Role if Permission.RANK_HOUSEHOLDS in ROLES[role]])
def test_a_ranking_names_houses_to_those_who_may_look_at_them(
    role: Role, province: Services, whole: str, households: pd.DataFrame
):
    codes = rank_households(province, viewer(role, whole), RankQuery(NEW, whole, WEIGHTS)).households["house_code"]
    may = Permission.VIEW_HOUSEHOLDS in ROLES[role]
    assert codes.isin(set(households["house_code"])).all() if may else codes.str.fullmatch(r"#\d+").all()
    assert codes.is_unique


def test_a_house_outside_the_scope_has_no_code(province: Services, whole: str, district: str):
    ids = range(1, 200)
    inside = shown_codes(province, viewer(Role.DISTRICT_OFFICER, district), ids, whole)
    everywhere = shown_codes(province, viewer(Role.DISTRICT_OFFICER, whole), ids, whole)
    assert 0 < len(inside) < len(everywhere)
    assert inside.items() <= everywhere.items()


def test_no_use_case_reads_house_codes_past_this_one():
    """A list that takes them straight from the store would show them to everybody."""
    readers = set()
    for path in (ROOT / "dss_core" / "usecases").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and "house_codes" in {name.name for name in node.names}:
                readers.add(path.stem)
    assert readers == {"house_codes"}
