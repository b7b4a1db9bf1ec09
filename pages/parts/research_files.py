"""The list of research files, and the download of those that are granted."""

from functools import partial

import pandas as pd
import streamlit as st

from dss_core.language.format import day
from dss_core.model.research import ResearchState
from dss_core.usecases.download_research_file import download_research_file
from dss_core.usecases.export_research import ListedFile
from pages.parts.empty import show_empty
from pages.parts.research_words import STATES, file_line, known_round
from pages.parts.tables import count_column, fitting, show_table
from pages.shell.context import Context


def show_research_files(context: Context, listed: list[ListedFile]) -> None:
    """Every file that the viewer may see, and buttons for those that can be downloaded."""
    _ = context.translate
    if not listed:
        show_empty(_("No research file has been asked for yet."), _("Open “Ask for a file” and say what it is for."))
        return
    frame = pd.DataFrame([_row(context, one) for one in listed])
    columns = {
        "asked_on": _("Asked on"),
        "by": _("Account"),
        "institution": _("Institution"),
        "purpose": st.column_config.TextColumn(_("Purpose"), width="medium"),
        "round": _("Survey round"),
        "area": _("Area"),
        "until": _("Last day"),
        "state": _("State"),
        "k": count_column(_("k reached")),
        "households": count_column(_("Households")),
        "reason": _("Reason"),
    }
    told = _("Of a refused file the reason is told. A granted file is deleted after its last day.")
    show_table(frame, columns, "research_files", told, fitting(len(frame)))
    granted = [one for one in listed if one.state is ResearchState.GRANTED]
    if granted:
        _download(context, granted)


def _row(context: Context, one: ListedFile) -> dict[str, object]:
    _, file = context.translate, one.file
    steps = [step for step in one.steps if step.state in (ResearchState.GRANTED, ResearchState.REFUSED)]
    step = steps[-1] if steps else None
    return {
        "asked_on": day(file.asked_at, context.language),
        "by": file.asked_by,
        "institution": file.institution,
        "purpose": file.purpose,
        "round": known_round(context, file.round_id),
        "area": context.area_name(file.area_code),
        "until": day(file.until, context.language),
        "state": _(STATES[one.state]),
        "k": step.k if step else None,
        "households": step.household_count if step else None,
        "reason": step.reason if step else "",
    }


def _download(context: Context, granted: list[ListedFile]) -> None:
    _ = context.translate
    by_id = {one.file.id: one for one in granted}
    chosen = st.selectbox(
        _("Granted file"),
        list(by_id),
        key="research_download",
        format_func=lambda key: file_line(context, by_id[key]),
    )
    file_id = str(chosen) if chosen in by_id else granted[0].file.id
    st.download_button(
        _("Download (.xlsx)"),
        data=partial(_bytes, context, file_id),
        file_name=f"research-{file_id}.xlsx",
        icon=":material/download:",
        key="research_get",
        on_click="ignore",
    )
    st.caption(_("Each download is written down. The file is the same each time."))


def _bytes(context: Context, file_id: str) -> bytes:
    return download_research_file(context.services, context.viewer, file_id).data
