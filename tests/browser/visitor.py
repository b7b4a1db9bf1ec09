"""Somebody at the browser: signs in, opens pages, uses them, and waits until what is shown stands still."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Browser, Locator, Page, TimeoutError

MOST_WAIT, LONGEST_TO_RUN = 30_000, 1_500  # milliseconds
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
QUIET = 150  # milliseconds
# A click reaches the script a while after it was made, on a busy machine a long while: the runs are counted.
COUNT_RUNS = """
    window.scriptRuns = 0;
    new MutationObserver((changes) => changes.forEach((change) => {
        if (change.target.dataset.testScriptState === 'running') window.scriptRuns += 1;
    })).observe(document, {subtree: true, attributes: true, attributeFilter: ['data-test-script-state']});
"""
# The page scrolls inside the app; the window grows until all of it is seen.
WHOLE_HEIGHT = """() => Math.max(
    ...[...document.querySelectorAll('[data-testid=stMain], [data-testid=stSidebarContent], body')]
        .map((part) => part.scrollHeight))"""


class Visitor:
    """One browser window with its own cookies."""

    def __init__(self, browser: Browser, url: str, **window: Any) -> None:
        self.url = url
        self.context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "th-TH", **window})
        self.context.set_default_timeout(MOST_WAIT)
        self.context.add_init_script(COUNT_RUNS)
        self.page: Page = self.context.new_page()

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.context.close()

    def forget(self) -> None:
        """Leave the app without a trace; only the browser's store of scripts stays."""
        self.page.goto("about:blank")
        self.context.clear_cookies()

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
        for _ in range(2):
            self.page.wait_for_timeout(QUIET)
            self.page.wait_for_function(STANDS_STILL)

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Wait until what is done in the block has run the page's script, and the page stands still again."""
        before = self.page.evaluate("window.scriptRuns")
        yield
        with suppress(TimeoutError):  # a run may be over so soon that the page never told of it
            self.page.wait_for_function("(before) => window.scriptRuns > before", arg=before, timeout=LONGEST_TO_RUN)
        self.settle()

    def address(self) -> tuple[str, dict[str, str]]:
        """The page's name and the codes in the address."""
        parts = urlsplit(self.page.url)
        return parts.path.strip("/"), {name: values[0] for name, values in parse_qs(parts.query).items()}

    def text(self) -> str:
        """All that is written on the page, the menu included; what stands in tables and charts is not."""
        return self.page.locator("[data-testid=stApp]").inner_text()

    def keyed(self, key: str) -> Locator:
        """The element that the page calls by a key."""
        return self.page.locator(f".st-key-{key}")

    def title(self) -> str:
        """The page's title."""
        return self.page.locator("[data-testid=stMain] h1").inner_text()

    def metric(self, position: int) -> int:
        """The whole number in a box, counted from 0."""
        return int(self.page.locator("[data-testid=stMetricValue]").nth(position).inner_text().replace(",", ""))

    def table(self, position: int = 0) -> list[list[str]]:
        """The rows of a table that are in view, counted from 0 on the page."""
        grid = self.page.locator("[data-testid=stDataFrame]").nth(position)
        # A table is a painting; its rows are there for screen readers, a moment later and only while it is in view.
        grid.scroll_into_view_if_needed()
        grid.locator("tbody tr").first.wait_for(state="attached")
        self.page.wait_for_timeout(3 * QUIET)
        rows: list[list[str]] = grid.locator("tbody tr").evaluate_all(
            "(rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))"
        )
        return rows

    def menu(self, title: str) -> Locator:
        """A page in the menu."""
        return self.page.locator("[data-testid=stSidebarNavLink]").filter(has_text=title)

    def follow(self, title: str) -> None:
        """Open a page from the menu."""
        with self.acting():
            self.menu(title).click()

    def press(self, key: str) -> None:
        """Press a button."""
        with self.acting():
            self.keyed(key).get_by_role("button").click()

    def choose(self, key: str, option: str) -> None:
        """Choose one more option of a box that takes several."""
        self.keyed(key).locator("input").fill(option)
        with self.acting():
            self.page.get_by_role("option", name=option).click()
            self.page.keyboard.press("Escape")

    def choose_segment(self, key: str, position: int) -> None:
        """Press a part of a segmented control."""
        with self.acting():
            self.keyed(key).get_by_role("radio").nth(position).click()

    def pick(self, key: str, position: int) -> None:
        """Pick an option of a box that takes one, by its place in the list."""
        self.keyed(key).locator("input").click()
        with self.acting():
            self.page.get_by_role("option").nth(position).click()

    def choose_first_row(self, key: str) -> None:
        """Mark the first row of a table that is made for choosing."""
        with self.acting():
            self.page.locator(f"[class*=st-key-{key}] .dvn-scroller").click(position={"x": 18, "y": 60})

    def upload(self, file: Path) -> None:
        """Give a file to the page."""
        with self.acting():
            self.page.locator("input[type=file]").set_input_files(file)
            self.page.locator("[data-testid=stFileChip]").wait_for()

    def open_menu(self) -> None:
        """Unfold the menu where it is folded away, as on a phone."""
        unfold = self.page.locator("[data-testid=stExpandSidebarButton]")
        if unfold.is_visible():
            unfold.click()
            self.settle()

    def picture(self, path: Path, whole: bool = False) -> Path:
        """A picture of the window, or with ``whole`` of all that could be scrolled to."""
        window = self.page.viewport_size
        if whole and window:
            self.page.set_viewport_size({**window, "height": max(window["height"], self.page.evaluate(WHOLE_HEIGHT))})
            self.page.wait_for_timeout(2 * QUIET)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)
        if whole and window:
            self.page.set_viewport_size(window)
        return path
