"""``describe --file``: the records of a researcher's own table, and a stated result for every bad one."""

from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.statistics.design import LonelyRule
from dss_core.errors import BadFile, BadInput
from dss_core.usecases.describe_file import FileDescription, FileQuery, FileRecord, describe_file
from dss_core.usecases.file_design import FileDesign
from tests.dss_core.analysis.statistics.small_survey import ROWS

SURVEY = ROWS.encode()


def describe(text: bytes | str, values: str, by: str = "", **named: Any) -> FileDescription:
    in_design = {field.name for field in fields(FileDesign)}
    design = {name: value for name, value in named.items() if name in in_design}
    rest = {name: value for name, value in named.items() if name not in in_design}
    query = FileQuery(tuple(values.split(",")), FileDesign(tuple(by.split(",")) if by else (), **design), **rest)
    return describe_file(text if isinstance(text, bytes) else text.encode(), "t.csv", query)


def one(found: FileDescription, value: str, level: str | None = None, **group: str) -> FileRecord:
    (record,) = [r for r in found.records if (r.value, r.level, r.group) == (value, level, group)]
    return record


def told(found: FileDescription) -> list[tuple[str, str, dict[str, str]]]:
    return [(p.code, p.column, dict(p.params)) for p in found.problems]


def test_a_record_has_the_documented_keys_in_the_documented_order():
    documented = """value group level weighted n missing mean sd se ci_low ci_high median q1 q3 min max total se_total
    percent count"""
    assert [field.name for field in fields(FileRecord)] == documented.split()


def test_a_number_by_hand():
    r = one(describe("a,x\nu,1\nu,3\nu,\nv,10\nv,30\nv,1.5\n", "x", "a"), "x", a="u")
    assert (r.n, r.missing, r.mean, r.median, r.min, r.max, r.total) == (2, 1, 2.0, 2.0, 1.0, 3.0, 4.0)
    assert (r.weighted, r.percent, r.count) == (False, None, None)
    assert r.sd == pytest.approx(np.sqrt(2)) and r.se == pytest.approx(1.0)
    assert (r.ci_low, r.ci_high) == pytest.approx((2 - 12.7062047, 2 + 12.7062047))


def test_a_category_by_hand():
    found = describe("sex,x\nm,1\nf,2\nf,3\n,4\n", "sex")
    r = one(found, "sex", "f")
    assert [record.level for record in found.records] == ["f", "m"]
    assert (r.n, r.missing, r.count, r.mean, r.total) == (3, 1, 2, None, 2.0)
    assert r.percent == pytest.approx(200 / 3)
    assert r.ci_low is not None and r.ci_high is not None and r.ci_low < 200 / 3 < r.ci_high


def test_the_design_is_that_of_r():
    found = describe(SURVEY, "x,answer", weight="weight", strata="stratum", clusters=("cluster",), fpc=("size",))
    x, answer = one(found, "x"), one(found, "answer", "yes")
    assert (x.weighted, x.n, x.missing) == (True, 25, 2)
    assert (x.mean, x.se) == pytest.approx((25.60336277173913, 0.6135127967434127), rel=1e-9)
    assert (x.q1, x.median, x.q3) == (22.9, 24.4, 30.6)
    assert (answer.percent, answer.ci_low, answer.ci_high) == pytest.approx(
        (36.12954186414004, 16.14709160090961, 62.42981249768426), rel=1e-7
    )
    assert ("describe_lonely_strata", "stratum", {"count": "1", "rule": "centered"}) in told(found)


def test_the_rule_for_lonely_clusters_can_be_chosen():
    design: dict[str, Any] = {"weight": "weight", "strata": "stratum", "clusters": ("cluster",), "fpc": ("size",)}
    certain = one(describe(SURVEY, "x", lonely=LonelyRule.CERTAINTY, **design), "x")
    assert certain.se == pytest.approx(0.5581376142176673, rel=1e-9)
    with pytest.raises(BadInput, match="design_lonely_stratum"):
        describe(SURVEY, "x", lonely=LonelyRule.FAIL, **design)


def test_two_groupings_give_the_total_each_alone_and_both_together():
    found = describe("a,b,x\nu,1,1.5\nu,2,2\nv,1,3\nv,1,4\n", "x", "a,b")
    assert [r.group for r in found.records] == [
        {},
        {"a": "u"},
        {"a": "v"},
        {"b": "1"},
        {"b": "2"},
        {"a": "u", "b": "1"},
        {"a": "u", "b": "2"},
        {"a": "v", "b": "1"},
    ]


def test_groups_are_named_as_the_file_writes_them():
    found = describe("code,x\n0101,1\n4904.0,2\n,3\n", "x", "code")
    assert [r.group for r in found.records if r.level is None] == [{}, {"code": "0101"}, {"code": "4904.0"}]
    assert ("describe_without_group", "code", {"count": "1"}) in told(found)


def test_a_number_with_few_whole_values_is_counted_as_well():
    found = describe("x,y\n1.0,a\n0.0,b\n1.0,c\n,d\n", "x")
    assert [r.level for r in found.records] == [None, "0", "1"]
    assert one(found, "x", "1").percent == pytest.approx(200 / 3) and one(found, "x").mean == pytest.approx(2 / 3)
    assert [r.level for r in describe("x,y\n1.0,a\n0.0,b\n", "x", most_codes=0).records] == [None]


def test_a_number_with_fractions_or_many_values_is_not_counted():
    assert [r.level for r in describe("x,y\n1.5,a\n2,b\n", "x").records] == [None]
    many = "x,y\n" + "".join(f"{number},a\n" for number in range(21))
    assert [r.level for r in describe(many, "x").records] == [None]


def test_codes_can_be_said_to_be_categories():
    rows = "".join(f"{number},{number / 2}\n" for number in range(30))
    found = describe("code,x\n" + rows, "code", categories=("code",))
    assert [r.level for r in found.records] == [str(number) for number in range(30)]
    assert [r.level for r in describe("c,x\n1,1\n1.0,2\nb,3\n", "c", categories=("c",)).records] == ["1", "1.0", "b"]


def test_spellings_of_one_number_are_one_level():
    assert [r.level for r in describe("c,x\n01,1\n1,2\n2,3\n", "c").records] == [None, "1", "2"]


def test_a_group_of_one_has_a_mean_no_spread_and_it_is_said():
    found = describe("a,x\nu,5\nv,1\nv,2.5\n", "x", "a")
    r = one(found, "x", a="u")
    assert (r.n, r.mean, r.sd, r.se, r.ci_low) == (1, 5.0, None, None, None)
    assert ("describe_one_answer", "x", {"count": "1"}) in told(found)


def test_a_group_of_nobody_has_nothing_and_it_is_said():
    found = describe("a,x\nu,\nv,1\nv,2.5\n", "x", "a")
    r = one(found, "x", a="u")
    assert (r.n, r.missing, r.mean, r.total, r.min, r.median) == (0, 1, None, None, None, None)
    assert ("describe_no_answer", "x", {"count": "1"}) in told(found)


def test_a_column_of_nothing_is_a_number_that_nobody_answered():
    found = describe("x,y\n,1\n,2\n", "x")
    assert [(r.level, r.n, r.missing, r.mean) for r in found.records] == [(None, 0, 2, None)]


def test_a_constant_has_no_spread():
    r = one(describe("x,y\n2.5,1\n2.5,2\n2.5,3\n", "x"), "x")
    assert (r.mean, r.sd, r.se, r.ci_low, r.ci_high, r.q1) == (2.5, 0.0, 0.0, 2.5, 2.5, 2.5)


def test_without_a_design_it_is_said():
    assert ("describe_simple_sample", "", {}) in told(describe("x,y\n1,2\n2,2\n", "x"))
    assert "describe_simple_sample" not in {code for code, _, _ in told(describe(SURVEY, "x", weight="weight"))}


def test_rows_of_weight_zero_are_left_out_and_it_is_said():
    found = describe("w,x\n1,1\n3,2\n0,99\n", "x", weight="w")
    r = one(found, "x")
    assert (r.n, r.mean, r.max) == (2, 1.75, 2.0)
    assert ("describe_weight_zero", "w", {"count": "1"}) in told(found)


def test_words_for_missing_and_changed_headings_are_said():
    found = describe("x,x\n1,NA\n2,3\n", "x (2)")
    assert {code for code, _, _ in told(found)} >= {"table_heading_changed", "table_missing_words"}


@pytest.mark.parametrize(
    ("text", "query", "code", "params"),
    [
        ("w,x\n-1,1\n2,2\n", {"weight": "w"}, "design_weight_negative", {"column": "w", "count": 1}),
        ("w,x\n,1\n2,2\n", {"weight": "w"}, "design_weight_missing", {"column": "w", "count": 1}),
        ("w,x\n0,1\n0,2\n", {"weight": "w"}, "design_weight_zero", {"column": "w"}),
        ("w,x\nhalf,1\n2,2\n", {"weight": "w"}, "table_text_in_numbers", {"column": "w", "count": 1}),
        ("w,x\n1,1\n2,2\n", {"weight": "gone"}, "table_unknown_column", {"column": "gone", "columns": "w, x"}),
        ("w,x\n1,1\n2,2\n", {"by": "gone"}, "table_unknown_column", {"column": "gone", "columns": "w, x"}),
        ("s,x\n,1\nb,2\n", {"strata": "s"}, "design_missing", {"column": "s", "count": 1}),
        ("w,x\n1,1\n2,many\n3,2\n", {}, "table_text_in_numbers", {"column": "x", "count": 1}),
        ("w,x\n1,1\n2,2\n", {"level": 95.0}, "describe_level", {"level": 95.0}),
    ],
)
def test_what_cannot_be_is_an_error_with_its_place(
    text: str, query: dict[str, Any], code: str, params: dict[str, object]
):
    with pytest.raises(BadInput) as caught:
        describe(text, "x", **query)
    assert (caught.value.code, caught.value.params) == (code, params)


def test_a_list_of_names_is_no_category():
    text = "name,x\n" + "".join(f"n{number},1\n" for number in range(600))
    with pytest.raises(BadInput) as caught:
        describe(text, "name")
    assert (caught.value.code, caught.value.params["count"]) == ("describe_many_levels", 600)


def test_no_value_asked_for_is_refused():
    with pytest.raises(BadInput, match="describe_no_value"):
        describe_file(SURVEY, "t.csv", FileQuery(()))


def test_a_file_that_cannot_be_read_is_refused():
    with pytest.raises(BadFile, match="file_empty"):
        describe(b"", "x")


def test_no_record_holds_a_number_that_json_cannot():
    found = describe(SURVEY, "x,y,answer,group", "group,answer", weight="weight", strata="stratum")
    for record in found.records:
        floats = [value for value in vars(record).values() if isinstance(value, float)]
        assert np.isfinite(floats).all()
        assert not any(isinstance(value, np.generic) for value in vars(record).values())


def test_a_large_file_takes_seconds_not_minutes():
    draw = np.random.default_rng(0)
    size = 5_000
    columns = {f"x{number}": draw.normal(size=size).round(3) for number in range(10)}
    frame = pd.DataFrame({"district": draw.integers(0, 18, size), "w": draw.uniform(1, 2, size), **columns})
    found = describe(frame.to_csv(index=False).encode(), ",".join(columns), "district", weight="w", strata="district")
    assert len(found.records) == 10 * 19
