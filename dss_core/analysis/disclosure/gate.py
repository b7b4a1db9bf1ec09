"""The one gate of figures: what of a new table a reader may be shown after all the tables seen before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Flags
from dss_core.analysis.disclosure.cells import Cells, Key, Table, cells_of
from dss_core.analysis.disclosure.suppress import suppress


@dataclass(frozen=True, eq=False)
class Shown:
    """A table that a reader has seen: the keys of its cells that were hidden."""

    table: Table
    hidden: frozenset[Key]


@dataclass(frozen=True, eq=False)
class Gated:
    """What the gate lets through: the cells of the new table to hide, and the small ones among them.

    is_refused: the tables seen before leave no way to protect a small group, so nothing of the new table may be shown.
    """

    hidden: frozenset[Key]
    small: frozenset[Key]
    is_refused: bool


def gate(table: Table, least: int, before: Sequence[Shown] = ()) -> Gated:
    """The new table, gated. least: the smallest group that may be shown. before: what this reader has been shown."""
    cells = cells_of([table, *(one.table for one in before)])
    told, kept = _history(cells, before)
    found = suppress(cells, least, told, kept)
    is_refused = bool(len(found.unprotected))
    mine = cells.tables == 0
    hidden = np.ones_like(found.hidden) if is_refused else found.hidden
    return Gated(_keys(cells, mine & hidden), _keys(cells, mine & found.small), is_refused)


def _history(cells: Cells, before: Sequence[Shown]) -> tuple[Flags, Flags]:
    was_hidden = np.array(
        [number > 0 and key in before[number - 1].hidden for key, number in zip(cells.keys, cells.tables, strict=True)],
        dtype=np.bool_,
    )
    return (cells.tables > 0) & ~was_hidden, was_hidden


def _keys(cells: Cells, chosen: Flags) -> frozenset[Key]:
    return frozenset(cells.keys[position] for position in np.nonzero(chosen)[0])
