"""Who comes first: households ranked by chosen criteria and weights, each rank with its parts."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.contract import Criterion, Ranking, order
from dss_core.analysis.ranking.methods import METHODS
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.services import Services, stamp

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_PAGE = 500
PLACE_COLUMNS = ("household_id", "district_code", "subdistrict_code", "village_number", OVERALL, LEVEL)


@dataclass(frozen=True)
class RankQuery:
    """A round, an area, the method, the criteria with their weights, and which part of the list is wanted.

    ``first_count`` is how many households from the top the question is about (the page marks them).
    """

    round_id: str
    area: str
    weights: tuple[tuple[str, float], ...]
    method: str = "weighted_sum"
    first_count: int = 100
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, eq=False)
class RankedHouseholds:
    """A page of the ranking.

    households: rank, score (0-1, 1 = neediest), house_code, place, overall, level, missing_count, neediest first,
    ties in the order of the house's key. parts: the contribution of each criterion to each of these scores.
    by_area: how many of the first ``first_count`` live in each sub-district, of how many. weights: as they really
    counted (sum 1). tied_at_end: how many households share the rank of the last of the first ``first_count``.
    """

    provenance: Provenance
    ranked_count: int
    unranked_count: int
    households: pd.DataFrame
    parts: pd.DataFrame
    by_area: pd.DataFrame
    weights: dict[str, float]
    warnings: tuple[str, ...]
    constant: tuple[str, ...]
    tied_at_end: int


def rank_households(services: Services, viewer: Viewer, query: RankQuery) -> RankedHouseholds:
    """The ranking of the households that the viewer may see."""
    viewer.must(Permission.RANK_HOUSEHOLDS)
    if query.first_count < 1 or query.offset < 0 or not 1 <= query.limit <= LARGEST_PAGE:
        raise BadInput("ranking_page", most=LARGEST_PAGE)
    frame = households_of(services, viewer, query.round_id, query.area)
    ranking = ranked(services.catalog, frame, query.method, query.weights)
    first = order(ranking, frame["household_id"])
    rows = first[query.offset : query.offset + query.limit]
    page = frame.iloc[rows][list(PLACE_COLUMNS)].assign(
        rank=ranking.rank[rows], score=ranking.score[rows], missing_count=ranking.missing_count[rows]
    )
    codes = shown_codes(services, viewer, page["household_id"], query.area)
    return RankedHouseholds(
        provenance=stamp(services, viewer, query.round_id, query.area, len(frame)),
        ranked_count=int((~ranking.unranked).sum()),
        unranked_count=int(ranking.unranked.sum()),
        households=page.assign(house_code=page["household_id"].map(codes)).reset_index(drop=True),
        parts=ranking.contributions.iloc[rows].reset_index(drop=True),
        by_area=_by_area(frame, first[: query.first_count]),
        weights=ranking.weights,
        warnings=ranking.warnings,
        constant=ranking.constant,
        tied_at_end=_tied_at(ranking, first, query.first_count),
    )


def ranked(catalog: Catalog, frame: pd.DataFrame, method: str, weights: tuple[tuple[str, float], ...]) -> Ranking:
    """The ranking of a frame by a method of the catalogue's registry; criteria of weight 0 are left out."""
    known_method(method)
    return METHODS[method](frame, weighed_criteria(catalog, weights))


def known_method(method: str) -> None:
    """Nothing, or ``BadInput``: ranking_unknown_method (method, methods)."""
    if method not in METHODS:
        raise BadInput("ranking_unknown_method", method=method, methods=", ".join(METHODS))


def weighed_criteria(catalog: Catalog, weights: tuple[tuple[str, float], ...]) -> list[Criterion]:
    """The criteria with these weights, those of weight 0 left out.

    ``BadInput``: ranking_unknown_criterion (criterion), ranking_no_weight.
    """
    known = {criterion.id: criterion for criterion in criteria_of(catalog)}
    unknown = [name for name, _ in weights if name not in known]
    if unknown:
        raise BadInput("ranking_unknown_criterion", criterion=", ".join(unknown))
    chosen = [replace(known[name], weight=weight) for name, weight in weights if weight != 0]
    if not chosen:
        raise BadInput("ranking_no_weight")
    return chosen


def criteria_of(catalog: Catalog) -> tuple[Criterion, ...]:
    """Everything in the catalogue that can be ranked by: capitals, indicators, and variables with a direction."""
    instrument = catalog.instrument
    lowest, highest = instrument.levels[0].lower, instrument.levels[-1].upper
    capitals = [Criterion(c.id, 0.0, "better", lowest, highest) for c in instrument.capitals]
    indicators = [
        Criterion(i.id, 0.0, i.more_is, i.lowest, i.highest, step=1.0 if i.is_whole else None)
        for i in instrument.indicators
    ]
    variables = [
        Criterion(v.id, 0.0, v.more_is, step=None if v.counts is None else 1.0)
        for v in catalog.variables
        if v.more_is is not None and v.codes is None and v.id != LEVEL
    ]
    return (*capitals, *indicators, *variables)


def _by_area(frame: pd.DataFrame, first: "NDArray[np.int64]") -> pd.DataFrame:
    place = frame["subdistrict_code"].cat
    names, codes = place.categories.astype("str"), place.codes.to_numpy()
    households, chosen = (np.bincount(part[part >= 0], minlength=len(names)) for part in (codes, codes[first]))
    table = pd.DataFrame({"area": names, "household_count": households, "first_count": chosen})
    return table[table["household_count"] > 0].sort_values("area").reset_index(drop=True)


def _tied_at(ranking: Ranking, first: "NDArray[np.int64]", count: int) -> int:
    """How many households share the rank at which the first ``count`` end; 1 when the cut separates cleanly."""
    if not len(first):
        return 0
    last = ranking.rank[first[min(count, len(first)) - 1]]
    return int((ranking.rank == last).sum())
