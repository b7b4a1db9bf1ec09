"""A researcher's own table under drawn weights: how often each row is among the first, and between which ranks."""

from dataclasses import dataclass

import numpy as np

from dss_core.analysis.ranking.acceptability import acceptability
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.needs import needs_of
from dss_core.catalog.ranking import StressRules
from dss_core.model.problems import Problem
from dss_core.usecases.rank_file import RankFileQuery, Record, file_rows, rank_problems
from dss_core.usecases.stress_ranking import check_line, drawn_by, ranges_of


@dataclass(frozen=True)
class StressFileQuery:
    """The ranking that is tested, how many rows come first, and how weights are drawn (as in ``StressQuery``)."""

    ranked: RankFileQuery
    first_count: int
    width: float | None = None
    draw_count: int | None = None
    seed: int | None = None


@dataclass(frozen=True, eq=False)
class StressedFile:
    """A record for each row in the file's order, and what a reader must be told.

    A record is {"id", "score", "rank", "band", "first_share", "rank_low", "rank_high"}: score and rank under the given
    weights, band certain, verify, out or unranked, first_share 0-1. kept_share: which part of the list of the first
    stays, mean over the draws. draw_count, rank_draw_count: sets of weights drawn. seed: of the draws.
    """

    records: list[Record]
    kept_share: float
    draw_count: int
    rank_draw_count: int
    seed: int
    problems: list[Problem]


def stress_file(data: bytes, file_name: str, query: StressFileQuery, rules: StressRules) -> StressedFile:
    """The rows of a table under drawn weights; the same seed gives the same answer.

    ``BadFile``; ``BadInput``: ranking_bad_count, ranking_bad_width (share), ranking_bad_draws (least, most), and those
    of ``rank_file``.
    """
    check_line(query.first_count, query.width)
    drawn = drawn_by(rules, query.draw_count, query.seed)
    rows = file_rows(data, file_name, query.ranked)
    ranking = METHODS[query.ranked.method](rows.frame, rows.criteria)
    needs = needs_of(rows.frame, rows.criteria)
    found = acceptability(needs, query.ranked.method, query.first_count, drawn, ranges_of(needs, query.width))
    records: list[Record] = [
        {
            "id": name,
            "score": None if ranking.unranked[row] else float(ranking.score[row]),
            "rank": None if ranking.unranked[row] else int(ranking.rank[row]),
            "band": str(found.band[row]),
            "first_share": float(found.first_share[row]) if np.isfinite(found.first_share[row]) else None,
            "rank_low": int(found.rank_low[row]) or None,
            "rank_high": int(found.rank_high[row]) or None,
        }
        for row, name in enumerate(rows.ids)
    ]
    return StressedFile(
        records,
        float(found.kept_share.mean()),
        found.draw_count,
        found.rank_draw_count,
        drawn.seed,
        [*rows.table.problems, *rank_problems(rows, query.ranked, ranking)],
    )
