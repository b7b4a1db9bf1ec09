"""The route that a household's record points to, with its reasons: a proposal, for people to decide on."""

from dataclasses import dataclass
from functools import reduce

import numpy as np

from dss_core.analysis.allocation.rules import Columns, Verdict, judge
from dss_core.analysis.arrays import Flags, Integers
from dss_core.catalog.routes import Route, Routes

UNDECIDED = -1


@dataclass(frozen=True, eq=False)
class Proposal:
    """Per household: number of its route (``UNDECIDED`` where a missing answer could still change it); and which
    routes run beside it (routes x households). tests: what each test found, by id: the reasons.
    """

    route: Integers
    beside: Flags
    tests: dict[str, Verdict]

    def reasons(self, routes: Routes, household: int) -> tuple[str, ...]:
        """The tests that put a household on its route; of those who are left over, the ones that they lack."""
        number = int(self.route[household])
        if number == UNDECIDED:
            return tuple(one for one, verdict in self.tests.items() if verdict.undecided[household])
        route = routes.routes[number]
        if route.is_for_the_rest:
            wanted = dict.fromkeys(name for other in routes.routes for name in other.all_of)
            return tuple(name for name in wanted if not self.tests[name].holds[household])
        return tuple(name for name in (*route.any_of, *route.all_of) if self.tests[name].holds[household])


def propose(routes: Routes, columns: Columns, count: int) -> Proposal:
    """The proposal for ``count`` households; ``BadInput`` as ``judge``."""
    tests = {test.id: judge(routes.rules[test.id], columns, count) for test in routes.tests}
    route = np.full(count, UNDECIDED, dtype=np.int64)
    is_open = np.ones(count, dtype=np.bool_)  # neither placed nor stopped by a missing answer
    beside = np.zeros((len(routes.routes), count), dtype=np.bool_)
    for number, one in enumerate(routes.routes):
        verdict = _verdict(one, tests, count)
        route[is_open & verdict.holds] = number
        is_open &= ~verdict.holds & ~verdict.undecided
        for name in one.also_if:
            beside[number] |= tests[name].holds
        beside[number] &= route != number
    beside &= route != UNDECIDED
    return Proposal(route, beside, tests)


def _verdict(route: Route, tests: dict[str, Verdict], count: int) -> Verdict:
    if route.is_for_the_rest:
        return Verdict(np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_))
    parts = []
    if route.any_of:
        parts.append(reduce(Verdict.either, (tests[name] for name in route.any_of)))
    if route.all_of:
        parts.append(reduce(Verdict.both, (tests[name] for name in route.all_of)))
    return reduce(Verdict.either, parts)
