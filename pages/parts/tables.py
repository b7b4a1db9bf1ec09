"""Tables as all pages show them: named columns, right-aligned numbers, missing as a dash."""

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

MOST_ROWS_OPEN, TALL = 22, 860  # rows that are shown whole; pixels otherwise


def show_table(
    frame: pd.DataFrame,
    columns: Mapping[str, Any],
    key: str,
    caption: str,
    height: int | Literal["auto", "content"] = "auto",
    row_height: int | None = None,
) -> None:
    """A frame as a table: ``columns`` maps the columns that are shown, in order, to their label or configuration.

    ``row_height`` in pixels lets long texts wrap.
    """
    shown = frame[list(columns)]
    st.dataframe(
        shown,
        column_config=dict(columns),
        hide_index=True,
        key=key,
        alt=caption,
        height=height,
        row_height=row_height,
        placeholder="–",
    )
    st.caption(caption)


def fitting(rows: int) -> int | Literal["content"]:
    """A height for so many rows: all of them where they fit on a screen, otherwise a screen to scroll in."""
    return "content" if rows <= MOST_ROWS_OPEN else TALL


def count_column(label: str, help_text: str | None = None, width: int | None = None) -> Any:
    """Whole numbers with thousands separators; ``width`` in pixels."""
    return st.column_config.NumberColumn(label, format="%,d", help=help_text, width=width)


def decimal_column(label: str, help_text: str | None = None, width: int | None = None) -> Any:
    """Numbers with two decimals; ``width`` in pixels."""
    return st.column_config.NumberColumn(label, format="%,.2f", help=help_text, width=width)


def fine_column(label: str, help_text: str | None = None) -> Any:
    """Numbers with four decimals, for small changes."""
    return st.column_config.NumberColumn(label, format="%,.4f", help=help_text)


def percent_column(label: str, help_text: str | None = None) -> Any:
    """Percentages (0-100) with one decimal."""
    return st.column_config.NumberColumn(label, format="%.1f%%", help=help_text)


def baht_column(label: str, help_text: str | None = None) -> Any:
    """Baht without satang."""
    return st.column_config.NumberColumn(label, format="฿%,.0f", help=help_text)


def bar_column(label: str, most: float, help_text: str | None = None, width: int | None = None) -> Any:
    """A number from 0 to ``most`` as a bar with three decimals; ``width`` in pixels."""
    return st.column_config.ProgressColumn(
        label, min_value=0, max_value=most, format="%.3f", help=help_text, width=width
    )
