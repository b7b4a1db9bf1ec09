"""The account of a plan while it is mended: what each limit has used, in whole numbers, and which changes it allows."""

from collections.abc import Iterable

import numpy as np

from dss_core.analysis.allocation.pricing.choose import Choices
from dss_core.analysis.allocation.pricing.layout import Layout
from dss_core.analysis.allocation.problem import LimitKind, Problem

Change = tuple[int, int, int]  # household (in the order of the layout), programme to take away, programme to give
NO_END = 1 << 62


class Ledger:
    """A plan and its use of the limits. "None" of a programme is the number of programmes."""

    def __init__(self, problem: Problem, layout: Layout, choices: Choices) -> None:
        """choices: most x households, in the order of the layout; they are changed in place."""
        self.problem, self.layout, self.choices = problem, layout, choices
        self.none = layout.programme_count
        self.low = [max(limit.at_least, 0) for limit in problem.limits]
        self.high = [NO_END if limit.at_most is None else limit.at_most for limit in problem.limits]
        self._rows = [
            [
                [
                    (row, limit.counts_satang)
                    for row, limit in enumerate(problem.limits)
                    if limit.kind is not LimitKind.COVERAGE
                    and (limit.programmes is None or programme in limit.programmes)
                    and layout.in_block[row, block]
                ]
                for programme in range(self.none)
            ]
            for block in range(layout.block_count)
        ]
        self._cover = [row for row, limit in enumerate(problem.limits) if limit.kind is LimitKind.COVERAGE]
        self.use = self._count()

    def _count(self) -> list[int]:
        blocks, none = self.layout.block_count, self.none
        costs, counts = np.zeros((blocks, none), dtype=np.int64), np.zeros((blocks, none), dtype=np.int64)
        for row in self.choices:
            at = np.nonzero(row < none)[0]
            np.add.at(counts, (self.layout.blocks[at], row[at]), 1)
            np.add.at(costs, (self.layout.blocks[at], row[at]), self.problem.satang[row[at], self.layout.order[at]])
        use = [0] * len(self.problem.limits)
        for block, of_programme in enumerate(self._rows):
            for programme, rows in enumerate(of_programme):
                for row, is_money in rows:
                    use[row] += int(costs[block, programme] if is_money else counts[block, programme])
        if self._cover and self.layout.bonus_for is not None:
            covered = int((self.layout.bonus_for & (self.choices < none).any(axis=0)).sum())
            for row in self._cover:
                use[row] = covered
        return use

    def delta(self, change: Change) -> dict[int, int] | None:
        """What a change adds to each limit; None when the household's set does not allow it."""
        household, away, give = change
        mine = self.choices[:, household].tolist()
        if away not in mine or (give < self.none and give in mine):
            return None
        after = [programme for programme in mine if programme < self.none and programme != away]
        if give < self.none:
            after.append(give)
        if not self._is_set(household, after):
            return None
        rows = self._rows[int(self.layout.blocks[household])]
        at = int(self.layout.order[household])
        delta: dict[int, int] = {}
        for programme, sign in ((away, -1), (give, 1)):
            if programme < self.none:
                cost = int(self.problem.satang[programme, at])
                for row, is_money in rows[programme]:
                    delta[row] = delta.get(row, 0) + sign * (cost if is_money else 1)
        if self._cover and self.layout.bonus_for is not None and self.layout.bonus_for[household]:
            had = any(programme < self.none for programme in mine)
            for row in self._cover:
                delta[row] = int(bool(after)) - int(had)
        return delta

    def _is_set(self, household: int, programmes: list[int]) -> bool:
        if not programmes and self.layout.must is not None and self.layout.must[household]:
            return False
        if any(wanting in programmes and needed not in programmes for wanting, needed in self.layout.requires):
            return False
        if any(self.layout.benefits[programme, household] <= 0 for programme in programmes):
            return False
        return not np.isinf(self.lost(household, programmes))

    def lost(self, household: int, programmes: list[int]) -> float:
        """What of the summed benefits overlaps."""
        return sum(
            float(one.lost[household])
            for one in self.layout.overlaps
            if one.first in programmes and one.second in programmes
        )

    def gain(self, change: Change) -> float:
        """What a change adds to the objective."""
        household, away, give = change
        at = int(self.layout.order[household])
        mine = [programme for programme in self.choices[:, household].tolist() if programme < self.none]
        after = [programme for programme in mine if programme != away] + ([give] if give < self.none else [])
        worth = {programme: float(self.problem.benefits[programme, at]) for programme in {*mine, *after}}
        before = sum(worth[programme] for programme in mine) - self.lost(household, mine)
        return sum(worth[programme] for programme in after) - self.lost(household, after) - before

    def fits(self, delta: dict[int, int]) -> bool:
        """Whether a change keeps every limit."""
        return all(
            (add <= 0 or self.use[row] + add <= self.high[row]) and (add >= 0 or self.use[row] + add >= self.low[row])
            for row, add in delta.items()
        )

    def enter(self, change: Change, delta: dict[int, int]) -> None:
        """Make a change."""
        household, away, give = change
        place = self.choices[:, household].tolist().index(away)
        self.choices[place, household] = give
        for row, add in delta.items():
            self.use[row] += add

    def fill(self, changes: Iterable[Change]) -> int:
        """Make those changes, in their order, that keep all limits and bring something; how many they were."""
        made = 0
        for change in changes:
            delta = self.delta(change)
            if delta is not None and self.fits(delta) and self.gain(change) > 0:
                self.enter(change, delta)
                made += 1
        return made

    @property
    def exceeded(self) -> list[int]:
        """The limits that are used beyond their end."""
        return [row for row, use in enumerate(self.use) if use > self.high[row]]

    @property
    def missed(self) -> list[int]:
        """The limits whose floor is not reached."""
        return [row for row, use in enumerate(self.use) if use < self.low[row]]
