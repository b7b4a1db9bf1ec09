"""Pictures of every page for people to look at: ``python -m tests.browser.screens [part of a name ...]``.

Both languages, light and dark, a projector and a phone, the whole height of the page, as the administrator.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from pages import PAGES
from tests.browser.chromium import opened_chromium
from tests.browser.files import good_file, mended_file, own_file, spoilt_file
from tests.browser.served import served_app
from tests.browser.visitor import Visitor
from tests.support.plans import keep_plans_in
from tests.support.research import ask_for_a_file_in
from tests.support.sources import ROOT

FOLDER = ROOT / "artefacts" / "screens"
LANGUAGES = ("th", "en")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SWITCH = 300  # milliseconds until the colours have changed
WINDOWS = {1920: 1080, 390: 844}
Scene = Callable[[Visitor, str], None]
# The parts of the poverty page (the first is what it opens with), and the views of the third.
POVERTY: tuple[tuple[str, int, dict[str, int]], ...] = (
    ("income", 1, {}),
    ("measures", 1, {"poverty_income_view": 1}),
    ("dimensions", 2, {}),
    *((view, 2, {"poverty_view": at}) for at, view in enumerate(("cutoffs", "change", "order", "beside"), start=1)),
    ("relief", 3, {}),
)


def scenes(files: Path) -> dict[str, Scene]:
    """What is pictured: a name, and how to get there in a language."""
    spoilt, good = spoilt_file(files), good_file(files)
    own, mended = own_file(files), mended_file(files)
    return {
        **{entry.name: _page(entry.name) for entry in PAGES},
        **{
            f"describe_survey-{part}": _page("describe_survey", _segments(survey_part=at))
            for at, part in enumerate(("cross", "compare", "league"), start=1)
        },
        "map_province-points": _page("map_province", lambda visitor: visitor.choose_segment("map_view", 1)),
        **{
            f"measure_poverty-{name}": _page("measure_poverty", _segments(poverty_part=part, **view))
            for name, part, view in POVERTY
        },
        "rank_households-why": _page("rank_households", lambda visitor: visitor.choose_first_row("ranking_")),
        "rank_households-areas": _page("rank_households", _segments(rank_grain=1)),
        **{
            f"stress_ranking-{part}": _page("stress_ranking", _segments(stress_part=at))
            for at, part in enumerate(("disagree", "methods", "visits", "income", "agree"), start=1)
        },
        "compare_scenarios-drift": _page("compare_scenarios", _segments(compare_part=1)),
        **{
            f"build_scenario-{part}": _page("build_scenario", _segments(plan_part=at))
            for at, part in enumerate(("budget", "goal", "outcome", "doubt", "route"), start=1)
        },
        "find_household-opened": _page("find_household", lambda visitor: visitor.choose_first_row("household_list")),
        "import_survey-checked": _page("import_survey", lambda visitor: visitor.upload(good)),
        "import_survey-mapping": _page("import_survey", lambda visitor: visitor.upload(own)),
        "import_survey-problems": _page("import_survey", lambda visitor: visitor.upload(spoilt)),
        "import_survey-mended": _page("import_survey", lambda visitor: visitor.upload(mended)),
        **{
            f"check_quality-{part}": _page("check_quality", _segments(quality_part=at))
            for at, part in enumerate(("patterns", "surveyors", "doubles"), start=1)
        },
        "export_research-ask": _page("export_research", _segments(research_part=1)),
        "export_research-decide": _page("export_research", _segments(research_part=2)),
        "definitions-needs": _page("definitions", lambda visitor: visitor.choose_segment("definitions_part", 1)),
        "definitions-programmes": _page("definitions", lambda visitor: visitor.choose_segment("definitions_part", 2)),
        "definitions-bands": _page("definitions", lambda visitor: visitor.choose_segment("definitions_part", 5)),
        "definitions-poverty": _page("definitions", lambda visitor: visitor.choose_segment("definitions_part", 6)),
        **{
            f"definitions-{part}": _page("definitions", _segments(definitions_part=at))
            for at, part in ((7, "tests"), (8, "routes"), (10, "checks"))
        },
        "rank_households-compared": _page("rank_households", lambda visitor: visitor.pick("rank_weighting", 4)),
        "rank_households-swings": _page("rank_households", lambda visitor: visitor.pick("rank_weighting", 5)),
        "manage_access-new": _page("manage_access", _segments(access_part=1)),
        **{
            f"keep_privacy-{part}": _page("keep_privacy", _segments(privacy_part=at))
            for at, part in enumerate(("retention", "processing", "breaches"), start=1)
        },
        "menu": _page("definitions", Visitor.open_menu),
    }


def _page(name: str, then: Callable[[Visitor], None] = Visitor.settle) -> Scene:
    def go(visitor: Visitor, language: str) -> None:
        visitor.open(name, lang=language)
        then(visitor)

    return go


def _segments(**chosen: int) -> Callable[[Visitor], None]:
    """Presses one part after the other of segmented controls, each by its key."""

    def press(visitor: Visitor) -> None:
        for key, position in chosen.items():
            visitor.choose_segment(key, position)

    return press


def pictures(browser: Browser, url: str, scenes: dict[str, Scene]) -> Iterator[Path]:
    """Every scene in every language, scheme and width."""
    for width, height in WINDOWS.items():
        with Visitor(browser, url, viewport={"width": width, "height": height}) as visitor:
            visitor.sign_in("administrator")
            for (name, go), language in product(scenes.items(), LANGUAGES):
                go(visitor, language)
                for scheme in SCHEMES:
                    visitor.page.emulate_media(color_scheme=scheme)
                    visitor.page.wait_for_timeout(SWITCH)
                    yield visitor.picture(FOLDER / f"{name}-{language}-{scheme}-{width}.png", whole=True)
                visitor.page.emulate_media(color_scheme="light")


def _sign_in(visitor: Visitor, language: str) -> None:
    visitor.page.goto(f"{visitor.url}/auth/sign-in?lang={language}")


def _wanted(all_scenes: dict[str, Scene], parts: list[str]) -> dict[str, Scene]:
    return {name: go for name, go in all_scenes.items() if not parts or any(part in name for part in parts)}


def main(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as text, opened_chromium() as browser:
        folder = Path(text)
        wanted = _wanted({**scenes(folder), "sign_in": _sign_in}, parts)
        with served_app(folder / "sample") as url:
            if any("research" in name for name in wanted):
                ask_for_a_file_in(folder / "sample")
            if any("scenario" in name for name in wanted):
                keep_plans_in(folder / "sample")
            for path in pictures(browser, url, wanted):
                print(path.relative_to(ROOT), flush=True)
        empty = _wanted({"empty": _page("describe_province"), "empty-upload": _page("import_survey")}, parts)
        with served_app(folder / "empty", data_without_rounds(folder / "data")) as url:
            for path in pictures(browser, url, empty):
                print(path.relative_to(ROOT), flush=True)


def data_without_rounds(folder: Path) -> Path:
    """A copy of the shipped definitions with the sample accounts, but without a survey."""
    return Path(shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("local", "round-*.xlsx")))


if __name__ == "__main__":
    main(sys.argv[1:])
