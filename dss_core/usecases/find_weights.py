"""Weights found in the answers themselves: equal, by entropy or by CRITIC, of the households of an area."""

from dataclasses import dataclass

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.weights.weight_set import WeightSet
from dss_core.analysis.ranking.weights.weightings import WEIGHTINGS
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.rank_households import weighed_criteria
from dss_core.usecases.services import Services, stamp


@dataclass(frozen=True)
class WeightsQuery:
    """A round, an area, the criteria, and the way to find their weights (a key of ``WEIGHTINGS``)."""

    round_id: str
    area: str
    criteria: tuple[str, ...]
    weighting: str


@dataclass(frozen=True, eq=False)
class FoundWeights:
    """The weights by criterion, sum 1, with the codes to warn of (weights_all_alike)."""

    provenance: Provenance
    found: WeightSet


def find_weights(services: Services, viewer: Viewer, query: WeightsQuery) -> FoundWeights:
    """The weights that the answers of the households give which the viewer may see.

    Without a household nothing tells criteria apart: weights are equal. ``BadInput``: ranking_unknown_weighting
    (weighting, weightings), ranking_unknown_criterion (criterion), ranking_no_weight, and those of the weighting.
    """
    viewer.must(Permission.RANK_HOUSEHOLDS)
    if query.weighting not in WEIGHTINGS:
        raise BadInput("ranking_unknown_weighting", weighting=query.weighting, weightings=", ".join(WEIGHTINGS))
    criteria = weighed_criteria(services.catalog, tuple((name, 1.0) for name in query.criteria))
    frame = households_of(services, viewer, query.round_id, query.area)
    found = WEIGHTINGS[query.weighting](frame, criteria)
    return FoundWeights(stamp(services, viewer, query.round_id, query.area, len(frame)), found)
