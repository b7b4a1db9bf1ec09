"""A plan comes out the same however busy the machine is: the size of the problem ends its search, not the clock."""

from dataclasses import replace

import pytest

from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.allocation.solution import Solution
from dss_core.analysis.allocation.solve import solve
from dss_core.usecases import scenario_plan as room
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.services import Services
from tests.dss_core.usecases.kept_plans import CHOICES
from tests.dss_core.usecases.small_province import NEW


@pytest.mark.parametrize(("few", "wanted"), [(10**6, room.SECONDS), (0, 0.0)], ids=["few pairs", "many pairs"])
def test_how_long_a_proof_is_waited_for_depends_on_the_size_alone(
    province: Services, governor: Viewer, whole: str, monkeypatch: pytest.MonkeyPatch, few: int, wanted: float
):
    waited = []

    def noted(problem: Problem, **how: float) -> Solution:
        waited.append(how["patience"])
        return solve(problem, **how)

    monkeypatch.setattr(room, "FEW_PAIRS", few)
    monkeypatch.setattr(room, "solve", noted)
    monkeypatch.setattr(room, "_kept", type(room._kept)())
    query = ScenarioQuery(NEW, whole, replace(CHOICES, most_per_household=2))
    found = [room.planned(province, governor, query).solution]
    room._kept.clear()
    found.append(room.planned(province, governor, query).solution)
    assert waited == [wanted, wanted]
    assert (found[0].serves == found[1].serves).all()
