"""Every page on a phone, in both languages: nothing is cut off, and no other machine is asked for anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pages import PAGES
from tests.browser.files import own_file
from tests.browser.outside import refusing_proxy
from tests.browser.visitor import Visitor

PHONE = {"width": 390, "height": 844}
CHROMIUMS_OWN = {"content-autofill.googleapis.com"}  # the browser's question about form fields, not a page's
OUTSIDE = ("asked-by-a-page.example", "asked-by-a-worker.example")
# Wide tables scroll inside themselves and a map goes on beyond its window; everything else has to fit.
CUT_OFF = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    const found = main.scrollWidth > main.clientWidth ? ['the page scrolls sideways'] : [];
    const sticks_out = (part, frame) => {
        const [inner, outer] = [part.getBoundingClientRect(), frame.getBoundingClientRect()];
        return inner.width > 0 && (inner.left < outer.left - 2 || inner.right > outer.right + 2);
    };
    for (const chart of main.querySelectorAll('[data-testid=stVegaLiteChart] svg'))
        for (const words of chart.querySelectorAll('text:not([transform*=rotate])'))
            if (sticks_out(words, chart)) found.push('in a chart: ' + words.textContent);
    for (const words of main.querySelectorAll('h1, h2, h3, p, label, button'))
        // The tags of a multiselect scroll inside their box.
        if (sticks_out(words, main) && !words.closest('[data-testid=stMultiSelectTagsContainer]'))
            found.push('on the page: ' + words.textContent);
    for (const value of main.querySelectorAll('[data-testid=stMetricValue] *'))
        if (value.clientWidth && value.scrollWidth > value.clientWidth + 1)
            found.push('a figure: ' + value.textContent);
    return found;
}"""
ASK_OUTSIDE = """async ([page, worker]) => {
    await fetch('http://' + page + '/').catch(() => null);
    const source = new Blob([`fetch('https://${worker}/').catch(() => 0).then(() => postMessage(0))`]);
    const asking = new Worker(URL.createObjectURL(source));
    await new Promise((done) => { asking.onmessage = done; });
}"""


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[str, list[str]]]:
    with refusing_proxy() as proxy:
        yield proxy


@pytest.fixture(scope="module")
def phone(chromium: Browser, app_url: str, asked: tuple[str, list[str]]) -> Iterator[Visitor]:
    """A phone whose way to all machines but this one leads through the proxy.

    The security policy of our own pages is lifted: what a page would like to ask is to be seen, not prevented.
    """
    proxy = {"server": asked[0], "bypass": "127.0.0.1"}
    with Visitor(chromium, app_url, viewport=PHONE, proxy=proxy, bypass_csp=True) as somebody:
        somebody.sign_in("administrator")
        yield somebody


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_nothing_of_a_page_is_cut_off_on_a_phone(phone: Visitor, name: str):
    for language in ("th", "en"):
        phone.open(name, lang=language)
        assert not phone.page.evaluate(CUT_OFF), language


@pytest.mark.parametrize("part", range(1, 4))
def test_nothing_of_a_part_of_the_poverty_page_is_cut_off_on_a_phone(phone: Visitor, part: int):
    for language in ("th", "en"):
        phone.open("measure_poverty", lang=language)
        phone.choose_segment("poverty_part", part)
        assert not phone.page.evaluate(CUT_OFF), language


@pytest.mark.parametrize("part", range(1, 6))
def test_nothing_of_a_part_of_the_what_if_is_cut_off_on_a_phone(phone: Visitor, part: int):
    for language in ("th", "en"):
        phone.open("build_scenario", lang=language)
        phone.choose_segment("plan_part", part)
        assert not phone.page.evaluate(CUT_OFF), language


def test_nothing_of_what_ifs_side_by_side_is_cut_off_on_a_phone(phone: Visitor, plan_ids: tuple[str, ...]):
    for language in ("th", "en"):
        phone.open("compare_scenarios", lang=language, compare=",".join(plan_ids[:4]))
        assert phone.page.locator("[data-testid=stVegaLiteChart]").count() == 2
        assert not phone.page.evaluate(CUT_OFF), language


@pytest.mark.parametrize("place", [0, -1], ids=["to be decided", "decided"])
def test_nothing_of_a_decision_is_cut_off_on_a_phone(phone: Visitor, plan_ids: tuple[str, ...], place: int):
    for language in ("th", "en"):
        phone.open("compare_scenarios", lang=language, scenario=plan_ids[place])
        assert not phone.page.evaluate(CUT_OFF), language


def test_nothing_of_the_mapping_is_cut_off_on_a_phone(phone: Visitor, tmp_path: Path):
    for language in ("th", "en"):
        phone.open("import_survey", lang=language)
        phone.upload(own_file(tmp_path))
        assert not phone.page.evaluate(CUT_OFF), language


def test_the_map_of_points_is_drawn(phone: Visitor):
    phone.open("map_province")
    phone.choose_segment("map_view", 1)
    assert phone.page.locator("[data-testid=stDeckGlJsonChart] canvas").count()


def test_no_page_asked_another_machine_for_anything(phone: Visitor, asked: tuple[str, list[str]]):
    """Runs after the visits above."""
    assert not set(asked[1]) - CHROMIUMS_OWN
    phone.page.evaluate(ASK_OUTSIDE, list(OUTSIDE))
    assert set(asked[1]) - CHROMIUMS_OWN == set(OUTSIDE), "the proxy is blind: that it saw nothing proves nothing"
