"""A researcher's own file, measured: the records, and what bad input gives."""

import json
from typing import Any

import pytest

from dss_core.catalog.specification import read_specification
from dss_core.errors import BadFile, BadInput, DssError
from dss_core.usecases.file_design import FileDesign
from dss_core.usecases.measure_file import mpi_of_file, poverty_of_file
from dss_core.usecases.poverty_records import Record

SPEC = read_specification(
    'k = [0.5, 1.0]\n[dimensions.health]\nindicators = ["ill"]\n[dimensions.home]\nindicators = ["roof"]', "spec.toml"
)
HOUSEHOLDS = """house,area,ill,roof,income,w,psu,word
1,north,1,1,50,2,a,x
2,north,0,1,100,1,a,y
3,south,0,0,150,1,b,z
4,south,1,0,,1,b,x
5,south,1,1,80,1,c,x
6,,0,,200,4,d,x
"""
PLAIN = FileDesign()


def mpi(design: FileDesign = PLAIN, text: str = HOUSEHOLDS) -> list[Record]:
    return mpi_of_file(text.encode(), "file.csv", {"two": SPEC}, design).records


def poverty(
    design: FileDesign = PLAIN, text: str = HOUSEHOLDS, income: str = "income", line: float = 100.0
) -> list[Record]:
    return poverty_of_file(text.encode(), "file.csv", income, [line], 1.0, design).records


def one(records: list[Record], measure: str, group: dict[str, str] | None = None, **wanted: Any) -> Record:
    (found,) = [
        record
        for record in records
        if record["measure"] == measure and record["group"] == (group or {})
        if all(record[name] == value for name, value in wanted.items())
    ]
    return found


def test_records_of_mpi_name_measure_cut_off_group_and_indicator():
    records = mpi(FileDesign(by=("area",)))
    assert list(records[0]) == [
        *("specification", "measure", "k", "line", "group", "indicator", "value", "se", "ci_low", "ci_high"),
        *("n", "missing", "bound_low", "bound_high", "note"),
    ]
    assert one(records, "H", k=0.5)["value"] == pytest.approx(4 / 5)
    assert one(records, "H", k=0.5)["missing"] == 1
    assert one(records, "M0", {"area": "north"}, k=0.5)["value"] == pytest.approx(0.75)
    assert one(records, "headcount_uncensored", {"area": "south"}, indicator="ill")["value"] == pytest.approx(2 / 3)
    assert one(records, "contribution_percent", k=1.0, indicator="roof")["value"] == pytest.approx(0.5)
    assert one(records, "headcount_uncensored", indicator="ill")["k"] is None
    assert one(records, "A", k=0.5)["indicator"] is None


def test_records_of_poverty_have_the_same_form_and_a_line():
    records = poverty(FileDesign(by=("area",), weight="w"))
    fgt = one(records, "FGT0")
    assert {"measure", "k", "line", "group", "indicator", "value", "se", "ci_low", "ci_high"} <= fgt.keys()
    assert (fgt["line"], fgt["k"], fgt["indicator"]) == (100.0, None, None)
    assert fgt["value"] == pytest.approx(3 / 9)  # whoever has 100 stands at the line and is not poor
    assert (fgt["n"], fgt["missing"]) == (5, 1)
    assert one(records, "gini")["line"] is None
    assert one(records, "atkinson")["epsilon"] == 1.0
    assert {record["measure"] for record in records} == {
        *("FGT0", "FGT1", "FGT2", "watts", "sst", "gini", "theil", "atkinson", "s80s20")
    }


def test_two_groupings_stand_alone_and_together_and_a_row_without_a_key_counts_in_the_others():
    design = FileDesign(by=("area", "word"))
    found = [record["group"] for record in poverty(design) if record["measure"] == "FGT0"]
    assert found[0] == {} and found.count({}) == 1
    assert [list(group) for group in found[1:]] == [["area"]] * 2 + [["word"]] * 3 + [["area", "word"]] * 4
    assert {"area": "north", "word": "y"} in found
    assert [record["group"] for record in mpi(design) if record["measure"] == "H" and record["k"] == 0.5] == found


def test_several_specifications_stand_side_by_side():
    other = SPEC.model_copy(update={"k": (0.3,)})
    records = mpi_of_file(HOUSEHOLDS.encode(), "file.csv", {"two": SPEC, "other": other}, PLAIN).records
    assert [record["k"] for record in records if record["measure"] == "H"] == [0.5, 1.0, 0.3]
    assert {record["specification"] for record in records} == {"two", "other"}


def test_strata_and_clusters_change_the_error_and_not_the_value():
    simple, clustered = one(mpi(), "H", k=0.5), one(mpi(FileDesign(clusters=("psu",))), "H", k=0.5)
    assert simple["value"] == clustered["value"] and simple["se"] != clustered["se"]


def test_every_record_can_be_written_as_strict_json():
    for records in (mpi(FileDesign(by=("area", "word"), weight="w")), poverty(FileDesign(by=("area", "word")))):
        assert json.loads(json.dumps(records, allow_nan=False)) == records


def test_what_has_no_value_or_error_says_why():
    for record in [*mpi(FileDesign(by=("area", "word"))), *poverty(FileDesign(by=("area", "word")))]:
        if record["value"] is None or record["se"] is None:
            assert record["note"], record


def test_incomes_that_nobody_answered_are_no_value():
    text = "income,x\n,1\n,2\n"
    assert one(poverty(text=text), "FGT0")["value"] is None
    assert one(poverty(text=text), "FGT0")["missing"] == 2


def test_a_zero_income_leaves_watts_and_theil_undefined_and_it_is_said():
    records = poverty(text=HOUSEHOLDS.replace(",50,", ",0,"))
    for measure in ("watts", "theil", "atkinson"):
        assert one(records, measure)["note"] == "undefined_with_zero_or_negative_incomes"


@pytest.mark.parametrize(
    ("design", "text", "code"),
    [
        (FileDesign(weight="w"), HOUSEHOLDS.replace(",2,a", ",-2,a"), "design_weight_negative"),
        (FileDesign(weight="w"), HOUSEHOLDS.replace(",2,a", ",,a"), "design_weight_missing"),
        (FileDesign(weight="word"), HOUSEHOLDS, "not_a_number"),
        (FileDesign(weight="nothing"), HOUSEHOLDS, "table_unknown_column"),
        (FileDesign(by=("nothing",)), HOUSEHOLDS, "table_unknown_column"),
        (FileDesign(strata="area"), HOUSEHOLDS, "design_missing"),
        (PLAIN, HOUSEHOLDS.replace("150", "some"), "table_text_in_numbers"),
    ],
)
def test_bad_input_is_told(design: FileDesign, text: str, code: str):
    with pytest.raises(BadInput, match=code):
        poverty(design, text)


def test_a_specification_that_does_not_fit_the_file_is_told():
    with pytest.raises(BadInput, match="table_unknown_column"):
        mpi(text=HOUSEHOLDS.replace("roof", "wall"))
    with pytest.raises(BadInput, match="poverty_not_zero_one"):
        mpi(text=HOUSEHOLDS.replace("north,1,1", "north,1,7"))


def test_a_file_without_rows_is_told():
    with pytest.raises(BadFile):
        mpi(text="ill,roof\n")


def test_no_error_holds_a_value_of_a_row():
    with pytest.raises(DssError) as caught:
        poverty(text=HOUSEHOLDS.replace("150", "some secret"))
    assert "secret" not in str(caught.value)


def test_rules_read_other_columns():
    spec = read_specification(
        'k = 1\n[dimensions.money]\nindicators = ["short"]\n'
        '[rules.short]\nvariable = "income"\noperator = "below"\nvalue = 100',
        "spec.toml",
    )
    records = mpi_of_file(HOUSEHOLDS.encode(), "file.csv", {"money": spec}, PLAIN).records
    assert one(records, "H")["value"] == pytest.approx(2 / 5)


def codes(design: FileDesign) -> list[str]:
    return [problem.code for problem in mpi_of_file(HOUSEHOLDS.encode(), "file.csv", {"two": SPEC}, design).problems]


def test_what_a_reader_must_know_of_the_design_is_told():
    assert codes(PLAIN) == ["describe_simple_sample"]
    assert codes(FileDesign(by=("area",), weight="w")) == ["describe_without_group"]
    assert codes(FileDesign(strata="word", clusters=("psu",))) == ["describe_lonely_strata"]
    zero = HOUSEHOLDS.replace(",2,a", ",0,a")
    found = poverty_of_file(zero.encode(), "file.csv", "income", [100.0], 1.0, FileDesign(weight="w"))
    assert [(problem.code, dict(problem.params)) for problem in found.problems] == [
        ("describe_weight_zero", {"count": "1"})
    ]
