"""Agree on weights in the room: each agency enters its own, spread and median are shown, the set is minuted."""

import pandas as pd
import streamlit as st

from dss_core.access.roles import Permission
from dss_core.catalog.definitions import Preset
from dss_core.language.format import day, moment, number, percent_of_share
from dss_core.model.weight_votes import WeightAgreement
from dss_core.usecases.vote_weights import (
    LONGEST_NAME,
    LONGEST_TEXT,
    AgreementDraft,
    OpenVotes,
    VoteDraft,
    agree_weights,
    agreed_weights,
    open_votes,
    vote_weights,
    withdraw_vote,
)
from pages.charts.intervals import interval_rows
from pages.parts.ranking_words import weights_words
from pages.parts.tables import percent_column, show_table
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import start_with

RENEWED = 5  # seconds
POINTS = 100.0


def show_votes(context: Context) -> None:
    """The whole part: enter, look, agree, and what was agreed before."""
    _ = context.translate
    presets = {preset.id: preset for preset in context.catalog.presets}
    chosen = st.selectbox(
        _("Set of criteria"),
        list(presets),
        key="vote_preset",
        format_func=lambda key: context.label(presets[key].label),
        persist_state="session",
    )
    preset = presets[str(chosen)]
    left, right = st.columns([1, 2], gap="large")
    with left:
        _enter(context, preset)
    with right:
        _show_open(context, preset.id)
    if context.viewer.may(Permission.AGREE_WEIGHTS):
        _agree(context, preset.id)
    _show_agreed(context)


def _enter(context: Context, preset: Preset) -> None:
    """The form in which an agency enters its weights, in points."""
    _ = context.translate
    with st.form(f"vote_{preset.id}", border=True):
        st.markdown("**" + _("Weights of our agency") + "**")
        agency = st.text_input(_("Agency"), max_chars=LONGEST_NAME, key="vote_agency")
        points = {}
        for name, weight in preset.weights.items():
            key = f"vote_{preset.id}_{name}"
            start_with(key, round(weight * POINTS, 1))
            points[name] = float(st.number_input(context.name_of(name), 0.0, POINTS, step=1.0, format="%.1f", key=key))
        st.caption(_("Points count in proportion to their sum."))
        if st.form_submit_button(_("Enter"), icon=":material/how_to_vote:"):
            with told(_):
                draft = VoteDraft(preset.id, agency, tuple(points.items()))
                vote_weights(context.services, context.viewer, draft)
            st.success(_("Entered. Enter again to change it."))


@st.fragment(run_every=RENEWED)
def _show_open(context: Context, preset_id: str) -> None:
    """The votes as they come in: others see a new one within seconds."""
    _, language = context.translate, context.language
    with told(_):
        found = open_votes(context.services, context.viewer, preset_id)
    if found.vote is None:
        st.info(_("No agency has entered weights yet."), icon=":material/how_to_vote:")
        return
    st.markdown(
        "#### "
        + _(
            "{count} agencies; on average each would have to move {share} of its weight to reach the median.",
            count=number(len(found.votes), language),
            share=percent_of_share(found.vote.disagreement, language, 0),
        )
    )
    if "voted_mean_taken" in found.vote.agreed.warnings:
        st.caption(":material/info: " + _("Every median is zero, so the mean is taken."))
    st.altair_chart(
        interval_rows(_ranges(context, found), _("% of the weight: median, and from the lowest to the highest")),
        key="vote_spread",
        alt=_("Points of the median weight of each criterion with the range of the agencies"),
    )
    _show_table(context, found)
    _withdraw(context, preset_id, found)
    st.markdown(_("In between stands: {weights}.", weights=weights_words(context, found.vote.agreed.weights, 1)))


def _withdraw(context: Context, preset_id: str, found: OpenVotes) -> None:
    """Takes a vote back: the own ones; who may agree on weights can take back any."""
    _, viewer = context.translate, context.viewer
    may_all = viewer.may(Permission.AGREE_WEIGHTS)
    agencies = [vote.agency for vote in found.votes if may_all or vote.cast_by == viewer.username]
    if not agencies:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        agency = st.selectbox(_("Vote to take back"), agencies, key="vote_withdrawn", width=320)
        is_pressed = st.button(_("Take back"), icon=":material/undo:", key="vote_withdraw")
    if is_pressed:
        with told(_):
            withdraw_vote(context.services, viewer, preset_id, str(agency))
        st.rerun()


def _ranges(context: Context, found: OpenVotes) -> pd.DataFrame:
    assert found.vote is not None
    language = context.language
    spread = found.vote.spread.sort_values("median", ascending=False, kind="stable")
    low, high = (spread[name] * 100 for name in ("lowest", "highest"))
    texts = [
        f"{percent_of_share(row['lowest'], language)} – {percent_of_share(row['highest'], language)}"
        for row in spread.to_dict("records")
    ]
    return pd.DataFrame(
        {
            "name": [context.name_of(name) for name in spread["criterion"]],
            "value": spread["median"] * 100,
            "low": low,
            "high": high,
            "label": [percent_of_share(one, language) for one in spread["median"]],
            "text": texts,
        }
    )


def _show_table(context: Context, found: OpenVotes) -> None:
    _ = context.translate
    assert found.vote is not None
    rows = (found.vote.weights * 100).reset_index(names="agency")
    rows = rows.assign(
        distance=[found.vote.distance[agency] * 100 for agency in rows["agency"]],
        at=[moment(vote.cast_at, context.language) for vote in found.votes],
    )
    shown = {
        "agency": _("Agency"),
        "distance": percent_column(_("Away"), _("which part of its weight it would have to move to reach the middle")),
        **{name: percent_column(context.name_of(name)) for name in found.vote.weights.columns},
        "at": _("Entered"),
    }
    show_table(rows, shown, "vote_table", _("Weights in percent of each agency’s whole."))


def _agree(context: Context, preset_id: str) -> None:
    """The form that minutes the median as the agreed set."""
    _ = context.translate
    with st.form("agree_weights", border=True):
        st.markdown("**" + _("Save the median as the agreed set") + "**")
        name = st.text_input(_("Name of the agreed set"), max_chars=LONGEST_NAME, key="agree_name")
        present = st.text_area(_("Who was there"), max_chars=LONGEST_TEXT, key="agree_present", height=80)
        reason = st.text_area(_("Reason"), max_chars=LONGEST_TEXT, key="agree_reason", height=80)
        if st.form_submit_button(_("Save"), icon=":material/handshake:"):
            with told(_):
                draft = AgreementDraft(preset_id, name, present, reason)
                agreement = agree_weights(context.services, context.viewer, draft)
            st.success(_("Saved. It stands among the sets of the priority ranking."))
            st.markdown(weights_words(context, agreement.weights, 1))


def _show_agreed(context: Context) -> None:
    _ = context.translate
    agreed = agreed_weights(context.services, context.viewer)
    if not agreed:
        return
    st.subheader(_("What was agreed"), anchor=False)
    rows = [_minutes(context, one) for one in agreed]
    shown = {
        "date": _("Date"),
        "name": _("Name"),
        "weights": st.column_config.TextColumn(_("Weights"), width=420),
        "present": _("Who was there"),
        "reason": _("Reason"),
        "votes": _("Agencies"),
    }
    caption = _("Agreements are kept with their votes and are never changed.")
    show_table(pd.DataFrame(rows), shown, "vote_agreed", caption, height="content")


def _minutes(context: Context, one: WeightAgreement) -> dict[str, str]:
    return {
        "date": day(one.agreed_at, context.language),
        "name": one.name,
        "weights": weights_words(context, one.weights, 1),
        "present": one.present,
        "reason": one.reason,
        "votes": ", ".join(vote.agency for vote in one.votes),
    }
