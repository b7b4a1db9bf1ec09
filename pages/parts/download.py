"""A report to take along: made when the button is pressed, in the reader's language, and written down."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dss_core.usecases.export_statistics import ReportFile
from pages.shell.context import Context

EXTENSIONS = {"word": "docx", "excel": "xlsx", "page": "html"}


def show_downloads(
    context: Context, key: str, name: str, make: Callable[[str], ReportFile], label: str = "", meaning: str = ""
) -> None:
    """A button for each form; ``make`` gives the file of a form. ``label``, ``meaning``: of what is no table."""
    _ = context.translate
    forms = {"word": _("Word (.docx)"), "excel": _("Excel (.xlsx)"), "page": _("Web page for printing (.html)")}
    with st.popover(label or _("Table for a report"), icon=":material/download:"):
        tables = _("Numbered tables with round, freeze id, definitions and n. Each download is written down.")
        st.caption(meaning or tables)
        for form, form_name in forms.items():
            st.download_button(
                form_name,
                # Nothing is made before the button is pressed.
                data=partial(_bytes, make, form),
                file_name=f"{name}.{EXTENSIONS[form]}",
                key=f"{key}_{form}",
                on_click="ignore",
            )


def _bytes(make: Callable[[str], ReportFile], form: str) -> bytes:
    return make(form).data
