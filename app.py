"""The ASGI app: the gate stands before everything, the pages behind it. Started by ``python -m dss_core serve``."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

import streamlit as st
from starlette.middleware import Middleware

from pages.shell.doors import ROUTES
from pages.shell.errors import report_bug
from pages.shell.gate import Gate
from pages.shell.process import keep_retention_daily, warm_up


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Load what pages use before the first visitor comes.

    Streamlit collects garbage after every rerun; what is frozen here is left out, which saves some 80 ms a click.
    """
    warm_up()
    gc.collect()
    gc.freeze()
    is_over = Event()
    Thread(target=keep_retention_daily, args=(is_over,), daemon=True).start()
    yield
    is_over.set()


app = st.App(
    "pages/main.py",
    routes=ROUTES,
    middleware=[Middleware(Gate)],
    lifespan=lifespan,
    on_script_error=report_bug,
)
