"""The verbs ``mpi`` and ``poverty`` as they are typed."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from dss_core.cli.measure_poverty import mpi_command, poverty_command
from dss_core.errors import BadCatalog, BadInput
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.initialise import operator
from dss_core.usecases.measure_mpi import MpiQuery, measure_mpi
from dss_core.usecases.mpi_choice import MpiChoice
from dss_core.usecases.services import Services
from tests.dss_core.cli.conftest import Answer, Ask

SPEC = 'k = [0.5]\n[dimensions.health]\nindicators = ["ill"]\n[dimensions.home]\nindicators = ["roof"]\n'
HOUSEHOLDS = "area,ill,roof,income,w\n=north,1,1,50,2\n=north,0,1,100,1\nsouth,0,0,150,1\nsouth,1,0,30,1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "file.csv").write_text(HOUSEHOLDS, encoding="utf-8")
    (tmp_path / "spec.toml").write_text(SPEC, encoding="utf-8")
    return tmp_path


def typed(*words: str) -> Result:
    app = typer.Typer()
    app.command("mpi")(mpi_command)
    app.command("poverty")(poverty_command)
    return CliRunner().invoke(app, words)


def mpi(folder: Path, *more: str) -> Result:
    return typed("mpi", "--file", str(folder / "file.csv"), "--spec", str(folder / "spec.toml"), *more)


def poverty(folder: Path, *more: str) -> Result:
    return typed("poverty", "--file", str(folder / "file.csv"), "--income", "income", *more)


def test_mpi_as_json(folder: Path):
    result = mpi(folder, "--by", "area", "--weight", "w", "--format", "json")
    assert result.exit_code == 0
    first = json.loads(result.stdout)[0]
    assert (first["specification"], first["measure"], first["k"], first["group"]) == ("spec", "H", 0.5, {})
    assert first["value"] == pytest.approx(4 / 5)


def test_poverty_as_json_with_several_lines(folder: Path):
    result = poverty(folder, "--line", "60, 120", "--by", "area", "--format", "json")
    assert result.exit_code == 0
    records = json.loads(result.stdout)
    shares = [record["value"] for record in records if record["measure"] == "FGT0" and not record["group"]]
    assert shares == [0.5, 0.75]
    assert next(record["epsilon"] for record in records if record["measure"] == "atkinson") == 1.0


def test_the_aversion_of_atkinson_can_be_chosen(folder: Path):
    result = poverty(folder, "--line", "60", "--epsilon", "0.5", "--format", "json")
    assert {r["epsilon"] for r in json.loads(result.stdout) if r["measure"] == "atkinson"} == {0.5}


def test_in_a_table_each_grouping_is_a_column(folder: Path):
    result = poverty(folder, "--line", "60", "--by", "area")
    assert result.stdout.split()[0] == "area" and "south" in result.stdout


def test_a_spreadsheet_will_not_run_what_stands_in_a_file(folder: Path):
    result = mpi(folder, "--by", "area", "--format", "csv")
    assert "'=north" in result.stdout


@pytest.mark.parametrize("line", ["many", "", "60;70"])
def test_a_line_that_is_no_number_is_told(folder: Path, line: str):
    error = poverty(folder, "--line", line).exception
    assert isinstance(error, BadInput) and error.code == "option_not_a_number"


def test_a_specification_that_cannot_be_read_is_told_without_its_folder(folder: Path):
    (folder / "spec.toml").write_text("k = 2", encoding="utf-8")
    error = mpi(folder).exception
    assert isinstance(error, BadCatalog) and error.params["file"] == "spec.toml"


def records_of(answer: Answer) -> list[dict[str, object]]:
    assert answer.code == 0, answer.err
    return json.loads(answer.out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


KEYS = ("measure", "k", "line", "group", "indicator", "value", "se", "ci_low", "ci_high")


def test_mpi_of_a_round_has_the_records_of_a_file(installed: Services, ask: Ask):
    records = records_of(ask("mpi", "--by", "district,level", "--spec", "mpi_livelihood", "--format", "json"))
    assert list(records[0])[:10] == ["specification", *KEYS]
    groups = {tuple(record["group"]) for record in records}
    assert groups == {(), ("district",), ("level",), ("district", "level")}
    area = installed.catalog.province.code
    query = MpiQuery("2026-1", area, MpiChoice("mpi_livelihood"), ("district",))
    found = measure_mpi(installed, operator(installed), query)
    wanted = found.table[(found.table["measure"] == "M0") & (found.table["k"] == 0.33) & (found.table["group"] == 1)]
    (told,) = [
        record["value"]
        for record in records
        if (record["measure"], record["k"], record["group"]) == ("M0", 0.33, found.groups[0])
    ]
    assert told == pytest.approx(wanted["value"].iloc[0])
    assert {record["freeze"] for record in records} == {found.provenance.freeze_id}


def test_without_a_name_every_specification_of_the_catalogue_is_measured(installed: Services, ask: Ask):
    records = records_of(ask("mpi", "--round", "2567-1", "--format", "json"))
    assert {r["specification"] for r in records} == set(installed.catalog.poverty.specifications)


def test_a_specification_of_ones_own_measures_a_round(installed: Services, ask: Ask, tmp_path: Path):
    rule = '[rules.poor]\nvariable = "level"\noperator = "is"\nvalue = 1.0\n'
    (tmp_path / "own.toml").write_text(f'k = 1.0\n[dimensions.one]\nindicators = ["poor"]\n{rule}', encoding="utf-8")
    records = records_of(ask("mpi", "--spec", tmp_path / "own.toml", "--format", "json"))
    assert {record["specification"] for record in records} == {"own"}
    frame = households_of(installed, operator(installed), "2026-1", installed.catalog.province.code)
    assert records[0]["value"] == pytest.approx((frame["level"].dropna() == 1).mean())


def test_poverty_of_a_round_takes_lines_of_the_catalogue_and_typed_ones(installed: Services, ask: Ask):
    records = records_of(ask("poverty", "--line", "bmn_income,30000", "--by", "district", "--format", "json"))
    assert list(records[0])[:9] == list(KEYS)
    lines = [record["line"] for record in records if record["measure"] == "FGT0" and not record["group"]]
    assert lines == [38_000.0, 30_000.0]
    measures = list(dict.fromkeys(record["measure"] for record in records))
    assert measures == ["FGT0", "FGT1", "FGT2", "watts", "sst", "gini", "theil", "atkinson", "s80s20"]


def test_poverty_of_a_round_is_of_people_unless_households_are_asked_for(installed: Services, ask: Ask):
    frame = households_of(installed, operator(installed), "2026-1", installed.catalog.province.code)
    known = frame.dropna(subset=["income_per_person_baht"])
    poor = (known["income_per_person_baht"] < 38_000).to_numpy(float)
    people, households = (
        records_of(ask("poverty", "--line", "38000", *more, "--format", "json"))[0]["value"]
        for more in ((), ("--households",))
    )
    assert people == pytest.approx((poor * known["household_size"]).sum() / known["household_size"].sum())
    assert households == pytest.approx(poor.mean())


def test_all_lines_in_force_are_taken_when_none_is_named(installed: Services, ask: Ask):
    records = records_of(ask("poverty", "--area", installed.catalog.areas.districts[0].code, "--format", "json"))
    assert {r["line"] for r in records if r["line"] is not None} == {38_000.0, 33_636.0, 28_836.0}


def test_strata_and_clusters_of_a_round_are_places(installed: Services, ask: Ask):
    plain, drawn = (
        records_of(ask("mpi", "--spec", "mpi_livelihood", *more, "--format", "json"))[0]
        for more in ((), ("--strata", "district", "--cluster", "subdistrict"))
    )
    assert plain["value"] == pytest.approx(drawn["value"]) and plain["se"] != pytest.approx(drawn["se"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("poverty", "--weight", "w"), "--weight is for a file of your own"),
        (("mpi", "--cluster", "district,village"), "--cluster is for a file of your own"),
        (("mpi", "--cluster", "head_sex"), "cannot be grouped by: head_sex"),
        (("mpi", "--spec", "guess"), "“guess” is neither a specification of the catalogue nor a file"),
        (("mpi", "--by", "shoe_size"), "cannot be grouped by: shoe_size"),
        (("poverty", "--line", "rich"), "“rich” does not hold a number"),
        (("poverty", "--line", "0"), "0.0 is no poverty line"),
        (("poverty", "--round", "1999-1"), "There is no survey round 1999-1"),
    ],
)
def test_what_cannot_be_asked_of_a_round_is_one_sentence(
    words: tuple[str, ...], told: str, installed: Services, ask: Ask
):
    answer = ask(*words, DSS_LANGUAGE="en")
    assert answer.code == 1 and told in answer.err
    assert not answer.out and len(answer.err.strip().splitlines()) == 1


def test_a_file_needs_a_specification(folder: Path, ask: Ask):
    answer = ask("mpi", "--file", folder / "file.csv", DSS_LANGUAGE="en")
    assert answer.code == 1 and "No specification" in answer.err


def test_a_file_needs_a_column_of_incomes(folder: Path, ask: Ask):
    answer = ask("poverty", "--file", folder / "spec.toml", "--line", "60", DSS_LANGUAGE="en")
    assert answer.code == 1 and "Name it with --income." in answer.err
