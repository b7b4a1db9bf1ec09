"""How good the data of a round are: what is missing, rounded, alike, unusual or there twice."""

from collections.abc import Callable

import streamlit as st

from dss_core.catalog.quality import QUALITY
from dss_core.usecases.check_quality import QualityQuery, check_quality
from pages.parts.header import show_header
from pages.parts.part_choice import choose_part
from pages.parts.quality_doubles import show_doubles
from pages.parts.quality_missing import show_missing
from pages.parts.quality_patterns import show_patterns
from pages.parts.quality_surveyors import show_surveyors
from pages.shell.context import Context

MISSING, PATTERNS, SURVEYORS, DOUBLES = "missing", "patterns", "surveyors", "doubles"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    report = context.ask(check_quality, QualityQuery(context.round_id, context.area))
    question = _("Where are the data of this round worth a second look? Unusual is not wrong.")
    show_header(context, _("Quality of the data"), question, report.provenance)
    names = {
        MISSING: _("Missing answers"),
        PATTERNS: _("Patterns"),
        SURVEYORS: _("Surveyors"),
        DOUBLES: _("Doubles and moves"),
    }
    chosen = choose_part(context, names, "quality_part")
    parts: dict[str, Callable[[], None]] = {
        MISSING: lambda: show_missing(context, report),
        PATTERNS: lambda: show_patterns(context, report),
        SURVEYORS: lambda: show_surveyors(context, report),
        DOUBLES: lambda: show_doubles(context, report),
    }
    parts[chosen]()
    st.caption(_("The limits are a proposal of this product; they stand in {file}.", file=f"data/{QUALITY}"))
