"""Which cells of a table stay hidden, so that no small group can be worked out from the others.

A cell of 1 to ``least`` - 1 units is hidden. More cells are hidden beside it until linear programming over all that
is shown leaves every small group a range at least ``least`` wide (Fischetti and Salazar 2001
call it the sliding protection level).
"""

import numpy as np
from scipy.sparse import csr_array

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.disclosure.attack import TINY, Attack
from dss_core.analysis.disclosure.cells import Cells


def suppress(cells: Cells, least: int) -> Flags:
    """Which cells to hide: the small ones, and those without which a small one could be worked out."""
    sizes = cells.sizes
    small = (sizes > 0) & (sizes < least)
    hidden = small.copy()
    targets = _targets(cells, sizes, small, least)
    cost = np.where(sizes > 0, np.maximum(sizes, least), 2 * least).astype(np.float64)
    attack = _attack(cells, sizes, ~hidden, least)
    _hide(attack, targets, hidden, cost, least)
    _show_again(attack, targets, hidden, small, cost, least)
    return hidden


def _hide(attack: Attack, targets: Floats, hidden: Flags, cost: Floats, least: int) -> None:
    """Hide cells in place until every target is protected, the cheapest of those that give it away first."""
    open_targets = list(range(len(targets)))
    while open_targets:
        again = []
        for number in open_targets:
            low, high, binding = attack.range_of(targets[number])
            choice = binding[~hidden[binding]]
            if high - low >= least - TINY or not len(choice):
                continue  # hiding more only widens it
            cell = int(choice[np.argmin(cost[choice])])
            hidden[cell] = True
            attack.hide(cell)
            again.append(number)
        open_targets = again


def _show_again(attack: Attack, targets: Floats, hidden: Flags, fixed: Flags, cost: Floats, least: int) -> None:
    """Show in place what turned out to be hidden for nothing, the largest first."""
    extra = np.nonzero(hidden & ~fixed)[0]
    for cell in extra[np.argsort(-cost[extra], kind="stable")]:
        attack.show(cell)
        hidden[cell] = False
        if not all(_is_wide(attack, target, least) for target in targets):
            attack.hide(cell)
            hidden[cell] = True


def _is_wide(attack: Attack, target: Floats, least: int) -> bool:
    low, high, _ = attack.range_of(target)
    return high - low >= least - TINY


def _attack(cells: Cells, sizes: Integers, shown: Flags, least: int) -> Attack:
    return Attack(cells.members, sizes, shown, int(cells.counts.sum()) + 2 * least)


def _targets(cells: Cells, sizes: Integers, small: Flags, least: int) -> Floats:
    """Rows of atoms: the small cells, and the small rests of one cell within another."""
    weighted = csr_array(cells.members * cells.counts[None, :])
    shared = (weighted @ cells.members.T).tocoo()
    first, second = shared.coords
    is_inside = (shared.data == sizes[first]) & (sizes[first] > 0)
    rest = sizes[second] - sizes[first]
    is_rest = is_inside & (rest > 0) & (rest < least)
    rows = [cells.members[np.nonzero(small)[0]].toarray()]
    if is_rest.any():
        rows.append((cells.members[second[is_rest]] - cells.members[first[is_rest]]).toarray())
    found: Floats = np.unique(np.concatenate(rows) * (cells.counts > 0), axis=0)
    return found


def recoverable(cells: Cells, hidden: Flags, least: int) -> Flags:
    """Per cell: it is hidden and small, and yet the shown cells narrow it to fewer than ``least`` values."""
    sizes = cells.sizes
    attack = _attack(cells, sizes, ~hidden, least)
    found = np.zeros(len(sizes), dtype=np.bool_)
    for cell in np.nonzero(hidden & (sizes > 0) & (sizes < least))[0]:
        low, high, _ = attack.range_of(cells.members[[cell]].toarray()[0])
        found[cell] = high - low < least - TINY
    return found
