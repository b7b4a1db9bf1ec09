"""The parts of a page, one of which is shown."""

from collections.abc import Mapping

import streamlit as st

from pages.shell.context import Context


def choose_part(context: Context, parts: Mapping[str, str], key: str, is_remembered: bool = False) -> str:
    """The key of the chosen part, at first the first one. ``parts``: key -> the name that is shown.

    is_remembered: whoever comes back to the page finds the part that was open.
    """
    _ = context.translate
    first = next(iter(parts))
    chosen = st.segmented_control(
        _("Part"),
        list(parts),
        key=key,
        format_func=lambda name: parts[name],
        default=first,
        required=True,
        label_visibility="collapsed",
        persist_state="session" if is_remembered else None,
    )
    return str(chosen) if chosen in parts else first
