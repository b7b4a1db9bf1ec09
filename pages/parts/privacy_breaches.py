"""The log of breaches: when the regulator is to be told, what was done, and the forms to write it down."""

from datetime import UTC, datetime

import streamlit as st

from dss_core.language.format import THAI_TIME, moment, number
from dss_core.usecases.log_breach import (
    BreachDraft,
    BreachNow,
    BreachStepDraft,
    list_breach_log,
    log_breach,
    log_breach_step,
)
from pages.parts import privacy_words as words
from pages.parts.consent import code_names
from pages.parts.empty import show_empty
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import forget, keep, kept

WRITTEN = "breach_written"


def show_breaches(context: Context) -> None:
    """Every breach, and the form to log one."""
    _ = context.translate
    if kept(WRITTEN):
        forget(WRITTEN)
        st.success(_("Written down."), icon=":material/check:")
    log = list_breach_log(context.services, context.viewer)
    if not log:
        show_empty(_("No breach is logged."), _("Log one as soon as it is found: the time counts from then."))
    for one in log:
        with st.container(border=True):
            _show(context, one)
    with st.expander(_("Log a breach"), key="breach_open"):
        _offer_breach(context)


def _deadline(context: Context, one: BreachNow) -> str:
    _, hours = context.translate, one.hours_left
    if hours is None:
        return _("The regulator was told, or there is no risk to people.")
    if hours < 0:
        return _("Late by {hours} hours: tell the regulator now.", hours=number(-hours, context.language))
    by = moment(one.notify_by, context.language)
    return _("Tell the regulator by {moment} (in {hours} hours).", moment=by, hours=number(hours, context.language))


def _show(context: Context, one: BreachNow) -> None:
    _, rules, breach = context.translate, context.catalog.privacy, one.breach
    what, risks = code_names(context, rules.breach_kinds), code_names(context, rules.breach_risks)
    kinds = {kind.id: context.label(kind.label) for kind in rules.data_kinds}
    found = moment(breach.found_at, context.language)
    st.text(f"{breach.id} · {what[breach.what]} · " + _("found {moment}", moment=found))
    if one.hours_left is not None and one.hours_left < 0:
        st.warning(_deadline(context, one), icon=":material/schedule:")
    else:
        st.text(_deadline(context, one))
    count = _("not known") if breach.household_count is None else number(breach.household_count, context.language)
    st.text(_("Risk: {risk}. Households: {count}.", risk=risks[breach.risk], count=count))
    st.text(_("Data: {kinds}", kinds="; ".join(kinds[kind] for kind in breach.data_kinds) or "–"))
    st.text(breach.description)
    for step in one.steps:
        at = moment(step.at, context.language)
        st.text(f"{at} · {_(words.BREACH_STEPS[step.kind.value])} · {step.text} ({step.by})")
    if not one.is_closed and breach.id is not None:
        with st.expander(_("Write down what was done"), key=f"breach_step_{breach.id}"):
            _offer_step(context, breach.id)


def _moment(context: Context, key: str) -> datetime:
    """A moment on the clock of Thailand, as it is chosen."""
    _ = context.translate
    chosen = st.datetime_input(_("When, in Thailand (empty: now)"), None, key=key, format="DD/MM/YYYY")
    return chosen.replace(tzinfo=THAI_TIME) if isinstance(chosen, datetime) else datetime.now(UTC)


def _offer_step(context: Context, breach_id: int) -> None:
    _ = context.translate
    kinds = {kind: _(word) for kind, word in words.BREACH_STEPS.items()}
    kind = st.selectbox(_("What was done"), list(kinds), key=f"breach_kind_{breach_id}", format_func=kinds.__getitem__)
    at = _moment(context, f"breach_at_{breach_id}")
    text = st.text_area(_("In words, without names"), max_chars=1000, key=f"breach_text_{breach_id}")
    if st.button(_("Write down"), key=f"breach_add_{breach_id}"):
        with told(_):
            log_breach_step(context.services, context.viewer, BreachStepDraft(breach_id, str(kind), at, text))
        keep(WRITTEN, True)
        st.rerun()


def _offer_breach(context: Context) -> None:
    _, rules = context.translate, context.catalog.privacy
    what, risks = code_names(context, rules.breach_kinds), code_names(context, rules.breach_risks)
    kinds = {kind.id: context.label(kind.label) for kind in rules.data_kinds}
    happened = st.selectbox(_("What happened"), list(what), key="breach_what", format_func=what.__getitem__)
    at = _moment(context, "breach_found")
    text = st.text_area(_("In words, without names"), max_chars=1000, key="breach_description")
    concerned = st.multiselect(_("Kinds of data"), list(kinds), key="breach_data", format_func=kinds.__getitem__)
    count = st.number_input(_("Households, about (empty: not known)"), 0, None, None, 1, key="breach_count")
    risk = st.selectbox(_("Risk"), list(risks), key="breach_risk", format_func=risks.__getitem__)
    if st.button(_("Log the breach"), key="breach_log"):
        many = None if count is None else int(count)
        with told(_):
            draft = BreachDraft(at, str(happened), text, tuple(concerned), many, str(risk))
            log_breach(context.services, context.viewer, draft)
        keep(WRITTEN, True)
        st.rerun()
