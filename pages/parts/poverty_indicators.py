"""What a multidimensional index is made of, of all together or of one group: contributions and headcounts."""

import pandas as pd
import streamlit as st

from dss_core.catalog.poverty import MpiSpecification
from dss_core.language.format import percent_of_share
from dss_core.usecases.measure_mpi import MpiFound
from dss_core.usecases.mpi_choice import MpiChoice
from pages.charts.plans import SERIES
from pages.charts.poverty import contributions
from pages.parts.grouping import WIDTH, group_names, grouping_name
from pages.parts.poverty_choice import dimension_colours, dimension_name, indicator_name
from pages.parts.poverty_words import interval
from pages.parts.tables import decimal_column, percent_column, show_table
from pages.shell.context import Context

PARTS = ("contribution_percent", "contribution_absolute", "headcount_uncensored", "headcount_censored")


def show_indicators(context: Context, found: MpiFound, choice: MpiChoice, by: str) -> None:
    """What each indicator adds to the index of a group, and how many lack it."""
    _ = context.translate
    specification = context.catalog.poverty.specification(str(choice.specification))
    st.subheader(_("What the index is made of"), anchor=False)
    inside = found.table[found.table["group"] == _choose_group(context, found, by)]
    parts = {measure: inside[inside["measure"] == measure].set_index("indicator") for measure in PARTS}
    if parts[PARTS[0]]["value"].notna().any():
        _show_contributions(context, specification, found, parts[PARTS[0]])
    else:
        st.info(_("Nobody of this group is poor at this cut-off."))
    _show_headcounts(context, specification, found, parts)


def _choose_group(context: Context, found: MpiFound, by: str) -> int:
    """All together, or one of the groups in which somebody answered."""
    known = found.table[(found.table["measure"] == "H") & (found.table["n"] > 0)]
    names = dict(zip(known["group"], group_names(context, by, known[by]), strict=True))
    # A key for each grouping: a group of one is no group of another.
    chosen = st.selectbox(
        grouping_name(context, by),
        list(names),
        key=f"poverty_group_{by}",
        format_func=lambda group: names.get(group, "–"),
        width=WIDTH,
    )
    return int(chosen) if chosen in names else 0


def _show_contributions(context: Context, specification: MpiSpecification, found: MpiFound, part: pd.DataFrame) -> None:
    _, language = context.translate, context.language
    names = {one: indicator_name(context, specification, one) for one in specification.indicators}
    dimensions = {name: dimension_name(context, specification, name) for name in specification.dimensions}
    shares = [percent_of_share(value, language) for value in part["value"]]
    intervals = [interval(context, low, high) for low, high in zip(part["ci_low"], part["ci_high"], strict=True)]
    rows = pd.DataFrame(
        {
            "indicator": [names[str(one)] for one in part.index],
            "name": [dimensions[found.dimensions[str(one)]] for one in part.index],
            "value": 100 * part["value"],
            "low": 100 * part["ci_low"].fillna(part["value"]),
            "high": 100 * part["ci_high"].fillna(part["value"]),
            "heading": [f"{names[str(one)]}: {share}" for one, share in zip(part.index, shares, strict=True)],
            "text": [
                _("{value} of the index (95%: {interval})", value=share, interval=around)
                for share, around in zip(shares, intervals, strict=True)
            ],
        }
    )
    colours = dimension_colours(context, specification, SERIES)
    st.altair_chart(
        contributions(rows, list(dimensions.values()), colours, _("% of the index M0; line: 95% interval")),
        key="poverty_contributions",
        alt=_("Bars of what each indicator adds to the index, coloured by dimension"),
    )


def _show_headcounts(
    context: Context, specification: MpiSpecification, found: MpiFound, parts: dict[str, pd.DataFrame]
) -> None:
    _ = context.translate
    uncensored = parts["headcount_uncensored"]
    table = pd.DataFrame(
        {
            "dimension": [
                dimension_name(context, specification, found.dimensions[one]) for one in specification.indicators
            ],
            "indicator": [indicator_name(context, specification, one) for one in specification.indicators],
            "weight": [found.weights[one] for one in specification.indicators],
            **{name: 100 * part["value"].to_numpy() for name, part in parts.items()},
            "interval": [
                interval(context, low, high)
                for low, high in zip(uncensored["ci_low"], uncensored["ci_high"], strict=True)
            ],
        }
    )
    shown = {
        "dimension": _("Dimension"),
        "indicator": _("Indicator"),
        "weight": decimal_column(_("Weight")),
        "headcount_uncensored": percent_column(_("Deprived"), _("% of all households (uncensored headcount)")),
        "interval": _("95% interval"),
        "headcount_censored": percent_column(_("Poor and deprived"), _("% of all households (censored headcount)")),
        "contribution_absolute": percent_column(_("Adds to M0"), _("weight × poor and deprived; sums to M0")),
        "contribution_percent": percent_column(_("Share of M0"), _("sums to 100%")),
    }
    show_table(table, shown, "poverty_indicators", _("% of households; the weights sum to 1."), height="content")
