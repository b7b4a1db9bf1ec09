"""A researcher's own table, ranked: the records, what is said beside them, and what is refused."""

import io

import pandas as pd
import pytest

from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.weights.weightings import WEIGHTINGS
from dss_core.catalog.criteria import ColumnCriterion, Scale, WhenMissing
from dss_core.errors import BadFile, BadInput
from dss_core.usecases.rank_file import RankedFile, RankFileQuery, rank_file

TABLE = """house,income,children,same,word
0007,1000,0,3,a
0003,200,4,3,b
0001,200,4,3,c
0005,600,2,3,d
0009,,,3,e
0002,,3,3,f
"""
INCOME = ColumnCriterion(column="income", more_is="better", weight=0.6)
CHILDREN = ColumnCriterion(column="children", more_is="worse", weight=0.4)


def ranked(
    *criteria: ColumnCriterion, method: str = "weighted_sum", weighting: str = "given", text: str = TABLE
) -> RankedFile:
    return rank_file(text.encode(), "table.csv", RankFileQuery("house", criteria, method, weighting))


def codes(found: RankedFile) -> list[str]:
    return [problem.code for problem in found.problems]


def test_every_row_is_a_record_in_the_files_order_and_ids_keep_their_zeros():
    found = ranked(INCOME, CHILDREN)
    assert found.records == [
        {"id": "0007", "score": 0.0, "rank": 5},
        {"id": "0003", "score": 1.0, "rank": 1},
        {"id": "0001", "score": 1.0, "rank": 1},
        {"id": "0005", "score": 0.5, "rank": 4},
        {"id": "0009", "score": None, "rank": None},
        {"id": "0002", "score": 0.75, "rank": 3},
    ]


def test_missing_answers_are_said_and_counted():
    found = ranked(INCOME, CHILDREN)
    told = {problem.code: dict(problem.params) for problem in found.problems}
    assert told == {"ranking_missing_reweighted": {"count": "1"}, "ranking_unranked": {"count": "1"}}


def test_a_row_can_be_left_out_or_counted_as_an_end_for_its_missing_answer():
    left, neediest = (
        ranked(INCOME.model_copy(update={"missing": rule}), CHILDREN)
        for rule in (WhenMissing.LEAVE_OUT, WhenMissing.NEEDIEST)
    )
    assert left.records[5] == {"id": "0002", "score": None, "rank": None}
    assert neediest.records[5]["score"] == pytest.approx(0.6 + 0.4 * 0.75)
    assert "ranking_missing_assumed" in codes(neediest)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_ranks_a_file(method: str):
    found = ranked(INCOME, CHILDREN, method=method)
    assert [record["rank"] for record in found.records][1:3] == [1, 1]
    assert found.records[4]["rank"] is None
    assert all(list(record)[:3] == ["id", "score", "rank"] for record in found.records)


def test_the_methods_own_figures_follow_where_the_literature_has_others():
    extra = {method: list(ranked(INCOME, method=method).records[0])[3:] for method in METHODS}
    assert extra == {
        "weighted_sum": [],
        "topsis": [],
        "vikor": ["s", "r", "q"],
        "promethee_ii": ["net_flow"],
        "weighted_product": [],
        "deprivation_count": ["deprived_count"],
    }
    assert ranked(INCOME, method="vikor").records[4] == {
        **dict.fromkeys(["score", "rank", "s", "r", "q"]),
        "id": "0009",
    }


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_weights_can_come_from_the_table_and_are_told(weighting: str):
    found = ranked(INCOME, CHILDREN, weighting=weighting)
    assert sum(found.weights.values()) == pytest.approx(1)
    assert ("ranking_weights_used" in codes(found)) == (weighting != "given")


def test_weights_that_do_not_sum_to_one_are_told_as_they_counted():
    found = ranked(INCOME.model_copy(update={"weight": 3.0}), CHILDREN.model_copy(update={"weight": 1.0}))
    assert found.weights == {"income": 0.75, "children": 0.25}
    told = next(problem for problem in found.problems if problem.code == "ranking_weights_used")
    assert dict(told.params) == {"weights": "income 0.75, children 0.25"}


def test_a_constant_criterion_is_told_by_name():
    found = ranked(INCOME, ColumnCriterion(column="same", more_is="worse", weight=0.4))
    (told,) = [problem for problem in found.problems if problem.code == "ranking_constant_criterion"]
    assert told.column == "same"
    assert [record["rank"] for record in found.records] == [4, 1, 1, 3, None, None]


def test_words_for_missing_and_weights_that_tell_nobody_apart_are_told():
    same = ColumnCriterion(column="same", more_is="worse")
    assert "weights_all_alike" in codes(ranked(same, weighting="entropy"))
    assert "table_missing_words" in codes(ranked(INCOME, text=TABLE.replace(",600,", ",N/A,")))


def test_values_beyond_a_given_scale_are_told():
    found = ranked(INCOME.model_copy(update={"highest": 500.0, "weight": 1.0}))
    assert "ranking_outside_scale" in codes(found)


def test_zeros_of_a_product_and_cut_offs_that_were_not_given_are_told():
    assert "ranking_product_zero" in codes(ranked(INCOME, CHILDREN, method="weighted_product"))
    (told,) = [p for p in ranked(INCOME, CHILDREN, method="deprivation_count").problems if "cutoff" in p.code]
    assert told.column == "income, children"


def test_the_unit_of_a_column_does_not_matter():
    dearer = TABLE.replace("1000", "12000").replace(",200,", ",2400,").replace(",600,", ",7200,")
    assert ranked(INCOME, CHILDREN, text=dearer).records == ranked(INCOME, CHILDREN).records


def test_a_parquet_file_is_ranked_alike():
    frame = pd.read_csv(io.StringIO(TABLE), dtype={"house": str})
    target = io.BytesIO()
    frame.to_parquet(target)
    found = rank_file(target.getvalue(), "table.parquet", RankFileQuery("house", (INCOME, CHILDREN)))
    assert found.records == ranked(INCOME, CHILDREN).records


def test_numbers_as_ids_are_told_as_they_are_written():
    text = "id,debt\n10,1\n9,2\n"
    found = rank_file(text.encode(), "t.csv", RankFileQuery("id", (ColumnCriterion(column="debt", more_is="worse"),)))
    assert [record["id"] for record in found.records] == ["10", "9"]


def column(name: str, **changes: object) -> ColumnCriterion:
    return ColumnCriterion(column=name, more_is="worse").model_copy(update=changes)


@pytest.mark.parametrize(
    ("query", "code", "params"),
    [
        (RankFileQuery("house", (INCOME,), "best"), "ranking_unknown_method", {"method": "best"}),
        (RankFileQuery("house", (INCOME,), weighting="guess"), "ranking_unknown_weighting", {"weighting": "guess"}),
        (RankFileQuery("home", (INCOME,)), "table_unknown_column", {"column": "home"}),
        (RankFileQuery("house", (column("wealth"),)), "table_unknown_column", {"column": "wealth"}),
        (RankFileQuery("house", (column("word"),)), "not_a_number", {"variable": "word"}),
        (RankFileQuery("house", (column("income", weight=-1.0),)), "ranking_bad_weight", {"criterion": "income"}),
        (RankFileQuery("house", (column("income", weight=0.0),)), "ranking_no_weight", {}),
        (RankFileQuery("house", (INCOME, INCOME)), "ranking_repeated_criterion", {"criterion": "income"}),
        (RankFileQuery("house", ()), "ranking_no_weight", {}),
        (RankFileQuery("same", (INCOME,)), "ranking_id_repeated", {"column": "same", "count": 6}),
        (RankFileQuery("income", (CHILDREN,)), "ranking_id_missing", {"column": "income", "count": 2}),
        (
            RankFileQuery("house", (column("children", scale=Scale.VECTOR),), "weighted_product"),
            "ranking_not_positive",
            {},
        ),
    ],
)
def test_what_cannot_be_ranked_is_refused_with_its_name(query: RankFileQuery, code: str, params: dict[str, object]):
    with pytest.raises(BadInput) as caught:
        rank_file(TABLE.encode(), "table.csv", query)
    assert caught.value.code == code
    assert caught.value.params.items() >= params.items()


def test_a_word_among_numbers_is_refused_with_its_count():
    with pytest.raises(BadInput) as caught:
        ranked(INCOME, text="house,income\n1,200\n2,many\n3,300\n")
    assert (caught.value.code, caught.value.params) == ("table_text_in_numbers", {"column": "income", "count": 1})


def test_an_empty_file_is_refused():
    with pytest.raises(BadFile, match="file_empty"):
        rank_file(b"", "table.csv", RankFileQuery("house", (INCOME,)))
