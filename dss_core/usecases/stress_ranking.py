"""Would it change? Every household's chance to be among the first when weights, and answers, are drawn at random."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import Integers
from dss_core.analysis.ranking.acceptability import CERTAIN, OUT, UNRANKED, VERIFY, acceptability, bands
from dss_core.analysis.ranking.doubt import doubt
from dss_core.analysis.ranking.needs import Needs, needs_of
from dss_core.analysis.ranking.simplex import Range, ranges_around
from dss_core.catalog.ranking import LEAST_DRAWS, MOST_DRAWS, StressRules
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.house_codes import shown_codes
from dss_core.usecases.rank_households import known_method, ranked, weighed_criteria
from dss_core.usecases.services import Services, stamp

BANDS = (CERTAIN, VERIFY, OUT, UNRANKED)
MOST_LISTED = 500
PLACE = ("household_id", "district_code", "subdistrict_code", "village_number")


@dataclass(frozen=True)
class StressQuery:
    """A ranking to be tested: round, area, weights, method, and how many households come first.

    width: weights are drawn within the given ones less and more so much (0-1, of the whole weight); None: any weights.
    with_answers: missing answers and input errors are drawn too. draw_count, seed: others than in the
    catalogue's rules.
    """

    round_id: str
    area: str
    weights: tuple[tuple[str, float], ...]
    method: str = "weighted_sum"
    first_count: int = 100
    width: float | None = None
    with_answers: bool = False
    draw_count: int | None = None
    seed: int | None = None


@dataclass(frozen=True, eq=False)
class StressedRanking:
    """What becomes of the households over all draws.

    bands: band (certain, verify, out, unranked), count. households: of the bands certain, verify and out each up to
    500: place, house_code, rank and score under the given weights, band, first_share (0-1), rank_low, rank_high (the
    middle of its ranks, as the weights alone move them), most often first on top. by_area: households of each band by
    sub-district.
    kept_share: which part of the list stays, mean over the draws of weights; kept_low: one draw in twenty keeps less.
    draw_count, rank_draw_count: sets of weights drawn; answer_draw_count: tables of answers drawn (0: none).
    """

    provenance: Provenance
    bands: pd.DataFrame
    households: pd.DataFrame
    by_area: pd.DataFrame
    kept_share: float | None
    kept_low: float | None
    draw_count: int
    rank_draw_count: int
    answer_draw_count: int


def stress_ranking(services: Services, viewer: Viewer, query: StressQuery) -> StressedRanking:
    """The bands of the households that the viewer may see; the same rules give the same answer.

    ``BadInput``: ranking_bad_count, ranking_bad_width (share), ranking_bad_draws (least, most), and those of
    ``rank_households``.
    """
    viewer.must(Permission.RANK_HOUSEHOLDS)
    frame, needs = tested(services, viewer, query)
    rules = drawn_by(services.catalog.stress, query.draw_count, query.seed)
    ranges = ranges_of(needs, query.width)
    found = acceptability(needs, query.method, query.first_count, rules, ranges)
    share, band, answer_draws = found.first_share, found.band, 0
    if query.with_answers and len(frame):
        doubted = doubt(needs, query.method, query.first_count, subdistricts(frame), rules, ranges)
        share, answer_draws = doubted.first_share, doubted.answer_count
        band = bands(share, rules)
    ranking = ranked(services.catalog, frame, query.method, query.weights)
    table = frame[list(PLACE)].assign(
        rank=np.where(ranking.unranked, np.nan, ranking.rank),
        score=ranking.score,
        band=band,
        first_share=share,
        rank_low=np.where(found.rank_low > 0, found.rank_low, np.nan),
        rank_high=np.where(found.rank_high > 0, found.rank_high, np.nan),
    )
    return StressedRanking(
        provenance=stamp(services, viewer, query.round_id, query.area, len(frame)),
        bands=pd.DataFrame({"band": BANDS, "count": [int((band == one).sum()) for one in BANDS]}),
        households=_listed(services, viewer, query.area, table),
        by_area=_by_area(table),
        kept_share=float(found.kept_share.mean()) if len(frame) else None,
        kept_low=float(np.quantile(found.kept_share, 0.05)) if len(frame) else None,
        draw_count=found.draw_count,
        rank_draw_count=found.rank_draw_count,
        answer_draw_count=answer_draws,
    )


def tested(services: Services, viewer: Viewer, query: StressQuery) -> tuple[pd.DataFrame, Needs]:
    """The households of a query with their needs; what was forged is refused."""
    known_method(query.method)
    check_line(query.first_count, query.width)
    criteria = weighed_criteria(services.catalog, query.weights)
    frame = households_of(services, viewer, query.round_id, query.area)
    return frame, needs_of(frame, criteria)


def check_line(first_count: int, width: float | None) -> None:
    """Nothing, or ``BadInput``: ranking_bad_count, ranking_bad_width (share)."""
    if first_count < 1:
        raise BadInput("ranking_bad_count")
    if width is not None and not (isfinite(width) and 0 < width <= 1):
        raise BadInput("ranking_bad_width", share=width)


def drawn_by(rules: StressRules, draw_count: int | None, seed: int | None) -> StressRules:
    """The rules with other draws; ``BadInput``: ranking_bad_draws (least, most)."""
    if (draw_count is not None and not LEAST_DRAWS <= draw_count <= MOST_DRAWS) or (seed is not None and seed < 0):
        raise BadInput("ranking_bad_draws", least=LEAST_DRAWS, most=MOST_DRAWS)
    changed = {"draw_count": draw_count, "seed": seed}
    return rules.model_copy(update={name: value for name, value in changed.items() if value is not None})


def ranges_of(needs: Needs, width: float | None) -> Mapping[str, Range] | None:
    """The ranges that weights are drawn from, around those that count; None: from all there are."""
    if width is None:
        return None
    return ranges_around(dict(zip(needs.ids, needs.weights.tolist(), strict=True)), width)


def subdistricts(frame: pd.DataFrame) -> Integers:
    """A number for each household's sub-district, in the order of their codes."""
    return np.asarray(pd.factorize(frame["subdistrict_code"].astype("str"), sort=True)[0], np.int64)


def _listed(services: Services, viewer: Viewer, area: str, table: pd.DataFrame) -> pd.DataFrame:
    ordered = table.sort_values(["first_share", "rank", "household_id"], ascending=[False, True, True])
    page = pd.concat([ordered[ordered["band"] == one].head(MOST_LISTED) for one in (CERTAIN, VERIFY, OUT)])
    codes = shown_codes(services, viewer, page["household_id"], area)
    return page.assign(house_code=page["household_id"].map(codes)).reset_index(drop=True)


def _by_area(table: pd.DataFrame) -> pd.DataFrame:
    places = table["subdistrict_code"].astype("str")
    counts = pd.crosstab(places, table["band"]).reindex(columns=list(BANDS), fill_value=0)
    return counts.rename_axis("area").rename_axis(None, axis=1).reset_index().astype({"area": "str"})
