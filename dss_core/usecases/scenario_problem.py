"""The problem that a what-if states: who may have what, what it costs and brings, and every limit that was chosen.

Nothing here asks for a permission; the use cases do.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import pandas as pd

from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.eligibility import may_have
from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.outcomes import Lift
from dss_core.analysis.allocation.problem import MOST_SATANG, Limit, LimitKind, Overlap, Problem
from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.ranking.contract import order
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.model.areas import AreaLevel
from dss_core.model.scenarios import ScenarioChoices
from dss_core.store.households import house_ids
from dss_core.usecases.allocate_file import NOISE, whole_satang
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.poverty_rows import keep, lines_of_round
from dss_core.usecases.rank_households import ranked
from dss_core.usecases.scenario_aim import Pick, Served, State, lifts_of, likely_end, state_of, worths
from dss_core.usecases.scenario_choices import ScenarioQuery, check_choices, offer_of
from dss_core.usecases.services import Services

MOST_KEPT = 4  # each holds the households many times over

_kept: OrderedDict[str, object] = OrderedDict()


@dataclass(frozen=True, eq=False)
class ScenarioProblem:
    """The problem of a what-if, with what its figures are told from. Households stand in the order of ``frame``.

    offers: the programmes in the order chosen. allowed: who is eligible (``problem.allowed`` leaves out those on the
    list of who gets none). undecided: pairs that a missing answer leaves open; they are not served. first: household
    numbers, the neediest first; rank: 1 is the neediest. loss: of each household before the plan, NaN where not known.
    lifts: what the programmes do. districts: the codes behind ``problem.areas``.
    """

    frame: pd.DataFrame
    problem: Problem
    offers: tuple[Served, ...]
    eligible: Flags
    undecided: Flags
    first: Integers
    rank: Integers
    loss: Floats
    lifts: tuple[Lift, ...]
    state: State
    districts: tuple[str, ...]
    lines: dict[str, float]

    @property
    def programme_ids(self) -> tuple[str, ...]:
        """The programmes in the order of the problem."""
        return tuple(offer.programme.id for offer in self.offers)


def problem_of(services: Services, viewer: Viewer, query: ScenarioQuery) -> ScenarioProblem:
    """The problem of the households that the viewer may see. Kept between questions about the same what-if.

    ``BadInput``: as ``check_choices``, ``offer_of``, ``state_of`` and ``ranked``; allocation_too_large,
    scenario_requires (programme, needed), scenario_unknown_houses (count), scenario_houses_twice (count),
    scenario_must_not_possible (count). ``NotFound`` for an unknown programme.
    """
    check_choices(services.catalog, query.choices)

    def make() -> ScenarioProblem:
        return _made(services, viewer, query)

    return keep(services, viewer, (query.round_id,), query.area, query, make, _kept, MOST_KEPT)


def assumed_problem(services: Services, found: ScenarioProblem, choices: ScenarioChoices, pick: Pick) -> Problem:
    """The same problem with other effects; who was undecided stays so."""
    lifts = lifts_of(services.catalog, found.frame, list(found.offers), pick)
    most = found.problem.most
    benefits, overlaps = worths(found.state, choices.objective, lifts, len(found.offers), found.problem.allowed, most)
    banned = tuple(one for one in found.problem.overlaps if np.isinf(one.lost).all())
    kept = _beside(overlaps, banned)
    return replace(found.problem, benefits=np.nan_to_num(benefits), overlaps=kept if most > 1 else ())


def _made(services: Services, viewer: Viewer, query: ScenarioQuery) -> ScenarioProblem:
    catalog, choices = services.catalog, query.choices
    frame = households_of(services, viewer, query.round_id, query.area)
    ranking = ranked(catalog, frame, choices.method, choices.weights)
    first = order(ranking, frame["household_id"])
    offers = tuple(offer_of(catalog, frame, choice) for choice in choices.programmes)
    eligible, undecided, satang = _cases(frame, offers)
    lists = _Lists.of(services, viewer, query, frame)
    allowed = eligible & ~lists.barred
    lines = lines_of_round(services, query.round_id)
    state = state_of(catalog, frame, lines, choices.objective, choices.aversion)
    lifts = lifts_of(catalog, frame, list(offers), likely_end(choices.assumed))
    most = choices.most_per_household
    benefits, overlaps = worths(state, choices.objective, lifts, len(offers), allowed, most)
    unknown = np.isnan(benefits) & eligible
    undecided, allowed, eligible = undecided | unknown, allowed & ~unknown, eligible & ~unknown
    districts = tuple(area.code for area in catalog.areas.all if area.level is AreaLevel.DISTRICT)
    areas = pd.Categorical(frame["district_code"].astype("str"), categories=list(districts)).codes.astype(np.int64)
    banned, requires = _pair_rules(catalog, offers, len(frame))
    problem = Problem(
        benefits=np.nan_to_num(benefits),
        satang=np.where(allowed, satang, 0),
        allowed=allowed,
        limits=tuple(_limits(choices, [offer.programme.id for offer in offers], districts)),
        most=most,
        areas=areas,
        must=lists.must if lists.must.any() else None,
        overlaps=_beside(overlaps, banned) if most > 1 else (),
        requires=requires,
    )
    problem = _with_coverage(problem, choices, first)
    lists.check(problem)
    return ScenarioProblem(
        frame=frame,
        problem=problem,
        offers=offers,
        eligible=eligible,
        undecided=undecided & ~lists.barred,
        first=first,
        rank=ranking.rank,
        loss=state.loss(choices.objective),
        lifts=tuple(lifts),
        state=state,
        districts=districts,
        lines=lines,
    )


def _cases(frame: pd.DataFrame, offers: tuple[Served, ...]) -> tuple[Flags, Flags, Integers]:
    """Programmes x households: who may have what, what a missing answer leaves open, and the cost in satang."""
    shape = (len(offers), len(frame))
    eligible, undecided = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    satang = np.zeros(shape, dtype=np.int64)
    for at, offer in enumerate(offers):
        verdict = may_have(frame, offer.programme.rule)
        is_known = ~np.isnan(offer.units)
        undecided[at] = verdict.undecided | (verdict.holds & ~is_known)
        eligible[at] = verdict.holds & is_known & (offer.units > 0)
        costs = np.ceil(np.nan_to_num(offer.units) * offer.unit_cost_baht * SATANG - NOISE)
        if costs.sum() > MOST_SATANG:
            raise BadInput("allocation_too_large")
        satang[at] = costs
    return eligible, undecided, satang


def _limits(choices: ScenarioChoices, ids: list[str], districts: tuple[str, ...]) -> Iterator[Limit]:
    yield Limit(LimitKind.BUDGET, at_most=whole_satang(choices.budget_baht))
    for purse in choices.purses:
        bought = tuple(ids.index(name) for name in purse.programme_ids if name in ids)
        if bought:
            yield Limit(LimitKind.PURSE, at_most=whole_satang(purse.baht), programmes=bought)
    for at, choice in enumerate(choices.programmes):
        if choice.places is not None:
            yield Limit(LimitKind.PLACES, at_most=choice.places, programmes=(at,))
        for code, most in choice.places_by_area:
            yield Limit(LimitKind.PLACES, at_most=most, programmes=(at,), area=districts.index(code))
    for area in choices.areas:
        high = None if area.at_most_baht is None else whole_satang(area.at_most_baht)
        low = -whole_satang(-area.at_least_baht)
        if low or high is not None:
            yield Limit(LimitKind.AREA_SPENDING, low, high, area=districts.index(area.area_code))


def _with_coverage(problem: Problem, choices: ScenarioChoices, first: Integers) -> Problem:
    """With the floor for the neediest, counted among those whom a chosen programme can help."""
    if not choices.neediest_covered:
        return problem
    can_be_helped = np.asarray(problem.possible().any(axis=0))
    helped = first[can_be_helped[first]]
    count = ceil(choices.neediest_share * len(helped) - NOISE)
    neediest = np.zeros(problem.household_count, dtype=np.bool_)
    neediest[helped[:count]] = True
    floor = Limit(LimitKind.COVERAGE, at_least=ceil(choices.neediest_covered * count - NOISE))
    return replace(problem, neediest=neediest, limits=(*problem.limits, floor))


def _pair_rules(
    catalog: Catalog, offers: tuple[Served, ...], count: int
) -> tuple[tuple[Overlap, ...], tuple[tuple[int, int], ...]]:
    """Which of the programmes exclude each other, and which one needs which beside it."""
    position = {offer.programme.id: at for at, offer in enumerate(offers)}
    banned, requires = set(), []
    for name, at in position.items():
        programme = catalog.programme(name)
        banned |= {(min(at, position[one]), max(at, position[one])) for one in programme.excludes if one in position}
        for needed in programme.requires:
            if needed not in position:
                raise BadInput("scenario_requires", programme=name, needed=needed)
            requires.append((at, position[needed]))
    never = np.full(count, np.inf)
    return tuple(Overlap(first, second, never) for first, second in sorted(banned)), tuple(requires)


def _beside(overlaps: tuple[Overlap, ...], banned: tuple[Overlap, ...]) -> tuple[Overlap, ...]:
    pairs = {(one.first, one.second) for one in banned}
    return (*(one for one in overlaps if (one.first, one.second) not in pairs), *banned)


@dataclass(frozen=True, eq=False)
class _Lists:
    """Who has to get something, and who gets nothing, as they were listed by house code."""

    must: Flags
    barred: Flags

    @staticmethod
    def of(services: Services, viewer: Viewer, query: ScenarioQuery, frame: pd.DataFrame) -> "_Lists":
        wanted, unwanted = query.choices.must_serve, query.choices.must_not
        nobody = np.zeros(len(frame), dtype=np.bool_)
        if not wanted and not unwanted:
            return _Lists(nobody, nobody)
        if both := set(wanted) & set(unwanted):
            raise BadInput("scenario_houses_twice", count=len(both))
        codes = list(dict.fromkeys((*wanted, *unwanted)))
        with services.database.reading() as connection:
            ids = house_ids(connection, codes, viewer.must_see(query.area))
        known = set(frame["household_id"].tolist())
        strange = [code for code in codes if ids.get(code) not in known]
        if strange:
            raise BadInput("scenario_unknown_houses", count=len(strange))

        def flags(listed: tuple[str, ...]) -> Flags:
            return frame["household_id"].isin([ids[code] for code in listed]).to_numpy(dtype=np.bool_)

        return _Lists(flags(wanted), flags(unwanted))

    def check(self, problem: Problem) -> None:
        """Nothing, or ``BadInput`` when somebody who has to be served can get nothing."""
        hopeless = int((self.must & ~problem.possible().any(axis=0)).sum())
        if hopeless:
            raise BadInput("scenario_must_not_possible", count=hopeless)
