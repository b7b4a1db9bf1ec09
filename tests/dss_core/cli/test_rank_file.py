"""The verb ``rank`` with a file of one's own, as it is typed."""

import json
from pathlib import Path

import pytest

from tests.dss_core.cli.conftest import Answer, Ask

HOUSES = "house,pc_income,children\n=H1,1000,0\nH2,200,4\nH3,200,4\nH4,,\nH5,600,\n"
CRITERIA = """[[criterion]]
column = "pc_income"
more_is = "better"
weight = 0.6
scale = "minmax"

[[criterion]]
column = "children"
more_is = "worse"
weight = 0.4
scale = "minmax"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "houses.csv").write_text(HOUSES, encoding="utf-8")
    (tmp_path / "criteria.toml").write_text(CRITERIA, encoding="utf-8")
    return tmp_path


def rank(ask: Ask, folder: Path, *more: str, **environment: str) -> Answer:
    options = ("--file", folder / "houses.csv", "--id", "house", "--criteria", folder / "criteria.toml")
    return ask("rank", *options, *more, **environment)


def test_the_records_are_those_that_are_documented(ask: Ask, folder: Path):
    answer = rank(ask, folder, "--method", "topsis", "--format", "json")
    assert answer.code == 0
    assert json.loads(answer.out) == [
        {"id": "=H1", "score": 0.0, "rank": 4},
        {"id": "H2", "score": 1.0, "rank": 1},
        {"id": "H3", "score": 1.0, "rank": 1},
        {"id": "H4", "score": None, "rank": None},
        {"id": "H5", "score": 0.5, "rank": 3},
    ]


def test_what_to_know_is_told_on_stderr_in_the_language_asked_for(ask: Ask, folder: Path):
    thai, english = (rank(ask, folder, DSS_LANGUAGE=language).err for language in ("th", "en"))
    assert "1 rows lack an answer" in english and "not ranked" in english
    assert "ขาดคำตอบ" in thai


def test_ranks_are_whole_numbers_in_every_form_and_a_formula_is_not_run(ask: Ask, folder: Path):
    table, csv = rank(ask, folder).out, rank(ask, folder, "--format", "csv").out
    assert csv.splitlines()[:3] == ["id,score,rank", "'=H1,0.0,4", "H2,1.0,1"]
    assert csv.splitlines()[4] == "H4,,"
    assert "4.0" not in table and "–" in table


def test_nothing_is_installed_to_rank_a_file(ask: Ask, folder: Path):
    rank(ask, folder)
    assert not (folder / "local").exists()


def test_weights_from_the_table_are_told(ask: Ask, folder: Path):
    answer = rank(ask, folder, "--weights", "equal", DSS_LANGUAGE="en")
    assert answer.code == 0 and "pc_income 0.5, children 0.5" in answer.err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--method", "best"), "weighted_sum, topsis"),
        (("--weights", "guess"), "given, equal"),
        (("--id", "home"), "home"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_exit_code_1(ask: Ask, folder: Path, more: tuple[str, ...], told: str):
    answer = rank(ask, folder, *more, DSS_LANGUAGE="en")
    assert (answer.code, answer.out) == (1, "")
    assert told in answer.err and answer.err.count("\n") == 1


@pytest.mark.parametrize("left_out", ["--id", "--criteria"])
def test_ids_and_criteria_are_asked_for(ask: Ask, folder: Path, left_out: str):
    options = {"--file": folder / "houses.csv", "--id": "house", "--criteria": folder / "criteria.toml"}
    del options[left_out]
    answer = ask("rank", *(word for pair in options.items() for word in pair), DSS_LANGUAGE="en")
    assert answer.code == 1 and "--criteria" in answer.err


def test_a_wrong_criteria_file_is_told_with_its_place(ask: Ask, folder: Path):
    (folder / "criteria.toml").write_text(CRITERIA.replace('"better"', '"good"'), encoding="utf-8")
    answer = rank(ask, folder, DSS_LANGUAGE="en")
    assert answer.code == 1 and "criterion[0].more_is" in answer.err
