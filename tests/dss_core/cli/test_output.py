"""The three forms of an answer: nothing missing becomes zero, no text becomes a formula."""

import csv
import io
import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dss_core.cli.output import Format, guarded, records, write

FRAME = pd.DataFrame(
    {
        "name": ["=1+1", "+66", "-", "@x", "บ้าน 1", None],
        "count": [1, 2, 3, 4, 5, 6],
        "mean": [-1.5, 2.0, np.nan, 0.0, 1e-12, 3.25],
        "area": pd.Categorical(["01", "02", None, "01", "02", "01"]),
    }
)


def test_json_keeps_missing_as_null_and_zero_as_zero():
    rows = json.loads(write(FRAME, Format.JSON))
    assert [row["mean"] for row in rows] == [-1.5, 2.0, None, 0.0, 1e-12, 3.25]
    assert [row["area"] for row in rows] == ["01", "02", None, "01", "02", "01"]
    assert rows[5]["name"] is None and rows[4]["name"] == "บ้าน 1"


def test_json_holds_words_as_people_write_them():
    assert "บ้าน 1" in write(FRAME, Format.JSON)


def test_csv_is_read_back_as_it_was_but_for_the_guard():
    rows = list(csv.DictReader(io.StringIO(write(FRAME, Format.CSV))))
    assert [row["name"] for row in rows] == ["'=1+1", "'+66", "'-", "'@x", "บ้าน 1", ""]
    assert [row["mean"] for row in rows] == ["-1.5", "2.0", "", "0.0", "1e-12", "3.25"], (
        "a negative number is no formula"
    )
    assert [row["area"] for row in rows] == ["01", "02", "", "01", "02", "01"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(text: str):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("value", [-1, -1.5, "a=b", "", None, True])
def test_anything_else_is_left_alone(value: object):
    assert guarded(value) is value


def test_a_table_shows_missing_as_a_dash():
    lines = write(FRAME, Format.TABLE).splitlines()
    assert len(lines) == 7
    assert lines[3].split() == ["-", "3", "–", "–"]


@pytest.mark.parametrize(("form", "shown"), [(Format.JSON, "[]"), (Format.CSV, "a,b\n"), (Format.TABLE, "a  b")])
def test_an_answer_without_rows_is_still_an_answer(form: Format, shown: str):
    assert write(pd.DataFrame(columns=["a", "b"]), form) == shown


def test_days_moments_tuples_and_numbers_of_numpy_become_plain_values():
    frame = pd.DataFrame(
        {"on": [date(2026, 1, 2)], "programmes": [("a", "b")], "n": [np.int64(3)], "is": [np.bool_(True)]}
    )
    assert records(frame) == [{"on": "2026-01-02", "programmes": ("a", "b"), "n": 3, "is": True}]
    assert json.loads(write(frame, Format.JSON))[0]["programmes"] == ["a", "b"]


def test_numbers_of_numpy_among_words_become_plain_values_too():
    frame = pd.DataFrame({"code": pd.Series([np.int64(3), "x"], dtype=object)})
    assert json.loads(write(frame, Format.JSON)) == [{"code": 3}, {"code": "x"}]
