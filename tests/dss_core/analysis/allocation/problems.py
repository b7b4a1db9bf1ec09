"""Small problems for the tests, and the best plan of each by trying every plan."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st

from dss_core.analysis.allocation.problem import Limit, LimitKind, Overlap, Problem
from dss_core.analysis.allocation.solution import broken_rules, objective_of
from dss_core.analysis.arrays import Flags


def problem_of(
    benefits: Sequence[Sequence[float]],
    baht: Sequence[Sequence[float]],
    budget: float,
    *limits: Limit,
    **more: object,
) -> Problem:
    """A problem from tables of programmes x households, in baht; everybody may have everything."""
    worth, satang = np.array(benefits, dtype=np.float64), np.rint(np.array(baht) * 100).astype(np.int64)
    allowed = np.array(more.pop("allowed", np.ones(worth.shape)), dtype=np.bool_)
    money = Limit(LimitKind.BUDGET, at_most=round(budget * 100))
    return Problem(worth, satang, allowed, (money, *limits), **more)  # type: ignore[arg-type]


def places(programme: int, most: int, area: int | None = None) -> Limit:
    return Limit(LimitKind.PLACES, at_most=most, programmes=(programme,), area=area)


def purse(baht: int, *programmes: int) -> Limit:
    return Limit(LimitKind.PURSE, at_most=baht * 100, programmes=programmes)


def every_plan(problem: Problem) -> Iterator[Flags]:
    """All plans that keep the rules; for a handful of households only."""
    sets = [s for size in range(problem.most + 1) for s in combinations(range(problem.programme_count), size)]
    for chosen in product(sets, repeat=problem.household_count):
        serves = np.zeros(problem.benefits.shape, dtype=np.bool_)
        for household, programmes in enumerate(chosen):
            serves[list(programmes), household] = True
        if not any(broken_rules(problem, serves)):
            yield serves


def best_by_trying(problem: Problem) -> float | None:
    """The worth of the best plan, None when there is none."""
    return max((objective_of(problem, serves) for serves in every_plan(problem)), default=None)


@st.composite
def problems(draw: st.DrawFn, has_floors: bool = False, has_pair_rules: bool = False) -> Problem:
    """Small problems of every kind, most of them with ties."""
    programmes = draw(st.integers(1, 3))
    households = draw(st.integers(1, 5 if programmes < 3 else 4))
    shape = (programmes, households)
    cells = programmes * households
    worth = draw(st.lists(st.integers(-1, 9), min_size=cells, max_size=cells))
    baht = draw(st.lists(st.integers(0, 9), min_size=cells, max_size=cells))
    allowed = draw(st.lists(st.sampled_from([True, True, True, False]), min_size=cells, max_size=cells))
    most = draw(st.integers(1, 2))
    areas = np.array(draw(st.lists(st.integers(0, 1), min_size=households, max_size=households)), dtype=np.int64)
    limits = [Limit(LimitKind.BUDGET, at_most=100 * draw(st.integers(0, 25)))]
    for programme in range(programmes):
        if draw(st.booleans()):
            limits.append(places(programme, draw(st.integers(0, 3)), draw(st.sampled_from([None, 0]))))
        if draw(st.booleans()):
            limits.append(purse(draw(st.integers(0, 12)), programme))
    more: dict[str, object] = {}
    if has_floors:
        floor = draw(st.integers(0, 6))
        limits.append(Limit(LimitKind.AREA_SPENDING, at_least=100 * floor, at_most=100 * (floor + 9), area=0))
        neediest = np.array(draw(st.lists(st.booleans(), min_size=households, max_size=households)), dtype=np.bool_)
        limits.append(Limit(LimitKind.COVERAGE, at_least=draw(st.integers(0, 2))))
        more["neediest"] = neediest
        must = np.zeros(households, dtype=np.bool_)
        must[draw(st.integers(0, households - 1))] = draw(st.booleans())
        more["must"] = must
    if has_pair_rules and programmes > 1:
        lost = draw(st.lists(st.sampled_from([0.0, 1.0, 3.0, -2.0, np.inf]), min_size=households, max_size=households))
        more["overlaps"] = (Overlap(0, 1, np.array(lost)),)
        if draw(st.booleans()):
            more["requires"] = ((1, 0),)
    return Problem(
        np.array(worth, dtype=np.float64).reshape(shape),
        100 * np.array(baht, dtype=np.int64).reshape(shape),
        np.array(allowed).reshape(shape),
        tuple(limits),
        most,
        areas,
        **more,  # type: ignore[arg-type]
    )


def province(households: int, seed: int, most: int = 2) -> Problem:
    """A province of six areas and twenty programmes with budget, places, floors and ceilings, and needs in steps."""
    rng = np.random.default_rng(seed)
    areas = rng.integers(0, 6, households)
    needs = np.round(3 * np.clip(rng.beta(2, 3, (12, households)), 0, 1)) / 3
    size = rng.integers(1, 7, households)
    benefits, satang = np.zeros((20, households)), np.zeros((20, households), dtype=np.int64)
    allowed = np.zeros((20, households), dtype=np.bool_)
    for programme in range(20):
        one, other = rng.choice(12, 2, replace=False)
        effect = rng.uniform(0.2, 0.7, 2)
        benefits[programme] = np.minimum(needs[one], effect[0]) + np.minimum(needs[other], effect[1])
        satang[programme] = 10_000 * int(rng.integers(10, 400)) * (size if rng.random() < 0.4 else 1)
        allowed[programme] = needs[one] > 0
    budget = int(0.075 * satang[allowed].sum())
    limits = [Limit(LimitKind.BUDGET, at_most=budget)]
    limits += [places(p, int(allowed[p].sum() * rng.uniform(0.1, 0.5))) for p in range(20)]
    for area, share in enumerate(np.bincount(areas, minlength=6) / households):
        low, high = int(budget * share * rng.uniform(0.4, 0.9)), int(budget * share * 1.3)
        limits.append(Limit(LimitKind.AREA_SPENDING, at_least=low, at_most=high, area=area))
    return Problem(benefits, satang, allowed, tuple(limits), most, areas)
