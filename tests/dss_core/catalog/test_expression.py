"""Rules as text: what they mean, and where they are wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.catalog.expression import DEEPEST, LONGEST_RULE, Comparison, Not, Several, Within, read_rule
from dss_core.errors import BadInput


def test_and_binds_more_strongly_than_or():
    tree = read_rule("a = 1 or b = 2 and c = 3").tree
    assert isinstance(tree, Several) and tree.joined_by == "or"
    assert isinstance(tree.parts[0], Comparison) and isinstance(tree.parts[1], Several)


def test_a_chain_of_comparisons_holds_when_all_do():
    tree = read_rule("1 < a <= 5").tree
    assert isinstance(tree, Several) and tree.joined_by == "and" and len(tree.parts) == 2


def test_not_in_is_the_opposite_of_in():
    tree = read_rule("a not in (1, 2)").tree
    assert isinstance(tree, Not) and isinstance(tree.part, Within)


def test_names_may_be_thai_or_have_spaces():
    assert read_rule("ผู้สูงอายุ >= 1 and `รายได้ ต่อปี` < 10 and known(p2)").names == ("ผู้สูงอายุ", "รายได้ ต่อปี", "p2")


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("", 1, ""),
        ("a >", 4, ""),
        ("a >= 1 and", 11, ""),
        ("a >= 1 b", 8, "b"),
        ("(a >= 1", 8, ""),
        ("a >= 1)", 7, ")"),
        ("a # 1", 3, "#"),
        ("a in 1", 6, "1"),
        ("a in ()", 7, ")"),
        ("a in (b)", 7, "b"),
        ("and a", 1, "and"),
        ("known(1)", 7, "1"),
        ("a = 'b", 5, "'"),
        ("__import__('os').system('x')", 17, "."),
        ("a.b = 1", 2, "."),
        ("a[0] = 1", 2, "["),
        ("a ** 2 = 1", 4, "*"),
        ("lambda: 1", 7, ":"),
    ],
)
def test_an_error_points_at_its_place(text: str, place: int, found: str):
    with pytest.raises(BadInput, match="expression_unexpected") as told:
        read_rule(text)
    assert told.value.params == {"rule": text, "place": place, "found": found}


def test_a_rule_has_an_end_and_a_depth():
    with pytest.raises(BadInput, match="expression_too_long"):
        read_rule("a" * (LONGEST_RULE + 1))
    for opening in ("(", "not ", "-"):
        with pytest.raises(BadInput, match="expression_unexpected"):
            read_rule(opening * (DEEPEST + 5) + "a")


@given(st.text(alphabet="ab1 ()<>=+-*/,'`.andortinอ", max_size=40))
def test_any_text_is_a_rule_or_an_error_that_is_told(text: str):
    try:
        assert read_rule(text).text == text
    except BadInput as error:
        assert error.code == "expression_unexpected" and 1 <= int(str(error.params["place"])) <= len(text) + 1
