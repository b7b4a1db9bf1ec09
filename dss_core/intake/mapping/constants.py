"""What somebody writes once for every row of a file, where no column says it."""

import pandas as pd

from dss_core.catalog.formats import ColumnFormat
from dss_core.intake.cells import KINDS
from dss_core.intake.faults import Rules
from dss_core.intake.matching import cleaned
from dss_core.model.problems import Severity

# One answer may hold for a whole file: a round, a place, an outcome. Nothing that tells households apart does.
SHARED_KINDS = frozenset({"year", "whole", "code", "subdistrict", "district"})


def may_be_shared(column: ColumnFormat) -> bool:
    """Whether a field may be the same in every row of a file."""
    return column.kind in SHARED_KINDS


def is_sound(text: str, column: ColumnFormat, rules: Rules) -> bool:
    """Whether a text passes the check of a field's cells; an empty one does not."""
    words = pd.Series([cleaned(column.kind, text.strip())], dtype="str")
    faults = KINDS[column.kind](words, column, rules).faults
    return bool(words.notna().all()) and not any(f.rows.any() and f.severity is Severity.ERROR for f in faults)
