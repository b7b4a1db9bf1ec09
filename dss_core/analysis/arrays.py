"""The array types of this room, and the one way from a column to numbers."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import infer_dtype

from dss_core.errors import BadInput

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.str_]

# What pandas calls a column of numbers. Texts are left out: numpy would read "3" as 3 without a word.
NUMBER_KINDS = frozenset({"floating", "integer", "mixed-integer-float", "boolean"})


def numbers(frame: pd.DataFrame, column: str) -> Floats:
    """One column as float64 of shape (n,): every value is finite, or NaN where it is missing or infinite.

    ``BadInput`` (not_a_number, variable) when the column holds anything but numbers or flags. A column that
    nobody answered is all missing, whatever its type: a reader cannot know what it would have held.
    """
    values = frame[column]
    if infer_dtype(values, skipna=True) not in NUMBER_KINDS:
        if values.notna().any():
            raise BadInput("not_a_number", variable=column)
        return np.full(len(values), np.nan)
    array = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(array), array, np.nan)


def numbers_of(frame: pd.DataFrame, columns: tuple[str, ...]) -> Floats:
    """Several columns as one array of shape (columns, n), so that a column lies in one piece of memory."""
    table = np.empty((len(columns), len(frame)))
    for row, column in zip(table, columns, strict=True):
        row[:] = numbers(frame, column)
    return table
