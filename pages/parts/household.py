"""One household in full: address, members, capitals and what each round found."""

import pandas as pd
import streamlit as st

from dss_core.language.format import house_code_text, number, round_label, year
from dss_core.model.rounds import Round
from dss_core.usecases.show_household import HouseholdStory
from pages.parts.reveal import show_reveal
from pages.parts.tables import count_column, decimal_column, show_table
from pages.shell.context import Context

__all__ = ["house_code_text", "show_story"]


def show_story(context: Context, story: HouseholdStory) -> None:
    """Everything that this viewer may see of one household."""
    _ = context.translate
    address = story.address
    st.subheader(_("House {code}", code=house_code_text(str(address["house_code"]))), anchor=False)
    place = [
        _("house no. {number}", number=address["house_number"]) if address["house_number"] else "",
        _("village {number} {name}", number=address["village_number"], name=address["village_name"] or ""),
        context.area_name(str(address["subdistrict_code"])),
        context.area_name(str(address["district_code"])),
    ]
    st.text(" · ".join(part for part in place if part))
    if address["phone"]:
        st.text(_("Phone {number}", number=address["phone"]))
    show_reveal(context, story)
    _show_rounds(context, story.rounds)
    _show_members(context, story.members)


def _show_rounds(context: Context, rounds: pd.DataFrame) -> None:
    _ = context.translate
    by_id: dict[str, Round] = {found.id: found for found in context.rounds}
    labels = [round_label(by_id[r].year, by_id[r].wave, context.language) for r in rounds["round_id"]]
    table = rounds.assign(
        round=labels,
        level_name=context.level_names(rounds["level"].astype("float64")),
        outcome_name=[context.code_name("outcome", code) for code in rounds["outcome"]],
    )
    capitals = context.catalog.instrument.capitals
    shown = {
        "round": _("Survey round"),
        "outcome_name": _("Verification"),
        "overall": decimal_column(_("Overall score")),
        "level_name": _("Level"),
        **{c.id: decimal_column(context.label(c.label)) for c in capitals},
        "answered_count": count_column(_("Answered indicators")),
    }
    total = len(context.catalog.instrument.indicators)
    show_table(
        table, shown, "story_rounds", _("Scores 1–4; {total} indicators in all.", total=number(total, context.language))
    )
    _show_answers(context, rounds.iloc[0])


def _show_answers(context: Context, newest: pd.Series) -> None:
    _ = context.translate
    capitals = {c.id: context.label(c.label) for c in context.catalog.instrument.capitals}
    rows = [(capitals[i.capital], context.label(i.label), newest[i.id]) for i in context.catalog.instrument.indicators]
    table = pd.DataFrame(rows, columns=["capital", "indicator", "score"]).astype({"score": "float64"})
    with st.expander(_("All answers of the newest round"), key="story_answers"):
        shown = {"capital": _("Capital"), "indicator": _("Indicator"), "score": decimal_column(_("Score 1–4"))}
        show_table(table, shown, "story_indicators", _("Empty: not answered."))


def _show_members(context: Context, members: pd.DataFrame) -> None:
    _ = context.translate
    named = {
        name: [context.code_name(name, code) for code in members[name]]
        for name in ("relation", "sex", "health", "education", "occupation")
    }
    table = members.assign(
        **named,
        name=[
            " ".join(str(p) for p in parts if p) for parts in members[["title", "first_name", "last_name"]].to_numpy()
        ],
        born=[year(int(y), context.language) if pd.notna(y) else "–" for y in members["birth_year"]],
        helped=[_welfare(context, codes) for codes in members["welfare"]],
    )
    shown = {
        "member_number": count_column("#"),
        "name": _("Name"),
        "national_id": _("ID number"),
        "relation": _("Relation to the head"),
        "sex": _("Sex"),
        "born": _("Born"),
        "health": _("Health"),
        "education": _("Education"),
        "occupation": _("Occupation"),
        "helped": _("Welfare received"),
        "income_baht": st.column_config.NumberColumn(_("Income, baht a month"), format="%,.0f"),
    }
    show_table(
        table,
        shown,
        "story_members",
        _("{n} members listed in the chosen round.", n=number(len(members), context.language)),
    )


def _welfare(context: Context, codes: object) -> str:
    if not isinstance(codes, str):
        return "–"
    return ", ".join(context.code_name("welfare", code) for code in codes.split("|") if code)
