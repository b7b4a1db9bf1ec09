"""Statistics as a file: the figures of the page, the stamp on it, and a line in the audit."""

from io import BytesIO

import docx
import openpyxl
import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.reports.forms import FORMS
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SurveyQuery, describe_survey
from dss_core.usecases.export_statistics import StatisticsExport, export_statistics
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice
from tests.dss_core.usecases.small_province import NEW, last_audit


def query(whole: str, **changes: object) -> SurveyQuery:
    asked = {"values": ("overall", "income_per_person_baht", "head_sex"), "by": ("district",), **changes}
    return SurveyQuery(NEW, whole, **asked)  # type: ignore[arg-type]


def test_a_workbook_holds_the_numbers_themselves_and_their_stamp(province: Services, governor: Viewer, whole: str):
    file = export_statistics(province, governor, StatisticsExport(query(whole), "excel", "en"))
    found = describe_survey(province, governor, query(whole))
    book = openpyxl.load_workbook(BytesIO(file.data))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    total = found.means[(found.means["value"] == "overall") & found.means["district"].isna()].iloc[0]
    for figure in (total["mean"], total["sd"]):
        assert any(isinstance(cell, float) and cell == pytest.approx(figure) for cell in cells)
    words = " ".join(cell for cell in cells if isinstance(cell, str))
    assert found.provenance.freeze_id in words and "n = 120 households" in words
    assert "Income per person and year (baht per person and year)" in words
    assert "Sex of the head: Sex of the member recorded as head" in words
    assert file.name == f"statistics-{found.provenance.freeze_id}.xlsx"


def test_a_word_document_speaks_the_readers_language(province: Services, governor: Viewer, whole: str):
    file = export_statistics(province, governor, StatisticsExport(query(whole), "word", "th"))
    document = docx.Document(BytesIO(file.data))
    headers = [cell.text for cell in document.tables[0].rows[0].cells]
    assert {"x̄", "S.D.", "การแปลผล"} <= set(headers)
    assert province.catalog.areas.get(whole).name.th in "".join(p.text for p in document.paragraphs)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_persons_by_round_can_be_made(province: Services, governor: Viewer, whole: str, form: str):
    asked = query(whole, values=("member_age", "member_sex"), by=("round", "member_card"), unit=Unit.PERSON)
    file = export_statistics(province, governor, StatisticsExport(asked, form, "th"))
    assert len(file.data) > 1000 and file.name.endswith(FORMS[form].extension)


def test_weighted_figures_say_so(province: Services, governor: Viewer, whole: str):
    asked = query(whole, sample=SampleChoice(by_members=True))
    text = export_statistics(province, governor, StatisticsExport(asked, "page", "en")).data.decode()
    assert "Means, S.D. and percentages are weighted" in text


def test_an_export_is_written_down_without_a_figure_in_it(province: Services, governor: Viewer, whole: str):
    export_statistics(province, governor, StatisticsExport(query(whole), "page", "en"))
    line = last_audit(province, "export_statistics")
    assert (line["username"], line["subject"]) == (governor.username, whole)
    assert set(line["details"]) == {"round", "form", "freeze"}


@pytest.mark.parametrize(
    ("form", "values", "code"),
    [("pdf", ("overall",), "report_unknown_form"), ("word", (), "describe_no_value")],
)
def test_what_cannot_be_exported_is_refused(
    province: Services, governor: Viewer, whole: str, form: str, values: tuple[str, ...], code: str
):
    with pytest.raises(BadInput) as refused:
        export_statistics(province, governor, StatisticsExport(query(whole, values=values), form, "en"))
    assert refused.value.code == code


def test_an_officer_takes_along_the_own_district_alone(province: Services, officer: Viewer, whole: str, district: str):
    asked = StatisticsExport(query(whole, by=("subdistrict",)), "page", "en")
    text = export_statistics(province, officer, asked).data.decode()
    others = [area for area in province.catalog.areas.districts if area.code != district]
    inside = province.catalog.areas.get(district).name.en
    assert inside in text
    names = {area.name.en for area in province.catalog.areas.subdistricts if area.code[:4] == district}
    assert any(name in text for name in names)
    assert not [area.name.en for area in others if f"area {area.name.en}" in text]
