"""A rounded plan is made to keep every limit, and what is left is filled in: least loss first, at the final prices."""

from collections.abc import Iterable, Iterator

import numpy as np

from dss_core.analysis.allocation.pricing.choose import Choices
from dss_core.analysis.allocation.pricing.layout import NEVER, Layout, Smalls
from dss_core.analysis.allocation.pricing.ledger import Change, Ledger
from dss_core.analysis.allocation.pricing.sweep import chunks, tariff, values_at
from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.arrays import Flags, Floats, Integers

MOST_CHANGES = 1500  # looked at in one round
MOST_FOR_LIMIT = 20_000  # looked at to keep one limit
ROUNDS = 4
NOWHERE = np.float32(1e20)  # a loss that no real change has


def mended(problem: Problem, layout: Layout, choices: Choices, prices: Floats) -> Choices | None:
    """A plan near ``choices`` that keeps all limits, None when none was found; ``choices`` are changed in place."""
    ledger = Ledger(problem, layout, choices)
    for _ in range(ROUNDS):
        if not ledger.exceeded and not ledger.missed and not len(_unserved(layout, choices)):
            break
        _serve_who_must(ledger, prices)
        _reach_floors(ledger, prices)
        _give_back(ledger, prices)
    if ledger.exceeded or ledger.missed or len(_unserved(layout, choices)):
        return None
    for _ in range(ROUNDS):
        if not ledger.fill(_changes(layout, choices, prices, MOST_CHANGES)):
            break
    return choices


def _give_back(ledger: Ledger, prices: Floats) -> None:
    """Take away what is worth least at the prices, until no limit is exceeded; or give something cheaper instead."""
    layout = ledger.layout
    for row in ledger.exceeded:
        _make(ledger, row, -1, _removals(ledger, row, prices))
        if ledger.use[row] > ledger.high[row]:
            _make(ledger, row, -1, _changes(layout, ledger.choices, prices, MOST_FOR_LIMIT, layout.in_block[row]))


def _reach_floors(ledger: Ledger, prices: Floats) -> None:
    """Give what is worth most at the prices where a floor is missed."""
    layout = ledger.layout
    for row in ledger.missed:
        among = None
        if layout.cover_of[row] and layout.bonus_for is not None:
            among = layout.bonus_for & (ledger.choices == ledger.none).all(axis=0)
        elif ledger.problem.limits[row].programmes is not None:
            among = np.ones(layout.household_count, dtype=np.bool_)
        _make(ledger, row, 1, _changes(layout, ledger.choices, prices, MOST_FOR_LIMIT, layout.in_block[row], among))


def _make(ledger: Ledger, row: int, sign: int, changes: Iterable[Change]) -> None:
    """Make changes that bring a limit nearer to what it asks for, until it is kept.

    No other limit gets worse by it; but for a floor the money of the whole may run over, and is given back later.
    """
    is_whole = [limit.area is None and limit.counts_satang for limit in ledger.problem.limits]
    for change in changes:
        if ledger.low[row] <= ledger.use[row] <= ledger.high[row]:
            return
        delta = ledger.delta(change)
        if delta is None or delta.get(row, 0) * sign <= 0:
            continue
        if all(
            (add <= 0 or ledger.use[other] + add <= ledger.high[other] or (sign > 0 and is_whole[other]))
            and (add >= 0 or ledger.use[other] + add >= min(ledger.low[other], ledger.use[other]))
            for other, add in delta.items()
            if other != row
        ):
            ledger.enter(change, delta)


def _serve_who_must(ledger: Ledger, prices: Floats) -> None:
    """Whoever must be served gets what is worth most at the prices, whatever that exceeds."""
    layout = ledger.layout
    waiting = _unserved(layout, ledger.choices)
    if len(waiting):
        among = np.zeros(layout.household_count, dtype=np.bool_)
        among[waiting] = True
        every = np.ones(layout.block_count, dtype=np.bool_)
        for change in _changes(layout, ledger.choices, prices, len(waiting) * ledger.none, every, among):
            delta = ledger.delta(change)
            if delta is not None and (ledger.choices[:, change[0]] == ledger.none).all():
                ledger.enter(change, delta)


def _unserved(layout: Layout, choices: Choices) -> Integers:
    """The households that must be served and are not."""
    nobody = np.zeros(layout.household_count, dtype=np.bool_)
    must = nobody if layout.must is None else layout.must
    households: Integers = np.nonzero(must & (choices == layout.programme_count).all(axis=0))[0]
    return households


def _removals(ledger: Ledger, row: int, prices: Floats) -> Iterator[Change]:
    """The served pairs that count in a limit, the least worth at the prices first."""
    layout = ledger.layout
    served = (ledger.choices < ledger.none) & layout.in_block[row][layout.blocks]
    programmes = ledger.problem.limits[row].programmes
    if programmes is not None:
        served &= np.isin(ledger.choices, programmes)
    place, household = np.nonzero(served)
    worth = _held(layout, ledger.choices, prices)[place, household]
    given = ledger.choices[place, household]
    for at in np.argsort(worth, kind="stable"):
        yield int(household[at]), int(given[at]), ledger.none


def _held(layout: Layout, choices: Choices, prices: Floats) -> Smalls:
    """What each household's programmes are worth at the prices: most x households."""
    held: Smalls = np.full(choices.shape, NOWHERE, dtype=np.float32)
    paid = tariff(layout, prices)
    for rows in chunks(layout):
        values = values_at(layout, paid, rows, layout.benefits[:, rows], layout.costs[:, rows], np.float32)
        for place, row in enumerate(choices[:, rows]):
            at = np.nonzero(row < layout.programme_count)[0]
            held[place, rows.start + at] = values[row[at], at]
    return held


def _changes(
    layout: Layout,
    choices: Choices,
    prices: Floats,
    most: int,
    in_block: Flags | None = None,
    among: Flags | None = None,
) -> Iterator[Change]:
    """The changes that lose least at the prices: one more programme, or another in the place of the least one.

    in_block: blocks to look in. among: households to look at.
    """
    paid, none = tariff(layout, prices), layout.programme_count
    found: list[tuple[Smalls, Integers, Integers, Integers]] = []
    for rows in chunks(layout):
        here = np.ones(rows.stop - rows.start, dtype=np.bool_) if among is None else among[rows]
        if in_block is not None:
            here = here & in_block[layout.blocks[rows]]
        if not here.any():
            continue
        values = values_at(layout, paid, rows, layout.benefits[:, rows], layout.costs[:, rows], np.float32)
        held = np.full((layout.most, len(here)), NOWHERE, dtype=np.float32)
        mine = choices[:, rows]
        for place, row in enumerate(mine):
            at = np.nonzero(row < none)[0]
            held[place, at] = values[row[at], at]
        for row in mine:
            at = np.nonzero(row < none)[0]
            values[row[at], at] = NEVER
        values[:, ~here] = NEVER
        least = held.argmin(axis=0)
        worst = np.take_along_axis(held, least[None], axis=0)[0]
        room = (mine == none).any(axis=0)
        found.append(_least(np.where(room, -values, NOWHERE), rows.start, np.full(len(here), none), most))
        away = np.take_along_axis(mine, least[None], axis=0)[0]
        found.append(_least(np.where(away < none, worst - values, NOWHERE), rows.start, away, most))
    if not found:
        return
    loss, household, away, give = (np.concatenate(part) for part in zip(*found, strict=True))
    for at in np.argsort(loss, kind="stable")[:most]:
        yield int(household[at]), int(away[at]), int(give[at])


def _least(loss: Smalls, start: int, away: Integers, most: int) -> tuple[Smalls, Integers, Integers, Integers]:
    """The ``most`` smallest losses (programmes x households) with household, programme away, programme given."""
    flat = loss.ravel()
    at = np.argpartition(flat, most)[:most] if len(flat) > most else np.arange(len(flat))
    at = np.sort(at[flat[at] < NOWHERE])
    give, household = np.divmod(at, loss.shape[1])
    return flat[at], household + start, away[household].astype(np.int64), give
