"""What the tests of the stress test share: the product's own rules, and small tables."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.needs import Needs, needs_of
from dss_core.catalog.ranking import load_stress_rules
from dss_core.settings import ROOT

RULES = load_stress_rules(ROOT / "data")


def needs(values: list[list[float | None]], *weights: float, step: float | None = None) -> Needs:
    """Needs 0-1 of households (rows) on criteria a, b, c ...; equal weights unless given."""
    return needs_of(frame_of(values), criteria_of(values, *weights, step=step))


def frame_of(values: list[list[float | None]]) -> pd.DataFrame:
    return pd.DataFrame(np.array(values, dtype=np.float64), columns=list("abcdefgh"[: len(values[0])]))


def criteria_of(values: list[list[float | None]], *weights: float, step: float | None = None) -> list[Criterion]:
    names = "abcdefgh"[: len(values[0])]
    given = weights or (1 / len(names),) * len(names)
    return [Criterion(name, weight, "worse", 0, 1, step=step) for name, weight in zip(names, given, strict=True)]


@st.composite
def tables(draw: st.DrawFn, missing: bool = True, smallest: int = 2) -> list[list[float | None]]:
    """Households on three criteria with answers in quarters."""
    quarter = st.integers(0, 4).map(lambda number: number / 4)
    answer = st.one_of(quarter, st.none()) if missing else quarter
    return draw(st.lists(st.lists(answer, min_size=3, max_size=3), min_size=smallest, max_size=9))
