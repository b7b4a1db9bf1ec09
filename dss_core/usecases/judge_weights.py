"""Weights from what people judge: criteria compared two by two, or the worth of each step from worst to best."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.weights.ahp import LARGEST_RATIO, MOST_TIMES, Comparison, ahp
from dss_core.analysis.ranking.weights.swing import LARGEST_POINTS, swing
from dss_core.analysis.ranking.weights.weight_set import normalised
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.usecases.rank_households import weighed_criteria
from dss_core.usecases.services import Services

__all__ = ["LARGEST_POINTS", "LARGEST_RATIO", "MOST_TIMES", "Comparison", "judge_pairs", "judge_swings", "judged_by"]

MOST_JUDGED = 8  # 28 comparisons: more than that nobody answers with care
Weights = tuple[tuple[str, float], ...]
Shares = dict[str, dict[str, float]]


@dataclass(frozen=True)
class PairsQuery:
    """The set of criteria that is weighed anew, and each pair of what is judged (``judged_by``) compared once."""

    weights: Weights
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class SwingsQuery:
    """The set of criteria that is weighed anew, and the points (0-100) of each of what is judged (``judged_by``)."""

    weights: Weights
    points: Weights


@dataclass(frozen=True)
class JudgedWeights:
    """Weights of the criteria, sum 1, and what to tell of the judgements.

    consistency_ratio: 0 is free of contradiction, above ``LARGEST_RATIO`` the comparisons should be thought over; None
    where nothing was compared. said: the comparison that fits the others least, as it was answered, turned so that it
    is 1 or more; fitting: how many times would fit the others. Both None where all fit. warnings: weights_inconsistent,
    swing_without_full.
    """

    weights: dict[str, float]
    consistency_ratio: float | None = None
    said: Comparison | None = None
    fitting: float | None = None
    warnings: tuple[str, ...] = ()


def judged_by(catalog: Catalog, weights: Mapping[str, float]) -> Shares:
    """What people are asked about for a set of criteria, with the part of each criterion in it (sum 1 each).

    The criteria that weigh something, each for itself; of more than ``MOST_JUDGED`` indicators, their capitals, in
    which the indicators keep their parts. ``BadInput``: ranking_unknown_criterion, ranking_bad_weight,
    ranking_no_weight, weights_many_criteria (count, most).
    """
    names = [criterion.id for criterion in weighed_criteria(catalog, tuple(weights.items()))]
    shares = normalised({name: weights[name] for name in names})
    if len(names) <= MOST_JUDGED:
        return {name: {name: 1.0} for name in names}
    capital_of = {one.id: one.capital for one in catalog.instrument.indicators}
    if not capital_of.keys() >= shares.keys():
        raise BadInput("weights_many_criteria", count=len(names), most=MOST_JUDGED)
    capitals: Shares = {}
    for name, share in shares.items():
        capitals.setdefault(capital_of[name], {})[name] = share
    return {capital: normalised(parts) for capital, parts in capitals.items()}


def judge_pairs(services: Services, viewer: Viewer, query: PairsQuery) -> JudgedWeights:
    """The weights that the comparisons give. ``BadInput``: as ``judged_by`` and ``ahp``."""
    viewer.must(Permission.RANK_HOUSEHOLDS)
    shares = judged_by(services.catalog, dict(query.weights))
    found = ahp(tuple(shares), query.comparisons)
    said, fitting = _least_fitting(query.comparisons, found.doubtful)
    return JudgedWeights(
        _spread(found.weight_set.weights, shares, query.weights),
        found.consistency_ratio,
        said,
        fitting,
        found.weight_set.warnings,
    )


def judge_swings(services: Services, viewer: Viewer, query: SwingsQuery) -> JudgedWeights:
    """The weights that the points give. ``BadInput``: as ``judged_by`` and ``swing``; weights_unknown_swing."""
    viewer.must(Permission.RANK_HOUSEHOLDS)
    shares, points = judged_by(services.catalog, dict(query.weights)), dict(query.points)
    if points.keys() != shares.keys() or len(points) != len(query.points):
        raise BadInput("weights_unknown_swing")
    found = swing({name: points[name] for name in shares})
    return JudgedWeights(_spread(found.weights, shares, query.weights), warnings=found.warnings)


def _spread(judged: Mapping[str, float], shares: Shares, asked: Weights) -> dict[str, float]:
    """The weights of what was judged, divided among its criteria; the others of the set weigh nothing."""
    spread = {name: judged[group] * part for group, parts in shares.items() for name, part in parts.items()}
    total = fsum(spread.values())
    return {name: spread.get(name, 0.0) / total for name, _ in asked}


def _least_fitting(
    comparisons: tuple[Comparison, ...], doubtful: Comparison | None
) -> tuple[Comparison | None, float | None]:
    """The answer that fits the others least, in the direction in which it was 1 or more; and what would fit."""
    if doubtful is None:
        return None, None
    pair = {doubtful.first, doubtful.second}
    answer = next(one for one in comparisons if {one.first, one.second} == pair)
    said = answer if answer.times >= 1 else Comparison(answer.second, answer.first, 1 / answer.times)
    fitting = doubtful.times if said.first == doubtful.first else 1 / doubtful.times
    return said, fitting
