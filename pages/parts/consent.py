"""What a household said about the use of its data, and the forms to record a statement or a request."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dss_core.access.roles import Permission
from dss_core.catalog.definitions import Code
from dss_core.language.format import day, number
from dss_core.model.privacy import RequestKind, Statement
from dss_core.usecases.receive_request import WITH_PURPOSE, RequestDraft, receive_request
from dss_core.usecases.record_consent import ConsentDraft, HouseholdConsents, list_consents, record_consent
from pages.parts.privacy_words import STATEMENTS, STATES
from pages.parts.tables import show_table
from pages.shell.context import Context
from pages.shell.errors import told


def show_consent(context: Context, household_id: int) -> None:
    """Consent and requests of a household, for those who may record them."""
    if not context.viewer.may(Permission.RECORD_CONSENT):
        return
    _ = context.translate
    found = list_consents(context.services, context.viewer, household_id)
    _show_purposes(context, found)
    _show_requests(context, found)
    with st.expander(_("Record what the household says about its data"), key="consent_open"):
        _offer_consent(context, household_id)
    with st.expander(_("Receive a request about the household's data"), key="request_open"):
        _offer_request(context, household_id)


def purpose_names(context: Context) -> dict[str, str]:
    """The purposes in the reader's language."""
    return {one.id: context.label(one.label) for one in context.catalog.privacy.purposes}


def request_names(context: Context) -> dict[str, str]:
    """The kinds of request in the reader's language."""
    return {rule.id: context.label(rule.label) for rule in context.catalog.privacy.requests}


def code_names(context: Context, codes: Iterable[Code]) -> dict[str, str]:
    """Codes in the reader's language."""
    return {one.code: context.label(one.label) for one in codes}


def _show_purposes(context: Context, found: HouseholdConsents) -> None:
    _, language = context.translate, context.language
    hows = code_names(context, context.catalog.privacy.consent_how)
    rows = []
    for purpose, name in purpose_names(context).items():
        said = found.newest(purpose)
        rows.append(
            {
                "purpose": name,
                "statement": _(STATEMENTS[said.statement]) if said else _("not recorded here: as at the survey"),
                "on": day(said.on, language) if said else "–",
                "how": hows.get(said.how, said.how) if said else "–",
                "by": said.recorded_by if said else "–",
                "note": (said.note or "–") if said else "–",
            }
        )
    shown = {
        "purpose": _("Use of the data"), "statement": _("The household"), "on": _("Day"), "how": _("How"),
        "by": _("By"), "note": _("Note"),
    }  # fmt: skip
    caption = _(
        "Consent: {count} statements are kept, the newest counts. Without consent no household is surveyed.",
        count=number(len(found.history), language),
    )
    show_table(pd.DataFrame(rows), shown, "story_consents", caption)


def _show_requests(context: Context, found: HouseholdConsents) -> None:
    _, language = context.translate, context.language
    if not found.requests:
        return
    kinds, purposes = request_names(context), purpose_names(context)
    rows = [
        {
            "kind": kinds[one.request.kind],
            "purpose": purposes.get(one.request.purpose or "", "–"),
            "received": day(one.request.received_on, language),
            "due": day(one.request.due_on, language),
            "state": _(STATES[one.state]),
        }
        for one in found.requests
    ]
    shown = {
        "kind": _("Request"), "purpose": _("Use of the data"), "received": _("Received on"), "due": _("Due on"),
        "state": _("State"),
    }  # fmt: skip
    caption = _("{count} requests of this household about its data.", count=number(len(rows), language))
    show_table(pd.DataFrame(rows), shown, "story_requests", caption)


def _offer_consent(context: Context, household_id: int) -> None:
    _ = context.translate
    purposes, hows = purpose_names(context), code_names(context, context.catalog.privacy.consent_how)
    statements = {one.value: _(STATEMENTS[one.value]) for one in Statement}
    left, right = st.columns(2)
    purpose = left.selectbox(
        _("Use of the data"), list(purposes), key=f"consent_purpose_{household_id}", format_func=purposes.__getitem__
    )
    said = right.selectbox(
        _("The household"), list(statements), key=f"consent_said_{household_id}", format_func=statements.__getitem__
    )
    on = left.date_input(_("Day"), "today", key=f"consent_on_{household_id}", format="DD/MM/YYYY")
    how = right.selectbox(_("How"), list(hows), key=f"consent_how_{household_id}", format_func=hows.__getitem__)
    note = st.text_input(_("Note, without names"), max_chars=200, key=f"consent_note_{household_id}")
    if st.button(_("Record the statement"), key=f"consent_record_{household_id}"):
        with told(_):
            draft = ConsentDraft(household_id, str(purpose), str(said), _day(on), str(how), note)
            kept = record_consent(context.services, context.viewer, draft)
        st.success(_("Recorded: {statement}.", statement=statements[kept.statement]), icon=":material/check:")


def _offer_request(context: Context, household_id: int) -> None:
    _ = context.translate
    kinds, purposes = request_names(context), purpose_names(context)
    left, right = st.columns(2)
    kind = str(
        left.selectbox(_("Request"), list(kinds), key=f"request_kind_{household_id}", format_func=kinds.__getitem__)
    )
    on = right.date_input(_("Received on"), "today", key=f"request_on_{household_id}", format="DD/MM/YYYY")
    purpose = None
    if RequestKind(kind) in WITH_PURPOSE:
        purpose = st.selectbox(
            _("Use of the data"), list(purposes), key=f"request_use_{household_id}", format_func=purposes.__getitem__
        )
    note = st.text_input(_("Note, without names"), max_chars=200, key=f"request_note_{household_id}")
    if st.button(_("Receive the request"), key=f"request_receive_{household_id}"):
        with told(_):
            draft = RequestDraft(household_id, kind, _day(on), purpose, note)
            kept = receive_request(context.services, context.viewer, draft)
        due = day(kept.due_on, context.language)
        st.success(_("Received. To be answered by {day}.", day=due), icon=":material/check:")


def _day(chosen: object) -> date:
    return chosen if isinstance(chosen, date) else datetime.now(UTC).date()
