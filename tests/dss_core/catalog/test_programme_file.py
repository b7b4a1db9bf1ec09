"""Programmes as somebody writes them: read whole, or refused with their place."""

import pytest

from dss_core.catalog.programme_file import read_programmes
from dss_core.catalog.programmes import Assumed, Range
from dss_core.errors import BadCatalog, BadInput

HOUSE = '[[programmes]]\nid = "house"\ncost_baht = 40000\neligible = "p2 <= 2"\nbenefit = 1\n'
CASH = '[[programmes]]\nid = "cash"\ncost_baht = 1000\nper = "members"\nbenefit = "need"\nexcludes = ["house"]\n'
EFFECT = (
    '[[programmes]]\nid = "job"\ncost_baht = 5\n[[programmes.effects]]\ncolumn = "income"\nline = 9\nsource = "x"\n'
)


def test_programmes_are_read_with_their_rules():
    found = read_programmes(HOUSE + CASH, "p.toml")
    assert [programme.id for programme in found.programmes] == ["house", "cash"]
    rule = found.rule(found.programmes[0].eligible)
    assert rule is not None and rule.names == ("p2",) and found.rule("") is None


def test_an_assumption_is_a_number_or_a_range():
    one = read_programmes(EFFECT + "lift = 3\n", "p.toml").programmes[0].effects[0]
    assert one.lift_at(Assumed.LOW) == one.lift_at(Assumed.HIGH) == 3
    other = read_programmes(EFFECT + "lift = { low = 1, likely = 2, high = 4 }\n", "p.toml").programmes[0].effects[0]
    assert isinstance(other.lift, Range) and [other.lift_at(end) for end in Assumed] == [1, 2, 4]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (HOUSE.replace("40000", "-1"), "programmes[0].cost_baht"),
        (HOUSE.replace("benefit = 1", ""), "programmes[0].benefit"),
        (HOUSE + HOUSE, "programmes[1].id"),
        (CASH, "programmes[0]"),
        (HOUSE + 'requires = ["house"]\n', "programmes[0]"),
        (HOUSE + 'places_by_area = { "1" = 3 }\n', "programmes[0].places_by_area"),
        (HOUSE + '[[areas]]\nid = "1"\n', "areas"),
        (HOUSE + 'colour = "red"\n', "programmes[0].colour"),
        (EFFECT + "lift = { low = 3, likely = 2, high = 4 }\n", "programmes[0].effects[0].lift"),
        ("programmes = []\n", "programmes"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, key: str):
    with pytest.raises(BadCatalog) as told:
        read_programmes(text, "p.toml")
    assert str(told.value.params["key"]).startswith(key) and told.value.params["file"] == "p.toml"


@pytest.mark.parametrize("text", [HOUSE.replace("p2 <= 2", "p2 <="), 'must_not = "a b"\n' + HOUSE])
def test_a_rule_that_cannot_be_read_is_told_at_once(text: str):
    with pytest.raises(BadInput, match="expression_unexpected"):
        read_programmes(text, "p.toml")
