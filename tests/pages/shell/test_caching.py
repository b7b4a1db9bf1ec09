"""Answers that are kept: nobody is shown what was computed for another scope, role, question or state of the data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.store.database import raise_data_version
from dss_core.usecases.describe_province import AreaQuery, describe_province
from dss_core.usecases.services import Services
from pages.shell.caching import ask
from tests.dss_core.usecases.small_province import NEW, viewer


@dataclass(frozen=True)
class Query:
    text: str
    weights: tuple[tuple[str, float], ...] = ()


@pytest.fixture
def asked() -> list[tuple[str, ...]]:
    return []


@pytest.fixture
def use_case(asked: list[tuple[str, ...]]) -> Iterator[object]:
    """A use case that notes when it really computes, under a name of its own for each test."""
    number = count()

    def compute(_services: Services, viewer: Viewer, query: Query) -> int:
        asked.append((*viewer.scope.areas, query.text))
        return next(number)

    compute.__name__ = f"compute_{id(asked)}"
    yield compute


def test_the_same_question_is_computed_once(province: Services, use_case, asked):
    who = viewer(Role.GOVERNOR_GROUP, "49")
    assert ask(province, who, use_case, Query("a")) == ask(province, who, use_case, Query("a"))
    assert len(asked) == 1


def test_two_people_of_one_role_and_scope_share_an_answer(province: Services, use_case, asked):
    first = viewer(Role.GOVERNOR_GROUP, "49")
    second = replace(first, username="another")
    assert ask(province, first, use_case, Query("a")) == ask(province, second, use_case, Query("a"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (viewer(Role.DISTRICT_OFFICER, "4901"), viewer(Role.DISTRICT_OFFICER, "4902")),
        (viewer(Role.DISTRICT_OFFICER, "4901"), viewer(Role.DISTRICT_OFFICER, "4901", "4902")),
        (viewer(Role.DISTRICT_OFFICER, "4901"), viewer(Role.DISTRICT_OFFICER, "490101")),
        (viewer(Role.DISTRICT_OFFICER), viewer(Role.DISTRICT_OFFICER, "4901")),
        (viewer(Role.DISTRICT_OFFICER, "49"), viewer(Role.GOVERNOR_GROUP, "49")),
        (viewer(Role.RESEARCHER, "49"), viewer(Role.ADMINISTRATOR, "49")),
    ],
    ids=["another area", "more areas", "a part of the area", "no area", "no names", "another role"],
)
def test_two_scopes_or_roles_never_share_an_answer(province: Services, use_case, first: Viewer, second: Viewer):
    assert ask(province, first, use_case, Query("a")) != ask(province, second, use_case, Query("a"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Query("a"), Query("b")),
        (Query("a', text='b"), Query("b")),
        (Query("a", (("h1", 0.1),)), Query("a", (("h1", 0.10000000001),))),
        (Query("a", (("h1", 1.0), ("h2", 2.0))), Query("a", (("h2", 2.0), ("h1", 1.0)))),
        (Query(""), Query("''")),
    ],
    ids=["text", "text that looks like a key", "weights that look alike", "order", "quotes"],
)
def test_two_questions_never_share_an_answer(province: Services, use_case, first: Query, second: Query):
    who = viewer(Role.GOVERNOR_GROUP, "49")
    assert ask(province, who, use_case, first) != ask(province, who, use_case, second)


def test_two_use_cases_never_share_an_answer(province: Services, use_case):
    who = viewer(Role.GOVERNOR_GROUP, "49")

    def other(_services: Services, _viewer: Viewer, _query: Query) -> str:
        return "other"

    assert ask(province, who, use_case, Query("a")) != ask(province, who, other, Query("a"))


def test_new_data_and_new_definitions_are_computed_anew(own: Services, use_case, asked):
    who = viewer(Role.GOVERNOR_GROUP, "49")
    ask(own, who, use_case, Query("a"))
    with own.database.writing() as connection:
        raise_data_version(connection)
    ask(own, who, use_case, Query("a"))
    ask(replace(own, catalog=replace(own.catalog, version="another")), who, use_case, Query("a"))
    assert len(asked) == 3


def test_a_restored_backup_is_computed_anew_though_its_version_comes_again(own: Services, use_case, asked):
    who = viewer(Role.GOVERNOR_GROUP, "49")
    ask(own, who, use_case, Query("a"))
    with own.database.writing() as connection:
        connection.exec_driver_sql("UPDATE round SET updated_at = '2026-01-01 00:00:00.000000'")
    ask(own, who, use_case, Query("a"))
    assert len(asked) == 2


def test_two_databases_never_share_an_answer(province: Services, own: Services, use_case):
    who = viewer(Role.GOVERNOR_GROUP, "49")
    assert ask(province, who, use_case, Query("a")) != ask(own, who, use_case, Query("a"))


def test_an_error_is_not_kept(province: Services):
    who = viewer(Role.GOVERNOR_GROUP, "49")
    answers = iter([ValueError("once"), "now it works"])

    def shaky(_services: Services, _viewer: Viewer, _query: Query) -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ValueError, match="once"):
        ask(province, who, shaky, Query("a"))
    assert ask(province, who, shaky, Query("a")) == "now it works"


def test_a_kept_answer_still_asks_for_the_permission_of_a_role(province: Services):
    """The role is a part of the key, so that an answer of a role that may is never given to one that may not."""
    whole = province.catalog.province.code
    may = viewer(Role.GOVERNOR_GROUP, whole)
    ask(province, may, describe_province, AreaQuery(NEW, whole))
    may_not = viewer(Role.RESEARCHER, whole)
    object.__setattr__(may_not, "permissions", frozenset())
    with pytest.raises(Exception, match="access_permission"):
        ask(province, may_not, describe_province, AreaQuery(NEW, whole))


def test_the_pages_of_two_scopes_show_their_own_numbers(province: Services):
    areas = [area.code for area in province.catalog.areas.districts[:2]]
    counts = [
        ask(province, viewer(Role.DISTRICT_OFFICER, code), describe_province, AreaQuery(NEW, code)).provenance
        for code in areas
    ]
    assert [found.area_code for found in counts] == areas
