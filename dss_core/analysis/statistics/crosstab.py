"""Two categories crossed: counts, percentages, and whether the sample shows that they go together."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy import stats

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.statistics.design import Sample, sample_of
from dss_core.analysis.statistics.groups import require_columns
from dss_core.analysis.statistics.sums import count_by, sum_by
from dss_core.analysis.statistics.variance import covariance, degrees_of_freedom, domains_of
from dss_core.errors import BadInput

LEAST_EXPECTED = 5  # Cochran 1954: below it in more than a fifth of the cells the approximation is not to be trusted
LARGEST_SHARE_BELOW = 0.2


class ChiSquareMethod(StrEnum):
    """How the table was tested; it is shown beside the result."""

    PEARSON = "pearson"
    RAO_SCOTT_FIRST = "rao_scott_first"
    RAO_SCOTT_SECOND = "rao_scott_second"


class TableWarning(StrEnum):
    """What a reader must know of a table's test. no_test: fewer than two rows or columns, or no degrees of freedom.
    hidden_cells: the test would give the hidden cells away.
    """

    NO_TEST = "crosstab_no_test"
    SMALL_EXPECTED = "crosstab_small_expected"
    HIDDEN_CELLS = "crosstab_hidden_cells"
    EXPECTED_BELOW_ONE = "crosstab_expected_below_one"


@dataclass(frozen=True)
class ChiSquare:
    """A test that rows and columns are independent: ``statistic`` as compared with its distribution.

    df_below: the lower degrees of freedom of an F; None for a chi-square.
    """

    method: ChiSquareMethod
    statistic: float
    df: float
    df_below: float | None
    p: float


@dataclass(frozen=True, eq=False)
class CrossTable:
    """A table of rows x columns. counts: answers; weighted: what they stand for; percentages are of ``weighted``.

    n: rows with both answers. chi_square: Pearson's, of the weighted shares times n, before any correction; cramers_v
    follows from it. tests: Pearson's, or under a design Rao & Scott's of second order (F, the one to report) and of
    first order. None, and no test: fewer than two rows or columns, or hidden cells, which are missing (NaN).
    """

    rows: list[object]
    columns: list[object]
    counts: Integers | Floats
    weighted: Floats
    n: int
    missing: int
    chi_square: float | None
    cramers_v: float | None
    least_expected: float | None
    tests: tuple[ChiSquare, ...]
    warnings: tuple[TableWarning, ...]

    @property
    def row_percent(self) -> Floats:
        """Each cell as a percentage of its row."""
        return _percent(self.weighted, self.weighted.sum(axis=1, keepdims=True))

    @property
    def column_percent(self) -> Floats:
        """Each cell as a percentage of its column."""
        return _percent(self.weighted, self.weighted.sum(axis=0, keepdims=True))

    @property
    def total_percent(self) -> Floats:
        """Each cell as a percentage of all."""
        return _percent(self.weighted, float(self.weighted.sum()))


def cross_tabulate(frame: pd.DataFrame, row: str, column: str, sample: Sample | None = None) -> CrossTable:
    """Two columns crossed, codes sorted; rows that lack an answer to either, or have weight 0, are left out.

    Without a design: Pearson's chi-square without Yates's correction. With one: its corrections by Rao & Scott (1984),
    equal to R's ``svychisq``. ``BadInput``: describe_unknown_column (column), design_length (part).
    """
    require_columns(frame, [row, column])
    sample = sample or sample_of(frame)
    if sample.size != len(frame):
        raise BadInput("design_length", part="sample")
    inside = np.flatnonzero((frame[[row, column]].notna().all(axis=1)).to_numpy() & (sample.weights > 0))
    row_code, rows = pd.factorize(frame[row].iloc[inside], sort=True)
    column_code, columns = pd.factorize(frame[column].iloc[inside], sort=True)
    place, shape = row_code * len(columns) + column_code, (len(rows), len(columns))
    counts = count_by(place, shape[0] * shape[1]).reshape(shape)
    weighted = sum_by(place, sample.weights[inside], shape[0] * shape[1]).reshape(shape)
    can_test = min(shape) > 1
    shares, n = weighted / weighted.sum() if can_test else weighted, len(inside)
    chi_square = n * _phi_square(shares) if can_test else None
    tests = _tests(sample, inside, place, shares, n * _phi_square(shares)) if can_test else ()
    expected = n * _expected(shares) if can_test else None
    return CrossTable(
        rows=list(rows.tolist()),
        columns=list(columns.tolist()),
        counts=counts,
        weighted=weighted,
        n=n,
        missing=int((sample.weights > 0).sum()) - n,
        chi_square=chi_square,
        cramers_v=None if chi_square is None else float(np.sqrt(chi_square / n / (min(shape) - 1))),
        least_expected=None if expected is None else float(expected.min()),
        tests=tests,
        warnings=_warnings(expected, bool(tests)),
    )


def without(table: CrossTable, hidden: Flags) -> CrossTable:
    """The table with some cells missing, and without its test: a statistic of all cells would give them away.

    Of rows and columns with a hidden cell no percentages are left, because these would tell the sum.
    """
    if not hidden.any():
        return table
    return replace(
        table,
        counts=np.where(hidden, np.nan, table.counts),
        weighted=np.where(hidden, np.nan, table.weighted),
        chi_square=None,
        cramers_v=None,
        least_expected=None,
        tests=(),
        warnings=(TableWarning.HIDDEN_CELLS,),
    )


def _percent(part: Floats, whole: Floats | float) -> Floats:
    percent: Floats = part / whole * 100
    return percent


def _expected(shares: Floats) -> Floats:
    return np.outer(shares.sum(axis=1), shares.sum(axis=0))


def _phi_square(shares: Floats) -> float:
    expected = _expected(shares)
    return float(((shares - expected) ** 2 / expected).sum())


def _warnings(expected: Floats | None, is_tested: bool) -> tuple[TableWarning, ...]:
    if expected is None or not is_tested:
        return (TableWarning.NO_TEST,)
    if expected.min() < 1:
        return (TableWarning.EXPECTED_BELOW_ONE,)
    if (expected < LEAST_EXPECTED).mean() > LARGEST_SHARE_BELOW:
        return (TableWarning.SMALL_EXPECTED,)
    return ()


def _tests(
    sample: Sample, inside: Integers, place: Integers, shares: Floats, chi_square: float
) -> tuple[ChiSquare, ...]:
    df = (shares.shape[0] - 1) * (shares.shape[1] - 1)
    if sample.is_simple:
        return (ChiSquare(ChiSquareMethod.PEARSON, chi_square, df, None, float(stats.chi2.sf(chi_square, df))),)
    of_row = np.full(sample.size, -1, dtype=np.int64)
    of_row[inside] = 0
    domains = domains_of(sample, of_row)
    _, below = degrees_of_freedom(domains, np.ones(len(domains.rows), dtype=np.bool_))
    if below[0] < 1:
        return ()
    effects = _design_effects(sample, inside, place, shares)
    trace, freedom = effects.trace(), effects.trace() ** 2 / np.sum(effects * effects.T)
    first, second = float(chi_square / (trace / df)), float(chi_square / trace)
    df_below = float(freedom * below[0])
    return (
        ChiSquare(
            ChiSquareMethod.RAO_SCOTT_SECOND,
            second,
            float(freedom),
            df_below,
            float(stats.f.sf(second, freedom, df_below)),
        ),
        ChiSquare(ChiSquareMethod.RAO_SCOTT_FIRST, first, df, None, float(stats.chi2.sf(first, df))),
    )


def _design_effects(sample: Sample, inside: Integers, place: Integers, shares: Floats) -> Floats:
    """The matrix whose eigenvalues are the generalised design effects of the interaction (Rao & Scott 1984)."""
    p, n = shares.ravel(), len(inside)
    weights = sample.weights[inside]
    scores = np.zeros((len(p), sample.size))
    scores[:, inside] = -p[:, None] * weights
    scores[place, inside] += weights
    variance = covariance(sample, scores / weights.sum())
    # Contrasts of the cells that are orthogonal to the rows' and the columns' own effects.
    contrasts = np.kron(*(np.eye(size)[:, 1:] - 1 / size for size in shares.shape))
    inverse = np.divide(contrasts, p[:, None], out=np.zeros_like(contrasts), where=p[:, None] > 0)
    effects: Floats = np.linalg.pinv(contrasts.T @ inverse / n, hermitian=True) @ (inverse.T @ variance @ inverse)
    return effects
