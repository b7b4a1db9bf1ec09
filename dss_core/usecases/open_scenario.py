"""A saved what-if is opened by the id in its link, by whoever may see all of its area."""

from collections.abc import Collection
from dataclasses import replace

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import NotFound
from dss_core.model.scenarios import Scenario
from dss_core.store.households import house_ids
from dss_core.store.scenarios import find_scenario
from dss_core.usecases.house_codes import UNNAMED
from dss_core.usecases.services import Services


def open_scenario(services: Services, viewer: Viewer, scenario_id: str) -> Scenario:
    """A saved what-if as the viewer may be shown it, as ``saved_scenario`` and ``with_seen_houses``."""
    viewer.must(Permission.BUILD_SCENARIO)
    return with_seen_houses(services, viewer, saved_scenario(services, viewer, scenario_id))


def saved_scenario(services: Services, viewer: Viewer, scenario_id: str) -> Scenario:
    """A saved what-if of an area that lies wholly in the viewer's scope, else ``NotFound``: scenario_unknown."""
    with services.database.reading() as connection:
        scenario = find_scenario(connection, scenario_id)
    if scenario is None or not viewer.scope.covers(scenario.area_code):
        raise NotFound("scenario_unknown")
    return scenario


def with_seen_houses(services: Services, viewer: Viewer, scenario: Scenario) -> Scenario:
    """The what-if with the house codes on its lists that lie in the scope of a viewer who may look at households.

    Each other one is a running number, so that it is counted. Plans are made of the what-if itself.
    """
    lists = scenario.choices.must_serve, scenario.choices.must_not
    if not any(lists):
        return scenario
    seen: Collection[str] = ()
    if viewer.may(Permission.VIEW_HOUSEHOLDS):
        with services.database.reading() as connection:
            seen = house_ids(connection, [code for codes in lists for code in codes], viewer.scope).keys()
    must, barred = (
        tuple(code if code in seen else f"{UNNAMED}{at}" for at, code in enumerate(codes, 1)) for codes in lists
    )
    return replace(scenario, choices=replace(scenario.choices, must_serve=must, must_not=barred))


def moved_since(services: Services, catalog_version: str, data_version: int) -> tuple[str, ...]:
    """What has changed since something was computed with these versions: data_moved, catalog_moved, or nothing."""
    has_new_data = services.state().data_version != data_version
    has_new_catalog = services.catalog.version != catalog_version
    return ("data_moved",) * has_new_data + ("catalog_moved",) * has_new_catalog
