"""Counts of codes: real zeros, missing apart, shares of those who answered."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.statistics.describe import frequencies
from dss_core.errors import BadInput


def frame_by_hand() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "district": ["b", "a", "b", "b"],
            "tenure": ["own", "rent", None, "own"],
            "level": [2.0, np.nan, 1.0, 2.0],
            "never": [None] * 4,
        }
    )


def rows_of(table: pd.DataFrame, value: str, district: str | None) -> pd.DataFrame:
    is_group = table["district"].isna() if district is None else table["district"] == district
    return table[(table["value"] == value) & is_group]


def test_the_total_stands_first_and_lists_every_code_in_order():
    table = frequencies(frame_by_hand(), ["level", "tenure"], ["district"])
    assert table.columns.tolist() == ["district", "value", "code", "count", "n", "missing", "percent"]
    assert table["district"].tolist() == [None] * 4 + ["a"] * 4 + ["b"] * 4
    assert table["value"].tolist() == ["level", "level", "tenure", "tenure"] * 3
    assert table["code"].tolist() == [1.0, 2.0, "own", "rent"] * 3


def test_the_share_is_of_those_who_answered():
    total = rows_of(frequencies(frame_by_hand(), ["tenure"], ["district"]), "tenure", None)
    assert total["count"].tolist() == [2, 1]
    assert set(total["n"]) == {3} and set(total["missing"]) == {1}
    assert total["percent"].tolist() == pytest.approx([200 / 3, 100 / 3])


def test_a_code_that_a_group_lacks_is_a_real_zero():
    in_a = rows_of(frequencies(frame_by_hand(), ["tenure"], ["district"]), "tenure", "a")
    assert in_a["count"].tolist() == [0, 1] and in_a["percent"].tolist() == [0.0, 100.0]


def test_a_group_in_which_nobody_answered_has_no_share():
    in_a = rows_of(frequencies(frame_by_hand(), ["level"], ["district"]), "level", "a")
    assert in_a["count"].tolist() == [0, 0] and set(in_a["missing"]) == {1}
    assert in_a["percent"].isna().all()


def test_a_value_that_nobody_answered_is_still_reported():
    table = frequencies(frame_by_hand(), ["never"])
    assert table[["code", "count", "n", "missing"]].to_numpy().tolist() == [[None, 0, 0, 4]]
    assert table["percent"].isna().all()


def test_no_value_asked_for_gives_an_empty_table_with_the_same_columns():
    assert frequencies(frame_by_hand(), [], ["district"]).columns.tolist() == (
        frequencies(frame_by_hand(), ["level"], ["district"]).columns.tolist()
    )


def test_an_unknown_column_is_named():
    with pytest.raises(BadInput, match="describe_unknown_column"):
        frequencies(frame_by_hand(), ["x"])


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["p", "q", None]), st.sampled_from(["u", "v", "w", None])), min_size=1, max_size=50
    )
)
def test_counts_equal_those_of_pandas_and_add_up(rows: list[tuple[str | None, str | None]]):
    frame = pd.DataFrame(rows, columns=["g", "x"]).astype("str")
    table = frequencies(frame, ["x"], ["g"])
    expected = frame.groupby(["g", "x"]).size()
    for row in table[table["g"].notna() & table["code"].notna()].itertuples():
        assert row.count == expected.get((row.g, row.code), 0)
    total = table[table["g"].isna()]
    assert total["count"].sum() == total["n"].iloc[0] == frame["x"].notna().sum()
    assert (table.groupby("g", dropna=False)["count"].sum() == table.groupby("g", dropna=False)["n"].first()).all()
