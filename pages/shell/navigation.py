"""The menu: only the pages that the viewer's role may open are registered, so that no address reaches another."""

from collections.abc import Callable

import streamlit as st

from pages import PAGES, PageEntry
from pages.parts.empty import show_no_round
from pages.shell.context import Context
from pages.shell.errors import told


def run_page(context: Context) -> None:
    """Show the menu and the page that is open."""
    _ = context.translate
    sections: dict[str, list[st.Page]] = {}
    for entry in PAGES:
        if context.viewer.may(entry.permission):
            page = st.Page(_runner(entry, context), title=_(entry.title), icon=entry.icon, url_path=entry.name)
            sections.setdefault(_(entry.section), []).append(page)
    st.navigation(_with_home(sections), expanded=True).run()


def hide_menu() -> None:
    """Take the menu away from somebody who is no longer signed in; the address stays, to be opened again."""
    home = st.Page(_nothing, url_path="home", default=True)
    st.navigation([home, *(st.Page(_nothing, url_path=entry.name) for entry in PAGES)], position="hidden")


def _nothing() -> None:
    return


def _with_home(sections: dict[str, list[st.Page]]) -> dict[str, list[st.Page]]:
    """The menu with an unseen page for "/" that leads to the first one: Streamlit would serve that one at "/" alone."""
    heading, pages = next(iter(sections.items()))
    first = pages[0]
    home = st.Page(lambda: st.switch_page(first), title=first.title, url_path="home", default=True, visibility="hidden")
    return {**sections, heading: [home, *pages]}


def _runner(entry: PageEntry, context: Context) -> Callable[[], None]:
    def run() -> None:
        with told(context.translate):
            # Checked here as well as in the use case: a page may show something before it asks anything.
            context.viewer.must(entry.permission)
            if entry.needs_round and context.round is None:
                show_no_round(context, context.translate(entry.title))
            else:
                entry.module.render(context)

    run.__name__ = entry.name
    return run
