"""``describe --file`` without a screen: the forms of the answer, and what stands beside it."""

import json
from pathlib import Path

import pytest

from dss_core.analysis.statistics.design import LonelyRule
from dss_core.cli.describe_file import describe_path, file_query
from dss_core.cli.output import Format
from dss_core.errors import BadInput
from dss_core.language.translate import Translator, translator
from dss_core.settings import ROOT
from dss_core.usecases.file_design import FileDesign
from tests.dss_core.analysis.statistics.small_survey import ROWS


@pytest.fixture
def words() -> Translator:
    return translator("en", ROOT / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_lists_are_typed_with_commas():
    query = file_query("a, b", "c,d", "w", "s", "p1,p2", "f1,f2", "k", "certainty")
    assert query.design == FileDesign(("c", "d"), "w", "s", ("p1", "p2"), ("f1", "f2"), LonelyRule.CERTAINTY)
    assert (query.values, query.categories) == (("a", "b"), ("k",))


def test_an_unknown_rule_is_told_with_those_there_are():
    with pytest.raises(BadInput) as caught:
        file_query("a", lonely="guess")
    assert caught.value.params == {"rule": "guess", "rules": "centered, certainty, fail"}


def test_json_is_a_list_of_records_without_nan(file: Path, words: Translator):
    text, beside = describe_path(
        file, file_query("x,answer", "group", "weight", "stratum", "cluster"), Format.JSON, words
    )
    records = json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert [(r["value"], r["group"], r["level"]) for r in records][:2] == [("x", {}, None), ("x", {"group": "p"}, None)]
    assert records[0]["weighted"] is True and records[0]["n"] == 25
    assert {r["level"] for r in records if r["value"] == "answer"} == {"no", "yes"}
    assert len(beside) == 1 and "1" in beside[0]


@pytest.mark.parametrize("form", [Format.CSV, Format.TABLE])
def test_in_a_table_every_grouping_is_a_column(file: Path, words: Translator, form: Format):
    text, _ = describe_path(file, file_query("x", "group"), form, words)
    header, total, first, *_ = text.splitlines()
    assert header.replace(",", " ").split()[:5] == ["group", "value", "level", "weighted", "n"]
    assert "25" in total and "p" in first.replace(",", " ").split()
