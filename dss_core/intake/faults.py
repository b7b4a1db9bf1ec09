"""What a rule gives back: a mask over the rows of a column with the code of the reason, and what could stand there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dss_core.catalog.catalog import Catalog
from dss_core.intake.area_names import AreaNames
from dss_core.model.problems import Severity

Mask = NDArray[np.bool_]
Suggest = Callable[[str], str | None]
# Looking for what a text should be takes time, and an upload may hold anything: longer texts and further ones get none.
LONGEST_SUGGESTED, MOST_SUGGESTED = 80, 1_000


@dataclass(frozen=True)
class Fault:
    """Rows of a column that break one rule.

    ``suggest`` gives what should probably stand in a row (by its position), or None. It is asked for the rows that are
    listed and for no other, so it need not be fast. ``is_private``: what it suggests tells who somebody is, or where.
    """

    code: str
    rows: Mask
    severity: Severity = Severity.ERROR
    params: tuple[tuple[str, str], ...] = ()
    suggest: Callable[[int], str | None] | None = None
    is_private: bool = False


@dataclass(frozen=True)
class Checked:
    """A column after its check: values (missing where blank or at fault) and the faults."""

    values: pd.Series
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Rules:
    """What the checks of cells need to know besides the column."""

    catalog: Catalog
    is_synthetic: bool
    # The head, the informant and a member are often one person: each number is checked once in a file.
    right_digits: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def area_names(self) -> AreaNames:
        """The names of the province's areas, as people write them."""
        return AreaNames(self.catalog.areas)


def given(texts: pd.Series) -> Mask:
    """Which cells hold something."""
    return texts.notna().to_numpy()


def mapped(texts: pd.Series, change: Callable[[str], str | None]) -> pd.Series:
    """Each different text changed once; a column of text even where nothing is given."""
    changed = {text: change(text) for text in texts.dropna().unique()}
    return texts.map(changed, na_action="ignore").astype("str")


def suggested(texts: pd.Series, suggest: Suggest) -> Callable[[int], str | None]:
    """What a text at fault should probably be, by its position; each different text is thought about once."""
    thought: dict[str, str | None] = {}

    def at(position: int) -> str | None:
        text = str(texts.iloc[position])
        if text not in thought:
            if len(text) > LONGEST_SUGGESTED or len(thought) >= MOST_SUGGESTED:
                return None
            thought[text] = suggest(text)
        return thought[text]

    return at


def taken_from(values: pd.Series) -> Callable[[int], str | None]:
    """What another column says should stand there, by position; nothing where it is missing."""

    def at(position: int) -> str | None:
        value = values.iloc[position]
        return None if pd.isna(value) else str(value)

    return at
