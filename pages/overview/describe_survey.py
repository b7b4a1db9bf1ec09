"""Survey statistics: means and standard deviations, frequencies and percentages, by group."""

from typing import Any

import pandas as pd
import streamlit as st

from dss_core.usecases.describe_survey import GROUPINGS, SurveyDescription, SurveyQuery, describe_survey, values_of
from pages.parts.empty import show_empty
from pages.parts.header import show_header
from pages.parts.standing import show_recovered_weights
from pages.parts.tables import count_column, decimal_column, percent_column, show_table
from pages.shell.context import Context

MOST_GROUPINGS = 2
GROUP = 170  # pixels


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    numbers, categories = values_of(context.catalog)
    capitals = len(context.catalog.instrument.capitals)
    values = st.multiselect(
        _("What to describe"),
        [*numbers, *categories],
        default=list(numbers[: 1 + capitals]),
        key="survey_values",
        format_func=context.name_of,
        placeholder=_("Choose scores, indicators or household variables"),
    )
    names = {
        "district": _("District"),
        "subdistrict": _("Sub-district"),
        "level": _("Level"),
        "outcome": _("Verification"),
    }
    by = st.pills(
        _("By group (one or two)"),
        list(GROUPINGS),
        selection_mode="multi",
        key="survey_by",
        default=["district"],
        format_func=lambda name: names[name],
    )
    query = SurveyQuery(context.round_id, context.area, tuple(values), tuple(by)[:MOST_GROUPINGS])
    found = context.ask(describe_survey, query)
    with top:
        question = _("Number, mean, standard deviation and percentage of every answer and score.")
        show_header(context, _("Survey statistics"), question, found.provenance)
    if not values:
        show_empty(_("Nothing is chosen to describe."), _("Choose at least one score, indicator or variable above."))
        return
    if len(by) > MOST_GROUPINGS:
        st.info(_("Only the first two groups are used."))
    _show_means(context, found, names)
    _show_shares(context, found, names)
    show_recovered_weights(_)


def _groups_named(context: Context, table: pd.DataFrame, found: SurveyDescription) -> pd.DataFrame:
    """The group columns in words; the rows of the total say so."""
    _ = context.translate
    total = pd.Series(_("All"), index=table.index)
    named = {}
    for name in found.by:
        codes = table[name]
        if name in {"district", "subdistrict"}:
            words = context.area_names(codes)
        elif name == "level":
            words = context.level_names(codes.astype("float64"))
        else:
            words = codes.map(lambda code: context.code_name("outcome", code), na_action="ignore")
        named[name] = words.astype(object).where(codes.notna(), total)
    return table.assign(**named)


def _group_columns(found: SurveyDescription, names: dict[str, str]) -> dict[str, Any]:
    """The columns that name the groups: wide enough for all of them, not for those of the first rows alone."""
    return {name: st.column_config.TextColumn(names[name], width=GROUP) for name in found.by}


def _show_means(context: Context, found: SurveyDescription, names: dict[str, str]) -> None:
    _ = context.translate
    if not len(found.means):
        return
    table = _groups_named(context, found.means, found)
    table = table.assign(label=table["value"].map(context.name_of), band_name=context.level_names(table["band"]))
    st.subheader(_("Means and standard deviations"), anchor=False)
    shown = {
        **_group_columns(found, names),
        "label": _("Score or variable"),
        "n": count_column("n"),
        "missing": count_column(_("Missing")),
        "mean": decimal_column(_("Mean"), "x̄"),
        "sd": decimal_column("S.D.", _("standard deviation of a sample, n−1")),
        "band_name": st.column_config.TextColumn(
            _("Interpretation"), help=_("The level that the mean score falls into.")
        ),
        "min": decimal_column(_("Min")),
        "q1": decimal_column("Q1"),
        "median": decimal_column(_("Median")),
        "q3": decimal_column("Q3"),
        "max": decimal_column(_("Max")),
    }
    caption = _("S.D. with n−1; quartiles of type 7. Missing answers are left out and counted. No sampling weights.")
    show_table(table, shown, "means", caption, height=min(900, 38 * (len(table) + 2)))


def _show_shares(context: Context, found: SurveyDescription, names: dict[str, str]) -> None:
    _ = context.translate
    if not len(found.shares):
        return
    table = _groups_named(context, found.shares, found)
    table = table.assign(
        label=table["value"].map(context.name_of),
        code_name=[_code_words(context, v, c) for v, c in zip(table["value"], table["code"], strict=True)],
    )
    st.subheader(_("Frequencies and percentages"), anchor=False)
    shown = {
        **_group_columns(found, names),
        "label": _("Variable"),
        "code_name": _("Answer"),
        "count": count_column(_("Households")),
        "percent": percent_column("%"),
        "n": count_column("n"),
        "missing": count_column(_("Missing")),
    }
    show_table(
        table, shown, "shares", _("% of the households that answered (n)."), height=min(900, 38 * (len(table) + 2))
    )


def _code_words(context: Context, variable_id: str, code: Any) -> str:
    _ = context.translate
    variable = context.catalog.variable(variable_id)
    if variable.codes is not None:
        return context.code_name(variable.codes, code)
    if variable_id == "level":
        return str(context.level_names(pd.Series([code], dtype="float64")).iloc[0])
    if code is None or pd.isna(code):
        return "–"
    return _("yes") if code else _("no")
