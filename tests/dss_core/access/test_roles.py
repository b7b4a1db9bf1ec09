"""Who may do what: the table itself, so that a change of it is seen and meant."""

import pytest

from dss_core.access.roles import ROLES, Permission, Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.errors import NotAllowed
from dss_core.model.text import Text


def viewer(role: Role) -> Viewer:
    return Viewer("mali", Text("มะลิ", "Mali"), role, Scope(("99",)))


def holders(permission: Permission) -> set[Role]:
    return {role for role in Role if viewer(role).may(permission)}


def test_every_role_has_its_permissions():
    assert ROLES.keys() == set(Role)
    assert all(ROLES.values())


def test_every_permission_is_held_by_somebody():
    assert frozenset().union(*ROLES.values()) == frozenset(Permission)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.VIEW_NAMES, {Role.DISTRICT_OFFICER, Role.AREA_MANAGER, Role.VERIFIER}),
        (Permission.IMPORT_SURVEY, {Role.DATA_STEWARD, Role.ADMINISTRATOR}),
        (Permission.SAVE_SCENARIO, {Role.GOVERNOR_GROUP, Role.DISTRICT_OFFICER, Role.ADMINISTRATOR}),
        (Permission.ADOPT_SCENARIO, {Role.GOVERNOR_GROUP, Role.ADMINISTRATOR}),
        (Permission.AGREE_WEIGHTS, {Role.GOVERNOR_GROUP, Role.ADMINISTRATOR}),
        (Permission.VIEW_STATISTICS, set(Role)),
        (Permission.VIEW_HOUSEHOLDS, set(Role) - {Role.AGENCY_OFFICER, Role.RESEARCHER}),
        (Permission.READ_AUDIT, {Role.DATA_STEWARD, Role.ADMINISTRATOR}),
        (Permission.ASK_RESEARCH, {Role.RESEARCHER, Role.DATA_STEWARD, Role.ADMINISTRATOR}),
        (Permission.GRANT_RESEARCH, {Role.DATA_STEWARD, Role.ADMINISTRATOR}),
        (Permission.MANAGE_ACCESS, {Role.ADMINISTRATOR}),
    ],
)
def test_what_is_sensitive_belongs_to_few(permission: Permission, roles: set[Role]):
    assert holders(permission) == roles


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_permission_that_is_not_held_is_refused_by_name(role: Role, permission: Permission):
    if permission in ROLES[role]:
        viewer(role).must(permission)
        assert viewer(role).may(permission)
        return
    with pytest.raises(NotAllowed) as caught:
        viewer(role).must(permission)
    assert (caught.value.code, caught.value.params) == (
        "access_permission", {"permission": permission.value, "role": role.value},
    )  # fmt: skip
