"""Every household has a reason, and the lists hold the households of theirs."""

import pytest

from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.reasons import Why
from dss_core.errors import BadInput
from dss_core.usecases.build_scenario import ScenarioQuery, build_scenario
from dss_core.usecases.list_reasons import OPEN, ReasonsQuery, list_reasons
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.dss_core.usecases.test_build_scenario import CHOICES


@pytest.fixture(scope="module")
def query(whole: str) -> ScenarioQuery:
    return ScenarioQuery(NEW, whole, CHOICES)


def test_the_lists_hold_as_many_as_the_counts_say(province: Services, governor: Viewer, query: ScenarioQuery):
    counts = build_scenario(province, governor, query).reasons.set_index("reason")["count"]
    for why in Why:
        found = list_reasons(province, governor, ReasonsQuery(query, why.value))
        assert found.count == counts[why.value] == len(found.households)
        assert found.households["rank"].is_monotonic_increasing
        assert found.households["house_code"].notna().all()
        assert (found.households["programmes"].map(len) > 0).all() == why.value.startswith("served") or not found.count


def test_whoever_a_missing_answer_leaves_open_is_listed(province: Services, governor: Viewer, query: ScenarioQuery):
    found = list_reasons(province, governor, ReasonsQuery(query, OPEN))
    assert found.count == build_scenario(province, governor, query).plan.undecided_count > 0
    assert (found.households["open"].map(len) > 0).all()


def test_another_reason_is_refused(province: Services, governor: Viewer, query: ScenarioQuery):
    with pytest.raises(BadInput) as refused:
        list_reasons(province, governor, ReasonsQuery(query, "bad luck"))
    assert refused.value.code == "scenario_unknown_reason"
