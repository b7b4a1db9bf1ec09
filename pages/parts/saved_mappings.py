"""Saved mappings of columns: the one by which a file is read, and all there are."""

import pandas as pd
import streamlit as st

from dss_core.catalog.formats import UploadFormat
from dss_core.language.format import moment
from dss_core.model.mappings import SavedMapping
from dss_core.usecases.map_columns import list_mappings
from pages.parts.plain_text import plain_text
from pages.parts.tables import count_column, fitting, show_table
from pages.shell.context import Context


def show_mapping_used(context: Context, mapping: SavedMapping | None) -> None:
    """By which mapping a file is read."""
    _ = context.translate
    if mapping is not None:
        st.info(
            _(
                "Read by the mapping “{name}”, version {version}, saved by {who} on {moment}.",
                name=plain_text(mapping.name),
                version=mapping.version,
                who=mapping.made_by,
                moment=moment(mapping.made_at, context.language),
            ),
            icon=":material/view_column:",
        )


def show_mappings(context: Context) -> None:
    """The saved mappings, every version of them."""
    _, language = context.translate, context.language
    saved = list_mappings(context.services, context.viewer)
    if not saved:
        return
    st.subheader(_("Saved mappings"), anchor=False)
    rows = [
        (
            one.name,
            one.version,
            _format_name(context, one),
            _field_count(one),
            one.made_by,
            moment(one.made_at, language),
        )
        for one in saved
    ]
    table = pd.DataFrame(rows, columns=["name", "version", "format", "fields", "by", "at"])
    shown = {
        "name": _("Name"),
        "version": count_column(_("Version")),
        "format": _("Format"),
        "fields": count_column(_("Fields")),
        "by": _("By"),
        "at": _("When"),
    }
    caption = _("The newest mapping that was made for the headings of a file is taken.")
    show_table(table, shown, "saved_mappings", caption, height=fitting(len(table)))


def _format_name(context: Context, saved: SavedMapping) -> str:
    upload: UploadFormat | None = context.catalog.formats.get(saved.mapping.format_id)
    name = context.label(upload.label) if upload else saved.mapping.format_id
    return f"{name} v{saved.mapping.format_version}"


def _field_count(saved: SavedMapping) -> int:
    members = saved.mapping.members
    return len(saved.mapping.households.columns) + (len(members.columns) if members else 0)
