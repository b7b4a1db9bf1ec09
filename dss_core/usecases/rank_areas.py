"""Which areas come first: districts or sub-districts ranked by the mean need of their households."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking import areas as by_area
from dss_core.errors import BadInput
from dss_core.model.areas import AreaLevel
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.rank_households import known_method, weighed_criteria
from dss_core.usecases.services import Services, stamp

GRAINS = {AreaLevel.DISTRICT.value: "district_code", AreaLevel.SUBDISTRICT.value: "subdistrict_code"}


@dataclass(frozen=True)
class AreaRankQuery:
    """A round, the area whose parts are ranked, criteria with weights, method, and the grain (a key of ``GRAINS``)."""

    round_id: str
    area: str
    weights: tuple[tuple[str, float], ...]
    method: str = "weighted_sum"
    grain: str = AreaLevel.SUBDISTRICT.value


@dataclass(frozen=True, eq=False)
class RankedAreas:
    """Areas that hold households, neediest first.

    areas: area, rank (ties share the smallest), score (0-1, NaN if unranked), household_count, missing_count (criteria
    that nobody answered). parts: what each criterion adds to these scores. needs: the mean need (0-1) of the households
    that answered. warnings, constant: as of households.
    """

    provenance: Provenance
    areas: pd.DataFrame
    parts: pd.DataFrame
    needs: pd.DataFrame
    warnings: tuple[str, ...]
    constant: tuple[str, ...]


def rank_areas(services: Services, viewer: Viewer, query: AreaRankQuery) -> RankedAreas:
    """The districts or sub-districts that the viewer may see, in order of need.

    ``BadInput``: ranking_unknown_grain (grain, grains), and those of ``rank_households``.
    """
    viewer.must(Permission.RANK_HOUSEHOLDS)
    if query.grain not in GRAINS:
        raise BadInput("ranking_unknown_grain", grain=query.grain, grains=", ".join(GRAINS))
    known_method(query.method)
    criteria = weighed_criteria(services.catalog, query.weights)
    frame = households_of(services, viewer, query.round_id, query.area)
    place, codes = pd.factorize(frame[GRAINS[query.grain]].astype("str"), sort=True)
    found = by_area.rank_areas(frame, criteria, np.asarray(place, np.int64), len(codes), query.method)
    ranking = found.ranking
    table = pd.DataFrame(
        {
            "area": np.asarray(codes, dtype=object),
            "rank": ranking.rank,
            "score": ranking.score,
            "household_count": found.household_count,
            "missing_count": ranking.missing_count,
        }
    )
    rows = np.lexsort((table["area"].astype("str"), table["rank"]))
    return RankedAreas(
        stamp(services, viewer, query.round_id, query.area, len(frame)),
        table.iloc[rows].reset_index(drop=True),
        ranking.contributions.iloc[rows].reset_index(drop=True),
        found.needs.iloc[rows].reset_index(drop=True),
        ranking.warnings,
        ranking.constant,
    )
