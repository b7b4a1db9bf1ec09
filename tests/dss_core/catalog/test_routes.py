"""The routes of the catalogue: they load, and what is wrong in them is told with its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dss_core.catalog.definitions import Standing
from dss_core.catalog.load import load_catalog
from dss_core.catalog.routes import ROUTES, load_routes
from dss_core.errors import BadCatalog
from dss_core.settings import ROOT


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str], Path]:
    """A data folder of which the routes are changed in one place."""

    def edit(old: str, new: str) -> Path:
        shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local", "sample"))
        path = tmp_path / "data" / ROUTES
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return tmp_path / "data"

    return edit


def test_the_routes_are_a_proposal_with_a_route_for_the_rest():
    routes = load_routes(ROOT / "data")
    assert routes.standing is Standing.PROPOSAL
    assert [route.id for route in routes.routes] == ["social_safety_net", "value_chain", "capability_building"]
    assert [route.is_for_the_rest for route in routes.routes] == [False, False, True]
    assert load_catalog(ROOT / "data").routes == routes


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('rule = "able_worker_count = 0"', 'rule = "able_worker_count ="', "tests[0].rule"),
        ('any_of = ["no_able_worker"', 'any_of = ["nothing"', "routes[0]"),
        ('id = "able_worker"', 'id = "no_able_worker"', "tests[1].id"),
        ('any_of = ["no_able_worker", "hardship"]\n', "", "routes[0]"),
        ('lens = "capital"', 'lens = "money"', "tests[5].lens"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(edited: Callable[[str, str], Path], old: str, new: str, key: str):
    with pytest.raises(BadCatalog) as told:
        load_routes(edited(old, new))
    assert told.value.params["file"] == ROUTES and told.value.params["key"] == key


def test_a_test_names_what_households_have(edited: Callable[[str, str], Path]):
    with pytest.raises(BadCatalog) as told:
        load_catalog(edited("h3 >= 2.5", "wages >= 2.5"))
    assert told.value.params["key"] == "tests[2].rule" and told.value.params["problem"] == "wages"
