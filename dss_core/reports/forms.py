"""The forms that a report can take: a form is one file in this folder and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from dss_core.errors import BadInput
from dss_core.reports.document import Report
from dss_core.reports.excel import workbook
from dss_core.reports.page import web_page
from dss_core.reports.word import word_document


@dataclass(frozen=True)
class Form:
    """How a report becomes a file: the end of its name, its media type, and its bytes."""

    extension: str
    media_type: str
    write: Callable[[Report], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: dict[str, Form] = {
    "word": Form("docx", f"{_OFFICE}.wordprocessingml.document", word_document),
    "excel": Form("xlsx", f"{_OFFICE}.spreadsheetml.sheet", workbook),
    "page": Form("html", "text/html; charset=utf-8", web_page),
}


def find_form(form_id: str) -> Form:
    """The form of this id; ``BadInput`` (report_unknown_form: form, forms)."""
    if form_id not in FORMS:
        raise BadInput("report_unknown_form", form=form_id, forms=", ".join(FORMS))
    return FORMS[form_id]
