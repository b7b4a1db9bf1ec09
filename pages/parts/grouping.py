"""What tables are grouped by, in words: the groupings on offer, and the name of every group."""

from typing import Any

import pandas as pd

from dss_core.language.format import round_label
from dss_core.usecases.survey_sample import DISTRICT, PLACES, ROUND, SUBDISTRICT, VILLAGE
from pages.shell.context import Context

VILLAGE_DIGITS = 2


def grouping_name(context: Context, grouping: str) -> str:
    """A grouping as the reader calls it."""
    _ = context.translate
    names = {
        DISTRICT: _("District"),
        SUBDISTRICT: _("Sub-district"),
        VILLAGE: _("Village"),
        ROUND: _("Survey round"),
    }
    return names.get(grouping) or context.name_of(grouping)


def group_words(context: Context, grouping: str, codes: pd.Series) -> pd.Series:
    """The names of a column of group codes; missing stays missing."""
    words = {code: group_word(context, grouping, code) for code in codes.dropna().unique()}
    return codes.map(words).astype(object).where(codes.notna(), None)


def group_word(context: Context, grouping: str, code: Any) -> str:
    """The name of one group; a dash for a missing one."""
    _ = context.translate
    if code is None or pd.isna(code):
        return "–"
    if grouping == VILLAGE:
        place, number = str(code)[:-VILLAGE_DIGITS], int(str(code)[-VILLAGE_DIGITS:])
        return _("{place} village no. {number}", place=context.area_name(place), number=number)
    if grouping in PLACES:
        return context.area_name(str(code))
    if grouping == ROUND:
        found = next(one for one in context.rounds if one.id == code)
        return round_label(found.year, found.wave, context.language)
    variable = context.catalog.described(grouping)
    if variable.classes:
        return context.label(next(one.label for one in variable.classes if one.code == code))
    if variable.codes is not None:
        return context.code_name(variable.codes, code)
    if variable.kind == "flag":
        return _("yes") if code else _("no")
    levels = {float(level.number): context.label(level.label) for level in context.catalog.instrument.levels}
    return levels[float(code)]
