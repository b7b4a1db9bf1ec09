"""Weights by comparing criteria two by two: the analytic hierarchy process (Saaty 1980)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite

import numpy as np

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.weights.weight_set import WeightSet
from dss_core.errors import BadInput

# The mean consistency index of random comparisons of 1, 2, 3 ... criteria (Saaty 1980, The Analytic Hierarchy Process).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
LARGEST_RATIO = 0.1  # Saaty: up to a tenth of what chance gives is tolerable
MOST_TIMES = 9.0  # the end of Saaty's scale


@dataclass(frozen=True)
class Comparison:
    """``first`` is so many times as important as ``second``; below 1 it is less important."""

    first: str
    second: str
    times: float


@dataclass(frozen=True)
class Judgement:
    """Weights from comparisons, and how far these contradict one another.

    consistency_ratio: 0 is free of contradiction, 1 is as if by chance, above 0.1 they should be thought over
    (warning weights_inconsistent). doubtful: the comparison that fits the others least, with what would fit them.
    """

    weight_set: WeightSet
    consistency_ratio: float
    doubtful: Comparison | None


def ahp(names: Sequence[str], comparisons: Sequence[Comparison]) -> Judgement:
    """The weights of criteria that were compared two by two, each pair once: the principal right eigenvector.

    ``BadInput``: weights_unknown_pair (first, second), weights_repeated_pair, weights_missing_pair, weights_bad_ratio,
    weights_many_criteria (count, most).
    """
    if len(names) > len(RANDOM_INDEX):
        raise BadInput("weights_many_criteria", count=len(names), most=len(RANDOM_INDEX))
    if not names:
        raise BadInput("ranking_no_weight")
    matrix = _matrix(names, comparisons)
    vector, largest = _principal(matrix)
    ratio = _consistency_ratio(largest, len(names))
    doubtful = _doubtful(names, matrix, vector)
    return Judgement(
        WeightSet(
            dict(zip(names, vector.tolist(), strict=True)),
            ("weights_inconsistent",) if ratio > LARGEST_RATIO else (),
            {"consistency_ratio": ratio, "largest_eigenvalue": largest},
        ),
        ratio,
        doubtful,
    )


def _matrix(names: Sequence[str], comparisons: Sequence[Comparison]) -> Floats:
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    np.fill_diagonal(matrix, 1.0)
    for one in comparisons:
        if one.first not in place or one.second not in place or one.first == one.second:
            raise BadInput("weights_unknown_pair", first=one.first, second=one.second)
        if not isfinite(one.times) or not 1 / MOST_TIMES - 1e-9 <= one.times <= MOST_TIMES + 1e-9:
            raise BadInput("weights_bad_ratio", first=one.first, second=one.second, most=f"{MOST_TIMES:g}")
        row, column = place[one.first], place[one.second]
        if matrix[row, column]:
            raise BadInput("weights_repeated_pair", first=one.first, second=one.second)
        matrix[row, column], matrix[column, row] = one.times, 1 / one.times
    for first, second in combinations(names, 2):
        if not matrix[place[first], place[second]]:
            raise BadInput("weights_missing_pair", first=first, second=second)
    return matrix


def _principal(matrix: Floats) -> tuple[Floats, float]:
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    return vector / vector.sum(), float(values[largest].real)


def _consistency_ratio(largest: float, count: int) -> float:
    if count < 3:
        return 0.0
    ratio = (largest - count) / (count - 1) / RANDOM_INDEX[count - 1]
    return max(round(ratio, 12), 0.0)


def _doubtful(names: Sequence[str], matrix: Floats, vector: Floats) -> Comparison | None:
    """The pair whose ratio differs most from that of the weights, with the ratio that the weights give."""
    fitting = vector[:, None] / vector[None, :]
    distance = np.triu(np.abs(np.log(matrix / fitting)), k=1)
    row, column = divmod(int(np.argmax(distance)), len(names))
    if distance[row, column] < 1e-6:
        return None
    return Comparison(names[row], names[column], float(fitting[row, column]))
