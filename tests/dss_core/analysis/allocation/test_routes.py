"""The route of a household, by hand: with its reasons, beside another one, and open where an answer is missing."""

import numpy as np
import pytest

from dss_core.analysis.allocation.routes import UNDECIDED, Proposal, propose
from dss_core.catalog.routes import Routes, load_routes
from dss_core.settings import ROOT

READY = {"able_worker_count": 2, "h3": 3, "f5": 1, "bedridden_count": 0, "elderly_count": 0, "disabled_count": 0}
READY |= {"overall": 2.2, "human": 2.0, "n1": 3, "n2": 1, "p5": 3, "n4": 1, "f3": 2, "f4": 1, "s1": 2, "s2": 1}


@pytest.fixture(scope="module")
def routes() -> Routes:
    return load_routes(ROOT / "data")


def proposed(routes: Routes, **changed: float) -> Proposal:
    record = READY | changed
    return propose(routes, {name: np.array([float(value)]) for name, value in record.items()}.get, 1)


def name(routes: Routes, proposal: Proposal) -> str:
    number = int(proposal.route[0])
    return "undecided" if number == UNDECIDED else routes.routes[number].id


@pytest.mark.parametrize(
    ("changed", "route"),
    [
        ({}, "value_chain"),
        ({"able_worker_count": 0}, "social_safety_net"),
        ({"overall": 1.7, "human": 1.7}, "social_safety_net"),
        ({"overall": 1.7}, "value_chain"),
        ({"h3": 2}, "capability_building"),
        ({"s1": 1}, "capability_building"),
        ({"able_worker_count": np.nan}, "undecided"),
        ({"able_worker_count": 0, "overall": np.nan}, "social_safety_net"),
        ({"s1": 1, "h3": np.nan}, "capability_building"),
        ({"h3": np.nan}, "undecided"),
    ],
)
def test_the_route_follows_from_the_record(routes: Routes, changed: dict[str, float], route: str):
    assert name(routes, proposed(routes, **changed)) == route


def test_the_reasons_are_the_tests_that_decided(routes: Routes):
    assert proposed(routes, able_worker_count=0).reasons(routes, 0) == ("no_able_worker",)
    assert proposed(routes).reasons(routes, 0)[:2] == ("able_worker", "skills")
    assert proposed(routes, h3=2, s1=1).reasons(routes, 0) == ("skills", "in_a_group")
    assert proposed(routes, h3=np.nan).reasons(routes, 0) == ("skills",)


def test_a_safety_net_can_run_beside_another_route(routes: Routes):
    assert proposed(routes, elderly_count=1).beside[:, 0].tolist() == [True, False, False]
    assert not proposed(routes, elderly_count=1, able_worker_count=0).beside.any()
    assert not proposed(routes).beside.any()
