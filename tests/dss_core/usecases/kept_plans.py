"""What-ifs for the tests of saving, comparing and adopting."""

from dataclasses import replace

from dss_core.access.viewer import Viewer
from dss_core.model.scenarios import ProgrammeChoice, Scenario, ScenarioChoices
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.save_scenario import save_scenario
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW

REPAIR = ProgrammeChoice("house_repair_elderly", 40_000.0, places=9)
ALLOWANCE = ProgrammeChoice("disability_adult", 9_600.0)
CHOICES = ScenarioChoices(
    budget_baht=300_000.0,
    programmes=(REPAIR, ALLOWANCE),
    weights=(("human", 1.0), ("financial", 1.0)),
)
SMALLER = replace(CHOICES, budget_baht=150_000.0)
ONLY_ALLOWANCE = replace(CHOICES, programmes=(ALLOWANCE,))


def saved(
    services: Services,
    somebody: Viewer,
    area: str,
    choices: ScenarioChoices = CHOICES,
    name: str = "plan",
    round_id: str = NEW,
) -> Scenario:
    return save_scenario(services, somebody, ScenarioQuery(round_id, area, choices), name)
