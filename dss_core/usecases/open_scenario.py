"""A saved what-if is opened by the id in its link, by whoever may see all of its area."""

from dataclasses import replace

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import NotFound
from dss_core.model.scenarios import Scenario
from dss_core.store.scenarios import find_scenario
from dss_core.usecases.house_codes import UNNAMED
from dss_core.usecases.services import Services


def open_scenario(services: Services, viewer: Viewer, scenario_id: str) -> Scenario:
    """A saved what-if of an area that lies wholly in the viewer's scope, else ``NotFound``: scenario_unknown."""
    viewer.must(Permission.BUILD_SCENARIO)
    with services.database.reading() as connection:
        scenario = find_scenario(connection, scenario_id)
    if scenario is None or not viewer.scope.covers(scenario.area_code):
        raise NotFound("scenario_unknown")
    return scenario


def without_houses(viewer: Viewer, scenario: Scenario) -> Scenario:
    """The what-if as a viewer is shown it: house codes on its lists are for who may look at households.

    For others each code is a running number, so that they are still counted. Plans are made of the what-if itself.
    """
    if viewer.may(Permission.VIEW_HOUSEHOLDS):
        return scenario
    listed = scenario.choices.must_serve, scenario.choices.must_not
    must, barred = (tuple(f"{UNNAMED}{at}" for at in range(1, len(codes) + 1)) for codes in listed)
    return replace(scenario, choices=replace(scenario.choices, must_serve=must, must_not=barred))


def moved_since(services: Services, catalog_version: str, data_version: int) -> tuple[str, ...]:
    """What has changed since something was computed with these versions: data_moved, catalog_moved, or nothing."""
    has_new_data = services.state().data_version != data_version
    has_new_catalog = services.catalog.version != catalog_version
    return ("data_moved",) * has_new_data + ("catalog_moved",) * has_new_catalog
