"""The criteria file: its defaults, and an error that names the place for everything that is wrong in it."""

import pytest

from dss_core.catalog.criteria import ColumnCriterion, Scale, WhenMissing, read_criteria
from dss_core.errors import BadCatalog

SHORT = '[[criterion]]\ncolumn = "pc_income"\nmore_is = "better"\n'


def test_a_criterion_needs_a_column_and_a_direction_only():
    assert read_criteria(SHORT, "c.toml") == (ColumnCriterion(column="pc_income", more_is="better"),)
    (one,) = read_criteria(SHORT, "c.toml")
    assert (one.weight, one.scale, one.missing) == (1.0, Scale.MINMAX, WhenMissing.REWEIGHT)


def test_everything_that_can_be_said_of_a_criterion_is_read():
    text = (
        '\ufeff[[criterion]]\r\ncolumn = "รายได้"\r\nmore_is = "worse"\r\nweight = 2\r\nlowest = 0\r\nhighest = 9.5\r\n'
        'scale = "minmax"\r\nmissing = "leave_out"\r\ncutoff = 3\r\nindifference = 1\r\npreference = 2\r\n'
        '[[criterion]]\ncolumn = "debt"\nmore_is = "worse"\nscale = "vector"\n'
    )
    first, second = read_criteria(text, "c.toml")
    assert first == ColumnCriterion(
        column="รายได้",
        more_is="worse",
        weight=2.0,
        lowest=0.0,
        highest=9.5,
        missing=WhenMissing.LEAVE_OUT,
        cutoff=3.0,
        indifference=1.0,
        preference=2.0,
    )
    assert second.scale is Scale.VECTOR


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("", "catalog_value", "criterion"),
        ("criterion = []", "catalog_value", "criterion"),
        ("[[criterion]\n", "catalog_syntax", "line 1"),
        ('[[criterion]]\nmore_is = "better"', "catalog_value", "criterion[0].column"),
        ('[[criterion]]\ncolumn = "a"', "catalog_value", "criterion[0].more_is"),
        ('[[criterion]]\ncolumn = "a"\nmore_is = "higher"', "catalog_value", "criterion[0].more_is"),
        (SHORT + 'weight = "0.5"', "catalog_value", "criterion[0].weight"),
        (SHORT + "weight = nan", "catalog_value", "criterion[0].weight"),
        (SHORT + 'scale = "log"', "catalog_value", "criterion[0].scale"),
        (SHORT + 'missing = "zero"', "catalog_value", "criterion[0].missing"),
        (SHORT + "wieght = 1", "catalog_value", "criterion[0].wieght"),
        (SHORT + 'scale = "vector"\nlowest = 0', "catalog_value", "criterion[0].scale"),
        (SHORT + SHORT.replace("pc_income", ""), "catalog_value", "criterion[1].column"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(text: str, code: str, key: str):
    with pytest.raises(BadCatalog) as caught:
        read_criteria(text, "c.toml")
    assert (caught.value.code, caught.value.params["file"], caught.value.params["key"]) == (code, "c.toml", key)
