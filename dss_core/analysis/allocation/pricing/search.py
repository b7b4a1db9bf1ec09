"""The search for prices: passes and master by turns, from a sample to all households, until bound and mix meet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dss_core.analysis.allocation.pricing.layout import Layout
from dss_core.analysis.allocation.pricing.master import Master, Mix
from dss_core.analysis.allocation.pricing.sweep import Pass, sweep
from dss_core.analysis.arrays import Floats

SAMPLE_SIZE = 4000  # households: so many are priced from nothing
SAMPLE_STEP = 32
CLOSE = 1e-4  # of the bound: bound and mix have met
MOST_PASSES = 60  # for one set of limits
INSIDE = 0.35  # how far from the best prices towards the master's the next pass looks


@dataclass(frozen=True, eq=False)
class Found:
    """prices: with the lowest bound. bound: no plan is worth more (before it is certified). passes: how many.

    columns: all passes, of which the mix is made; the first is "nobody". mixed: the prices of those that are in it.
    """

    prices: Floats
    bound: float
    mix: Mix
    columns: list[Pass]
    passes: int
    mixed: list[Floats]


class Search:
    """Passes over one layout. They stay useful when the limits move: only what the limits are worth changes."""

    def __init__(self, layout: Layout, starts: Sequence[Floats]) -> None:
        """starts: prices to begin with, at least one."""
        self.layout = layout
        first = sweep(layout, starts[0])
        self._tried, self._loose = [starts[0]], [first.loose]
        self._master = Master(layout, first.bound)
        self._master.add(first)
        for prices in starts[1:]:
            self.look(prices)

    def look(self, prices: Floats) -> None:
        """One more pass."""
        found = sweep(self.layout, prices)
        self._tried.append(prices)
        self._loose.append(found.loose)
        self._master.add(found)

    def limit(self, row: int, low: float, high: float) -> None:
        """Another floor and ceiling of one limit, from now on."""
        lows, highs = self.layout.low.copy(), self.layout.high.copy()
        lows[row], highs[row] = low, high
        self.layout = replace(self.layout, low=lows, high=highs)
        self._master.limit(row, low, high)

    def settle(self, close: float = CLOSE, most: int = MOST_PASSES) -> Found:
        """Passes until bound and mix have met within ``close``, or ``most`` passes have been added."""
        bounds = [
            loose + self.layout.worth_of_limits(prices) for loose, prices in zip(self._loose, self._tried, strict=True)
        ]
        at, limit = int(np.argmin(bounds)), len(self._tried) + most
        mix = self._master.mix()
        while len(self._tried) < limit and not (mix.is_kept and bounds[at] - mix.worth <= close * abs(bounds[at])):
            self.look(self._tried[at] + INSIDE * (mix.prices - self._tried[at]))
            bounds.append(self._loose[-1] + self.layout.worth_of_limits(self._tried[-1]))
            if bounds[-1] < bounds[at]:
                at = len(bounds) - 1
            mix = self._master.mix()
        mixed = [prices for prices, weights in zip(self._tried, mix.weights[1:], strict=True) if weights.any()]
        columns = list(self._master.columns)
        return Found(self._tried[at], bounds[at], mix, columns, len(self._tried), mixed)


def search(layout: Layout, close: float = CLOSE) -> Found:
    """The prices of the limits at which the bound is lowest, within ``close``."""
    return Search(layout, starts(layout, close)).settle(close)


def starts(layout: Layout, close: float = CLOSE) -> list[Floats]:
    """Prices to begin with: those that the mix of a sample is made of, the best first; or those of money alone."""
    if layout.household_count <= SAMPLE_SIZE:
        return [_price_of_money(layout)]
    found = search(layout.sample(sample_step(layout)), close)
    return [found.prices, *found.mixed]


def sample_step(layout: Layout) -> int:
    """Every how many households one is taken into the sample."""
    return min(SAMPLE_STEP, layout.household_count // (SAMPLE_SIZE // 2))


def _price_of_money(layout: Layout) -> Floats:
    """One price for all money, at which the money is just spent; nothing else costs anything yet."""
    money = (layout.satang_of.all(axis=1)) & np.isfinite(layout.high) & layout.in_block.all(axis=1)
    prices = np.zeros(len(layout.low))
    possible = (layout.benefits > 0) & (layout.costs > 0)
    if not money.any() or not possible.any():
        return prices
    row = int(np.argmax(money))
    tried = np.quantile(layout.benefits[possible] / layout.costs[possible], np.linspace(0.05, 0.95, 12))
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high) // 2
        prices[row] = tried[middle]
        if sweep(layout, prices).use[row].sum() > layout.high[row]:
            low = middle + 1
        else:
            high = middle
    prices[row] = tried[low]
    return prices
