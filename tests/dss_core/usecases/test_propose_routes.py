"""Each household has one proposed route or stays open, with reasons from its own record."""

import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.propose_routes import OPEN, RoutesQuery, propose_routes
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.dss_core.usecases.test_build_scenario import CHOICES


@pytest.fixture(scope="module")
def query(whole: str) -> ScenarioQuery:
    return ScenarioQuery(NEW, whole, CHOICES)


def test_every_household_is_on_one_route_or_open(province: Services, governor: Viewer, query: ScenarioQuery):
    found = propose_routes(province, governor, RoutesQuery(query, OPEN))
    assert found.counts["household_count"].sum() == found.provenance.household_count
    assert found.counts["served_count"].sum() == plan_of(province, governor, query).served["household_id"].nunique()
    assert (found.counts["served_along_count"] <= found.counts["served_count"]).all()


def test_the_list_of_a_route_tells_why(province: Services, governor: Viewer, query: ScenarioQuery):
    tests = {one.id for one in province.catalog.routes.tests}
    for route in province.catalog.routes.routes:
        found = propose_routes(province, governor, RoutesQuery(query, route.id))
        count = found.counts.set_index("route")["household_count"][route.id]
        assert len(found.households) == count
        assert all(set(reasons) <= tests for reasons in found.households["reasons"])
        if not route.is_for_the_rest:
            assert all(found.households["reasons"])


def test_a_route_that_is_not_there_is_refused(province: Services, governor: Viewer, query: ScenarioQuery):
    with pytest.raises(BadInput) as refused:
        propose_routes(province, governor, RoutesQuery(query, "lottery"))
    assert refused.value.code == "scenario_unknown_route"
