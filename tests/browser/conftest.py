"""A served app and a real Chromium for the tests of this folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import find_chromium, opened_chromium
from tests.browser.served import served_app
from tests.browser.visitor import Visitor
from tests.support.plans import keep_plans_in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for Chromium carries the mark that tells that it was used."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


# For this folder, not for the whole run: Playwright keeps an event loop in this thread as long as it is open.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A browser. Without Chromium its tests are skipped, in CI they fail."""
    if find_chromium() is None:
        missing = "Chromium is not installed: nothing was tried in a browser (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with opened_chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def installed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the app that is served keeps its database."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="package")
def app_url(chromium: Browser, installed_in: Path) -> Iterator[str]:
    """The address of an app with the sample province, served for all tests of this folder."""
    with served_app(installed_in) as url:
        yield url


@pytest.fixture(scope="package")
def plan_ids(app_url: str, installed_in: Path) -> tuple[str, ...]:
    """What-ifs that are saved in it; the last one was adopted."""
    return keep_plans_in(installed_in)


@pytest.fixture(scope="package")
def window(chromium: Browser, app_url: str) -> Iterator[Visitor]:
    """A window on a desk; one for all, because each new one would load all of Streamlit's scripts again."""
    with Visitor(chromium, app_url) as somebody:
        yield somebody


@pytest.fixture
def visitor(window: Visitor) -> Visitor:
    """Somebody new in front of the window."""
    window.forget()
    return window
