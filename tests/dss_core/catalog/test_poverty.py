"""The definitions of poverty: those that are shipped, and what is said of wrong ones."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from dss_core.catalog.load import Catalog
from dss_core.catalog.poverty import PovertyDefinitions, check_names, load_measures, load_poverty, poverty_files
from dss_core.catalog.specification import read_specification
from dss_core.errors import BadCatalog, NotFound
from dss_core.settings import ROOT

DATA = ROOT / "data"


@pytest.fixture
def known_ids(catalog: Catalog) -> tuple[str, ...]:
    instrument = catalog.instrument
    return (*instrument.indicator_ids, *instrument.capital_ids, *(variable.id for variable in catalog.variables))


@pytest.fixture
def poverty(known_ids: tuple[str, ...]) -> PovertyDefinitions:
    poverty = load_poverty(DATA)
    check_names(poverty, known_ids)
    return poverty


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "catalog" / "poverty", tmp_path / "catalog" / "poverty")
    return tmp_path


def complaint(folder: Path, known_ids: tuple[str, ...]) -> BadCatalog:
    with pytest.raises(BadCatalog) as caught:
        check_names(load_poverty(folder), known_ids)
    return caught.value


def test_the_shipped_definitions_load(poverty: PovertyDefinitions):
    assert {one.kind for one in poverty.definitions} == {"income_line", "alkire_foster", "level", "failed_dimensions"}
    assert len(poverty.specification("tpmap_proxy").dimensions) == 5
    for specification in poverty.specifications.values():
        assert sum(specification.weights.values()) == pytest.approx(1)


def test_what_is_not_official_says_so(poverty: PovertyDefinitions):
    assert {one.standing.value for one in poverty.specifications.values()} == {"proposal"}


def test_a_line_holds_from_its_day_on_and_a_proposal_never(poverty: PovertyDefinitions):
    line = poverty.line("bmn_income")
    assert [line.value_on(date(year, 6, 1)) for year in (2016, 2017, 2020, 2026)] == [None, 30000, 38000, 38000]
    assert poverty.lines_on(date(2026, 1, 1))["bmn_income"] == 38000
    assert poverty.lines_on(date(2000, 1, 1)) == {}


def test_an_unknown_id_is_not_found(poverty: PovertyDefinitions):
    with pytest.raises(NotFound):
        poverty.line("nothing")
    with pytest.raises(NotFound):
        poverty.specification("nothing")


def test_the_files_are_named_for_the_version(folder: Path):
    assert "catalog/poverty/mpi_livelihood.toml" in poverty_files(folder)
    (folder / "catalog" / "poverty" / "lines.toml").unlink()
    assert "catalog/poverty/lines.toml" in poverty_files(folder)
    assert load_measures(folder).atkinson_epsilon == 1


def test_a_missing_file_is_named(folder: Path, known_ids: tuple[str, ...]):
    (folder / "catalog" / "poverty" / "lines.toml").unlink()
    assert complaint(folder, known_ids).code == "catalog_missing_file"


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "key"),
    [
        (
            "lines",
            'variable = "income_per_person_baht"',
            'variable = "income"',
            "catalog_unknown_name",
            "lines[0].variable",
        ),
        ("lines", 'id = "national"', 'id = "bmn_income"', "catalog_duplicate", "lines[1].id"),
        ("lines", "value_baht = 38000.0", "value_baht = -1.0", "catalog_value", "lines[0].values[1].value_baht"),
        ("definitions", 'line = "bmn_income"', 'line = "x"', "catalog_unknown_name", "definitions[0].line"),
        ("definitions", '"mpi_livelihood"', '"x"', "catalog_unknown_name", "definitions[1].specification"),
        ("definitions", 'variable = "level"', 'variable = "x"', "catalog_unknown_name", "definitions[2].variable"),
        ("definitions", '"has_welfare_card"', '"x"', "catalog_unknown_name", "definitions[3].and_if.variable"),
        ("definitions", 'id = "tpmap"', 'id = "income"', "catalog_duplicate", "definitions[3].id"),
        ("tpmap_proxy", '"h5"', '"h99"', "catalog_unknown_name", "rules.h99.variable"),
        ("tpmap_proxy", 'line = "bmn_income"', 'line = "x"', "catalog_unknown_name", "rules.low_income.line"),
        ("tpmap_proxy", 'id = "tpmap_proxy"', 'id = "other"', "catalog_value", "id"),
        ("mpi_livelihood", 'missing = "leave_out"', 'missing = "zero"', "catalog_value", "missing"),
        ("measures", "atkinson_epsilon = 1.0", "atkinson_epsilon = 0.0", "catalog_value", "atkinson_epsilon"),
    ],
)
def test_a_wrong_definition_is_named(
    folder: Path, known_ids: tuple[str, ...], file: str, old: str, new: str, code: str, key: str
):
    path = folder / "catalog" / "poverty" / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    error = complaint(folder, known_ids)
    assert (error.code, error.params["key"]) == (code, key)
    assert error.params["file"] == f"catalog/poverty/{file}.toml"


TWO = '[dimensions.a]\nindicators = ["x", "y"]\n{a}\n[dimensions.b]\nindicators = ["z"]\n{b}\n'


def weights(a: str = "", b: str = "") -> list[float]:
    return list(read_specification("k = 0.5\n" + TWO.format(a=a, b=b), "spec.toml").weights.values())


def test_weights_are_equal_and_nested_unless_given():
    assert weights() == [0.25, 0.25, 0.5]
    assert weights(a="weight = 0.8") == pytest.approx([0.4, 0.4, 0.2])
    assert weights(a="weight = [0.5, 0.1]", b="weight = 0.4") == [0.5, 0.1, 0.4]
    assert weights(a="weight = { y = 0.5, x = 0.1 }") == pytest.approx([0.1, 0.5, 0.4])


def test_weights_that_do_not_sum_to_one_are_divided_by_their_sum():
    assert weights(a="weight = 2", b="weight = 2") == [0.25, 0.25, 0.5]


def test_one_cut_off_needs_no_brackets():
    assert read_specification('k = 1\n[dimensions.a]\nindicators = ["x"]', "spec.toml").k == (1.0,)


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("k = [0.5\n", "catalog_syntax", "line 1"),
        ('k = 33\n[dimensions.a]\nindicators = ["x"]', "catalog_value", "k[0]"),
        ('k = 0\n[dimensions.a]\nindicators = ["x"]', "catalog_value", "k[0]"),
        ('[dimensions.a]\nindicators = ["x"]', "catalog_value", "k"),
        ("k = 0.5", "catalog_value", "dimensions"),
        ("k = 0.5\n[dimensions.a]\nindicators = []", "catalog_value", "dimensions.a.indicators"),
        ('k = 0.5\nweigth = 1\n[dimensions.a]\nindicators = ["x"]', "catalog_value", "weigth"),
        ('k = 0.5\n[dimensions.a]\nindicators = ["x", "x"]', "catalog_duplicate", "dimensions.a.indicators[1]"),
        ("k = 0.5\n" + TWO.format(a="weight = [1]", b=""), "catalog_value", "dimensions.a.weight"),
        ("k = 0.5\n" + TWO.format(a="weight = { x = 1 }", b=""), "catalog_value", "dimensions.a.weight"),
        ("k = 0.5\n" + TWO.format(a="weight = 1", b=""), "catalog_value", "dimensions"),
        ("k = 0.5\n" + TWO.format(a="weight = 0", b="weight = 0"), "catalog_value", "dimensions"),
        (
            "k = 0.5\n" + TWO.format(a="", b='[rules.q]\nvariable = "v"\noperator = "is"\nvalue = 1'),
            "catalog_unknown_name",
            "rules.q",
        ),
        ("k = 0.5\n" + TWO.format(a="", b='[rules.x]\nvariable = "v"\noperator = "is"'), "catalog_value", "rules.x"),
        (
            "k = 0.5\n" + TWO.format(a="", b='[rules.x]\nvariable = "v"\noperator = "is"\nline = "l"'),
            "catalog_value",
            "rules.x.line",
        ),
    ],
)
def test_a_wrong_specification_is_named(text: str, code: str, key: str):
    with pytest.raises(BadCatalog) as caught:
        read_specification(text, "spec.toml")
    assert (caught.value.code, caught.value.params["key"], caught.value.params["file"]) == (code, key, "spec.toml")
