"""What the cells of a column say about which field they may be: a sample of them, put to the check of each kind."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.catalog.formats import ColumnFormat
from dss_core.intake.cells import KINDS, value_class
from dss_core.intake.faults import Mask, Rules
from dss_core.intake.matching import FREE_TEXT, cleaned
from dss_core.intake.sheet_rows import column_texts, filled_rows
from dss_core.intake.sheets import Sheet

SAMPLE = 200  # cells of a column
MOST_EXAMPLES, LONGEST_EXAMPLE = 3, 40

Check = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class ColumnSample:
    """Some cells of a column, taken from all over it: those that are filled, and how many were looked at."""

    position: int
    heading: str
    filled: tuple[str, ...]
    looked_at: int

    @property
    def classes(self) -> tuple[tuple[str, float], ...]:
        """The kinds of values among the cells with their shares (0-1), the commonest first; never a value."""
        if not self.looked_at:
            return ()
        found = Counter(value_class(text) for text in self.filled)
        found["blank"] += self.looked_at - len(self.filled)
        return tuple((name, count / self.looked_at) for name, count in found.most_common() if count)


def samples(sheet: Sheet) -> list[ColumnSample]:
    """A sample of every column of a sheet that has its headings in one row at the top."""
    rows = filled_rows(sheet, 1)
    taken = rows[:: max(1, len(rows) // SAMPLE)][:SAMPLE]
    headings = sheet.header
    found = []
    for position, heading in enumerate(headings):
        filled = tuple(text for text in column_texts(sheet, position, taken) if text)
        found.append(ColumnSample(position, heading, filled, len(taken)))
    return found


class Contents:
    """The checks of a format put to samples; each check is put once to each column."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.passed: dict[tuple[int, Check], Mask] = {}

    def check_of(self, column: ColumnFormat) -> Check:
        """What two fields have in common when the same cells fit both."""
        indicators = self.rules.catalog.instrument.indicators
        scale = next(((i.lowest, i.highest, i.is_whole) for i in indicators if i.id == column.field), ())
        return (column.kind, column.codes, column.lowest, column.highest, scale)

    def share(self, sample: ColumnSample, column: ColumnFormat) -> float | None:
        """The share (0-1) of the filled cells that fit a field; None where there are none, or where any text fits."""
        if not sample.filled or column.kind in FREE_TEXT:
            return None
        return float(self._fits(sample, column).mean())

    def examples(self, sample: ColumnSample, column: ColumnFormat) -> tuple[str, ...]:
        """Up to three different cells that fit a field; none where they may tell something of a person."""
        if column.personal or not sample.filled or column.kind in FREE_TEXT:
            return ()
        fits = self._fits(sample, column)
        found = dict.fromkeys(text for text, fit in zip(sample.filled, fits, strict=True) if fit)
        return tuple(text for text in found if len(text) <= LONGEST_EXAMPLE)[:MOST_EXAMPLES]

    def _fits(self, sample: ColumnSample, column: ColumnFormat) -> Mask:
        key = (id(sample), self.check_of(column))
        if key not in self.passed:
            words = pd.Series([cleaned(column.kind, text) for text in sample.filled], dtype="str")
            broken = np.zeros(len(words), dtype=np.bool_)
            for fault in KINDS[column.kind](words, column, self.rules).faults:
                broken |= fault.rows  # notes too: of two columns the codes of areas are better than their names
            self.passed[key] = ~broken & words.notna().to_numpy()
        return self.passed[key]
