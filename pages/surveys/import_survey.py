"""Upload a survey file: see it checked, then commit it as a round, whole or not at all."""

import streamlit as st

from dss_core.language.format import number, round_label
from dss_core.usecases.import_survey import CheckedUpload, check_survey, import_survey
from pages.parts.header import show_header
from pages.parts.upload import show_checked, show_past
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import forget, keep, kept

CHECKED, DONE = "checked_upload", "import_done"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    show_header(context, _("Upload a survey"), _("A survey file becomes a round: checked first, then taken in whole."))
    done = kept(DONE)
    if done:
        st.success(done, icon=":material/check_circle:")
    formats = context.catalog.formats
    st.markdown(
        _(
            "Formats: {formats} as .xlsx with a sheet of households and one of members, or .csv of households.",
            formats=", ".join(context.label(f.label) for f in formats.values()),
        )
    )
    file = st.file_uploader(_("Survey file"), type=["xlsx", "csv"], key="survey_file")
    if file is None:
        forget(CHECKED)
        show_past(context)
        return
    forget(DONE)
    with told(_):
        checked = _checked(context, file.getvalue(), file.name, str(file.file_id))
    show_checked(context, checked)
    if checked.can_commit and st.button(_("Commit as a round"), key="commit", type="primary", icon=":material/check:"):
        _commit(context, checked)


def _checked(context: Context, data: bytes, name: str, file_id: str) -> CheckedUpload:
    """The check of this very file, made once and kept while the file stays on the page."""
    _ = context.translate
    found = kept(CHECKED)
    if found is None or found[0] != file_id:
        with st.spinner(_("Reading and checking the file …")):
            found = (file_id, check_survey(context.services, context.viewer, data, name))
        keep(CHECKED, found)
    return found[1]  # type: ignore[no-any-return]


def _commit(context: Context, checked: CheckedUpload) -> None:
    _ = context.translate
    with st.spinner(_("Committing …")):
        record = import_survey(context.services, context.viewer, checked)
    label = round_label(checked.draft.year, checked.draft.wave, context.language)
    keep(
        DONE,
        _(
            "{round} is taken in: {households} households, {persons} persons.",
            round=label,
            households=number(record.household_count, context.language),
            persons=number(record.person_count, context.language),
        ),
    )
    forget(CHECKED)
    # The new round is shown everywhere from now on; the address names it.
    keep("show_round", checked.round_id)
    st.rerun()
