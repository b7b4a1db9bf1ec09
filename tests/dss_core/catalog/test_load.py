"""Loading: what comes back, its version, and files that cannot be read."""

import pytest

from dss_core.catalog.load import Catalog, load_catalog
from dss_core.errors import NotFound
from tests.dss_core.catalog.conftest import Copy


def test_the_shipped_definitions_load(catalog: Catalog) -> None:
    assert len(catalog.instrument.indicators) == 37
    assert catalog.instrument.capital_ids == ("human", "physical", "financial", "natural", "social")
    assert list(catalog.formats) == ["pppconnext"]


def test_the_version_is_twelve_hex_digits_and_stays_the_same(copy: Copy, catalog: Catalog) -> None:
    assert len(catalog.version) == 12
    assert int(catalog.version, 16) >= 0
    assert load_catalog(copy.root).version == catalog.version


@pytest.mark.parametrize("file", ["catalog/presets.toml", "formats/pppconnext.toml"])
def test_any_change_of_a_file_changes_the_version(copy: Copy, catalog: Catalog, file: str) -> None:
    copy.append(file, "\n# a word\n")
    assert load_catalog(copy.root).version != catalog.version


def test_what_a_windows_editor_adds_changes_nothing(copy: Copy, catalog: Catalog) -> None:
    for file in ("catalog/presets.toml", "geo/49/aliases.csv"):
        path = copy.root / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_catalog(copy.root).version == catalog.version


def test_a_file_that_is_not_ours_is_left_alone(copy: Copy, catalog: Catalog) -> None:
    (copy.root / "catalog" / "notes.txt").write_text("not a definition", encoding="utf-8")
    assert load_catalog(copy.root).version == catalog.version


@pytest.mark.parametrize(
    "file",
    [
        "catalog/province.toml",
        "catalog/instrument.toml",
        "catalog/bmn.toml",
        "catalog/programmes.toml",
        "catalog/presets.toml",
        "catalog/variables.toml",
        "catalog/codes.toml",
        "geo/49/points.csv",
        "geo/49/aliases.csv",
    ],
)
def test_a_missing_file_is_named(copy: Copy, file: str) -> None:
    (copy.root / file).unlink()
    error = copy.complaint()
    assert (error.code, error.params["file"], error.params["remedy"]) == ("catalog_missing_file", file, file)


def test_an_installation_without_an_upload_format_does_not_start(copy: Copy) -> None:
    (copy.root / "formats" / "pppconnext.toml").unlink()
    error = copy.complaint()
    assert (error.code, error.params["remedy"]) == ("catalog_missing_file", "formats/*.toml")


def test_a_slip_in_toml_is_named_with_its_line(copy: Copy) -> None:
    copy.replace("catalog/province.toml", 'code = "49"', "code = 49 49")
    lines = (copy.root / "catalog/province.toml").read_text(encoding="utf-8").splitlines()
    error = copy.complaint()
    assert (error.code, error.params["file"]) == ("catalog_syntax", "catalog/province.toml")
    assert error.params["key"] == f"line {lines.index('code = 49 49') + 1}"


def test_toml_that_breaks_off_is_still_named(copy: Copy) -> None:
    copy.append("catalog/presets.toml", "\nlate = [")
    error = copy.complaint()
    assert error.code == "catalog_syntax"
    assert str(error.params["key"]).startswith("line ")


def test_an_old_thai_encoding_is_named(copy: Copy) -> None:
    path = copy.root / "catalog/presets.toml"
    path.write_bytes(path.read_text(encoding="utf-8").replace("—", "-").encode("cp874", errors="replace"))
    error = copy.complaint()
    assert (error.code, error.params["file"], error.params["remedy"]) == (
        "catalog_encoding",
        "catalog/presets.toml",
        "UTF-8",
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "problem", "remedy"),
    [
        ("instrument", "weight = 0.2\n", 'weight = "0.2"\n', "indicators[0].weight", "0.2", "number"),
        ("instrument", "weight = 0.2\n", "weight = true\n", "indicators[0].weight", "True", "number"),
        ("instrument", "weight = 0.2\n", "weight = nan\n", "indicators[0].weight", "nan", "finite"),
        ("instrument", "weight = 0.2\n", "", "indicators[0].weight", "", "required"),
        ("instrument", "weight = 0.2\n", "weight = 0.2\nwieght = 1\n", "indicators[0].wieght", "1", "not permitted"),
        ("instrument", "#5740fd", "blue", "capitals[0].colour", "blue", "pattern"),
        ("instrument", '"recovered"', '"certain"', "capitals[0].standing", "certain", "official"),
        ("instrument", "source_on = 2026-11-22", "source_on = 2026", "source_on", "2026", "date"),
        ("presets", "human = 0.2", f'human = "{"9" * 80}"', "presets[0].weights.human", "", "number"),
        ("province", "= 53", "= 53.5", "subdistrict_count", "53.5", "integer"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_key(
    copy: Copy, file: str, old: str, new: str, key: str, problem: str, remedy: str
) -> None:
    copy.replace(f"catalog/{file}.toml", old, new)
    error = copy.complaint()
    assert error.code == "catalog_value"
    assert (error.params["file"], error.params["key"], error.params["problem"]) == (
        f"catalog/{file}.toml",
        key,
        problem,
    )
    assert remedy in str(error.params["remedy"])


def test_one_thing_is_found_by_its_id(catalog: Catalog) -> None:
    assert catalog.variable("head_age").label.en == "Age of the head"
    assert catalog.programme("card_goods").served_unit == "person"
    assert catalog.preset("five_capitals_equal").weights["human"] == 0.2
    assert catalog.label_of("h1").th == "การศึกษาสูงสุด"
    assert catalog.label_of("social").read("en") == "Social capital"
    assert catalog.label_of("overall").text.read("th") == "คะแนนรวม"


def test_an_unknown_id_is_not_found(catalog: Catalog) -> None:
    for kind, ask in (
        ("variable", catalog.variable),
        ("programme", catalog.programme),
        ("preset", catalog.preset),
        ("measure", catalog.label_of),
    ):
        with pytest.raises(NotFound) as caught:
            ask("nothing_of_this_name")
        assert caught.value.params == {"kind": kind, "id": "nothing_of_this_name"}
