"""The house codes of listed households, for those who may look at households; a running number for the others."""

from collections.abc import Iterable

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.store.households import house_codes
from dss_core.usecases.services import Services

UNNAMED = "#"


def shown_codes(
    services: Services, viewer: Viewer, household_ids: Iterable[int], area: str | None = None
) -> dict[int, str]:
    """Household id -> house code (11 digits), or # and the number of its row: that leads to no house.

    Without an area: wherever the viewer sees.
    """
    ids = [int(one) for one in household_ids]
    scope = viewer.scope if area is None else viewer.must_see(area)
    with services.database.reading() as connection:
        codes = house_codes(connection, ids, scope)
    return codes if viewer.may(Permission.VIEW_HOUSEHOLDS) else {one: f"{UNNAMED}{one}" for one in codes}
