"""Tables as sets of units: which units each of their cells counts, totals included."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, vstack

from dss_core.analysis.arrays import Integers

Key = tuple[int | None, ...]  # a code for each classification, None where the cell is of all of them


@dataclass(frozen=True, eq=False)
class Table:
    """One table over n units: its classifications, shape (n,) each, and which of them are crossed in its cells.

    A unit whose class is missing has a code of its own. margins: positions of classifications, () is the total;
    without them all are crossed, with all totals.
    """

    codes: tuple[npt.NDArray[np.integer], ...]
    margins: tuple[tuple[int, ...], ...] | None = None


@dataclass(frozen=True, eq=False)
class Cells:
    """members: cells x atoms of 0 and 1; an atom is a set of units that no cell tells apart. counts: units of an atom.

    keys: of each cell, what it is of. tables: of each cell, the number of its table.
    """

    members: csr_array
    counts: Integers
    keys: tuple[Key, ...]
    tables: Integers

    @property
    def sizes(self) -> Integers:
        """The units in each cell."""
        sizes: Integers = np.asarray(self.members @ self.counts, dtype=np.int64)
        return sizes


def cells_of(tables: Sequence[Table]) -> Cells:
    """The cells of some tables of the same units, with all their totals."""
    columns = [np.asarray(code, dtype=np.int64) for table in tables for code in table.codes]
    atoms, counts = np.unique(np.stack(columns, axis=1), axis=0, return_counts=True)
    parts, keys, numbers = [], list[Key](), list[int]()
    start = 0
    for number, table in enumerate(tables):
        width = len(table.codes)
        mine = atoms[:, start : start + width]
        start += width
        for chosen in table.margins or tuple(_subsets(width)):
            groups, group = _groups(mine[:, chosen])
            parts.append(_one_hot(group, (len(groups), len(atoms))))
            keys += [_key(one, chosen, width) for one in groups]
            numbers += [number] * len(groups)
    members = csr_array(vstack(parts, format="csr"))
    return Cells(members, counts.astype(np.int64), tuple(keys), np.array(numbers, dtype=np.int64))


def _subsets(count: int) -> Iterator[tuple[int, ...]]:
    """All choices of classifications, the finest first."""
    for size in range(count, -1, -1):
        yield from combinations(range(count), size)


def _groups(codes: Integers) -> tuple[Integers, Integers]:
    if not codes.shape[1]:
        return np.zeros((min(len(codes), 1), 0), dtype=np.int64), np.zeros(len(codes), dtype=np.int64)
    groups, number = np.unique(codes, axis=0, return_inverse=True)
    return groups, number.reshape(-1)


def _one_hot(group: Integers, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(group)), (group, np.arange(len(group)))), shape=shape)


def _key(group: Integers, chosen: tuple[int, ...], count: int) -> Key:
    key: list[int | None] = [None] * count
    for position, code in zip(chosen, group, strict=True):
        key[position] = int(code)
    return tuple(key)
