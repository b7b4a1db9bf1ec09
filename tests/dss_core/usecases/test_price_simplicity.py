"""What rank and cut leaves undone is told in baht, whatever it is."""

from dataclasses import replace

import pytest

from dss_core.access.viewer import Viewer
from dss_core.model.scenarios import ScenarioChoices
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.price_simplicity import price_simplicity
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.dss_core.usecases.test_build_scenario import CHOICES


@pytest.mark.parametrize("most", [1, 2])
@pytest.mark.parametrize("objective", ["gap", "severity", "income_gap"])
def test_the_price_stands_between_nothing_and_all_that_the_rule_spends(
    most: int, objective: str, province: Services, governor: Viewer, whole: str
):
    choices: ScenarioChoices = replace(CHOICES, most_per_household=most, objective=objective)
    query = ScenarioQuery(NEW, whole, choices)
    found, plan = price_simplicity(province, governor, query), plan_of(province, governor, query)
    assert found.spent_baht <= choices.budget_baht
    assert found.best == plan.objective
    assert found.reached <= plan.bound + 1e-9
    assert found.lost_share == pytest.approx(max(1 - found.reached / found.best, 0))
    assert 0 <= found.wasted_baht <= found.wasted_at_most_baht <= found.spent_baht
    assert found.both_count <= min(found.served_count, found.best_count)


def test_with_money_for_everybody_the_simple_rule_loses_nothing(province: Services, governor: Viewer, whole: str):
    programmes = tuple(replace(one, places=None) for one in CHOICES.programmes[:1])
    query = ScenarioQuery(NEW, whole, replace(CHOICES, budget_baht=1e9, programmes=programmes))
    found = price_simplicity(province, governor, query)
    assert (found.lost_share, found.both_count) == (0, found.best_count)
    assert found.served_count == found.best_count + found.useless_count
