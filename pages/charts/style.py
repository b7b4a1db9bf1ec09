"""One look for all charts: sizes that read from four metres, and colours that come with the definitions."""

import json
from typing import Any

import altair as alt

LABEL, TITLE = 16, 17
NEUTRAL = "#7a8894"
ACCENT = "#0b7fc0"
# Charts are drawn as SVG inside the page: this is the page's own colour of text, light or dark.
INK = "currentColor"
NARROW = 560  # pixels


def styled(chart: Any) -> Any:
    """A chart with the product's type sizes, all its words in the page's colour of text."""
    words: dict[str, Any] = {
        "labelFontSize": LABEL,
        "titleFontSize": TITLE,
        "labelColor": INK,
        "titleColor": INK,
    }
    # All in one go: each step of its own would copy the whole chart.
    return chart.configure(
        axis=alt.AxisConfig(**words, labelLimit=260, titlePadding=10),
        # On a phone a title is longer than its axis: it may reach under the names on the left.
        axisX=alt.AxisConfig(titleAnchor=by_width("end", "middle")),
        legend=alt.LegendConfig(**words, labelLimit=by_width(160, 320), symbolSize=180),
        header=alt.HeaderConfig(labelFontSize=LABEL, titleFontSize=TITLE),
        text=alt.MarkConfig(color=INK),
        view=alt.ViewConfig(strokeWidth=0),
    )


def with_data(chart: Any, rows: Any) -> Any:
    """A chart that was drawn up without data, over these rows; the drawing itself is shared and stays as it is."""
    drawn = chart.copy(deep=False)
    drawn.data = rows
    return drawn


def by_width(narrow: object, wide: object) -> alt.ExprRef:
    """One value on a phone, another elsewhere: the browser decides, it alone knows the width."""
    return alt.ExprRef(f"containerSize()[0] < {NARROW} ? {json.dumps(narrow)} : {json.dumps(wide)}")


def legend(columns: int) -> alt.Legend:
    """The names of the colours above a chart: so many in a row, on a phone one below the other."""
    return alt.Legend(title=None, orient="top", columns=by_width(1, columns))
