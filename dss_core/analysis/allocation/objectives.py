"""What a plan is to reduce: each objective is a loss of a household's state; a plan is worth what it takes off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from dss_core.analysis.allocation.problem import Overlap
from dss_core.analysis.arrays import Flags, Floats
from dss_core.errors import BadInput


@dataclass(frozen=True, eq=False)
class Aim:
    """The choices of an objective. lines: of each column. weights: of each column, or columns x households where they
    differ (an answer that is missing weighs nothing); they sum to 1 or to what the loss is counted in.

    aversion: of ``severity``, 0 counts all gaps alike, 1 squares them. line: of ``over_line``, of the weighted mean.
    cutoff: of ``m0``, the share of weights that makes a household poor.
    """

    lines: Floats
    weights: Floats
    aversion: float = 1.0
    line: float = 0.0
    cutoff: float = 1 / 3


Loss = Callable[[Floats, Aim], Floats]  # columns x households -> households


def gap(values: Floats, aim: Aim) -> Floats:
    """The weighted sum of what is missing to the lines (of an income alone: the income gap)."""
    return _sum(np.maximum(aim.lines[:, None] - values, 0.0), aim)


def severity(values: Floats, aim: Aim) -> Floats:
    """The gap to the power of 1 + aversion: the same gap counts more for whoever lacks more."""
    total: Floats = gap(values, aim) ** (1.0 + aim.aversion)
    return total


def over_line(values: Floats, aim: Aim) -> Floats:
    """1 for a household whose weighted mean is below the line."""
    mean = _sum(values, aim) / aim.weights.sum(axis=0)
    return np.where(np.isnan(mean), np.nan, (mean < aim.line - 1e-9).astype(np.float64))


def m0(values: Floats, aim: Aim) -> Floats:
    """The weighted share of columns below their lines, of households where it reaches the cut-off (Alkire-Foster)."""
    share = _sum((values < aim.lines[:, None]).astype(np.float64), aim) / aim.weights.sum(axis=0)
    is_missing = np.isnan(values).any(axis=0)
    return np.where(is_missing, np.nan, np.where(share >= aim.cutoff - 1e-9, share, 0.0))


def _sum(values: Floats, aim: Aim) -> Floats:
    """The weighted sum over the columns, for each household."""
    total: Floats = aim.weights @ values if aim.weights.ndim == 1 else (aim.weights * values).sum(axis=0)
    return total


OBJECTIVES: Mapping[str, Loss] = {
    "gap": gap,
    "severity": severity,
    "over_line": over_line,
    "income_gap": gap,  # of the income alone, weighed by the persons
    "m0": m0,
}
ADDING = ("gap", "income_gap")  # gaps of different columns add up


def worth_of(
    objective: str, values: Floats, effects: Floats, aim: Aim, allowed: Flags, most: int
) -> tuple[Floats, tuple[Overlap, ...]]:
    """Benefits (programmes x households) and, for more than one programme a household, what does not add up in pairs.

    values: columns x households, more is better. effects: programmes x columns (x households where they differ), how
    much each is lifted, at most to its line. Benefits are NaN where the state of a household is not known. A pair that
    brings more than its two parts (both are needed to get over a line) has a negative ``lost``. ``BadInput``:
    allocation_unknown_objective (objective, known).
    """
    if objective not in OBJECTIVES:
        raise BadInput("allocation_unknown_objective", objective=objective, known=", ".join(OBJECTIVES))
    loss = OBJECTIVES[objective]
    before = loss(values, aim)

    def worth(effect: Floats) -> Floats:
        lift = effect[:, None] if effect.ndim == 1 else effect
        lifted = values + np.minimum(np.maximum(aim.lines[:, None] - values, 0.0), lift)
        return before - loss(lifted, aim)

    benefits = np.array([worth(effect) for effect in effects])
    overlaps = []
    for first in range(len(effects) if most > 1 else 0):
        for second in range(first + 1, len(effects)):
            is_case = allowed[first] & allowed[second]
            if objective in ADDING and not (effects[first] * effects[second]).any():
                continue
            if is_case.any():
                lost = benefits[first] + benefits[second] - worth(effects[first] + effects[second])
                lost = np.where(is_case & ~np.isnan(lost) & (np.abs(lost) > 1e-12), lost, 0.0)
                if lost.any():
                    overlaps.append(Overlap(first, second, lost.astype(np.float32)))
    return benefits, tuple(overlaps)
