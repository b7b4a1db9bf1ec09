"""Why this rank? A household beside the one at the line, and the least that would carry it over.

The line of a household is the rank of the last of the first ``count`` among all others: it is among the first exactly
when it stands no lower than that one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, numbers
from dss_core.analysis.ranking.contract import Method, Ranking
from dss_core.analysis.ranking.methods import LINEAR, METHODS, OWN_ANSWERS
from dss_core.analysis.ranking.moved_weight import MovedWeight, level_weights
from dss_core.analysis.ranking.needs import Needs
from dss_core.catalog.criteria import Scale
from dss_core.errors import BadInput

HALVINGS = 60
STEP_SLACK = 1e-9
DIGITS = 7  # of a value that is needed; what is beyond comes from the rounding of scores
LEAST_PART = -30.0  # stands for the logarithm of no need at all


@dataclass(frozen=True)
class Line:
    """Where a household stands to the line: the row of the one there, its score, and whether it is among the first."""

    row: int
    score: float
    is_first: bool


@dataclass(frozen=True)
class ValueChange:
    """What one answer would have to be, all others as they are, for the household to stand on the line's other side.

    value: the answer now, None if missing. needed: to come among the first it has to reach this value (by the
    deprivation count: to go beyond it); to leave them it has to go beyond it. In steps it is the value to reach, either
    way. None where no value of the scale would do. share: which part of the
    scale lies between (0-1); of a missing answer, from the end of the scale on the household's own side.
    """

    criterion: str
    value: float | None
    needed: float | None
    share: float | None

    @property
    def is_possible(self) -> bool:
        """Whether a value of the scale would do."""
        return self.needed is not None


def line_of(ranking: Ranking, row: int, count: int) -> Line | None:
    """The line for the household in this row; None when there is room for everybody, so that nobody stands at a line.

    ``BadInput``: ranking_bad_count, ranking_not_ranked.
    """
    if count < 1:
        raise BadInput("ranking_bad_count")
    if ranking.unranked[row]:
        raise BadInput("ranking_not_ranked")
    others = ranking.score.copy()
    others[row] = np.nan
    ranked = np.flatnonzero(~np.isnan(others))
    if len(ranked) < count:
        return None
    place = ranked[np.argsort(-others[ranked], kind="stable")[count - 1]]
    return Line(int(place), float(others[place]), bool(ranking.score[row] >= others[place]))


def compare(frame: pd.DataFrame, ranking: Ranking, row: int, other: int) -> pd.DataFrame:
    """Two households criterion by criterion, what parts them most first.

    Columns: criterion, value, other_value, contribution, other_contribution, difference (of the contributions, a
    missing one as 0; the differences sum to that of the scores).
    """
    names = list(ranking.contributions.columns)
    own, others = (ranking.contributions.iloc[place].to_numpy() for place in (row, other))
    difference = np.nan_to_num(own) - np.nan_to_num(others)
    table = pd.DataFrame(
        {
            "criterion": names,
            "value": [_number(frame, name, row) for name in names],
            "other_value": [_number(frame, name, other) for name in names],
            "contribution": own,
            "other_contribution": others,
            "difference": difference,
        }
    )
    return table.iloc[np.argsort(-np.abs(difference), kind="stable")].reset_index(drop=True)


def value_changes(frame: pd.DataFrame, needs: Needs, method: str, row: int, line: Line) -> list[ValueChange]:
    """For each criterion the answer that would carry the household over the line, the nearest first.

    The scales and the other households stay as they are. Told for methods whose score depends on the household's own
    answers alone (``OWN_ANSWERS``) with criteria of the scale minmax; else an empty list.
    """
    if method not in OWN_ANSWERS or any(criterion.scale is not Scale.MINMAX for criterion in needs.criteria):
        return []
    trial = _Trial(frame.iloc[[row]], needs, METHODS[method], line)
    counts = [place for place in range(len(needs.criteria)) if needs.weights[place] > 0 and needs.widths[place] > 0]
    smooth = [place for place in counts if needs.criteria[place].step is None]
    found = [_stepped(trial, place) for place in counts if place not in smooth] + _smooth(trial, smooth)
    return sorted(found, key=lambda change: 2.0 if change.share is None else change.share)


def weight_change(needs: Needs, method: str, row: int, line: Line) -> MovedWeight | None:
    """The least weight moved that brings the household level with the one at the line; a little more carries it over.

    Told for methods that are a weighted mean (``LINEAR``); None for others, and where no weights would do.
    """
    if method not in LINEAR:
        return None
    parts = np.maximum(LINEAR[method](needs)[:, [row, line.row]], LEAST_PART)
    return level_weights(needs.weights, parts[:, 0], parts[:, 1])


class _Trial:
    """The household with other answers: on which side of the line would it stand?"""

    def __init__(self, household: pd.DataFrame, needs: Needs, method: Method, line: Line) -> None:
        self.needs, self.method, self.line = needs, method, line
        self.criteria = [
            replace(criterion, weight=float(weight), lowest=float(low), highest=float(high))
            for criterion, weight, low, high in zip(
                needs.criteria, needs.weights, needs.lowest, needs.highest, strict=True
            )
            if weight > 0
        ]
        self.column = {criterion.id: number for number, criterion in enumerate(self.criteria)}
        self.answers = np.array([numbers(household, criterion.id)[0] for criterion in self.criteria])

    def value(self, place: int) -> float | None:
        """The household's answer now."""
        value = float(self.answers[self.column[self.needs.criteria[place].id]])
        return None if np.isnan(value) else value

    def is_first(self, places: Sequence[int], values: Sequence[float]) -> Flags:
        """Whether it would be among the first with one answer changed, for each place and value."""
        answers = np.tile(self.answers, (len(places), 1))
        answers[np.arange(len(places)), [self.column[self.needs.criteria[place].id] for place in places]] = values
        frame = pd.DataFrame(answers, columns=list(self.column))
        is_first: Flags = self.method(frame, self.criteria).score >= self.line.score
        return is_first

    def start(self, place: int) -> float:
        """The need now; of a missing answer that of the scale's end on the household's own side."""
        value = self.value(place)
        if value is None:
            return 1.0 if self.line.is_first else 0.0
        return min(max(self.needs.need_at(place, value), 0.0), 1.0)

    def change(self, place: int, needed: float | None) -> ValueChange:
        """The change to a need, or that none of the scale would do."""
        name, value = self.needs.criteria[place].id, self.value(place)
        if needed is None:
            return ValueChange(name, value, None, None)
        shown = float(
            np.format_float_positional(self.needs.value_at(place, needed), DIGITS, unique=False, fractional=False)
        )
        return ValueChange(name, value, shown, abs(needed - self.start(place)))


def _stepped(trial: _Trial, place: int) -> ValueChange:
    """The nearest answer in whole steps that stands on the other side."""
    step = float(trial.needs.criteria[place].step or 0) / float(trial.needs.widths[place])
    start, sign = trial.start(place), -1 if trial.line.is_first else 1
    room = start if trial.line.is_first else 1.0 - start
    first = 0 if trial.value(place) is None else 1
    needs = [start + sign * number * step for number in range(first, int(room / step + STEP_SLACK) + 1)]
    is_first = trial.is_first([place] * len(needs), [trial.needs.value_at(place, need) for need in needs])
    over = np.flatnonzero(is_first != trial.line.is_first)
    return trial.change(place, needs[over[0]] if len(over) else None)


def _smooth(trial: _Trial, places: Sequence[int]) -> list[ValueChange]:
    """For each criterion the need at which the household comes to the line, by halving."""
    if not places:
        return []
    start = np.array([trial.start(place) for place in places])
    low, high = (np.zeros(len(places)), start.copy()) if trial.line.is_first else (start.copy(), np.ones(len(places)))

    def is_first(needs: Floats) -> Flags:
        return trial.is_first(places, [trial.needs.value_at(p, n) for p, n in zip(places, needs, strict=True)])

    is_possible = ~is_first(low) if trial.line.is_first else is_first(high)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_above = is_first(middle)
        low, high = np.where(is_above, low, middle), np.where(is_above, middle, high)
    return [
        trial.change(place, float(need) if is_so else None)
        for place, need, is_so in zip(places, high, is_possible, strict=True)
    ]


def _number(frame: pd.DataFrame, name: str, row: int) -> float | None:
    value = float(numbers(frame.iloc[[row]], name)[0])
    return None if np.isnan(value) else value
