"""Who is looking, and at which areas. Every read takes the scope; there is no query without it."""

from dataclasses import dataclass, field

from dss_core.access.roles import ROLES, Permission, Role
from dss_core.errors import NotAllowed
from dss_core.model.areas import area_level
from dss_core.model.text import Text


@dataclass(frozen=True)
class Scope:
    """The areas somebody may see, as codes of a province, districts or sub-districts. Empty means nothing.

    ValueError for a code of another length: an empty code would be the beginning of every other.
    """

    areas: tuple[str, ...]

    def __post_init__(self) -> None:
        for code in self.areas:
            area_level(code)
        object.__setattr__(self, "areas", tuple(sorted(set(self.areas))))

    def covers(self, code: str) -> bool:
        """Whether the whole of an area lies inside this scope."""
        return any(code.startswith(area) for area in self.areas)

    def within(self, code: str) -> "Scope":
        """This scope narrowed to one area: the part of that area which it may see (maybe nothing)."""
        if self.covers(code):
            return Scope((code,))
        return Scope(tuple(area for area in self.areas if area.startswith(code)))


@dataclass(frozen=True)
class Viewer:
    """Somebody who is signed in: name, role and scope; agency is the code of an agency officer's own one."""

    username: str
    name: Text
    role: Role
    scope: Scope
    agency: str | None = None
    permissions: frozenset[Permission] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "permissions", ROLES[self.role])

    def may(self, permission: Permission) -> bool:
        """Whether the role holds this permission."""
        return permission in self.permissions

    def must(self, permission: Permission) -> None:
        """Nothing, or ``NotAllowed`` when the role does not hold this permission."""
        if not self.may(permission):
            raise NotAllowed("access_permission", permission=permission.value, role=self.role.value)

    def must_see(self, area_code: str) -> Scope:
        """The viewer's scope inside an area, or ``NotAllowed`` when there is none."""
        inside = self.scope.within(area_code)
        if not inside.areas:
            raise NotAllowed("access_area", area=area_code)
        return inside
