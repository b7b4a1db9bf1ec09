"""A scope is the areas somebody may see; nothing widens it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.access.roles import Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.errors import NotAllowed
from dss_core.model.text import Text

# A province of three districts with three sub-districts each.
DISTRICTS = [f"99{d:02d}" for d in range(1, 4)]
SUBDISTRICTS = [f"{district}{s:02d}" for district in DISTRICTS for s in range(1, 4)]
AREAS = st.sampled_from(["99", *DISTRICTS, *SUBDISTRICTS])
SCOPES = st.builds(lambda areas: Scope(tuple(areas)), st.lists(AREAS, max_size=4))


def seen(scope: Scope) -> set[str]:
    return {code for code in SUBDISTRICTS if scope.covers(code)}


def inside(area: str) -> set[str]:
    return {code for code in SUBDISTRICTS if code.startswith(area)}


@pytest.mark.parametrize(
    ("areas", "code", "covers"),
    [
        (("99",), "99", True),
        (("99",), "990101", True),
        (("9901",), "990101", True),
        (("9901",), "99", False),
        (("9901",), "990201", False),
        (("990101",), "9901", False),
        (("9901", "9902"), "990203", True),
        (("10",), "990101", False),
        ((), "990101", False),
    ],
)
def test_a_scope_covers_an_area_only_as_a_whole(areas: tuple[str, ...], code: str, covers: bool):
    assert Scope(areas).covers(code) is covers


@given(SCOPES, AREAS)
def test_narrowing_gives_exactly_what_lies_in_both(scope: Scope, area: str):
    assert seen(scope.within(area)) == seen(scope) & inside(area)


@given(SCOPES, AREAS, AREAS)
def test_narrowing_twice_never_widens(scope: Scope, one: str, other: str):
    assert seen(scope.within(one).within(other)) == seen(scope) & inside(one) & inside(other)


@given(st.lists(AREAS, max_size=4))
def test_the_order_of_areas_does_not_matter(areas: list[str]):
    """Scopes are keys of caches: the same areas must be the same key."""
    assert Scope(tuple(areas)) == Scope(tuple(reversed(areas + areas)))
    assert hash(Scope(tuple(areas))) == hash(Scope(tuple(reversed(areas))))


@pytest.mark.parametrize("code", ["", "9", "990", "99010", "9901011", "province"])
def test_what_is_no_area_code_makes_no_scope(code: str):
    """The empty code is the beginning of every other: it would open the whole country."""
    with pytest.raises(ValueError, match="2, 4 or 6 digits"):
        Scope(("9901", code))


def officer(*areas: str) -> Viewer:
    return Viewer("mali", Text("มะลิ", "Mali"), Role.DISTRICT_OFFICER, Scope(areas))


def test_a_viewer_sees_the_part_of_an_area_that_is_in_scope():
    assert officer("9901", "990201").must_see("99") == Scope(("9901", "990201"))
    assert officer("9901", "990201").must_see("9902") == Scope(("990201",))
    assert officer("99").must_see("990101") == Scope(("990101",))


@pytest.mark.parametrize(
    ("areas", "asked"), [(("9901",), "9902"), (("9901",), "10"), ((), "99"), (("990101",), "990102")]
)
def test_an_area_outside_the_scope_is_refused(areas: tuple[str, ...], asked: str):
    with pytest.raises(NotAllowed) as caught:
        officer(*areas).must_see(asked)
    assert (caught.value.code, caught.value.params) == ("access_area", {"area": asked})
