"""One household over the rounds: what happened to it, which values were changed, and a form to record an event."""

from datetime import date

import pandas as pd
import streamlit as st

from dss_core.access.roles import Permission
from dss_core.language.format import day, moment, number, parse_round, round_label
from dss_core.model.revisions import EventKind, HouseholdEvent
from dss_core.usecases.record_event import NOTES, WITH_OTHER, EventDraft, record_event
from dss_core.usecases.show_household import HouseholdStory
from pages.parts.field_words import field_name, value_words
from pages.parts.household import house_code_text
from pages.parts.tables import show_table
from pages.shell.context import Context
from pages.shell.errors import told

EVENTS = "household_event"


def show_lineage(context: Context, story: HouseholdStory, household_id: int) -> None:
    """Events and changed values of a household, and the form where the viewer may record."""
    _show_events(context, story)
    _show_changes(context, story.changes)
    if context.viewer.may(Permission.RECORD_EVENT):
        _offer_event(context, household_id)


def _round(context: Context, round_id: str) -> str:
    return round_label(*parse_round(round_id), context.language)


def _show_events(context: Context, story: HouseholdStory) -> None:
    _ = context.translate
    if not story.events:
        return
    rows = [
        {
            "kind": context.code_name(EVENTS, event.kind.value),
            "one": _code(story, event.household_id),
            "other": _code(story, event.other_household_id),
            "round": _round(context, event.round_id),
            "on": day(event.happened_on, context.language) if event.happened_on else "–",
            "note": context.code_name(NOTES, event.note_code),
            "by": event.recorded_by,
            "at": moment(event.recorded_at, context.language),
        }
        for event in story.events
    ]
    shown = {
        "kind": _("Event"), "one": _("House"), "other": _("Other house"), "round": _("Seen in the round"),
        "on": _("Day"), "note": _("Known from"), "by": _("By"), "at": _("When"),
    }  # fmt: skip
    caption = _("{count} events. What is written down stays.", count=number(len(rows), context.language))
    show_table(pd.DataFrame(rows), shown, "story_events", caption)


def _code(story: HouseholdStory, household_id: int | None) -> str:
    """A house code, or a dash for none; a house outside the viewer's area is not told."""
    if household_id is None:
        return "–"
    code = story.codes.get(household_id)
    return house_code_text(code) if code else "•••"


def _show_changes(context: Context, changes: pd.DataFrame) -> None:
    _, language = context.translate, context.language
    if not len(changes):
        return
    columns = (changes[name] for name in ("field", "before", "after"))
    words = [
        (field_name(context, f), value_words(context, f, b), value_words(context, f, a))
        for f, b, a in zip(*columns, strict=True)
    ]
    table = pd.DataFrame(words, columns=["what", "before", "after"]).assign(
        round=[_round(context, one) for one in changes["round_id"]],
        about=[_("a member") if pd.notna(one) else _("the household") for one in changes["person_id"]],
        by=changes["by"].to_numpy(),
        at=[moment(one, language) for one in changes["at"]],
        file=changes["file_name"].to_numpy(),
        state=[_("undone") if one else _("stands") for one in changes["is_undone"]],
    )
    with st.expander(_("What was changed since it was first told"), key="story_changes_open"):
        shown = {
            "round": _("Survey round"), "about": _("About"), "what": _("What"), "before": _("Before"),
            "after": _("After"), "state": _("State"), "by": _("By"), "at": _("When"), "file": _("File"),
        }  # fmt: skip
        caption = _(
            "{count} changed values, the newest first; a dash is a missing value.", count=number(len(table), language)
        )
        show_table(table, shown, "story_changes", caption)


def _offer_event(context: Context, household_id: int) -> None:
    _ = context.translate
    kinds = {kind.value: context.code_name(EVENTS, kind.value) for kind in EventKind}
    notes = {c.code: context.label(c.label) for c in context.catalog.code_lists[NOTES].codes}
    with st.expander(_("Record what happened to this household"), key="event_open"):
        kind = str(
            st.selectbox(_("Event"), list(kinds), key=f"event_kind_{household_id}", format_func=lambda key: kinds[key])
        )
        other = ""
        if kind in WITH_OTHER:
            other = st.text_input(_("House code of the other house"), max_chars=20, key=f"event_other_{household_id}")
        left, right = st.columns(2)
        on = left.date_input(_("Day, if it is known"), None, max_value="today", key=f"event_on_{household_id}")
        note = right.selectbox(
            _("Known from"), list(notes), key=f"event_note_{household_id}", format_func=lambda key: notes[key]
        )
        if st.button(_("Record"), key=f"event_record_{household_id}"):
            draft = EventDraft(
                household_id, kind, context.round_id, other or None, on if isinstance(on, date) else None, note
            )
            with told(_):
                event: HouseholdEvent = record_event(context.services, context.viewer, draft)
            st.success(_("Recorded: {event}.", event=kinds[event.kind.value]), icon=":material/check:")
