"""One pass at given prices: every household takes the set of programmes that is worth most to it.

What comes back is a column for each block, and a bound: no plan is worth more than the Lagrangian at any prices
(Geoffrion 1974; for the decomposition, Dantzig and Wolfe 1960).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dss_core.analysis.allocation.pricing.choose import Choices, Values, best_pairs, best_sets, kind_for
from dss_core.analysis.allocation.pricing.layout import NEVER, Layout
from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.arrays import Flags, Floats, Integers

CHUNK = 8192  # households at once: their numbers stay in the cache
MUST = 1e20  # what being served is worth to who must be
BANNED = 1e29  # what two programmes lose that exclude each other: a number that can be computed with
ROUNDING = 1e-11  # of all that is summed: what double precision can lose


@dataclass(frozen=True, eq=False)
class Pass:
    """choices: who takes what. worth, use (limits x blocks): of each block; counts, costs: blocks x programmes, served
    households and satang. bound: no plan is worth more; loose: the same without the worth of the limits themselves.
    """

    choices: Choices
    worth: Floats
    use: Floats
    counts: Floats
    costs: Floats
    bound: float
    loose: float


@dataclass(frozen=True, eq=False)
class Tariff:
    """Prices by block: of a satang and of a place (programmes x blocks), and what covering a household brings."""

    satang: Floats
    place: Floats
    cover: Floats


def tariff(layout: Layout, prices: Floats) -> Tariff:
    """The prices of the limits, as the households of each block meet them."""
    here = prices[:, None] * layout.in_block
    return Tariff(layout.satang_of.T @ here, layout.place_of.T @ here, -(layout.cover_of @ here))


def sweep(layout: Layout, prices: Floats, exact: Problem | None = None) -> Pass:
    """A pass at ``prices`` (one per limit: per satang, place or household; at most 0 where there is only a floor).

    exact: the problem itself, to compute in double precision from its own numbers; then the bound is certified.
    """
    programmes, blocks = layout.programme_count, layout.block_count
    kind = np.float64 if exact is not None else kind_for(layout.code_count)
    choices = np.full((layout.most, layout.household_count), programmes, dtype=np.uint8)
    worth, costs, counts = np.zeros(blocks), np.zeros((blocks, programmes)), np.zeros((blocks, programmes))
    covered = np.zeros(blocks)
    paid = tariff(layout, prices)
    for rows in chunks(layout):
        benefits, satang = _numbers(layout, rows, exact)
        block = layout.blocks[rows]
        values = values_at(layout, paid, rows, benefits, satang, kind)
        chosen = _choose(layout, values, _start(layout, paid, rows, kind), rows)
        choices[:, rows] = chosen
        for row in chosen:
            at: Integers = np.nonzero(row < programmes)[0]
            cell = block[at] * programmes + row[at]
            counts += np.bincount(cell, minlength=blocks * programmes).reshape(counts.shape)
            costs += np.bincount(cell, satang[row[at], at], blocks * programmes).reshape(costs.shape)
            worth += np.bincount(block[at], benefits[row[at], at], blocks)
        for one in layout.overlaps:
            both = (chosen == one.first).any(axis=0) & (chosen == one.second).any(axis=0)
            worth -= np.bincount(block[both], one.lost[rows][both], blocks)
        if layout.bonus_for is not None:
            is_covered = layout.bonus_for[rows] & (chosen != programmes).any(axis=0)
            covered += np.bincount(block[is_covered], minlength=blocks)
    use = layout.satang_of @ costs.T + layout.place_of @ counts.T + layout.cover_of[:, None] * covered
    use *= layout.in_block
    loose = float(worth.sum()) - float(prices @ use.sum(axis=1))
    if exact is not None:
        loose += ROUNDING * (float(worth.sum()) + float(np.abs(prices) @ use.sum(axis=1)))
    return Pass(choices, worth, use, counts, costs, loose + layout.worth_of_limits(prices), loose)


def chunks(layout: Layout) -> Iterator[slice]:
    """The households in pieces that fit into the cache."""
    for start in range(0, layout.household_count, CHUNK):
        yield slice(start, min(start + CHUNK, layout.household_count))


def values_at(
    layout: Layout, paid: Tariff, rows: slice, benefits: Values, satang: Values, kind: type[np.floating]
) -> Values:
    """Programmes x households: what each pair brings beyond what it costs at these prices."""
    values = np.empty(satang.shape, dtype=kind)
    first, last = int(layout.blocks[rows.start]), int(layout.blocks[rows.stop - 1])
    for block in range(first, last + 1):
        begin = max(int(layout.starts[block]) - rows.start, 0)
        end = min(int(layout.starts[block + 1]), rows.stop) - rows.start
        np.multiply(satang[:, begin:end], paid.satang[:, block, None].astype(kind), out=values[:, begin:end])
        values[:, begin:end] += paid.place[:, block, None].astype(kind)
    np.subtract(benefits, values, out=values)
    return values


def _choose(layout: Layout, values: Values, start: Values, rows: slice) -> Choices:
    if not layout.has_pair_rules:
        return best_sets(values, start, layout.most)
    lost = [(one.first, one.second, np.minimum(one.lost[rows], BANNED).astype(values.dtype)) for one in layout.overlaps]
    return best_pairs(values, start, layout.most, lost, layout.requires)


def _numbers(layout: Layout, rows: slice, exact: Problem | None) -> tuple[Values, Values]:
    if exact is None:
        return layout.benefits[:, rows], layout.costs[:, rows]
    of = layout.order[rows]
    possible: Flags = layout.benefits[:, rows] != NEVER
    benefits = np.where(possible, exact.benefits[:, of].astype(np.float64), float(NEVER))
    return benefits, exact.satang[:, of].astype(np.float64)


def _start(layout: Layout, paid: Tariff, rows: slice, kind: type[np.floating]) -> Values:
    """What taking nothing is worth: 0, less what being served would bring beside."""
    start = np.zeros(rows.stop - rows.start, dtype=kind)
    if layout.bonus_for is not None:
        start -= layout.bonus_for[rows] * np.maximum(paid.cover[layout.blocks[rows]], 0).astype(kind)
    if layout.must is not None:
        start[layout.must[rows]] = -MUST
    return start
