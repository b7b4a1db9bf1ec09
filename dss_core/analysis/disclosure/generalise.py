"""An answer told more coarsely, as a step of ``research.toml`` says, and the columns that ``anonymity`` counts."""

from itertools import pairwise

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Integers
from dss_core.analysis.disclosure.anonymity import Ladder, Sensitive
from dss_core.catalog.research import Asked, Quasi, Step

DISTRICT_DIGITS = 4


def told_by(step: Step, values: pd.Series) -> pd.Series:
    """The texts of a step, None where the answer is missing; the same index.

    >>> step = Step(label={"th": "ก", "en": "a"}, limits=(30, 31, 60))
    >>> told_by(step, pd.Series([29.0, 30.0, 31.0, 60.0])).tolist()
    ['0-29', '30', '31-59', '60+']
    """
    if step.limits:
        return _classes(step, values)
    texts = values.astype(object).map(text_of, na_action="ignore")
    if step.level == "district":
        texts = texts.map(lambda code: code[:DISTRICT_DIGITS], na_action="ignore")
    if step.groups:
        texts = texts.map({code: group.code for group in step.groups for code in group.of})
    return _without_gaps(texts)


def text_of(value: object) -> str:
    """A code, or a number without needless decimals."""
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def class_names(limits: tuple[int, ...]) -> list[str]:
    """The classes of whole numbers between limits, in order."""
    middle = [str(low) if high - low == 1 else f"{low}-{high - 1}" for low, high in pairwise(limits)]
    first = "0" if limits[0] == 1 else f"0-{limits[0] - 1}"
    return [first, *middle, f"{limits[-1]}+"]


def _classes(step: Step, values: pd.Series) -> pd.Series:
    numbers = values.to_numpy(dtype=np.float64)
    names = np.array(class_names(step.limits), dtype=object)
    found = names[np.digitize(np.nan_to_num(numbers), step.limits)]
    return _without_gaps(pd.Series(np.where(np.isnan(numbers), None, found), index=values.index))


def _without_gaps(texts: pd.Series) -> pd.Series:
    plain = texts.astype(object)
    return plain.where(plain.notna(), None)


def ladder_of(quasi: Quasi, values: pd.Series) -> Ladder:
    """The steps of a quasi-identifier, and one more that leaves it out."""
    steps = [codes_of(told_by(step, values)) for step in quasi.steps]
    return Ladder(np.stack([*steps, np.zeros(len(values), dtype=np.int64)]))


def codes_of(texts: pd.Series) -> Integers:
    """A code for each text; -1, which is ``anonymity.MISSING``, where there is none."""
    codes: Integers = pd.factorize(texts, sort=True)[0].astype(np.int64)
    return codes


def rounded(asked: Asked, values: pd.Series) -> pd.Series:
    """Numbers to their unit; codes as they are."""
    if asked.rounded_to is None:
        return values
    numbers = values.to_numpy(dtype=np.float64)
    return pd.Series(np.round(np.round(numbers / asked.rounded_to) * asked.rounded_to, 6), index=values.index)


def sensitive_of(asked: Asked, values: pd.Series) -> Sensitive:
    """The column as ``anonymity`` counts it, rounded as it is handed out."""
    texts = _without_gaps(rounded(asked, values).astype(object).map(text_of, na_action="ignore"))
    codes, names = pd.factorize(texts, sort=True)
    harmless = frozenset(place for place, name in enumerate(names) if name in asked.harmless)
    return Sensitive(codes.astype(np.int64), harmless)
