"""A checked upload on screen: what it holds, and what is wrong with it."""

import streamlit as st

from dss_core.language.format import moment, number, round_label
from dss_core.usecases.import_survey import CheckedUpload
from pages.parts.tables import count_column, percent_column, show_table
from pages.parts.upload_problems import show_problems
from pages.shell.context import Context

SOURCES = {"kobo": "KoboToolbox", "odk": "ODK Central"}


def show_checked(context: Context, checked: CheckedUpload) -> None:
    """What the file holds, whether it can be taken in, and every problem."""
    _, language = context.translate, context.language
    draft = checked.draft
    found = round_label(draft.year, draft.wave, language)
    st.subheader(_("What the file holds") + f": {found}", anchor=False)
    with st.grid(3, min_column_width=220):
        st.metric(_("Households"), number(len(draft.households), language), border=True, height="stretch")
        st.metric(_("Persons"), number(len(draft.persons), language), border=True, height="stretch")
        st.metric(
            _("Errors"),
            number(checked.error_count, language),
            _(
                "{warnings} warnings, {notes} notes",
                warnings=number(checked.warning_count, language),
                notes=number(checked.note_count, language),
            ),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )
    _show_recognised(context, checked)
    _show_verdict(context, checked)
    show_problems(context, checked)
    _show_preview(context, checked)
    if draft.unread_columns:
        st.caption(_("Columns that are not read: {columns}", columns=", ".join(draft.unread_columns)))


def _show_recognised(context: Context, checked: CheckedUpload) -> None:
    """What the file was read as, so that a wrong guess shows before anything else is looked at."""
    _, language = context.translate, context.language
    seen = checked.draft.recognised
    how = " · ".join(filter(None, [seen.kind, SOURCES.get(seen.source, ""), seen.encoding]))
    sheets = [
        _(
            "{sheet}: {rows} rows, {columns} columns",
            sheet=sheet.name or checked.draft.file_name,
            rows=number(sheet.row_count, language),
            columns=number(sheet.column_count, language),
        )
        for sheet in seen.sheets
        if not sheet.is_hidden
    ]
    # As it stands: names of sheets come from the file.
    st.text(_("Read as {how}", how=how) + " · " + "; ".join(sheets))


def _show_verdict(context: Context, checked: CheckedUpload) -> None:
    _, language = context.translate, context.language
    if checked.already is not None:
        at = moment(checked.already.imported_at, language)
        st.info(
            _(
                "This very file was taken in on {moment} by {who}. Doing it again would change nothing.",
                moment=at,
                who=checked.already.imported_by,
            ),
            icon=":material/done_all:",
        )
    elif checked.error_count:
        st.error(
            _(
                "The file is not taken in. Correct the errors below in the file and upload it again; the database "
                "is as it was."
            ),
            icon=":material/block:",
        )
    else:
        st.success(_("The file can be taken in."), icon=":material/task_alt:")
    if checked.scores_differ_count:
        st.warning(
            _(
                "{count} households carry scores that differ from what their answers give by the definitions; "
                "the computed scores are used.",
                count=number(checked.scores_differ_count, language),
            )
        )


def _show_preview(context: Context, checked: CheckedUpload) -> None:
    """The levels that the file's households fall into: a last look before it is committed."""
    _, language = context.translate, context.language
    levels = context.catalog.instrument.levels
    table = checked.levels.assign(name=[f"{v.number} {context.label(v.label)}" for v in levels])
    st.subheader(_("Levels of these households"), anchor=False)
    shown = {"name": _("Level"), "count": count_column(_("Households")), "percent": percent_column("%")}
    first = table.iloc[0]
    caption = _(
        "n = {n}, without a score {missing}.",
        n=number(first["n"], language),
        missing=number(first["missing"], language),
    )
    show_table(table, shown, "file_levels", caption)
