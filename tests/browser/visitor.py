"""Somebody at the browser: signs in, opens pages, and waits until what is shown stands still."""

from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

MOST_WAIT = 30_000  # milliseconds
# The script has run, nothing is greyed out, every chart has been drawn and every font is there.
STANDS_STILL = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const all = (query) => [...document.querySelectorAll(query)];
    return app?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton], [data-testid=stSpinner]')
        && all('[data-testid=stVegaLiteChart]').every((chart) => chart.querySelector('svg, canvas'))
        && all('[data-testid=stDeckGlJsonChart]').every((chart) => chart.querySelector('canvas'))
        && document.fonts.status === 'loaded';
}"""
QUIET = 250  # milliseconds without a change in the page


class Visitor:
    """One browser window with its own cookies."""

    def __init__(self, browser: Browser, url: str, **window: Any) -> None:
        self.url = url
        self.context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "th-TH", **window})
        self.context.set_default_timeout(MOST_WAIT)
        self.page: Page = self.context.new_page()

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.context.close()

    def sign_in(self, username: str, language: str = "th") -> None:
        """Press the button of a sample account."""
        self.page.goto(f"{self.url}/auth/sign-in?lang={language}")
        self.page.locator(f"form:has(input[value={username}]) button").click()
        self.settle()

    def open(self, name: str, **query: str) -> None:
        """Open a page by its address."""
        self.page.goto(f"{self.url}/{name}?{urlencode(query)}")
        self.settle()

    def settle(self) -> None:
        """Wait until the page stands still."""
        self.page.locator("[data-testid=stApp]").wait_for()
        self.page.wait_for_function(STANDS_STILL)
        self.page.wait_for_timeout(QUIET)
        self.page.wait_for_function(STANDS_STILL)
