"""The files taken in so far, with what each did; and the way to take one back."""

import pandas as pd
import streamlit as st

from dss_core.language.format import moment, number, parse_round, round_label
from dss_core.model.imports import ImportRecord
from dss_core.usecases.import_survey import past_imports
from dss_core.usecases.map_columns import list_mappings
from dss_core.usecases.undo_import import UndoOutlook, look_at_undo, undo_import
from pages.parts.tables import count_column, fitting, show_table
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import keep, kept

UNDONE = "undone_import"


def show_history(context: Context) -> None:
    """Every import and undo, the newest first, and the undo of a chosen one."""
    _ = context.translate
    imports = past_imports(context.services, context.viewer)
    if not imports:
        return
    st.subheader(_("Files taken in so far"), anchor=False)
    if kept(UNDONE):
        st.success(_("The import of {file} is undone.", file=kept(UNDONE)), icon=":material/undo:")
        keep(UNDONE, None)
    table = _table(context, imports)
    shown = {
        "round": _("Survey round"),
        "file": _("File"),
        "state": _("State"),
        "new": count_column(_("New households")),
        "changed": count_column(_("Changed")),
        "same": count_column(_("The same")),
        "held": count_column(_("Held back")),
        "persons": count_column(_("Persons")),
        "warnings": count_column(_("Warnings")),
        "by": _("By"),
        "at": _("When"),
        "mapping": _("Format, version"),
        # Room for the rest: most files come in a format's own columns.
        **({"columns": _("Mapping")} if table["columns"].notna().any() else {}),
        "sha256": "SHA-256",
    }
    show_table(
        table, shown, "past_imports", _("Raw files are kept unchanged under their SHA-256."), height=fitting(len(table))
    )
    _show_undo(context, [one for one in imports if one.undone_at is None])


def show_taken_in(context: Context, record: ImportRecord) -> None:
    """What the import that was just committed did; nothing once it is undone."""
    _, language = context.translate, context.language
    labels = {found.id: round_label(found.year, found.wave, language) for found in context.rounds}
    if record.round_id not in labels:  # it was undone meanwhile
        return
    counts = {
        "new": record.new_count,
        "changed": record.changed_count,
        "same": record.same_count,
        "held": record.held_count,
    }
    st.success(
        _(
            "{round} is taken in: {new} new households, {changed} changed, {same} the same, {held} held back.",
            round=labels[record.round_id],
            **{name: number(count, language) for name, count in counts.items()},
        ),
        icon=":material/check_circle:",
    )


def _table(context: Context, imports: list[ImportRecord]) -> pd.DataFrame:
    mappings = {m.id: f"{m.name} v{m.version}" for m in list_mappings(context.services, context.viewer)}
    return pd.DataFrame(
        {
            "round": [_round(context, i.round_id) for i in imports],
            "file": [i.file_name for i in imports],
            "state": [_state(context, i) for i in imports],
            "new": [i.new_count for i in imports],
            "changed": [i.changed_count for i in imports],
            "same": [i.same_count for i in imports],
            "held": [i.held_count for i in imports],
            "households": [i.household_count for i in imports],
            "persons": [i.person_count for i in imports],
            "warnings": [i.warning_count for i in imports],
            "by": [i.imported_by for i in imports],
            "at": [moment(i.imported_at, context.language) for i in imports],
            "mapping": [f"{i.format_id} {i.format_version}" for i in imports],
            "columns": [mappings.get(i.mapping_id or "") for i in imports],
            "sha256": [i.file_sha256[:12] for i in imports],
        }
    )


def _round(context: Context, round_id: str) -> str:
    """A round's name, also of one that holds no household any more."""
    return round_label(*parse_round(round_id), context.language)


def _state(context: Context, record: ImportRecord) -> str:
    _ = context.translate
    if record.undone_at is None:
        return _("taken in")
    at = moment(record.undone_at, context.language)
    return _("undone on {moment} by {who}", moment=at, who=record.undone_by)


def _show_undo(context: Context, standing: list[ImportRecord]) -> None:
    _ = context.translate
    if not standing:
        return
    with st.expander(_("Undo an import"), icon=":material/undo:", key="undo_open"):
        names = {
            int(
                one.id or 0
            ): f"{_round(context, one.round_id)} · {one.file_name} · {moment(one.imported_at, context.language)}"
            for one in standing
        }
        chosen = st.selectbox(_("Import"), list(names), key="undo_choice", format_func=lambda key: names[key])
        if chosen not in names:
            return
        with told(_):
            outlook = look_at_undo(context.services, context.viewer, int(chosen))
        _show_outlook(context, outlook)
        is_sure = st.checkbox(
            _("I have read what this does."), key=f"undo_sure_{chosen}", disabled=not outlook.may_undo
        )
        if st.button(_("Undo this import"), key="undo", disabled=not (is_sure and outlook.may_undo)):
            with told(_):
                record = undo_import(context.services, context.viewer, int(chosen))
            keep(UNDONE, record.file_name)
            st.rerun()


def _show_outlook(context: Context, found: UndoOutlook) -> None:
    _, language = context.translate, context.language
    st.markdown(
        _(
            "**{added}** households would leave the round, **{changed}** would be as they were before. "
            "The import stays in this list as undone, and the raw file is kept.",
            added=number(found.added_count, language),
            changed=number(found.changed_count, language),
        )
    )
    if found.is_endorsed:
        st.error(_("The round is endorsed, so its imports stay."), icon=":material/lock:")
    if found.outside_count:
        st.error(_("{count} of these households lie outside the area of your account.", count=found.outside_count))
    if found.later:
        names = ", ".join(one.file_name for one in found.later)
        st.error(_("Later files changed the same households. Undo those first: {files}.", files=names))
    if found.scenario_count:
        st.warning(
            _(
                "{count} saved what-ifs rest on this round. They keep the figures they were saved with, but can no "
                "longer be computed again from the same data.",
                count=number(found.scenario_count, language),
            )
        )
