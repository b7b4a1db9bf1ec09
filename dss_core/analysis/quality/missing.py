"""What was not answered: by question, by place, and how many questions of a household."""

from collections.abc import Sequence

import pandas as pd


def missing_by_question(frame: pd.DataFrame, questions: Sequence[str], by: str | None = None) -> pd.DataFrame:
    """One row per question, or per group and question: n (answered), missing, share (0-1 of all; NaN for nobody).

    Groups are the observed ones, sorted, in the column ``by``.

    >>> missing_by_question(pd.DataFrame({"a": [1.0, None], "b": [2.0, 2.0]}), ["a", "b"]).values.tolist()
    [['a', 1, 1, 0.5], ['b', 2, 0, 0.0]]
    """
    is_missing = frame[list(questions)].isna()
    if by is None:
        missing = is_missing.sum()
        total = pd.Series(len(frame), index=missing.index)
        table = pd.DataFrame(
            {"question": missing.index, "n": (total - missing).to_numpy(), "missing": missing.to_numpy()}
        )
    else:
        keys = frame[by].astype(object)
        sums = is_missing.groupby(keys, sort=True).sum()
        sizes = keys.value_counts().reindex(sums.index)
        long = (
            sums.rename_axis(index=by, columns="question")
            .reset_index()
            .melt(id_vars=by, var_name="question", value_name="missing")
        )
        table = long.assign(n=long[by].map(sizes) - long["missing"])[[by, "question", "n", "missing"]]
    asked = table["n"] + table["missing"]
    return table.assign(share=(table["missing"] / asked.where(asked > 0)).astype("float64"))


def completeness(frame: pd.DataFrame, questions: Sequence[str]) -> pd.DataFrame:
    """How many households left how many questions open: missing_count, count, percent; the complete ones first."""
    open_count = frame[list(questions)].isna().sum(axis=1)
    counts = open_count.value_counts().sort_index()
    return pd.DataFrame(
        {
            "missing_count": counts.index.astype("int64"),
            "count": counts.to_numpy("int64"),
            "percent": 100 * counts.to_numpy("float64") / max(1, len(frame)),
        }
    )
