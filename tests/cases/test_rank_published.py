"""Rankings and weights printed in the literature, through the command's own use case: by hand and by the book."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.vikor import compromise, vikor
from dss_core.catalog.criteria import read_criteria
from dss_core.errors import BadInput
from dss_core.usecases.rank_file import RankedFile, RankFileQuery, rank_file

SHARED = Path(os.environ.get("DSS_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
CASE = SHARED / "cases" / "rank_published"

pytestmark = pytest.mark.skipif(not CASE.is_dir(), reason="the shared cases are not beside this folder (DSS_SHARED)")

WEIGHTS = {"DUR": 0.3, "CAP": 0.4, "REL": 0.3}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    case: dict[str, Any] = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    return case


def criteria_text(weights: dict[str, float], scale: str, more_is: str = "worse") -> str:
    return "\n".join(
        f'[[criterion]]\ncolumn = "{name}"\nmore_is = "{more_is}"\nweight = {weight}\nscale = "{scale}"'
        for name, weight in weights.items()
    )


def ranked(file: str, criteria: str, method: str, weighting: str = "given") -> RankedFile:
    query = RankFileQuery("alternative", read_criteria(criteria, "criteria.toml"), method, weighting)
    return rank_file((CASE / file).read_bytes(), file, query)


def column(found: RankedFile, name: str) -> list[Any]:
    return [record[name] for record in found.records]


def test_topsis_equals_the_printed_closeness_and_rank(expected: dict[str, Any]):
    # What the textbook calls a benefit is here what grows with need.
    found = ranked("tzeng_huang.csv", criteria_text(WEIGHTS, "vector"), "topsis")
    case = expected["tzeng_huang"]
    np.testing.assert_allclose(column(found, "score"), case["topsis_published"], atol=expected["tolerance_abs"])
    np.testing.assert_allclose(column(found, "score"), case["topsis_computed_R"], atol=1e-9)
    np.testing.assert_allclose(column(found, "score"), case["topsis_pymcdm"], atol=1e-9)
    assert column(found, "rank") == case["topsis_rank"]
    assert column(found, "id") == ["A1", "A2", "A3", "A4"]
    assert list(found.records[0]) == ["id", "score", "rank"]


def test_topsis_the_other_way_round_is_one_less_the_closeness(expected: dict[str, Any]):
    found = ranked("tzeng_huang.csv", criteria_text(WEIGHTS, "vector", more_is="better"), "topsis")
    mirrored = 1 - np.array(expected["tzeng_huang"]["topsis_computed_R"])
    np.testing.assert_allclose(column(found, "score"), mirrored, atol=1e-9)
    assert column(found, "rank") == [2, 3, 4, 1]


@pytest.mark.parametrize("scale", ["minmax", "vector", "none"])
def test_vikor_equals_the_printed_s_r_q_on_any_scale(expected: dict[str, Any], scale: str):
    found = ranked("tzeng_huang.csv", criteria_text(WEIGHTS, scale), "vikor")
    case = expected["tzeng_huang"]
    for name in ("s", "r", "q"):
        np.testing.assert_allclose(column(found, name), case[f"vikor_{name.upper()}"], atol=1e-12)
    np.testing.assert_allclose(column(found, "q"), case["vikor_pymcdm"], atol=1e-12)
    assert column(found, "score") == pytest.approx([1 - q for q in column(found, "q")])
    assert column(found, "rank") == [3, 2, 1, 4]


def test_vikor_proposes_the_printed_compromise(expected: dict[str, Any]):
    frame = pd.read_csv(CASE / "tzeng_huang.csv", index_col="alternative")
    found = compromise(vikor(frame, [Criterion(name, weight, "worse") for name, weight in WEIGHTS.items()]))
    assert sorted(frame.index[found.rows]) == expected["tzeng_huang"]["vikor_compromise_set"]
    assert not found.has_advantage and found.is_stable


def test_vikor_of_the_tied_example(expected: dict[str, Any]):
    case = expected["tied_example"]
    frame = pd.DataFrame(case["matrix"], columns=["a", "b", "c"], index=["A1", "A2", "A3", "A4"])
    criteria = [Criterion(name, weight, "worse") for name, weight in zip("abc", case["weights"], strict=True)]
    ranking = vikor(frame, criteria)
    for name in ("s", "r", "q"):
        np.testing.assert_allclose(ranking.figures[name], case[f"vikor_{name.upper()}"], atol=1e-8)
    assert ranking.rank.tolist() == [4, 3, 1, 1]
    assert sorted(frame.index[compromise(ranking).rows]) == case["compromise_set"]


def test_promethee_equals_the_reference_net_flows(expected: dict[str, Any]):
    found = ranked("tzeng_huang.csv", criteria_text(WEIGHTS, "none"), "promethee_ii")
    np.testing.assert_allclose(column(found, "net_flow"), expected["tzeng_huang"]["promethee2_usual_pymcdm"], atol=1e-9)


@pytest.mark.parametrize("scale", ["minmax", "vector", "none"])
def test_critic_equals_the_printed_weights(expected: dict[str, Any], scale: str):
    criteria = criteria_text({"c1": 1, "c2": 1, "c3": 1}, scale)
    found = ranked("diakoulaki_critic.csv", criteria, "weighted_sum", "critic")
    case = expected["diakoulaki"]
    np.testing.assert_allclose(list(found.weights.values()), case["critic_weights_published"], atol=1e-8)
    np.testing.assert_allclose(list(found.weights.values()), case["critic_pymcdm"], atol=1e-12)


# The edge case through every method: a constant column, a tie, a missing value.
EDGE = SHARED / "cases" / "rank_edge" / "edge.csv"
COLUMNS = ("low_income", "water", "constant", "missing")


@pytest.mark.parametrize("method", METHODS)
def test_a_tie_of_the_edge_case_shares_its_rank_and_rows_keep_their_order(method: str):
    found = edge(method, "minmax", ("low_income", "water"))
    assert column(found, "id") == ["A", "B", "C", "D"]
    assert found.records[0] == {**found.records[1], "id": "A"}
    assert sorted(column(found, "rank"))[0] == 1


@pytest.mark.parametrize("method", METHODS)
def test_who_lacks_the_only_answer_is_not_ranked(method: str):
    found = edge(method, "minmax", ("missing",))
    assert found.records[1]["score"] is None and found.records[1]["rank"] is None
    assert found.records[3]["rank"] == 1
    assert "ranking_unranked" in [problem.code for problem in found.problems]


def test_the_weighted_product_of_values_as_they_stand_refuses_a_zero():
    with pytest.raises(BadInput) as caught:
        edge("weighted_product", "vector", ("low_income",))
    assert (caught.value.code, caught.value.params) == ("ranking_not_positive", {"criterion": "low_income"})


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_column_changes_no_rank_and_is_named(method: str):
    without, beside = (edge(method, "minmax", names) for names in (COLUMNS[:2], COLUMNS[:3]))
    assert column(beside, "rank") == column(without, "rank")
    told = [problem for problem in beside.problems if problem.code == "ranking_constant_criterion"]
    assert [problem.column for problem in told] == ["constant"]


def edge(method: str, scale: str, names: tuple[str, ...]) -> RankedFile:
    text = criteria_text(dict.fromkeys(names, 1.0), scale)
    return rank_file(EDGE.read_bytes(), "edge.csv", RankFileQuery("id", read_criteria(text, "c.toml"), method))
