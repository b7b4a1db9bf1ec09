"""What the sheets of an upload have in common: fields by id, put under the format's headers, with the field's words."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import SheetFormat
from dss_core.synthetic.draws import Bools, Draws, Floats, Ints, Texts
from dss_core.synthetic.houses import Houses
from dss_core.synthetic.recipe import Recipe
from dss_core.synthetic.survey import Survey

NUMBER_KINDS = frozenset({"whole", "number", "score", "year"})
TEXT = pd.StringDtype(na_value=np.nan)
Field = Texts | Ints | Floats
Fields = Mapping[str, Field]


@dataclass(frozen=True)
class Findings:
    """One survey of a window of houses, ready to be written down; ``year`` is Common Era."""

    catalog: Catalog
    recipe: Recipe
    draws: Draws
    houses: Houses
    survey: Survey
    year: int
    wave: int

    def label(self, sheet: SheetFormat, field: str, codes: Texts) -> Texts:
        """The Thai labels of codes, from the code list that the field's column names."""
        code_list = self.catalog.code_lists[str(sheet.column(field).codes)]
        labels = {entry.code: entry.label.th for entry in code_list.codes}
        return np.array([labels[code] for code in codes], dtype=object)


def frame_of(sheet: SheetFormat, fields: Fields, count: int) -> pd.DataFrame:
    """The fields under the sheet's headers, in its order; a column that nothing feeds stays blank.

    The kind of a column decides its type, so that every chunk of a round has the same types.
    """
    blank = np.full(count, np.nan)
    columns = {
        column.header: pd.Series(fields.get(column.field, blank), dtype=None if column.kind in NUMBER_KINDS else TEXT)
        for column in sheet.columns
    }
    return pd.DataFrame(columns)


def kept(values: Texts, where: Bools) -> Texts:
    """The values where they apply; blank elsewhere."""
    written = values.copy()
    written[~where] = None
    return written


def numbered(prefix: str, numbers: Ints, width: int = 1) -> Texts:
    """A word and a number in each cell, such as ``lane 3``; the number has at least ``width`` digits."""
    return np.array([f"{prefix} {number:0{width}d}" for number in numbers.tolist()], dtype=object)
