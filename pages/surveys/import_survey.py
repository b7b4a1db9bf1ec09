"""Upload a survey file: see it checked, then commit it as a round, whole or not at all."""

import streamlit as st

from dss_core.errors import BadFile
from dss_core.language.format import number, round_label
from dss_core.model.imports import ImportRecord
from dss_core.usecases.import_survey import ENDINGS, CheckedUpload, check_survey, import_survey
from pages.parts.header import show_header
from pages.parts.upload import show_checked, show_past
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import forget, keep, kept

CHECKED, TAKEN_IN = "checked_upload", "taken_in_upload"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    show_header(context, _("Upload a survey"), _("A survey file becomes a round: checked first, then taken in whole."))
    formats = context.catalog.formats
    st.markdown(
        _(
            "Formats: {formats}, with a sheet of households and one of members, or of households alone. Files: Excel, "
            "open workbooks, CSV and TSV, SPSS, Stata, Parquet, exports of KoboToolbox and ODK Central.",
            formats=", ".join(context.label(f.label) for f in formats.values()),
        )
    )
    file = st.file_uploader(_("Survey file"), type=list(ENDINGS), key="survey_file")
    file_id = str(file.file_id) if file else ""
    # The file stays in its box after it was taken in; it is not checked once more.
    if file is None or file_id == kept(TAKEN_IN, [""])[0]:
        forget(CHECKED)
        if file is not None:
            _show_taken_in(context, kept(TAKEN_IN)[1])
        show_past(context)
        return
    with told(_):
        checked = _checked(context, file.getvalue(), file.name, file_id)
    show_checked(context, checked)
    if checked.can_commit and st.button(_("Commit as a round"), key="commit", type="primary", icon=":material/check:"):
        _commit(context, checked, file_id)


def _checked(context: Context, data: bytes, name: str, file_id: str) -> CheckedUpload:
    """The check of this very file, made once and kept while the file stays on the page; a refusal is kept as well."""
    _ = context.translate
    found = kept(CHECKED)
    if found is None or found[0] != file_id:
        with st.spinner(_("Reading and checking the file …")):
            try:
                found = (file_id, check_survey(context.services, context.viewer, data, name))
            except BadFile as refusal:
                found = (file_id, refusal)
        keep(CHECKED, found)
    if isinstance(found[1], BadFile):
        raise BadFile(found[1].code, **found[1].params)
    return found[1]  # type: ignore[no-any-return]


def _commit(context: Context, checked: CheckedUpload, file_id: str) -> None:
    _ = context.translate
    with st.spinner(_("Committing …")):
        keep(TAKEN_IN, (file_id, import_survey(context.services, context.viewer, checked)))
    # The new round is shown everywhere from now on; the address names it.
    keep("show_round", checked.round_id)
    st.rerun()


def _show_taken_in(context: Context, record: ImportRecord) -> None:
    _, language = context.translate, context.language
    labels = {found.id: round_label(found.year, found.wave, language) for found in context.rounds}
    st.success(
        _(
            "{round} is taken in: {households} households, {persons} persons.",
            round=labels[record.round_id],
            households=number(record.household_count, language),
            persons=number(record.person_count, language),
        ),
        icon=":material/check_circle:",
    )
