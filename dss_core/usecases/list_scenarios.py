"""The saved what-ifs that somebody may open, with the decisions on them."""

from dataclasses import dataclass

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.model.scenarios import Decision, Scenario
from dss_core.store import scenarios as stored
from dss_core.store.decisions import list_decisions
from dss_core.usecases.open_scenario import with_seen_houses
from dss_core.usecases.services import Services


@dataclass(frozen=True)
class ListedScenario:
    """A saved what-if and the decision on it, None as long as there is none."""

    scenario: Scenario
    decision: Decision | None


def list_scenarios(services: Services, viewer: Viewer, round_id: str | None = None) -> list[ListedScenario]:
    """The saved what-ifs of a round, or of all rounds, whose area the viewer sees wholly; the newest first."""
    viewer.must(Permission.BUILD_SCENARIO)
    with services.database.reading() as connection:
        scenarios = stored.list_scenarios(connection, round_id)
        decisions = list_decisions(connection)
    return [
        ListedScenario(with_seen_houses(services, viewer, scenario), decisions.get(scenario.id))
        for scenario in scenarios
        if viewer.scope.covers(scenario.area_code)
    ]
