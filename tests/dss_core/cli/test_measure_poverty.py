"""The verbs ``mpi`` and ``poverty`` as they are typed."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from dss_core.cli.measure_poverty import mpi_command, poverty_command
from dss_core.errors import BadCatalog, BadInput

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
