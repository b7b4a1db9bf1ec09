"""The ID numbers of a household in full, while it is revealed. The look is written down, the numbers never."""

from dss_core.access.roles import Permission
from dss_core.access.sealing import sealing_key, unseal
from dss_core.access.viewer import Viewer
from dss_core.errors import NotAllowed
from dss_core.store.audit import write_audit
from dss_core.store.id_numbers import sealed_ids_of
from dss_core.store.registry import now
from dss_core.store.reveals import revealed_until
from dss_core.usecases.known_household import must_find_household
from dss_core.usecases.services import Services


def id_numbers(services: Services, viewer: Viewer, household_id: int) -> dict[int, str]:
    """The ID number of each person of a household in the viewer's scope, by person_id, else ``NotFound``.

    ``NotAllowed`` (access_reveal) unless this account has revealed the household. Persons without a number,
    and those who came in before numbers were sealed, are left out.
    """
    viewer.must(Permission.VIEW_NAMES)
    with services.database.reading() as connection:
        must_find_household(connection, viewer, household_id)
        if revealed_until(connection, viewer.username, household_id, now()) is None:
            raise NotAllowed("access_reveal")
        sealed = sealed_ids_of(connection, household_id, viewer.scope)
    key = sealing_key(services.settings.secret)
    numbers = {person: unseal(one, key) for person, one in sealed.items()}
    with services.database.writing() as connection:
        write_audit(connection, viewer.username, "id_numbers", str(household_id), {"count": len(numbers)})
    return numbers
