"""A household that somebody names by its number: inside the viewer's scope, or not there at all."""

from typing import TYPE_CHECKING, Any

from dss_core.access.viewer import Viewer
from dss_core.errors import NotFound
from dss_core.store.households import find_household

if TYPE_CHECKING:
    from sqlalchemy import Connection


def must_find_household(connection: "Connection", viewer: Viewer, household_id: int) -> dict[str, Any]:
    """The address of a household in the viewer's scope; ``NotFound`` (household_unknown) wherever else it may be."""
    found = find_household(connection, household_id, viewer.scope)
    if found is None:
        raise NotFound("household_unknown")
    return found
