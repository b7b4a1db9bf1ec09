"""Who may have a programme, by its rule or by conditions. What cannot be decided for a missing answer stays open."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from dss_core.analysis.allocation.rules import Column, Columns, Verdict, judge
from dss_core.analysis.arrays import Flags, numbers
from dss_core.catalog.definitions import Condition
from dss_core.catalog.expression import Rule
from dss_core.errors import BadInput

COMPARE = {"at_most": np.less_equal, "at_least": np.greater_equal, "is": np.equal}


def may_have(frame: pd.DataFrame, rule: Rule | None) -> Verdict:
    """The verdict of a rule on each household of a frame (None: everybody); ``BadInput`` as ``judge``."""
    if rule is None:
        return Verdict(np.ones(len(frame), dtype=np.bool_), np.zeros(len(frame), dtype=np.bool_))
    return judge(rule, columns_of(frame), len(frame))


def columns_of(frame: pd.DataFrame) -> Columns:
    """The columns of a frame as rules read them: numbers with NaN, words with None."""

    def column(name: str) -> Column | None:
        if name not in frame.columns:
            return None
        values = frame[name]
        if (is_numeric_dtype(values) or is_bool_dtype(values)) or values.isna().all():
            return numbers(frame, name)
        words = values.astype(object)
        return words.where(values.notna(), None).to_numpy(dtype=object)

    return column


def eligible(frame: pd.DataFrame, conditions: Sequence[Condition]) -> tuple[Flags, Flags]:
    """Two flags per household: it meets every condition; and it cannot be decided because an answer is missing.

    One condition that fails decides the case, even where another answer is missing. Who is undecided is not
    eligible. Without conditions everybody is eligible.
    ``BadInput``, with variable: allocation_unknown_variable, allocation_bad_condition (numbers against a text, or
    an order of texts), not_a_number (texts against a number).
    """
    holds_all = np.ones(len(frame), dtype=np.bool_)
    fails_any = np.zeros(len(frame), dtype=np.bool_)
    for condition in conditions:
        if condition.variable not in frame.columns:
            raise BadInput("allocation_unknown_variable", variable=condition.variable)
        holds, missing = _test(frame, condition)
        holds_all &= holds
        fails_any |= ~holds & ~missing
    return holds_all, ~holds_all & ~fails_any


def _test(frame: pd.DataFrame, condition: Condition) -> tuple[Flags, Flags]:
    """Whether the condition holds for each household, and whether its answer is missing."""
    if isinstance(condition.value, str):
        return _test_text(frame[condition.variable], condition)
    values = numbers(frame, condition.variable)
    return COMPARE[condition.operator](values, condition.value), np.isnan(values)


def _test_text(column: pd.Series, condition: Condition) -> tuple[Flags, Flags]:
    # A column that nobody answered can be read as numbers; it says nothing about the definition.
    is_number = (is_numeric_dtype(column) or is_bool_dtype(column)) and column.notna().any()
    if condition.operator != "is" or is_number:
        # Such a comparison could never hold: it is a slip in the definition, not a household that is not eligible.
        raise BadInput("allocation_bad_condition", variable=condition.variable)
    missing = column.isna().to_numpy(dtype=np.bool_)
    return (column == condition.value).fillna(False).to_numpy(dtype=np.bool_), missing
