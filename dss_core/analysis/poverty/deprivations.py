"""From the columns of a frame to a matrix of deprivations, by the rules of a specification."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, numbers
from dss_core.analysis.poverty.profiles import NOT_KNOWN, Deprivations
from dss_core.catalog.specification import DeprivationRule, Operator, Specification
from dss_core.errors import BadInput

NO_LINES: Mapping[str, float] = {}
# An average over members that is 2 on paper may be a little less in a computer.
DECIMALS = 9
COMPARISONS: dict[Operator, Callable[[Floats, float], Flags]] = {
    "at_most": lambda values, bound: values <= bound,
    "below": lambda values, bound: values < bound,
    "at_least": lambda values, bound: values >= bound,
    "above": lambda values, bound: values > bound,
    "is": lambda values, bound: values == bound,
}


def deprivation_matrix(
    frame: pd.DataFrame, specification: Specification, lines: Mapping[str, float] = NO_LINES
) -> Deprivations:
    """Who is deprived in what, int8 of shape (rows, indicators): 1 deprived, 0 not, -1 not known.

    ``lines``: the heights of the poverty lines that rules may name. ``BadInput``: describe_unknown_column (column),
    not_a_number (variable), poverty_not_zero_one (column, count), poverty_unknown_line (line).
    """
    matrix = np.empty((len(frame), len(specification.indicators)), dtype=np.int8)
    for position, indicator in enumerate(specification.indicators):
        rule = specification.rule_of(indicator)
        variable = indicator if rule is None else rule.variable
        if variable not in frame.columns:
            raise BadInput("describe_unknown_column", column=variable)
        values = numbers(frame, variable)
        flags = _zero_one(values, indicator) if rule is None else compared(values, rule.operator, _bound(rule, lines))
        matrix[:, position] = np.where(np.isnan(values), NOT_KNOWN, flags)
    return matrix


def compared(values: Floats, operator: Operator, bound: float) -> Flags:
    """Which values stand so to a bound (any shape); a missing value never does."""
    flags: Flags = COMPARISONS[operator](np.round(values, DECIMALS), bound)
    return flags


def _zero_one(values: Floats, column: str) -> Flags:
    other = ~np.isnan(values) & (values != 0) & (values != 1)
    if other.any():
        raise BadInput("poverty_not_zero_one", column=column, count=int(other.sum()))
    return np.asarray(values == 1)


def _bound(rule: DeprivationRule, lines: Mapping[str, float]) -> float:
    if rule.value is not None:
        return rule.value
    height = lines.get(rule.line or "")
    if height is None:
        raise BadInput("poverty_unknown_line", line=str(rule.line))
    return height
