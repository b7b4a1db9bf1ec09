"""What is taken into the field: a blank workbook of a format, or the same as a form for ODK and Kobo."""

from dataclasses import dataclass
from typing import Any

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.catalog.formats import UploadFormat
from dss_core.language.translate import translator
from dss_core.model.text import LANGUAGES
from dss_core.reports.blank_template import Words, blank_template
from dss_core.reports.xlsform import xlsform
from dss_core.store.audit import write_audit
from dss_core.usecases.export_statistics import ReportFile
from dss_core.usecases.services import Services, find_format

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class TemplateQuery:
    """The upload format whose template is wanted."""

    format_id: str


def export_template(services: Services, viewer: Viewer, query: TemplateQuery) -> ReportFile:
    """A blank workbook (.xlsx) that the import takes without a mapping; ``BadInput`` (import_unknown_format)."""
    viewer.must(Permission.IMPORT_SURVEY)
    upload = find_format(services, query.format_id)
    data = blank_template(upload, services.catalog, _words(services))
    with services.database.writing() as connection:
        write_audit(connection, viewer.username, "export_template", upload.id, _details(services, upload))
    return _file("template", upload, data)


def export_xlsform(services: Services, viewer: Viewer, query: TemplateQuery) -> ReportFile:
    """An XLSForm (.xlsx) of the same columns for ODK and Kobo; ``BadInput`` (import_unknown_format)."""
    viewer.must(Permission.IMPORT_SURVEY)
    upload = find_format(services, query.format_id)
    data = xlsform(upload, services.catalog, _words(services))
    with services.database.writing() as connection:
        write_audit(connection, viewer.username, "export_xlsform", upload.id, _details(services, upload))
    return _file("xlsform", upload, data)


def _words(services: Services) -> Words:
    return {language: translator(language, services.settings.data_dir) for language in LANGUAGES}


def _details(services: Services, upload: UploadFormat) -> dict[str, Any]:
    """Which definitions go out; the file holds nothing of a household."""
    return {"format": upload.version, "catalog": services.catalog.version}


def _file(kind: str, upload: UploadFormat, data: bytes) -> ReportFile:
    return ReportFile(f"{kind}-{upload.id}-v{upload.version}.xlsx", XLSX, data)
