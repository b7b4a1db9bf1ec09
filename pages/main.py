"""The entry script, run by Streamlit at every click: who is here, which language, which round and area, which page."""

import streamlit as st

from dss_core.usecases.services import all_rounds
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.language import choose_language
from pages.shell.navigation import run_page
from pages.shell.process import services
from pages.shell.selection import choose_area, choose_round
from pages.shell.signin import require_viewer, show_account

st.set_page_config(page_title="DSS", page_icon="static/icon.png", layout="wide")
translate = choose_language()
with told(translate):
    viewer = require_viewer(translate)
    rounds = tuple(all_rounds(services()))
    chosen = choose_round(translate, rounds)
    area = choose_area(translate, viewer, services().catalog.areas)
    show_account(translate, viewer)
    run_page(Context(services(), viewer, translate, rounds, chosen, area))
