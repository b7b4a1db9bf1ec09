"""A researcher's own table, ranked by criteria of their own; nothing of it is kept, nothing is read from the store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.ranking.contract import Criterion, Ranking
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.weights.weight_set import WeightSet, with_weights
from dss_core.analysis.ranking.weights.weightings import WEIGHTINGS
from dss_core.catalog.criteria import ColumnCriterion
from dss_core.errors import BadInput
from dss_core.intake.any_table import Table, read_table
from dss_core.model.problems import Problem, Severity

Record = dict[str, object]


@dataclass(frozen=True)
class RankFileQuery:
    """The column of ids, the criteria, the method, and where the weights come from (``WEIGHTINGS``)."""

    id_column: str
    criteria: tuple[ColumnCriterion, ...]
    method: str = "weighted_sum"
    weighting: str = "given"


@dataclass(frozen=True, eq=False)
class RankedFile:
    """A record for each row in the file's order, and what a reader must be told.

    A record is {"id", "score", "rank"}: score 0-1 (1 is the neediest that can be), rank 1 the neediest, ties share the
    smallest; both None where no answer is left to go by. The method's own figures follow where its literature has
    others: vikor s, r, q; promethee_ii net_flow; deprivation_count deprived_count.
    """

    records: list[Record]
    weights: dict[str, float]
    problems: list[Problem]


@dataclass(frozen=True, eq=False)
class FileRows:
    """A table with its criteria, before anything is ranked. criteria: with the weights that were found."""

    table: Table
    ids: list[str]
    frame: pd.DataFrame
    criteria: list[Criterion]
    found: WeightSet


def rank_file(data: bytes, file_name: str, query: RankFileQuery) -> RankedFile:
    """The rows of a table ranked by need. ``BadFile``; ``BadInput``: as ``file_rows``, and those of the method."""
    rows = file_rows(data, file_name, query)
    ranking = METHODS[query.method](rows.frame, rows.criteria)
    problems = [*rows.table.problems, *rank_problems(rows, query, ranking)]
    return RankedFile(_records(rows.ids, ranking), ranking.weights, problems)


def file_rows(data: bytes, file_name: str, query: RankFileQuery) -> FileRows:
    """The rows of a table and the criteria with their weights.

    ``BadFile``; ``BadInput``: ranking_unknown_method (method, methods), ranking_unknown_weighting (weighting,
    weightings), table_unknown_column (column, columns), table_text_in_numbers (column, count), not_a_number (variable),
    ranking_id_missing and ranking_id_repeated (column, count), and those of the weighting.
    """
    if query.method not in METHODS:
        raise BadInput("ranking_unknown_method", method=query.method, methods=", ".join(METHODS))
    if query.weighting not in WEIGHTINGS:
        raise BadInput("ranking_unknown_weighting", weighting=query.weighting, weightings=", ".join(WEIGHTINGS))
    table = read_table(data, file_name)
    ids = _ids(table, query.id_column)
    columns = {one.column: table.numbers(one.column) for one in query.criteria}
    frame = pd.DataFrame(columns, index=range(table.row_count))
    criteria = [_criterion(one) for one in query.criteria]
    found = WEIGHTINGS[query.weighting](frame, criteria)
    if query.weighting != "given":
        criteria = with_weights(criteria, found)
    return FileRows(table, ids, frame, criteria, found)


def _ids(table: Table, column: str) -> list[str]:
    texts = pd.Series(table.column(column).texts, dtype=object)
    if texts.isna().any():
        raise BadInput("ranking_id_missing", column=column, count=int(texts.isna().sum()))
    if texts.duplicated().any():
        raise BadInput("ranking_id_repeated", column=column, count=int(texts.duplicated(keep=False).sum()))
    return [str(text) for text in texts]


def _criterion(one: ColumnCriterion) -> Criterion:
    return Criterion(
        id=one.column,
        weight=one.weight,
        more_is=one.more_is,
        lowest=one.lowest,
        highest=one.highest,
        scale=one.scale,
        missing=one.missing,
        cutoff=one.cutoff,
        indifference=one.indifference,
        preference=one.preference,
    )


def _records(ids: Sequence[str], ranking: Ranking) -> list[Record]:
    columns = {"score": ranking.score, **ranking.figures}
    return [
        {
            "id": name,
            "score": _known(columns["score"][row]),
            "rank": None if ranking.unranked[row] else int(ranking.rank[row]),
            **{figure: _known(values[row]) for figure, values in ranking.figures.items()},
        }
        for row, name in enumerate(ids)
    ]


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def rank_problems(rows: FileRows, query: RankFileQuery, ranking: Ranking) -> Iterator[Problem]:
    """What a reader of the ranks must be told, each once."""
    table, found = rows.table, rows.found
    if query.weighting != "given" or "weights_normalised" in ranking.warnings:
        # As they counted: a criterion on which all are alike weighs nothing.
        shares = ", ".join(f"{name} {weight:.4g}" for name, weight in ranking.weights.items())
        yield _warning("ranking_weights_used", weights=shares)
    if "weights_all_alike" in found.warnings:
        yield _warning("weights_all_alike")
    for column in dict.fromkeys(one.column for one in query.criteria):
        if table.column(column).missing_words:
            yield _warning("table_missing_words", column, count=table.column(column).missing_words)
    for column in ranking.constant:
        yield _warning("ranking_constant_criterion", column)
    incomplete = int(((ranking.missing_count > 0) & ~ranking.unranked).sum())
    if "outside_scale" in ranking.warnings:
        yield _warning("ranking_outside_scale")
    if "missing_reweighted" in ranking.warnings:
        yield _warning("ranking_missing_reweighted", count=incomplete)
    if "missing_assumed" in ranking.warnings:
        yield _warning("ranking_missing_assumed", count=incomplete)
    if "unranked_households" in ranking.warnings:
        yield _warning("ranking_unranked", count=int(ranking.unranked.sum()))
    if "product_zero" in ranking.warnings:
        yield _warning("ranking_product_zero", count=int((ranking.score == 0).sum()))
    if "cutoff_middle" in ranking.warnings:
        without = [one.column for one in query.criteria if one.cutoff is None]
        yield _warning("ranking_cutoff_middle", ", ".join(without))


def _warning(code: str, column: str = "", **params: object) -> Problem:
    told = tuple((name, str(value)) for name, value in params.items())
    return Problem("", None, column, Severity.WARNING, code, "", told)
