"""The language switch: Thai first, English whole; kept in the URL as ``lang``."""

import streamlit as st

from dss_core.language.translate import Translator, translator
from dss_core.model.text import LANGUAGES, Language
from pages.shell.process import services
from pages.shell.session import renew_choices, start_with

KEY = "lang"
NAMES: dict[Language, str] = {"th": "ไทย", "en": "English"}


def choose_language() -> Translator:
    """The translator of the language chosen in the sidebar or in the URL."""
    wanted = st.query_params.get(KEY, LANGUAGES[0])
    start_with(KEY, wanted if wanted in LANGUAGES else LANGUAGES[0])
    chosen = st.sidebar.segmented_control(
        "ภาษา · Language",
        LANGUAGES,
        key=KEY,
        format_func=lambda code: NAMES[code],
        required=True,
        label_visibility="collapsed",
        width="stretch",
        on_change=renew_choices,
    )
    language: Language = "en" if chosen == "en" else "th"
    st.query_params[KEY] = language
    return translator(language, services().settings.data_dir)
