"""Who stands in two houses of a round, and who moved between rounds."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number, parse_round, round_label
from dss_core.usecases.check_quality import QualityReport
from dss_core.usecases.record_event import LineageQuery, propose_events
from pages.parts.household import house_code_text
from pages.parts.lineage import EVENTS
from pages.parts.tables import count_column, fitting, percent_column, show_table
from pages.shell.context import Context


def show_doubles(context: Context, report: QualityReport) -> None:
    """The same person in two houses, and proposals of events from the round before."""
    _show_same(context, report.doubles)
    _show_proposals(context)


def _show_same(context: Context, doubles: pd.DataFrame) -> None:
    _, language = context.translate, context.language
    st.subheader(_("The same person in two houses of this round"), anchor=False)
    if not len(doubles):
        st.success(_("Nobody stands in two houses."), icon=":material/check:")
        return
    reasons = {"same_id": _("same ID number"), "same_name": _("same name and year of birth")}
    table = doubles.assign(
        why=doubles["reason"].map(reasons),
        code=doubles["house_code"].map(house_code_text),
        place=context.area_names(doubles["subdistrict_code"]),
        number=doubles.groupby(["reason", "key"], sort=False).ngroup() + 1,
    )
    persons = int(table["number"].max())
    shown = {"number": count_column(_("Person")), "why": _("Why"), "code": _("House code"), "place": _("Sub-district")}
    caption = _(
        "{count} persons. Two people can have one name; an ID number can have been typed for the wrong person.",
        count=number(persons, language),
    )
    show_table(table, shown, "quality_doubles", caption, height=fitting(len(table)))


def _show_proposals(context: Context) -> None:
    _, language = context.translate, context.language
    found = context.ask(propose_events, LineageQuery(context.round_id, context.area))
    st.subheader(_("Households that may have moved or split since the round before"), anchor=False)
    if found.earlier is None:
        st.info(_("There is no earlier round."), icon=":material/info:")
        return
    earlier = round_label(*parse_round(found.earlier), language)
    if not len(found.proposals):
        st.success(_("Nobody of {round} is listed in another house now.", round=earlier), icon=":material/check:")
        return
    rows = found.proposals
    table = rows.assign(
        what=[context.code_name(EVENTS, kind) for kind in rows["kind"]],
        one=rows["house_code"].map(house_code_text),
        place=context.area_names(rows["subdistrict_code"]),
        two=rows["other_house_code"].map(house_code_text),
        other_place=context.area_names(rows["other_subdistrict_code"]),
        percent=100 * rows["share"],
    )
    shown = {
        "what": _("Proposed event"),
        "one": _("House then"),
        "place": _("Sub-district then"),
        "two": _("House now"),
        "other_place": _("Sub-district now"),
        "person_count": count_column(_("Persons found again")),
        "member_count": count_column(_("Members then")),
        "percent": percent_column(_("Of them, %")),
    }
    caption = _(
        "Persons known by their ID number, compared with {round}. Open the household and record what really happened.",
        round=earlier,
    )
    show_table(table, shown, "quality_proposals", caption, height=fitting(len(table)))
