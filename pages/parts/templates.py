"""What is taken into the field: a blank workbook, or the same as a form for ODK and Kobo."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dss_core.access.viewer import Viewer
from dss_core.usecases.export_statistics import ReportFile
from dss_core.usecases.export_template import TemplateQuery, export_template, export_xlsform
from dss_core.usecases.services import Services
from pages.shell.context import Context

Export = Callable[[Services, Viewer, TemplateQuery], ReportFile]


def show_templates(context: Context) -> None:
    """The buttons for every format."""
    _ = context.translate
    with st.popover(_("Blank template and form"), icon=":material/download:"):
        st.caption(_("What is filled in or collected with these is taken in as it is: nobody has to map columns."))
        for upload in context.catalog.formats.values():
            st.markdown(f"**{context.label(upload.label)}**")
            _button(context, _("Blank workbook (.xlsx)"), "template", upload.id, export_template)
            _button(context, _("Form for ODK or Kobo (XLSForm)"), "xlsform", upload.id, export_xlsform)


def _button(context: Context, label: str, kind: str, format_id: str, export: Export) -> None:
    st.download_button(
        label,
        # Nothing is made before the button is pressed.
        data=partial(_bytes, context, export, format_id),
        file_name=f"{kind}-{format_id}.xlsx",
        key=f"{kind}_{format_id}",
        on_click="ignore",
        width="stretch",
    )


def _bytes(context: Context, export: Export, format_id: str) -> bytes:
    return export(context.services, context.viewer, TemplateQuery(format_id)).data
