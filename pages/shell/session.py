"""The only place that touches Streamlit's session state: values that a page keeps between reruns."""

from typing import Any

import streamlit as st


def keep(name: str, value: Any) -> None:
    """Keep a value for the following reruns of this session."""
    st.session_state[name] = value


def kept(name: str, default: Any = None) -> Any:
    """A value kept earlier, or the default."""
    return st.session_state.get(name, default)


def forget(name: str) -> None:
    """Drop a value."""
    st.session_state.pop(name, None)


def start_with(key: str, value: Any) -> None:
    """Give a widget its first value; later it keeps what the user chose."""
    if key not in st.session_state:
        st.session_state[key] = value


def renew_choices() -> None:
    """Send every choice to the browser again, once its words have changed.

    A list box tells the server the words that were chosen, not their code. In another language they are no option
    of the list any more, and the page would go on with a text that stands for nothing.
    """
    for key, value in st.session_state.items():
        if isinstance(value, str | int | float | list) and not isinstance(value, bool):
            st.session_state[key] = value
