"""Why this rank: one household beside the one at the line, and the least that would carry it over. Written down."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.explanation import ValueChange, compare, line_of, value_changes, weight_change
from dss_core.analysis.ranking.needs import needs_of
from dss_core.errors import NotFound
from dss_core.model.provenance import Provenance
from dss_core.store.audit import write_audit
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.rank_households import ranked, weighed_criteria
from dss_core.usecases.services import Services, stamp

__all__ = ["ExplainQuery", "RankExplanation", "ValueChange", "WeightShift", "explain_rank"]

TOLD_OF_OTHERS = ("criterion", "value", "contribution", "other_contribution", "difference")


@dataclass(frozen=True)
class ExplainQuery:
    """A household within the ranking of a round and area, and the line: the first ``first_count``."""

    round_id: str
    area: str
    household_id: int
    weights: tuple[tuple[str, float], ...]
    method: str = "weighted_sum"
    first_count: int = 100


@dataclass(frozen=True)
class WeightShift:
    """The least move of weight that brings the household level with the line.

    weights: sum 1. share: which part of the whole weight is moved (0-1). is_exact: no smaller part would do.
    """

    weights: dict[str, float]
    share: float
    is_exact: bool


@dataclass(frozen=True, eq=False)
class RankExplanation:
    """Where a household stands and why; the household at the line is a score without a name.

    score: 0-1. is_first: it is among the first. line_score: of the last of the first among all others, None when there
    is room for everybody. parts: criterion, value (its answer, NaN if missing), contribution, other_contribution (of
    the household at the line, NaN without one), difference, what parts them most first. changes: for each criterion
    the answer that would carry it over the line, the nearest first (empty where the method tells none). weights: as
    they count, sum 1. shift: the least move of them, None if none would do or the method tells none.
    """

    provenance: Provenance
    household_id: int
    house_code: str
    rank: int
    ranked_count: int
    first_count: int
    score: float
    is_first: bool
    line_score: float | None
    parts: pd.DataFrame
    changes: tuple[ValueChange, ...]
    weights: dict[str, float]
    shift: WeightShift | None


def explain_rank(services: Services, viewer: Viewer, query: ExplainQuery) -> RankExplanation:
    """The explanation of the rank of a household that lies in the area and in the viewer's scope.

    ``NotFound`` (household_unknown) for any other. ``BadInput``: ranking_not_ranked, ranking_bad_count, and those of
    ``rank_households``.
    """
    viewer.must(Permission.RANK_HOUSEHOLDS)
    frame = households_of(services, viewer, query.round_id, query.area)
    found = np.flatnonzero(frame["household_id"].to_numpy() == query.household_id)
    if not len(found):
        raise NotFound("household_unknown")
    row = int(found[0])
    ranking = ranked(services.catalog, frame, query.method, query.weights)
    line = line_of(ranking, row, query.first_count)
    if line is None:
        parts = compare(frame, ranking, row, row).assign(other_contribution=np.nan)
        parts = parts.assign(difference=parts["contribution"]).sort_values("contribution", ascending=False)
        changes: tuple[ValueChange, ...] = ()
        moved = None
    else:
        needs = needs_of(frame, weighed_criteria(services.catalog, query.weights))
        parts = compare(frame, ranking, row, line.row)
        changes = tuple(value_changes(frame, needs, query.method, row, line))
        moved = weight_change(needs, query.method, row, line)
    codes = shown_codes(services, viewer, [query.household_id], query.area)
    with services.database.writing() as connection:
        details = {"round": query.round_id, "method": query.method, "first_count": query.first_count}
        write_audit(connection, viewer.username, "explain_rank", str(query.household_id), details)
    return RankExplanation(
        provenance=stamp(services, viewer, query.round_id, query.area, len(frame)),
        household_id=query.household_id,
        house_code=codes.get(query.household_id, ""),
        rank=int(ranking.rank[row]),
        ranked_count=int((~ranking.unranked).sum()),
        first_count=query.first_count,
        score=float(ranking.score[row]),
        is_first=True if line is None else line.is_first,
        line_score=None if line is None else line.score,
        parts=parts[list(TOLD_OF_OTHERS)].reset_index(drop=True),
        changes=changes,
        weights=ranking.weights,
        shift=None
        if moved is None
        else WeightShift(dict(zip(ranking.weights, moved.weights.tolist(), strict=True)), moved.share, moved.is_exact),
    )
