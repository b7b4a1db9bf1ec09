"""One household: where it lives, who lives there, and what each round found. Every look at it is written down."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dss_core.access.masking import mask_name, masked_id
from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import NotFound
from dss_core.store.audit import write_audit
from dss_core.store.households import find_household, household_members, household_rounds
from dss_core.usecases.services import Services, find_round

# What tells where a household is to be found, or how to call it; shown only together with names.
PRIVATE_ADDRESS = ("house_number", "lane", "road", "phone", "latitude", "longitude")


@dataclass(frozen=True)
class ShowHousehold:
    """A household and the round whose members are shown."""

    household_id: int
    round_id: str


@dataclass(frozen=True, eq=False)
class HouseholdStory:
    """address: the household's row, private parts None unless the viewer may see names. members: one row per
    person. rounds: one row per round, newest first, with scores. ``is_masked`` says that names are masked."""

    address: dict[str, Any]
    members: pd.DataFrame
    rounds: pd.DataFrame
    is_masked: bool


def show_household(services: Services, viewer: Viewer, query: ShowHousehold) -> HouseholdStory:
    """A household inside the viewer's scope, else ``NotFound``: that it exists elsewhere is not told."""
    viewer.must(Permission.VIEW_HOUSEHOLDS)
    found = find_round(services, query.round_id)
    with services.database.reading() as connection:
        address = find_household(connection, query.household_id, viewer.scope)
        if address is None:
            raise NotFound("household_unknown")
        members = household_members(connection, query.household_id, found.id, viewer.scope)
        rounds = household_rounds(connection, query.household_id, viewer.scope)
    is_masked = not viewer.may(Permission.VIEW_NAMES)
    if is_masked:
        address |= {name: None for name in PRIVATE_ADDRESS}
        members = members.assign(
            first_name=members["first_name"].map(mask_name, na_action="ignore"),
            last_name=members["last_name"].map(mask_name, na_action="ignore"),
            national_id_tail=None,
        )
    members = members.assign(national_id=members["national_id_tail"].map(masked_id, na_action="ignore"))
    with services.database.writing() as connection:
        details = {"round": found.id, "with_names": not is_masked}
        write_audit(connection, viewer.username, "show_household", str(query.household_id), details)
    return HouseholdStory(address, members.drop(columns="national_id_tail"), rounds, is_masked)
