"""How far may the group disagree about the weights before the list of the first households changes?"""

from dataclasses import dataclass

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.disagreement import kept_lists, nearest_swap
from dss_core.analysis.ranking.methods import LINEAR
from dss_core.model.provenance import Provenance
from dss_core.usecases.explain_rank import WeightShift
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.stress_ranking import StressQuery, tested

DRAWS = 1000  # for each part of the weight


@dataclass(frozen=True, eq=False)
class Disagreement:
    """The room for disagreement.

    weights: as they count, sum 1. swap: the least move of weight that brings a household from outside level with one of
    the first; None if nobody is outside, no weights would do, or the method tells none (``is_told``). kept:
    moved_share, kept_mean, kept_low (0-1): how much of the list stays when that part of the weight is put anywhere;
    empty without households.
    """

    provenance: Provenance
    weights: dict[str, float]
    swap: WeightShift | None
    is_told: bool
    kept: pd.DataFrame
    draw_count: int


def weigh_disagreement(services: Services, viewer: Viewer, query: StressQuery) -> Disagreement:
    """The disagreement that the list bears. ``BadInput``: as ``stress_ranking``."""
    viewer.must(Permission.RANK_HOUSEHOLDS)
    frame, needs = tested(services, viewer, query)
    rules = services.catalog.stress
    draws = min(DRAWS, rules.draw_count)
    swap = nearest_swap(needs, query.method, query.first_count)
    kept = kept_lists(needs, query.method, query.first_count, rules.moved_shares, draws, rules.seed)
    weights = dict(zip(needs.ids, needs.weights.tolist(), strict=True))
    shift = None
    if swap is not None:
        moved = swap.moved
        shift = WeightShift(dict(zip(needs.ids, moved.weights.tolist(), strict=True)), moved.share, moved.is_exact)
    return Disagreement(
        stamp(services, viewer, query.round_id, query.area, len(frame)),
        weights,
        shift,
        query.method in LINEAR,
        kept.head(0) if needs.unranked.all() else kept,
        draws,
    )
