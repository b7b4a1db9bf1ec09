"""The search for prices: passes and master by turns, from a sample to all households, until bound and mix meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dss_core.analysis.allocation.pricing.layout import Layout
from dss_core.analysis.allocation.pricing.master import Master, Mix
from dss_core.analysis.allocation.pricing.sweep import sweep
from dss_core.analysis.arrays import Floats

SAMPLE_SIZE = 4000  # households: so many are priced from nothing
SAMPLE_STEP = 32
CLOSE = 1e-4  # of the bound: bound and mix have met
MOST_PASSES = 60
INSIDE = 0.35  # how far from the best prices towards the master's the next pass looks


@dataclass(frozen=True, eq=False)
class Found:
    """prices: with the lowest bound. bound: no plan is worth more (before it is certified). passes: how many.

    mixed: the prices of the passes that the mix is made of.
    """

    prices: Floats
    bound: float
    master: Master
    mix: Mix
    passes: int
    mixed: list[Floats]


def search(layout: Layout, close: float = CLOSE, starts: Sequence[Floats] = ()) -> Found:
    """The prices of the limits at which the bound is lowest, within ``close``.

    starts: prices to begin with, the most trusted first; without them, those that a sample's mix is made of.
    """
    if not starts and layout.household_count > SAMPLE_SIZE:
        step = min(SAMPLE_STEP, layout.household_count // (SAMPLE_SIZE // 2))
        sample = search(layout.sample(step), close)
        starts = [sample.prices, *sample.mixed]
    tried = list(starts or [_first_prices(layout)])
    prices, bound = tried[0], np.inf
    columns = []
    for at in tried:
        found = sweep(layout, at)
        columns.append(found)
        if found.bound < bound:
            prices, bound = at, found.bound
    master = Master(layout, bound)
    for found in columns:
        master.add(found)
    mix = master.mix()
    while len(tried) < MOST_PASSES and not (mix.is_kept and bound - mix.worth <= close * abs(bound)):
        at = prices + INSIDE * (mix.prices - prices)
        found = sweep(layout, at)
        tried.append(at)
        master.add(found)
        if found.bound < bound:
            prices, bound = at, found.bound
        mix = master.mix()
    mixed = [at for at, weights in zip(tried, mix.weights[1:], strict=True) if weights.any()]
    return Found(prices, bound, master, mix, len(tried), mixed)


def _first_prices(layout: Layout) -> Floats:
    """One price for all money, halved down to where the money is spent; nothing else costs anything yet."""
    money = (layout.satang_of.all(axis=1)) & np.isfinite(layout.high) & layout.in_block.all(axis=1)
    prices = np.zeros(len(layout.low))
    if not money.any():
        return prices
    row = int(np.argmax(money))
    possible = (layout.benefits > 0) & (layout.costs > 0)
    ratio = layout.benefits[possible] / layout.costs[possible]
    if not len(ratio):
        return prices
    tried = np.quantile(ratio, np.linspace(0.05, 0.95, 12))
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high) // 2
        prices[row] = tried[middle]
        found = sweep(layout, prices)
        if found.use[row].sum() > layout.high[row]:
            low = middle + 1
        else:
            high = middle
    prices[row] = tried[low]
    return prices
