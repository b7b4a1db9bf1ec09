"""Proxy-means weights fitted honestly: how well would a regression, or our own score, find the poor it has not seen?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers, numbers, numbers_of
from dss_core.analysis.ranking.contract import TIE_DECIMALS, shared_ranks
from dss_core.analysis.statistics.sums import count_by
from dss_core.errors import BadInput

FOLDS = 10
PROXY, HAND_MADE = "proxy_means", "hand_made"


@dataclass(frozen=True, eq=False)
class ProxyMeans:
    """A regression of log income on indicators, and the errors of choosing by it.

    coefficients: criterion, weight (of one unit more, in logarithms: 0.1 is about 10 percent more income), filled_count
    (missing answers taken as the mean). intercept. r_squared: of all rows; r_squared_unseen: of rows that were left out
    of the fit. predicted: log income of each row as told by fits without it, NaN for rows that were not used.
    errors: method (proxy_means, hand_made), cut (which part of the households is chosen), group (-1: all), n,
    poor_count, chosen_count, inclusion_error (which part of the chosen is not poor), exclusion_error (which part of the
    poor is not chosen), both 0-1, NaN where there is nobody to speak of. used_count, left_out_count: rows with and
    without a positive income. warnings: collinear_indicators (some say the same, so their own weights mean nothing).
    """

    coefficients: pd.DataFrame
    intercept: float
    r_squared: float
    r_squared_unseen: float
    predicted: Floats
    errors: pd.DataFrame
    used_count: int
    left_out_count: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ProxyQuery:
    """What to fit and how to choose by it.

    outcome: the column of incomes. cuts: which parts of the households are chosen (0-1). line: who has less is poor;
    None: at each cut the same part of the households, those with the least. folds, seed: of the cross-validation.
    """

    outcome: str
    indicators: tuple[str, ...]
    cuts: tuple[float, ...]
    line: float | None = None
    folds: int = FOLDS
    seed: int = 0


def proxy_means(
    frame: pd.DataFrame,
    query: ProxyQuery,
    score: Floats | None = None,
    groups: Integers | None = None,
    group_count: int = 0,
    clusters: Integers | None = None,
) -> ProxyMeans:
    """Weights by ordinary least squares of the log outcome, with cross-validated errors beside a hand-made score.

    The chosen at a cut are the lowest predictions (or the highest ``score`` (n,), more is needier), ties together.
    groups (n,): a number below ``group_count``, or -1. Each prediction comes from a fit on the other folds; folds are
    drawn at random, whole ``clusters`` (n,) together where they are given, as households of one village resemble one
    another. After Grosh & Baker (1995) and Brown, Ravallion & van de Walle (2018). ``BadInput``: not_a_number
    (variable), proxy_bad_cut (cut), proxy_no_indicator, proxy_few_rows (count, least).
    """
    _check(query)
    income = numbers(frame, query.outcome)
    is_used: Flags = income > 0
    count, least = int(is_used.sum()), max(query.folds, len(query.indicators) + 2)
    if count < least:
        raise BadInput("proxy_few_rows", count=count, least=least)
    table, target = numbers_of(frame, query.indicators).T[is_used], np.log(income[is_used])
    unseen = _unseen(table, target, None if clusters is None else clusters[is_used], query)
    whole = _fit(table, target)
    predicted = np.full(len(income), np.nan)
    predicted[is_used] = unseen
    told = {PROXY: -unseen} | ({} if score is None else {HAND_MADE: score[is_used]})
    group = np.full(count, -1) if groups is None else groups[is_used]
    return ProxyMeans(
        coefficients=pd.DataFrame(
            {"criterion": query.indicators, "weight": whole.slopes, "filled_count": np.isnan(table).sum(axis=0)}
        ),
        intercept=whole.intercept,
        r_squared=_r_squared(target, whole.predict(table)),
        r_squared_unseen=_r_squared(target, unseen),
        predicted=predicted,
        errors=_errors(told, income[is_used], query, group, group_count),
        used_count=count,
        left_out_count=len(income) - count,
        warnings=("collinear_indicators",) if whole.is_collinear else (),
    )


def _check(query: ProxyQuery) -> None:
    for cut in query.cuts:
        if not 0 < cut < 1:
            raise BadInput("proxy_bad_cut", cut=cut)
    if not query.indicators:
        raise BadInput("proxy_no_indicator")


def _unseen(table: Floats, target: Floats, clusters: Integers | None, query: ProxyQuery) -> Floats:
    """Each row's prediction by a fit on the other folds."""
    fold = _folds(len(target), clusters, query.folds, np.random.default_rng(query.seed))
    predicted = np.empty(len(target))
    for number in range(query.folds):
        held = fold == number
        if held.any():
            predicted[held] = _fit(table[~held], target[~held]).predict(table[held])
    return predicted.round(TIE_DECIMALS)


@dataclass(frozen=True, eq=False)
class _Fit:
    slopes: Floats
    intercept: float
    means: Floats
    is_collinear: bool

    def predict(self, table: Floats) -> Floats:
        filled: Floats = np.where(np.isnan(table), self.means, table)
        return filled @ self.slopes + self.intercept


def _fit(table: Floats, target: Floats) -> _Fit:
    """Least squares; missing answers are the mean of those in the fit, so that a fold never sees the others."""
    is_known = ~np.isnan(table)
    means = np.where(is_known, table, 0.0).sum(axis=0) / np.maximum(is_known.sum(axis=0), 1)
    filled = np.where(is_known, table, means) - means
    # On one scale, or a column of baht would make another of people look like rounding.
    widths = filled.std(axis=0)
    widths = np.where(widths > 0, widths, 1.0)
    centre = float(target.mean())
    slopes, _, rank, _ = np.linalg.lstsq(filled / widths, target - centre, rcond=None)
    slopes = slopes / widths
    return _Fit(slopes, centre - float(means @ slopes), means, int(rank) < table.shape[1])


def _folds(count: int, clusters: Integers | None, folds: int, generator: np.random.Generator) -> Integers:
    """A fold for each row, of sizes as equal as can be; rows of a cluster are in the same."""
    if clusters is None:
        return generator.permutation(np.arange(count) % folds)
    _, member = np.unique(clusters, return_inverse=True)
    return generator.permutation(np.arange(member.max() + 1) % folds)[member]


def _r_squared(target: Floats, predicted: Floats) -> float:
    spread = float(np.square(target - target.mean()).sum())
    return 1 - float(np.square(target - predicted).sum()) / spread if spread > 0 else np.nan


def _errors(scores: dict[str, Floats], income: Floats, query: ProxyQuery, group: Integers, count: int) -> pd.DataFrame:
    rows = []
    for method, score in scores.items():
        ranks = shared_ranks(score)
        for cut in query.cuts:
            most = max(round(cut * len(income)), 1)
            chosen = (ranks <= most) & ~np.isnan(score)
            poor = shared_ranks(-income) <= most if query.line is None else income < query.line
            for number in range(-1, count):
                inside = np.ones(len(income), np.bool_) if number < 0 else group == number
                rows.append((method, cut, number, int(inside.sum()), *_error(poor[inside], chosen[inside])))
    columns = ["method", "cut", "group", "n", "poor_count", "chosen_count", "inclusion_error", "exclusion_error"]
    return pd.DataFrame(rows, columns=columns)


def _error(poor: Flags, chosen: Flags) -> tuple[int, int, float, float]:
    """How many are poor and chosen, and the errors of inclusion and exclusion."""
    hit = int((poor & chosen).sum())
    poor_count, chosen_count = (int(count_by(flags.astype(np.int64), 2)[1]) for flags in (poor, chosen))
    return (
        poor_count,
        chosen_count,
        1 - hit / chosen_count if chosen_count else np.nan,
        1 - hit / poor_count if poor_count else np.nan,
    )
