"""What is wrong with an upload: counted, filtered, each with its reason and remedy; and the file to take home."""

from functools import partial
from pathlib import PurePath
from typing import Literal

import pandas as pd
import streamlit as st

from dss_core.language.format import number
from dss_core.language.messages import kind_name, reason_and_remedy
from dss_core.language.translate import N_
from dss_core.model.problems import Problem, Severity
from dss_core.usecases.import_survey import CheckedUpload
from dss_core.usecases.mend_survey import SEVERITY_WORDS, WORST, MendQuery, mend_survey
from pages.parts.tables import show_table
from pages.shell.context import Context

MOST_SHOWN = 500
FEW = 8  # rows
TALL, THREE_LINES = 600, 84  # pixels: a long table, its rows
HEADING, REASON, REMEDY, SUGGESTED = 190, 370, 340, 150  # pixels: its widest columns
PLURALS = {Severity.ERROR: N_("Errors"), Severity.WARNING: N_("Warnings"), Severity.NOTE: N_("Notes")}
VALUE_CLASSES = {
    "blank": N_("empty"),
    "whole": N_("whole number"),
    "decimal": N_("decimal number"),
    "scientific": N_("number like 3.1E+12"),
    "date": N_("date"),
    "text": N_("text"),
}


def show_problems(context: Context, checked: CheckedUpload) -> None:
    """Every problem with its place, reason and remedy; of some severities or of one kind where that is chosen."""
    _ = context.translate
    if not checked.problem_counts:
        return
    st.subheader(_("Problems"), anchor=False)
    severities, kind = _choose(context, checked)
    chosen = [p for p in checked.problems if p.severity in severities and kind in ("", p.code)]
    chosen.sort(key=lambda p: (WORST.index(p.severity), p.sheet, p.row or 0))
    total = sum(
        count
        for (severity, code), count in checked.problem_counts.items()
        if severity in severities and kind in ("", code)
    )
    _show_table(context, chosen[:MOST_SHOWN], total)
    _show_mended(context, checked)


def _choose(context: Context, checked: CheckedUpload) -> tuple[set[Severity], str]:
    """Which severities (all when none is pressed) and which kind (empty: every one) are shown."""
    _, language = context.translate, context.language
    found = [severity for severity in Severity if checked.count(severity)]
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        pressed = st.pills(
            _("Severity"),
            found,
            selection_mode="multi",
            key="problem_severities",
            format_func=lambda severity: f"{_(PLURALS[severity])} {number(checked.count(severity), language)}",
        )
    severities = {severity for severity in found if not pressed or severity in pressed}
    kinds: dict[str, int] = {}
    for (severity, code), count in sorted(checked.problem_counts.items(), key=lambda one: -one[1]):
        if severity in severities:
            kinds[code] = kinds.get(code, 0) + count
    names = {code: f"{kind_name(code, _)} ({number(count, language)})" for code, count in kinds.items()}
    with right:
        kind = st.selectbox(
            _("Kind of problem"),
            ["", *kinds],
            key="problem_kind",
            format_func=lambda code: names.get(code, _("all kinds")),
        )
    return severities, kind if kind in kinds else ""


def _show_table(context: Context, problems: list[Problem], total: int) -> None:
    _, language = context.translate, context.language
    rows = [
        (
            _(SEVERITY_WORDS[p.severity]),
            p.sheet,
            p.row,
            p.column,
            _(VALUE_CLASSES[p.value_class]) if p.value_class else "",
            *reason_and_remedy(p.code, dict(p.params), _),
            _("in the mended file") if p.suggestion and p.is_private else p.told_suggestion,
        )
        for p in problems
    ]
    names = ["severity", "sheet", "row", "column", "value", "reason", "remedy", "suggestion"]
    shown = {
        "severity": _("Severity"),
        "sheet": _("Sheet"),
        "row": st.column_config.NumberColumn(_("Row"), format="%d"),
        "column": st.column_config.TextColumn(_("Column"), width=HEADING),
        "value": _("What stands there"),
        "reason": st.column_config.TextColumn(_("Reason"), width=REASON),
        "remedy": st.column_config.TextColumn(_("Remedy"), width=REMEDY),
        "suggestion": st.column_config.TextColumn(_("Suggested"), width=SUGGESTED),
    }
    caption = _("{shown} of {total} problems.", shown=number(len(problems), language), total=number(total, language))
    height: Literal["content"] | int = "content" if len(rows) <= FEW else TALL
    show_table(pd.DataFrame(rows, columns=names), shown, "problems", caption, height=height, row_height=THREE_LINES)


def _show_mended(context: Context, checked: CheckedUpload) -> None:
    """The file as a workbook with coloured cells; what it is for is asked and written down."""
    _ = context.translate
    labels = {purpose.id: context.label(purpose.label) for purpose in context.catalog.survey_checks.purposes}
    with st.container(border=True):
        st.markdown("**" + _("The file to correct") + "**")
        st.caption(
            _(
                "The same workbook, with the cells coloured and reasons and suggestions beside each row. Correct it, "
                "save it and upload it again. It holds the people’s data as your file does: each download is written "
                "down."
            )
        )
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        purpose = left.selectbox(_("What for"), list(labels), key="mend_purpose", format_func=labels.__getitem__)
        draft = checked.draft
        mapping = draft.mapping.id if draft.mapping else None
        query = MendQuery(checked.data, draft.file_name, purpose, context.language, draft.format_id, mapping)
        right.download_button(
            _("Download the file to correct"),
            # Nothing is made before the button is pressed.
            data=partial(_mended, context, query),
            file_name=f"{PurePath(checked.draft.file_name).stem}-mended.xlsx",
            key="mended_file",
            on_click="ignore",
            icon=":material/download:",
        )


def _mended(context: Context, query: MendQuery) -> bytes:
    return mend_survey(context.services, context.viewer, query).data
