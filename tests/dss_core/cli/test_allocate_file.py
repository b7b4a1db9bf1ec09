"""``allocate --pairs`` as it is typed."""

import json
from pathlib import Path

import pytest

from tests.dss_core.cli.conftest import Ask

PAIRS = "household,programme,cost_baht,benefit\nh1,a,100,5\nh1,b,50,4\nh2,a,100,6\nh2,b,60,-2\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    (tmp_path / "programmes.csv").write_text("programme,purse_baht,places\na,100,\nb,,2\n", encoding="utf-8")
    return tmp_path


def test_the_plan_of_a_file_as_json(ask: Ask, folder: Path):
    files = ["--pairs", folder / "pairs.csv", "--programmes", folder / "programmes.csv"]
    answer = ask("allocate", *files, "--budget", 160, "--exact", "--format", "json", DSS_LANGUAGE="en")
    assert answer.code == 0
    assert json.loads(answer.out) == {
        "objective": 10.0,
        "bound": 10.0,
        "gap": 0.0,
        "spent_baht": 150.0,
        "assigned": [{"household": "h1", "programme": "b"}, {"household": "h2", "programme": "a"}],
        "method": "exact",
    }
    assert answer.err == "1 pairs bring no benefit, or less than none. They are never served.\n"


def test_the_plan_of_a_file_as_a_table_has_its_figures_beside_it(ask: Ask, folder: Path):
    answer = ask("allocate", "--pairs", folder / "pairs.csv", "--budget", 300, "--most", 2, "--format", "csv")
    assert answer.out.splitlines() == ["household,programme", "h1,a", "h1,b", "h2,a", ""]
    assert answer.err.startswith("objective 15, bound 15, gap 0, spent_baht 250, method exact\n")


def test_what_is_wrong_is_one_line_in_the_reader_s_language(ask: Ask, folder: Path):
    (folder / "pairs.csv").write_text(PAIRS.replace("h1,b,50", "h1,b,-50"), encoding="utf-8")
    answer = ask("allocate", "--pairs", folder / "pairs.csv", "--budget", 160, DSS_LANGUAGE="en")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("In pairs.csv, the cost is below zero in 1 rows, first in row 3.")
    assert "แถว" in ask("allocate", "--pairs", folder / "pairs.csv", "--budget", 160).err


def test_without_a_file_and_without_programmes_it_is_said_what_to_choose(ask: Ask, installed: object):
    answer = ask("allocate", "--budget", 160, DSS_LANGUAGE="en")
    assert answer.code == 1 and "programme" in answer.err


def test_a_file_of_households_with_rules(ask: Ask, folder: Path):
    (folder / "h.csv").write_text("id,age\nx,70\ny,\nz,30\n", encoding="utf-8")
    rules = 'household = "id"\n[[programmes]]\nid = "care"\ncost_baht = 10\neligible = "age >= 60"\nbenefit = 1\n'
    (folder / "p.toml").write_text(rules, encoding="utf-8")
    files = ["--file", folder / "h.csv", "--programmes", folder / "p.toml"]
    told = json.loads(ask("allocate", *files, "--budget", 100, "--format", "json").out)
    assert told["assigned"] == [{"household": "x", "programme": "care"}]
    assert told["undecided"] == [{"household": "y", "programme": "care"}]
    (folder / "p.toml").write_text(rules.replace("age >= 60", "age >> 60"), encoding="utf-8")
    answer = ask("allocate", *files, "--budget", 100, DSS_LANGUAGE="en")
    assert answer.code == 1 and "(age >> 60) cannot be read at character 6, where [>] stands." in answer.err


def test_one_file_with_its_programmes_is_asked_for(ask: Ask, folder: Path):
    pairs = folder / "pairs.csv"
    assert "--file" in ask("allocate", "--pairs", pairs, "--file", pairs, "--budget", 1, DSS_LANGUAGE="en").err
    assert "--programmes" in ask("allocate", "--file", pairs, "--budget", 1, DSS_LANGUAGE="en").err
