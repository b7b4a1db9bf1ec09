"""The verb ``stress``: of a round what the use case finds, of a file every row; the same seed gives the same answer."""

import json
from pathlib import Path

import pytest

from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services, all_rounds
from dss_core.usecases.stress_ranking import StressQuery, stress_ranking
from tests.dss_core.cli.conftest import Answer, Ask

HOUSES = "house,pc_income,children\nH1,1000,0\nH2,200,4\nH3,900,4\nH4,,\nH5,600,\n"
CRITERIA = """[[criterion]]
column = "pc_income"
more_is = "better"
weight = 0.6

[[criterion]]
column = "children"
more_is = "worse"
weight = 0.4
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "houses.csv").write_text(HOUSES, encoding="utf-8")
    (tmp_path / "criteria.toml").write_text(CRITERIA, encoding="utf-8")
    return tmp_path


def of_file(ask: Ask, folder: Path, *more: object) -> Answer:
    options = ("--file", folder / "houses.csv", "--id", "house", "--criteria", folder / "criteria.toml")
    return ask("stress", *options, "--format", "json", *more, DSS_LANGUAGE="en")


def test_of_a_round_it_tells_what_the_use_case_finds(ask: Ask, installed: Services):
    answer = ask("stress", "--first", 20, "--draws", 300, "--seed", 7, "--width", 0.2, "--format", "json")
    assert answer.code == 0, answer.err
    weights = tuple(installed.catalog.preset("five_capitals_equal").weights.items())
    query = StressQuery(
        all_rounds(installed)[0].id,
        installed.catalog.province.code,
        weights,
        first_count=20,
        width=0.2,
        draw_count=300,
        seed=7,
    )
    found = stress_ranking(installed, operator(installed), query)
    records = json.loads(answer.out)
    assert [record["house_code"] for record in records] == found.households["house_code"].tolist()
    assert [record["band"] for record in records] == found.households["band"].tolist()
    assert {"rank", "rank_low", "rank_high", "first_share", "freeze"} <= records[0].keys()
    assert "300 sets of weights drawn" in answer.err and "seed 7" in answer.err


def test_of_a_file_every_row_has_its_band_and_ranks(ask: Ask, folder: Path):
    answer = of_file(ask, folder, "--first", 1)
    assert answer.code == 0, answer.err
    records = {record["id"]: record for record in json.loads(answer.out)}
    assert list(records) == ["H1", "H2", "H3", "H4", "H5"]
    # H2 is at the needy end of both, under any weights; H3 only where its income does not count.
    assert (records["H2"]["band"], records["H2"]["first_share"]) == ("certain", 1.0)
    assert records["H1"]["band"] == "out" and records["H1"]["first_share"] == 0.0
    assert records["H4"] == {
        "id": "H4", "score": None, "rank": None, "band": "unranked",
        "first_share": None, "rank_low": None, "rank_high": None,
    }  # fmt: skip
    assert "1 rows have no answer to go by" in answer.err


def test_the_same_seed_gives_the_same_answer_and_another_one_another(ask: Ask, folder: Path):
    one, same, other = (of_file(ask, folder, "--first", 2, "--draws", 200, "--seed", seed).out for seed in (1, 1, 2))
    assert one == same != other


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--draws", 5), "Draw 100 to 100000 sets"),
        (("--seed", -1), "Draw 100 to 100000 sets"),
        (("--first", 0), "1 or more"),
        (("--width", 2), "no part of the weight"),
        (("--width", "nan"), "no part of the weight"),
        (("--method", "coin"), "no ranking method"),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_in_a_sentence(ask: Ask, folder: Path, more: tuple[object, ...], told: str):
    answer = of_file(ask, folder, *more)
    assert answer.code == 1 and told in answer.err and not answer.out


def test_a_file_without_criteria_is_told(ask: Ask, folder: Path):
    answer = ask("stress", "--file", folder / "houses.csv", DSS_LANGUAGE="en")
    assert answer.code == 1 and "--criteria" in answer.err
