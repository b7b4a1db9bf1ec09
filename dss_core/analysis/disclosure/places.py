"""The figures of a round that stay hidden from those who may not look at single households: one pattern for all.

Whoever reads one classification over the whole hierarchy of places, whatever is filtered and in whatever order, sees
cells of the same table; it is protected as a whole. Tables of different classifications have nothing but the places
in common: given what is shown of the places, each could be filled in whatever way the others are (they are
decomposable), so that a table protected alone stays protected beside the others.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dss_core.analysis.disclosure.cells import Table, cells_of
from dss_core.analysis.disclosure.suppress import suppress

ALL = ""  # every place, or every class
Cell = tuple[str, str]  # a place, and a class
_DISTRICT, _SUBDISTRICT, _CLASS = range(3)
PLACES = ((_SUBDISTRICT,), (_DISTRICT,), ())
CLASSIFIED = (*((*place, _CLASS) for place in PLACES), *PLACES)


def hidden_cells(
    districts: Sequence[str], subdistricts: Sequence[str], classes: Sequence[str] | None, least: int
) -> frozenset[Cell]:
    """The cells to hide: the code of a place (``ALL``: everywhere) and a class (``ALL``: whichever).

    One entry per household in each sequence; classes None: the places alone. least: the smallest group that is shown.
    """
    if not len(districts):
        return frozenset()
    columns = (districts, subdistricts) if classes is None else (districts, subdistricts, classes)
    factors = [pd.factorize(np.asarray(codes, dtype=object), sort=True) for codes in columns]
    codes = tuple(np.asarray(code, dtype=np.int64) for code, _ in factors)
    cells = cells_of([Table(codes, PLACES if classes is None else CLASSIFIED)])
    hidden = []
    for at in np.flatnonzero(suppress(cells, least)):
        named = [
            ALL if code is None else str(names[code]) for code, (_, names) in zip(cells.keys[at], factors, strict=True)
        ]
        hidden.append((named[_SUBDISTRICT] or named[_DISTRICT], ALL if classes is None else named[_CLASS]))
    return frozenset(hidden)
