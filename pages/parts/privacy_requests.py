"""The requests of households about their data, and the form in which one is worked off."""

import pandas as pd
import streamlit as st

from dss_core.language.format import day, house_code_text, moment, number
from dss_core.model.privacy import RequestKind, RequestState
from dss_core.usecases.answer_request import CORRECTABLE, FILE_MADE, CorrectionDraft, RequestAnswer, answer_request
from dss_core.usecases.export_household_data import HouseholdExport, export_household_data
from dss_core.usecases.keep_privacy import OpenRequest, PrivacyDesk, open_request
from pages.parts import privacy_words as words
from pages.parts.consent import purpose_names, request_names
from pages.parts.download import show_downloads
from pages.parts.empty import show_empty
from pages.parts.field_words import field_name
from pages.parts.tables import fitting, show_table
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import forget, keep, kept

ANSWERED = "privacy_answered"


def show_requests(context: Context, desk: PrivacyDesk) -> None:
    """What is to be answered, one request of it, and what was answered."""
    _ = context.translate
    if kept(ANSWERED):
        forget(ANSWERED)
        st.success(_("Written down."), icon=":material/check:")
    late = int((desk.open["days_left"] < 0).sum())
    if late:
        st.warning(
            _.n(
                "{count} request is overdue.",
                "{count} requests are overdue.",
                late,
                count=number(late, context.language),
            ),
            icon=":material/schedule:",
        )
    if len(desk.open):
        caption = _("Requests to be answered, the overdue ones first. The days are to be checked with the DPO.")
        _list(context, desk.open, "privacy_open", caption)
        _work(context, desk.open)
    else:
        show_empty(_("No request is open."), _("Requests are received at the household, on the page “Households”."))
    if len(desk.ended):
        with st.expander(_("Requests that were answered"), key="privacy_ended_open"):
            _list(context, desk.ended, "privacy_ended", _("The newest due first."))


def _left(context: Context, days: int) -> str:
    _ = context.translate
    count = number(abs(days), context.language)
    if days < 0:
        return _.n("overdue by {count} day", "overdue by {count} days", -days, count=count)
    return _("due today") if days == 0 else _.n("{count} day left", "{count} days left", days, count=count)


def _list(context: Context, requests: pd.DataFrame, key: str, caption: str) -> None:
    _, language = context.translate, context.language
    kinds, purposes = request_names(context), purpose_names(context)
    states = {state: _(word) for state, word in words.STATES.items()}
    rows = [
        {
            "left": _left(context, row["days_left"]) if key == "privacy_open" else "–",
            "number": str(row["request_id"]),
            "kind": kinds[row["kind"]],
            "purpose": purposes.get(row["purpose"] or "", "–"),
            "house": house_code_text(str(row["house_code"])),
            "place": context.area_name(str(row["subdistrict_code"])),
            "received": day(row["received_on"], language),
            "due": day(row["due_on"], language),
            "state": states[row["state"]],
        }
        for row in requests.to_dict("records")
    ]
    shown = {
        "left": _("Time"), "number": _("No."), "kind": _("Request"), "purpose": _("Use of the data"),
        "house": _("House code"), "place": _("Sub-district"), "received": _("Received on"), "due": _("Due on"),
        "state": _("State"),
    }  # fmt: skip
    show_table(pd.DataFrame(rows), shown, key, caption, fitting(len(rows)))


def _work(context: Context, requests: pd.DataFrame) -> None:
    """One request: its steps, and what can be done with it."""
    _ = context.translate
    kinds = request_names(context)
    names = {
        int(
            row["request_id"]
        ): f"{row['request_id']} · {kinds[row['kind']]} · {house_code_text(str(row['house_code']))}"
        for row in requests.to_dict("records")
    }
    chosen = st.selectbox(_("Request"), list(names), key="privacy_request", format_func=names.__getitem__)
    if chosen not in names:
        return
    with st.container(border=True):
        with told(_):
            opened = open_request(context.services, context.viewer, int(chosen))
        _steps(context, opened)
        _offer_file(context, opened)
        _offer_answer(context, opened)


def _steps(context: Context, opened: OpenRequest) -> None:
    _ = context.translate
    for step in opened.found.steps:
        note = _(words.FILE_MADE) if step.note == FILE_MADE else step.note or ""
        told_at = moment(step.at, context.language)
        st.text(" · ".join(part for part in (told_at, step.by, _(words.STATES[step.state]), note) if part))


def _offer_file(context: Context, opened: OpenRequest) -> None:
    _, request = context.translate, opened.found.request
    if request.kind is not RequestKind.ACCESS or request.id is None:
        return
    number_of = request.id
    show_downloads(
        context,
        f"privacy_file_{number_of}",
        f"household-{request.household_id}",
        lambda form: export_household_data(
            context.services, context.viewer, HouseholdExport(number_of, form, context.language)
        ),
        _("File for the household"),
        _("Everything that is held about the household, with names. For the household alone; it is written down."),
    )


def _offer_answer(context: Context, opened: OpenRequest) -> None:
    _, request = context.translate, opened.found.request
    effects = {
        RequestKind.ACCESS: _("Done: the household has its file."),
        RequestKind.CORRECTION: _("Done: the value below is written, or the note says how it was corrected."),
        RequestKind.WITHDRAWAL: _("Done: recorded as withdrawn; the household is left out of this use."),
        RequestKind.OBJECTION: _("Done: recorded as withdrawn; the household is left out of this use."),
        RequestKind.ERASURE: _(
            "Done: names, ID numbers, telephone, house number, lane, road and point are emptied for good, also in the "
            "history of changes. Scores stay. The raw upload stays until its time is over."
        ),
    }
    st.caption(effects[request.kind])
    corrections = _corrections(context, opened) if request.kind is RequestKind.CORRECTION else ()
    note = st.text_input(_("Note, without names"), max_chars=200, key=f"privacy_note_{request.id}")
    buttons = {
        RequestState.IN_PROGRESS: _("Take it up"),
        RequestState.DONE: _("Done"),
        RequestState.REFUSED: _("Refuse, with the reason as note"),
    }
    for place, (state, name) in zip(st.columns(len(buttons)), buttons.items(), strict=True):
        if place.button(name, key=f"privacy_{state}_{request.id}") and request.id is not None:
            with told(_):
                answer_request(
                    context.services, context.viewer, RequestAnswer(request.id, state, note or None, corrections)
                )
            keep(ANSWERED, True)
            st.rerun()


def _corrections(context: Context, opened: OpenRequest) -> tuple[CorrectionDraft, ...]:
    """The field that is put right; nothing is written while the value is not typed."""
    _ = context.translate
    key = opened.found.request.id
    left, middle, right = st.columns(3)
    none = ""
    field = left.selectbox(
        _("What is wrong"),
        [none, *CORRECTABLE],
        key=f"privacy_field_{key}",
        format_func=lambda name: field_name(context, name) if name else _("comes with the next import"),
    )
    if not field:
        return ()
    person = None
    if CORRECTABLE[field] == "person":
        members = {
            int(row["person_id"]): f"{row['member_number']} · {context.code_name('relation', row['relation'])}"
            for row in opened.members.to_dict("records")
        }
        person = middle.selectbox(
            _("Member"), list(members), key=f"privacy_person_{key}", format_func=members.__getitem__
        )
    value = right.text_input(_("Right value"), max_chars=120, key=f"privacy_value_{key}")
    return (CorrectionDraft(field, value, person),)
