"""One look for all charts: sizes that read from four metres, and colours that come with the definitions."""

from typing import Any

import altair as alt

LABEL, TITLE = 16, 17
NEUTRAL = "#7a8894"
ACCENT = "#0b7fc0"


def styled(chart: Any) -> Any:
    """A chart with the product's type sizes; colours of text follow the page's light or dark theme."""
    return (
        chart.configure_axis(labelFontSize=LABEL, titleFontSize=TITLE, labelLimit=260, titlePadding=10)
        .configure_legend(labelFontSize=LABEL, titleFontSize=TITLE, labelLimit=320, symbolSize=180)
        .configure_header(labelFontSize=LABEL, titleFontSize=TITLE)
        .configure_view(strokeWidth=0)
    )


def palette(names: list[str], colours: list[str], **legend: Any) -> alt.Color:
    """A colour scale with fixed names in a fixed order."""
    return alt.Color(
        "name:N", scale=alt.Scale(domain=names, range=colours), legend=alt.Legend(**legend) if legend else None
    )
