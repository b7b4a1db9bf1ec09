"""The checks of uploads as a table: what is tested, how badly a break is taken, and from which number on."""

import streamlit as st

from dss_core.catalog.survey_checks import Limit
from dss_core.language.format import number
from dss_core.usecases.mend_survey import SEVERITY_WORDS
from pages.parts.definition_tables import origin_of, show_entries
from pages.shell.context import Context

MOST_DECIMALS = 2
LIMITS = 300  # pixels


def show_checks(context: Context) -> None:
    """Every check beyond single cells, with its severity and limits."""
    _ = context.translate
    rows = [
        {
            "label": context.label(check.label),
            "meaning": context.label(check.meaning),
            "severity": _(SEVERITY_WORDS[check.severity]),
            "limits": "; ".join(_limit(context, limit) for limit in check.limits) or "–",
            **origin_of(context, check),
        }
        for check in context.catalog.survey_checks.checks
    ]
    shown = {
        "label": _("Check"),
        "meaning": _("Meaning"),
        "severity": _("Severity"),
        "limits": st.column_config.TextColumn(_("From which number on"), width=LIMITS),
    }
    caption = _(
        "{count} checks beyond single cells. Cells that cannot be read, codes of no list and repeated keys are always "
        "errors.",
        count=len(rows),
    )
    show_entries(context, rows, shown, "checks_table", caption)


def _limit(context: Context, limit: Limit) -> str:
    decimals = 0 if limit.value == round(limit.value) else MOST_DECIMALS
    return f"{number(limit.value, context.language, decimals)} {context.label(limit.unit)}"
