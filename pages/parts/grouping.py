"""What tables are grouped by, in words: the groupings on offer, and the name of every group."""

from typing import Any

import pandas as pd
import streamlit as st

from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.gated_figures import gated_groupings
from dss_core.usecases.survey_sample import groupings_of
from dss_core.usecases.survey_words import SurveyWords
from pages.parts.gated import is_gated
from pages.shell.context import Context

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


def offered_groupings(context: Context, unit: Unit) -> tuple[str, ...]:
    """What this reader may group by."""
    return gated_groupings(context.catalog) if is_gated(context) else groupings_of(context.catalog, unit)


def grouping_name(context: Context, grouping: str) -> str:
    """A grouping as the reader calls it."""
    return _words(context).value(grouping)


def group_words(context: Context, grouping: str, codes: pd.Series) -> pd.Series:
    """The names of a column of group codes; missing stays missing."""
    words = {code: group_word(context, grouping, code) for code in codes.dropna().unique()}
    return codes.map(words).astype(object).where(codes.notna(), None)


def group_names(context: Context, grouping: str, codes: pd.Series) -> pd.Series:
    """The names of a column of group codes; the row of everybody, which has no code, is called so."""
    _ = context.translate
    return group_words(context, grouping, codes).where(codes.notna(), _("All"))


def group_word(context: Context, grouping: str, code: Any) -> str:
    """The name of one group; a dash for a missing one."""
    return _words(context).code(grouping, code)


def _words(context: Context) -> SurveyWords:
    return SurveyWords(context.catalog, context.rounds, context.translate)
