"""Small groups cannot be worked out: an attack by another solver over all that is shown never narrows them."""

import numpy as np
import pytest
from scipy.optimize import linprog

from dss_core.analysis.disclosure.cells import Cells, Table, cells_of
from dss_core.analysis.disclosure.suppress import recoverable, suppress

LEAST = 5


def drawn(seed: int, n: int, classes: tuple[int, ...]) -> Table:
    rng = np.random.default_rng(seed)
    return Table(tuple(np.minimum(rng.geometric(0.4, n) - 1, most - 1) for most in classes))


def widths(cells: Cells, hidden: np.ndarray) -> list[float]:
    """How wide SciPy's program leaves each small cell that is hidden."""
    shown, sizes = cells.members.toarray()[~hidden], cells.sizes
    found = []
    for cell in np.nonzero(hidden & (sizes > 0) & (sizes < LEAST))[0]:
        target = cells.members[[cell]].toarray()[0]
        low, high = (linprog(sign * target, A_eq=shown, b_eq=sizes[~hidden]) for sign in (1, -1))
        found.append(np.inf if high.status == 3 else -high.fun - low.fun)
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("classes", [(9,), (6, 4), (4, 3, 3)])
def test_no_small_cell_can_be_recomputed(seed: int, classes: tuple[int, ...]):
    cells = cells_of([drawn(seed, 150, classes)])
    hidden = suppress(cells, LEAST)
    small = (cells.sizes > 0) & (cells.sizes < LEAST)
    assert small.any() and (hidden >= small).all()
    assert min(widths(cells, hidden)) >= LEAST - 1e-6
    assert not recoverable(cells, hidden, LEAST).any()


def test_hiding_the_small_cells_alone_would_not_do():
    table = Table((np.repeat([0, 1], [3, 60]),))
    cells = cells_of([table])
    small = (cells.sizes > 0) & (cells.sizes < LEAST)
    assert recoverable(cells, small, LEAST).sum() == 1
    assert suppress(cells, LEAST).sum() == 2


def test_a_table_without_small_cells_is_shown_whole():
    cells = cells_of([Table((np.repeat([0, 1, 2], 20),))])
    assert not suppress(cells, LEAST).any()


def test_a_table_of_nobody_and_one_of_few_are_hidden_as_far_as_they_have_to_be():
    assert not suppress(cells_of([Table((np.zeros(0, dtype=int),))]), LEAST).any()
    assert suppress(cells_of([Table((np.zeros(3, dtype=int),))]), LEAST).all()
