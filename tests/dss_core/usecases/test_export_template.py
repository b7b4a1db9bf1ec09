"""The blank template and the form: handed over as files, and written down."""

from io import BytesIO

import openpyxl
import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.export_template import TemplateQuery, export_template, export_xlsform
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import last_audit
from tests.support.xlsforms import read_form


def test_the_template_is_a_workbook_of_the_format(own: Services, administrator: Viewer):
    file = export_template(own, administrator, TemplateQuery("pppconnext"))
    assert file.name == "template-pppconnext-v1.xlsx"
    sheets = own.catalog.formats["pppconnext"].sheets
    assert sheets.members is not None
    assert openpyxl.load_workbook(BytesIO(file.data)).sheetnames[:2] == [sheets.households.name, sheets.members.name]


def test_the_form_is_one_that_pyxform_takes(own: Services, administrator: Viewer):
    file = export_xlsform(own, administrator, TemplateQuery("pppconnext"))
    assert file.name == "xlsform-pppconnext-v1.xlsx"
    assert "house_code" in read_form(file.data).names


@pytest.mark.parametrize("export", [export_template, export_xlsform])
def test_each_is_written_down_with_its_definitions(own: Services, administrator: Viewer, export):
    export(own, administrator, TemplateQuery("pppconnext"))
    line = last_audit(own, export.__name__)
    assert (line["username"], line["subject"]) == (administrator.username, "pppconnext")
    assert line["details"] == {"format": 1, "catalog": own.catalog.version}


@pytest.mark.parametrize("export", [export_template, export_xlsform])
def test_a_format_that_does_not_exist_is_refused(own: Services, administrator: Viewer, export):
    with pytest.raises(BadInput) as refused:
        export(own, administrator, TemplateQuery("lotus"))
    assert refused.value.code == "import_unknown_format"
