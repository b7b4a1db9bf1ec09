"""A real Chromium, the machine's own: headless, drawing maps by software, and silent on its own account."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ProxySettings, sync_playwright

FLAGS = (
    "--no-sandbox",  # tests run as root in containers
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card, for the map of points
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
)


def find_chromium() -> str | None:
    """Where Chromium is, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def opened_chromium(proxy: str | None = None) -> Iterator[Browser]:
    """A browser; with ``proxy``, whatever it asks of other machines goes there."""
    settings: ProxySettings | None = {"server": proxy} if proxy else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS), proxy=settings)
        try:
            yield browser
        finally:
            browser.close()
