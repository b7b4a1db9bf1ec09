"""What households are grouped by, and what each group is called, in the reader's language."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number
from dss_core.usecases.survey_sample import DISTRICT, PLACES, SUBDISTRICT, VILLAGE
from pages.shell.context import Context

SUBDISTRICT_DIGITS = 6
WIDTH = 340  # pixels


def choose_grouping(context: Context, key: str, options: tuple[str, ...]) -> str:
    """One grouping out of some, the first at first."""
    _ = context.translate
    return str(
        st.selectbox(
            _("By group"),
            options,
            key=key,
            format_func=lambda name: grouping_name(context, name),
            persist_state="session",
            width=WIDTH,
        )
    )


def grouping_name(context: Context, name: str) -> str:
    """What a grouping is called: places by their level, all else as in the catalogue."""
    _ = context.translate
    places = {DISTRICT: _("District"), SUBDISTRICT: _("Sub-district"), VILLAGE: _("Village")}
    return places.get(name) or context.name_of(name)


def group_names(context: Context, by: str, codes: pd.Series) -> pd.Series:
    """The names of a column of group codes (texts); everybody, which has no code, is called all."""
    _ = context.translate
    names = {code: group_name(context, by, str(code)) for code in codes.dropna().unique()}
    return codes.map(names).astype(object).where(codes.notna(), _("All"))


def group_name(context: Context, by: str, code: str) -> str:
    """The name of one group: an area, a village, an answer of a list, a class, yes or no."""
    _ = context.translate
    if by == VILLAGE:
        place, village = code[:SUBDISTRICT_DIGITS], code[SUBDISTRICT_DIGITS:]
        number_shown = number(int(village), context.language)
        return _("{area}, village {number}", area=context.area_name(place), number=number_shown)
    if by in PLACES:
        return context.area_name(code)
    described = context.catalog.described(by)
    if described.codes is not None:
        return context.code_name(described.codes, code)
    classes = {one.code: context.label(one.label) for one in described.classes}
    if code in classes:
        return classes[code]
    if described.kind == "flag":
        return _("yes") if code == "1" else _("no")
    level = {str(v.number): f"{v.number} {context.label(v.label)}" for v in context.catalog.instrument.levels}
    return level.get(code, code)
