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
LONGEST_THOUGHT_OF = 80  # letters: an upload may hold anything, and no cell that can be mended is longer
Suggest = Callable[[str], str | None]


@dataclass(frozen=True)
class Fault:
    """Rows of a column that break one rule.

    What should probably stand there is told by ``suggest`` from the text, or by ``suggest_at`` from the position of the
    row; None where nobody can know. They are asked for the rows that are listed and for no other, so they need not be
    fast. ``is_private``: what is suggested tells who somebody is, or where.
    """

    code: str
    rows: Mask
    severity: Severity = Severity.ERROR
    params: tuple[tuple[str, str], ...] = ()
    suggest: Suggest | None = None
    suggest_at: Callable[[int], str | None] | None = None
    is_private: bool = False

    def suggestion(self, text: str | None, position: int) -> str | None:
        """What should probably stand in a row."""
        if self.suggest_at is not None:
            return self.suggest_at(position)
        if self.suggest is None or text is None or len(text) > LONGEST_THOUGHT_OF:
            return None
        return self.suggest(text)


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


def taken_from(values: pd.Series) -> Callable[[int], str | None]:
    """What another column says should stand there, by position; nothing where it is missing."""

    def at(position: int) -> str | None:
        value = values.iloc[position]
        return None if pd.isna(value) else str(value)

    return at
