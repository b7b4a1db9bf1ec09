"""The verb ``template``: a blank workbook or a form as a file."""

from io import BytesIO
from pathlib import Path

import openpyxl

from dss_core.usecases.services import Services
from tests.dss_core.cli.conftest import Ask
from tests.support.xlsforms import read_form


def test_template_writes_a_blank_workbook(ask: Ask, installed: Services, tmp_path: Path):
    out = tmp_path / "blank.xlsx"
    answer = ask("template", "--out", out)
    assert (answer.code, answer.out, answer.err) == (0, "blank.xlsx\n", "")
    sheets = installed.catalog.formats["pppconnext"].sheets
    assert openpyxl.load_workbook(BytesIO(out.read_bytes())).sheetnames[0] == sheets.households.name


def test_template_writes_a_form_for_odk_and_kobo(ask: Ask, installed: Services, tmp_path: Path):
    out = tmp_path / "form.xlsx"
    assert ask("template", "--kind", "xlsform", "--out", out, "--layout", "pppconnext").code == 0
    assert "house_code" in read_form(out.read_bytes()).names


def test_template_of_a_format_that_does_not_exist_is_one_sentence(ask: Ask, installed: Services, tmp_path: Path):
    answer = ask("template", "--out", tmp_path / "x.xlsx", "--layout", "lotus", DSS_LANGUAGE="en")
    assert answer.code == 1 and "lotus" in answer.err
    assert not (tmp_path / "x.xlsx").exists()


def test_template_of_another_kind_is_a_wrong_use(ask: Ask, installed: Services, tmp_path: Path):
    assert ask("template", "--kind", "paper", "--out", tmp_path / "x.xlsx").code == 2
