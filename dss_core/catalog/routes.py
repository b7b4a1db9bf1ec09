"""The routes of help under ``data/catalog/routes.toml``: tests over a household's record, and what follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from dss_core.catalog.definitions import Definition, Id, Label, Standing
from dss_core.catalog.expression import Rule, read_rule
from dss_core.catalog.files import ROUTES, bad, by_id, parse_toml, read_text
from dss_core.catalog.specification import require_known
from dss_core.errors import BadInput


class RouteTest(Definition):
    """One condition, and the lens it looks through."""

    id: Id
    lens: Literal["capital", "potential", "context", "readiness"]
    label: Label
    rule: Annotated[str, Field(min_length=1)]


class Route(Definition):
    """A route, taken when any test of ``any_of`` or all of ``all_of`` hold; without both, by all who are left."""

    id: Id
    label: Label
    any_of: tuple[Id, ...] = ()
    all_of: tuple[Id, ...] = ()
    also_if: tuple[Id, ...] = ()

    @property
    def is_for_the_rest(self) -> bool:
        """Whether every household that has no route yet takes this one."""
        return not self.any_of and not self.all_of


class _RoutesFile(Definition):
    source: str
    source_on: date
    standing: Standing
    tests: Annotated[tuple[RouteTest, ...], Field(min_length=1)]
    routes: Annotated[tuple[Route, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Routes:
    """Tests and routes in their order, with where they come from; ``rules`` are the tests' rules by id."""

    source: str
    source_on: date
    standing: Standing
    tests: tuple[RouteTest, ...]
    routes: tuple[Route, ...]
    rules: dict[str, Rule]


def load_routes(data_dir: Path) -> Routes:
    """The routes; ``BadCatalog`` (file, key, problem, remedy) for the first thing that is wrong."""
    found = parse_toml(ROUTES, read_text(data_dir, ROUTES), _RoutesFile)
    tests = by_id(ROUTES, "tests", found.tests)
    by_id(ROUTES, "routes", found.routes)
    rules = {}
    for number, test in enumerate(found.tests):
        try:
            rules[test.id] = read_rule(test.rule)
        except BadInput as error:
            place = f"tests[{number}].rule"
            raise bad("catalog_value", ROUTES, place, test.rule, f"character {error.params.get('place')}") from error
    for number, route in enumerate(found.routes):
        for name in (*route.any_of, *route.all_of, *route.also_if):
            require_known(ROUTES, f"routes[{number}]", name, tests)
        if route.is_for_the_rest != (number == len(found.routes) - 1):
            raise bad("catalog_value", ROUTES, f"routes[{number}]", route.id, "any_of / all_of")
    return Routes(found.source, found.source_on, found.standing, found.tests, found.routes, rules)


def check_route_names(routes: Routes, known_ids: Collection[str]) -> None:
    """Nothing, or ``BadCatalog`` for the first test that names what the households do not have."""
    for number, test in enumerate(routes.tests):
        for name in routes.rules[test.id].names:
            require_known(ROUTES, f"tests[{number}].rule", name, known_ids)
