"""The least weight that has to be moved between criteria so that one household comes level with another."""

from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Floats

ENOUGH = 1e-12
MOST_ROUNDS = 50
LEVEL = 1e-6  # means that differ by less are level


@dataclass(frozen=True, eq=False)
class MovedWeight:
    """Weights (m,) under which the two are level, and which part of the whole weight was moved (0-1).

    is_exact: no smaller part would do. With missing answers the weights of each household depend on the others', and
    the answer found is one of possibly several.
    """

    weights: Floats
    share: float
    is_exact: bool


def least_moved(weights: Floats, difference: Floats) -> Floats | None:
    """Weights with ``weights @ difference`` = 0 that move as little as can be, from a negative value; None if none has.

    All of it goes to the criterion where the difference is largest, taken first from where it is smallest: the solution
    of the linear programme min |change| / 2, because every unit moved so lifts the sum the most.
    """
    gap = -float(weights @ difference)
    if gap <= 0:
        return weights.copy()
    best = int(np.argmax(difference))
    if difference[best] < 0:
        return None
    moved = weights.copy()
    for place in np.argsort(difference, kind="stable"):
        gain = difference[best] - difference[place]
        if gain <= 0:
            break
        part = min(float(moved[place]), gap / gain)
        moved[place] -= part
        moved[best] += part
        gap -= part * gain
        if gap <= ENOUGH:
            break
    return moved


def level_weights(weights: Floats, one: Floats, other: Floats) -> MovedWeight | None:
    """The least move of weight that brings ``one`` level with ``other``, from above or below; None if none can.

    one, other (m,): what the weights multiply, NaN where the answer is missing (their weight is then shared out).
    """
    is_exact = not (np.isnan(one).any() or np.isnan(other).any())
    sign = -1.0 if _mean(weights, one) > _mean(weights, other) else 1.0
    moved = weights
    for _ in range(1 if is_exact else MOST_ROUNDS):
        found = least_moved(weights, sign * (slopes(moved, one) - slopes(moved, other)))
        if found is None or not _has_answers(found, one, other):
            return None
        if np.abs(found - moved).max() < ENOUGH:
            break
        moved = found
    if abs(_mean(moved, one) - _mean(moved, other)) > LEVEL:
        return None
    return MovedWeight(moved, float(np.abs(moved - weights).sum() / 2), is_exact)


def slopes(weights: Floats, parts: Floats) -> Floats:
    """Numbers whose weighted sum is the mean of the parts near these weights: the parts themselves if none is missing.

    A missing answer counts as the mean, and the others count more: where ``a`` is the answered weight, the mean plus
    (part - mean) / a.
    """
    answered = float(weights[~np.isnan(parts)].sum())
    mean = _mean(weights, parts)
    told: Floats = mean + np.where(np.isnan(parts), 0.0, (parts - mean) / (answered if answered > 0 else 1.0))
    return told


def _mean(weights: Floats, parts: Floats) -> float:
    answered = float(weights[~np.isnan(parts)].sum())
    return float(weights @ np.nan_to_num(parts)) / (answered if answered > 0 else 1.0)


def _has_answers(weights: Floats, one: Floats, other: Floats) -> bool:
    return all(weights[~np.isnan(parts)].sum() > 0 for parts in (one, other))
