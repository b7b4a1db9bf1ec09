"""How long data are kept, and the record of processing."""

import pandas as pd
import streamlit as st

from dss_core.language.format import moment, number
from dss_core.usecases.keep_retention import list_retention
from dss_core.usecases.record_of_processing import ProcessingExport, export_processing, record_of_processing
from pages.parts.download import show_downloads
from pages.parts.tables import count_column, show_table
from pages.shell.context import Context

LONG, WRAPPED, WIDE = 70, 110, 1080  # characters from which on a row is high enough to wrap; pixels


def show_retention(context: Context) -> None:
    """The periods, what waits, and what the last run did."""
    _, language = context.translate, context.language
    state = list_retention(context.services, context.viewer)
    last = moment(state.last_at, language) if state.last_at else _("never")
    st.text(_("Last run: {last}. The next: {next}, at the earliest.", last=last, next=moment(state.next_at, language)))
    rows = [
        {
            "what": context.label(rule.label),
            "then": context.label(rule.meaning),
            "days": rule.days,
            "waiting": state.waiting[rule.id],
            "last": number(state.last[rule.id], language) if rule.id in state.last else "–",
            "source": rule.source,
        }
        for rule in state.rules
    ]
    shown = {
        "what": _("What"), "then": _("Then"), "days": count_column(_("Kept for days")),
        "waiting": count_column(_("Due now")), "last": _("Last run took away"),
    }  # fmt: skip
    caption = _(
        "All periods are proposals, in data/catalog/privacy.toml, to be checked with the DPO. Figures of rounds and "
        "the audit are never taken away."
    )
    show_table(pd.DataFrame(rows), shown, "privacy_retention", caption, "content")


def show_processing(context: Context) -> None:
    """The record of processing, as the file holds it."""
    _ = context.translate
    report = record_of_processing(context.services, context.viewer, context.language)
    show_downloads(
        context,
        "privacy_processing",
        "record-of-processing",
        lambda form: export_processing(context.services, context.viewer, ProcessingExport(form, context.language)),
        _("Record as a file"),
        _("The record of processing as it stands here. Each download is written down."),
    )
    for place, table in enumerate(report.tables):
        names = [str(at) for at in range(len(table.columns))]
        frame = pd.DataFrame([row.cells for row in table.rows], columns=names)
        has_long_texts = len(names) > 3 and any(len(str(cell)) > LONG for row in table.rows for cell in row.cells)
        width = WIDE // len(names) if has_long_texts else None  # all columns in sight, their texts wrapped
        headers = {
            name: st.column_config.TextColumn(column.header, width=width) if width else column.header
            for name, column in zip(names, table.columns, strict=True)
        }
        height = WRAPPED if has_long_texts else None
        show_table(frame, headers, f"privacy_record_{place}", table.caption, "content", height)
    st.caption(" ".join(report.notes))
