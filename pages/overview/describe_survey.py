"""Survey statistics: means and percentages by group, crossed tables, comparisons, and areas in order."""

from collections.abc import Callable

import streamlit as st

from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SurveyDescription, SurveyQuery, describe_survey
from dss_core.usecases.export_statistics import ReportFile, StatisticsExport, export_statistics
from dss_core.usecases.survey_sample import AT_RANDOM, DISTRICT, MOST_GROUPINGS, SampleChoice, values_of
from pages.parts.area_league import show_area_league
from pages.parts.cross_table import show_cross_table
from pages.parts.download import show_downloads
from pages.parts.empty import show_empty
from pages.parts.gated import is_gated, show_gate_note
from pages.parts.group_comparison import show_group_comparison
from pages.parts.grouping import grouping_name, offered_groupings
from pages.parts.header import show_header
from pages.parts.part_choice import choose_part
from pages.parts.sampling import choose_sample, choose_unit, show_sample_notes
from pages.parts.standing import show_recovered_weights
from pages.parts.survey_tables import show_means, show_shares
from pages.shell.context import Context

TABLES, CROSS, COMPARE, LEAGUE = "tables", "cross", "compare", "league"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    # The heading stands before anything is computed: what cannot be is then told under it.
    everybody = context.ask(describe_survey, SurveyQuery(context.round_id, context.area, ()))
    question = _("Number, mean, standard deviation and percentage of every answer and score.")
    show_header(context, _("Survey statistics"), question, everybody.provenance)
    names = {
        TABLES: _("Means and percentages"),
        CROSS: _("Cross-table"),
        COMPARE: _("Compare groups"),
        LEAGUE: _("Compare areas"),
    }
    if is_gated(context):
        del names[COMPARE]
    # On a line of its own, where a phone can break it.
    chosen = choose_part(context, names, "survey_part")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        unit = Unit.HOUSEHOLD if chosen == LEAGUE or is_gated(context) else choose_unit(context, "survey_unit")
        sample = AT_RANDOM if is_gated(context) else choose_sample(context, "survey", unit)
    show_gate_note(context)
    parts: dict[str, Callable[[], None]] = {
        TABLES: lambda: _show_tables(context, unit, sample),
        CROSS: lambda: show_cross_table(context, unit, sample),
        COMPARE: lambda: show_group_comparison(context, unit, sample),
        LEAGUE: lambda: show_area_league(context, sample),
    }
    parts[chosen]()
    show_recovered_weights(_)


def _show_tables(context: Context, unit: Unit, sample: SampleChoice) -> None:
    _ = context.translate
    query = _choose(context, unit, sample)
    found = context.ask(describe_survey, query)
    if not query.values:
        show_empty(_("Nothing is chosen to describe."), _("Choose at least one score, indicator or variable above."))
        return
    _warn_of_scale(context, found)
    show_means(context, found)
    show_shares(context, found)
    show_sample_notes(context, found.sample, sample, unit)
    show_downloads(
        context, "survey_download", f"statistics-{found.provenance.freeze_id}", lambda form: _file(context, query, form)
    )


def _file(context: Context, query: SurveyQuery, form: str) -> ReportFile:
    asked = StatisticsExport(query, form, context.language)
    return export_statistics(context.services, context.viewer, asked)


def _choose(context: Context, unit: Unit, sample: SampleChoice) -> SurveyQuery:
    _ = context.translate
    numbers, categories = values_of(context.catalog, unit)
    first = 1 + len(context.catalog.instrument.capitals) if unit is Unit.HOUSEHOLD else 2
    values = st.multiselect(
        _("What to describe"),
        [*numbers, *categories],
        default=list(numbers[:first]),
        key=f"survey_values_{unit}",
        format_func=context.name_of,
        placeholder=_("Choose scores, indicators or household variables"),
    )
    left, right = st.columns([2, 1])
    by = left.multiselect(
        _("By group (one or two)"),
        offered_groupings(context, unit),
        default=[DISTRICT],
        max_selections=MOST_GROUPINGS,
        key=f"survey_by_{unit}",
        format_func=lambda name: grouping_name(context, name),
        placeholder=_("No groups: all together"),
    )
    bands = right.selectbox(
        _("Words for a mean"),
        list(context.catalog.bands),
        key="survey_bands",
        format_func=lambda key: context.label(context.catalog.bands[key].label),
    )
    return SurveyQuery(context.round_id, context.area, tuple(values), tuple(by), unit, sample, str(bands))


def _warn_of_scale(context: Context, found: SurveyDescription) -> None:
    """Bands that are made for another scale put wrong words to a score."""
    _ = context.translate
    own, chosen = context.catalog.instrument.levels, found.bands.levels
    if found.means["band"].notna().any() and (own[0].lower, own[-1].upper) != (chosen[0].lower, chosen[-1].upper):
        st.warning(
            _(
                "These words are made for a scale of {low}–{high}; the scores of the survey run from {own_low} to "
                "{own_high}.",
                low=f"{chosen[0].lower:g}",
                high=f"{chosen[-1].upper:g}",
                own_low=f"{own[0].lower:g}",
                own_high=f"{own[-1].upper:g}",
            )
        )
