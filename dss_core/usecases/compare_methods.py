"""Do other methods put the same households first?"""

from dataclasses import dataclass

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.agreement import agreement
from dss_core.analysis.ranking.methods import METHODS
from dss_core.model.provenance import Provenance
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.stress_ranking import StressQuery, tested


@dataclass(frozen=True, eq=False)
class MethodAgreement:
    """The methods of the registry on the same households and weights, each by each.

    pairs: method, other, kendall (tau-b, -1 to 1, NaN where one tells nobody apart), overlap (0-1, of the first),
    every ordered pair of two different methods. first_count: how many are first by each method, ties included.
    all_first: how many are first by every method.
    """

    provenance: Provenance
    pairs: pd.DataFrame
    first_count: dict[str, int]
    all_first: int


def compare_methods(services: Services, viewer: Viewer, query: StressQuery) -> MethodAgreement:
    """How far the methods agree; the query's own method does not matter. ``BadInput``: as ``stress_ranking``."""
    viewer.must(Permission.RANK_HOUSEHOLDS)
    frame, needs = tested(services, viewer, query)
    rankings = {name: method(frame, needs.criteria) for name, method in METHODS.items()}
    found = agreement(rankings, query.first_count)
    pairs = [
        (one, other, found.kendall[other][one], found.overlap[other][one])
        for one in METHODS
        for other in METHODS
        if one != other
    ]
    is_first = [(one.rank <= query.first_count) & ~one.unranked for one in rankings.values()]
    in_all = pd.DataFrame(is_first).all(axis=0) if len(frame) else pd.Series(dtype=bool)
    return MethodAgreement(
        stamp(services, viewer, query.round_id, query.area, len(frame)),
        pd.DataFrame(pairs, columns=["method", "other", "kendall", "overlap"]),
        found.first_count,
        int(in_all.sum()),
    )
