"""The risk report of a research file, and the decision on it."""

import pandas as pd
import streamlit as st

from dss_core.language.format import day, number, percent_of_share
from dss_core.model.research import ResearchState
from dss_core.usecases.assess_research_file import AssessQuery, ResearchReport, assess_research_file
from dss_core.usecases.export_research import ListedFile
from dss_core.usecases.grant_research_file import (
    GrantDraft,
    RefusalDraft,
    grant_research_file,
    refuse_research_file,
)
from dss_core.usecases.research_words import label_of, told_as
from pages.parts.empty import show_empty
from pages.parts.header import show_stamp
from pages.parts.research_words import ROLES, file_line
from pages.parts.tables import count_column, decimal_column, fitting, percent_column, show_table
from pages.shell.context import Context
from pages.shell.errors import told


def show_research_decision(context: Context, listed: list[ListedFile]) -> None:
    """Choose an open file and k, see the report, grant or refuse."""
    _ = context.translate
    rules = context.catalog.research
    by_id = {one.file.id: one for one in listed if one.state is ResearchState.ASKED}
    if not by_id:
        show_empty(_("No research file waits for a decision."), _("Files that were decided on stand under “Files”."))
        return
    left, right = st.columns([3, 1])
    chosen = left.selectbox(
        _("File that waits for a decision"),
        list(by_id),
        key="research_open",
        format_func=lambda key: file_line(context, by_id[key]),
    )
    one = by_id.get(str(chosen), next(iter(by_id.values())))
    k = right.selectbox(
        _("Least size of a group (k)"), rules.k_choices, index=rules.k_choices.index(rules.k), key="research_k"
    )
    _show_request(context, one)
    with told(_):
        report = assess_research_file(context.services, context.viewer, AssessQuery(one.file.id, int(k or rules.k)))
    _show_risk(context, report)
    _show_variables(context, report)
    _decide(context, report, int(k or rules.k))


def _show_request(context: Context, one: ListedFile) -> None:
    _, file = context.translate, one.file
    with st.container(border=True):
        # What people typed is never markup.
        st.text(_("Purpose: {purpose}", purpose=file.purpose))
        st.text(_("Institution: {institution}", institution=file.institution))
        if file.ethics_number:
            st.text(_("Ethics approval: {ethics}", ethics=file.ethics_number))
        st.text(_("Last day: {day}", day=day(file.until, context.language)))


def _show_risk(context: Context, report: ResearchReport) -> None:
    _, language = context.translate, context.language
    show_stamp(context, report.provenance)
    rows = [
        (_("Households"), report.before.records, report.after.records),
        (_("Smallest group (k)"), report.before.k, report.after.k),
        (_("Households in smaller groups than asked"), report.before.below_k, report.after.below_k),
        (_("Households that are alone"), report.before.unique, report.after.unique),
        (_("Households whose group gives a sensitive answer away"), report.before.below_l, report.after.below_l),
        (_("Least different sensitive answers in a group (l)"), _least(report.before.l), _least(report.after.l)),
    ]
    columns = {
        "what": st.column_config.TextColumn(_("Risk"), width="large"),
        "before": count_column(_("As finely as may be told")),
        "after": count_column(_("As handed out")),
    }
    told_below = _(
        "Left out to reach this: {left} households, {share} of the asked cells are lost in all. Not used because the "
        "household does not want it: {withheld}.",
        left=number(report.left_out_count, language),
        share=percent_of_share(report.lost, language),
        withheld=number(report.withheld_count, language),
    )
    frame = pd.DataFrame(rows, columns=["what", "before", "after"])
    show_table(frame, columns, "research_risk", told_below, fitting(len(frame)))


def _least(values: tuple[int | None, ...]) -> int | None:
    return min((one for one in values if one is not None), default=None)


def _show_variables(context: Context, report: ResearchReport) -> None:
    _ = context.translate
    found = report.variables
    shown = found.assign(
        name=[label_of(context.catalog, name).read(context.language) for name in found["id"]],
        kind=[_(ROLES[role]) for role in found["role"]],
        told=[
            told_as(context.catalog, name, step).read(context.language)
            for name, step in zip(found["id"], found["step"], strict=True)
        ],
        moved=found["share_moved"] * 100,
    )
    columns = {
        "name": st.column_config.TextColumn(_("Answer"), width="medium"),
        "kind": _("Kind"),
        "told": st.column_config.TextColumn(_("Told as"), width="medium"),
        "n_before": count_column(_("n as answered")),
        "n_after": count_column(_("n as handed out")),
        "mean_before": decimal_column(_("Mean before")),
        "mean_after": decimal_column(_("Mean after")),
        "moved": percent_column(_("Largest change of a share")),
    }
    told_below = _("A mean after is told of numbers that stay numbers; shares change by households that are left out.")
    show_table(shown, columns, "research_variables", told_below, fitting(len(shown)))


def _decide(context: Context, report: ResearchReport, k: int) -> None:
    _, file = context.translate, report.file
    if file.asked_by == context.viewer.username:
        st.info(_("You asked for this file yourself; another data steward or administrator decides on it."))
        return
    with st.form("research_decide", border=True):
        reason = st.text_input(_("Reason (for a refusal)"), key="research_reason")
        with st.container(horizontal=True):
            is_granted = st.form_submit_button(_("Grant"), icon=":material/check:", type="primary")
            is_refused = st.form_submit_button(_("Refuse"), icon=":material/block:")
        st.caption(_("A decision is never changed. The file is made now and kept until its last day."))
    if is_granted:
        with told(_):
            draft = GrantDraft(file.id, k, report.provenance.freeze_id)
            grant_research_file(context.services, context.viewer, draft)
        st.rerun()
    if is_refused:
        with told(_):
            refuse_research_file(context.services, context.viewer, RefusalDraft(file.id, reason))
        st.rerun()
