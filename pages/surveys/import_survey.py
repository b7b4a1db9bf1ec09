"""Upload a survey file: see it checked and rehearsed, then commit it as a round; and undo what was committed."""

import streamlit as st

from dss_core.errors import BadFile
from dss_core.language.format import number
from dss_core.model.revisions import RowState
from dss_core.usecases.import_survey import ENDINGS, CheckedUpload, check_survey, import_survey
from dss_core.usecases.rehearse_import import Rehearsal, rehearse_import
from pages.parts.header import show_header
from pages.parts.import_history import show_history, show_taken_in
from pages.parts.mapping import show_mapping
from pages.parts.rehearsal import show_rehearsal
from pages.parts.saved_mappings import show_mapping_used, show_mappings
from pages.parts.templates import show_templates
from pages.parts.upload import show_checked
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import forget, keep, kept

CHECKED, REHEARSED, TAKEN_IN = "checked_upload", "rehearsed_upload", "taken_in_upload"
AGREED = "agreed_mapping"
OTHER_COLUMNS = "file_other_columns"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    question = _("A survey file becomes a round: checked and rehearsed first, then taken in, and undone if need be.")
    show_header(context, _("Upload a survey"), question)
    formats = context.catalog.formats
    st.markdown(
        _(
            "Formats: {formats}, with a sheet of households and one of members, or of households alone. Files: Excel, "
            "open workbooks, CSV and TSV, SPSS, Stata, Parquet, exports of KoboToolbox and ODK Central.",
            formats=", ".join(context.label(f.label) for f in formats.values()),
        )
    )
    show_templates(context)
    file = st.file_uploader(_("Survey file"), type=list(ENDINGS), key="survey_file")
    file_id = str(file.file_id) if file else ""
    # The file stays in its box after it was taken in; it is not checked once more.
    if file is None or file_id == kept(TAKEN_IN, [""])[0]:
        forget(CHECKED)
        forget(REHEARSED)
        if file is not None:
            show_taken_in(context, kept(TAKEN_IN)[1])
        show_history(context)
        show_mappings(context)
        return
    data = file.getvalue()
    with told(_):
        checked = _checked(context, data, file.name, file_id)
        if isinstance(checked, BadFile):
            _map_columns(context, data, file.name, file_id, checked)
            return
        rehearsal = _rehearsed(context, checked, file_id)
    show_mapping_used(context, checked.draft.mapping)
    show_checked(context, checked)
    show_rehearsal(context, rehearsal)
    if rehearsal.plan.writes:
        _offer_commit(context, checked, rehearsal, file_id)
    # A saved mapping is another one: the switch is off again.
    by_hand = f"map_by_hand_{checked.draft.mapping.id if checked.draft.mapping else ''}"
    if checked.already is None and st.toggle(_("Read the columns in another way"), key=by_hand):
        _map_columns(context, data, file.name, file_id)


def _map_columns(context: Context, data: bytes, name: str, file_id: str, refusal: BadFile | None = None) -> None:
    """Proposes which column is which; once somebody has saved it the file is checked anew."""
    saved = show_mapping(context, data, name, file_id, refusal)
    if saved is not None:
        forget(CHECKED)
        forget(REHEARSED)
        keep(AGREED, (file_id, saved.id))
        st.rerun()


def _checked(context: Context, data: bytes, name: str, file_id: str) -> CheckedUpload | BadFile:
    """The check of this very file, made once and kept while the file stays on the page; a refusal is kept as well.

    A refusal for other columns comes back: which column is which can be said.
    """
    _ = context.translate
    found = kept(CHECKED)
    if found is None or found[0] != file_id:
        with st.spinner(_("Reading and checking the file …")):
            try:
                agreed = kept(AGREED, ("", None))
                mapping_id = agreed[1] if agreed[0] == file_id else None
                found = (file_id, check_survey(context.services, context.viewer, data, name, None, mapping_id))
            except BadFile as refusal:
                found = (file_id, refusal)
        keep(CHECKED, found)
    if isinstance(found[1], BadFile) and found[1].code != OTHER_COLUMNS:
        raise BadFile(found[1].code, **found[1].params)
    return found[1]  # type: ignore[no-any-return]


def _rehearsed(context: Context, checked: CheckedUpload, file_id: str) -> Rehearsal:
    """The rehearsal of this file, made anew once the data of the survey have changed."""
    _ = context.translate
    key = (file_id, context.services.state().data_version)
    found = kept(REHEARSED)
    if found is None or found[0] != key:
        with st.spinner(_("Rehearsing …")):
            found = (key, rehearse_import(context.services, context.viewer, checked))
        keep(REHEARSED, found)
    return found[1]  # type: ignore[no-any-return]


def _offer_commit(context: Context, checked: CheckedUpload, rehearsal: Rehearsal, file_id: str) -> None:
    _ = context.translate
    leaves_out = False
    if not rehearsal.may_commit or checked.error_count:
        held = number(rehearsal.counts[RowState.HELD], context.language)
        leaves_out = st.checkbox(
            _("Commit the good rows and hold back the other {count}", count=held),
            key=f"leave_out_{file_id}",
            help=_(
                "Rows that are held back can come later, in the mended file: it takes in only what is new or changed."
            ),
        )
        if not leaves_out:
            return
    if st.button(_("Commit"), key="commit", type="primary", icon=":material/check:"):
        _commit(context, checked, rehearsal, file_id, leaves_out)


def _commit(context: Context, checked: CheckedUpload, rehearsal: Rehearsal, file_id: str, leaves_out: bool) -> None:
    _ = context.translate
    bar = st.progress(0.0, _("Committing …"))

    def show(share: float) -> None:
        bar.progress(share, _("Committing …"))

    record = import_survey(context.services, context.viewer, checked, rehearsal.plan, leaves_out, show)
    keep(TAKEN_IN, (file_id, record))
    # The new round is shown everywhere from now on; the address names it.
    keep("show_round", checked.round_id)
    st.rerun()
