"""One data steward's morning, from the closed door to the closed door, in a real browser."""

from pathlib import Path

import docx

from dss_core.language.format import round_label
from dss_core.language.translate import translator
from dss_core.model.rounds import round_id
from dss_core.synthetic.recipe import load_recipe
from tests.browser.files import HOUSEHOLDS, YEAR, good_file, shipped_catalog
from tests.browser.visitor import Visitor
from tests.support.sources import ROOT

DATA, PICTURES = ROOT / "data", ROOT / "artefacts" / "journey"
SIGN_IN = "auth/sign-in"
BUDGET = 500_000
thai = translator("th", DATA)


def test_a_steward_takes_in_a_survey_ranks_plans_and_leaves(visitor: Visitor, tmp_path: Path):
    comes_in(visitor)
    sees_the_province_in_thai(visitor)
    takes_in_a_new_round(visitor, good_file(tmp_path))
    sees_the_new_round_everywhere(visitor)
    compares_and_takes_a_table_along(visitor)
    moves_a_weight_and_sees_another_order(visitor)
    plans_within_the_budget(visitor)
    goes_on_in_english(visitor)
    leaves_and_finds_the_door_closed(visitor)


def picture(visitor: Visitor, name: str) -> None:
    visitor.picture(PICTURES / f"{name}.png")


def comes_in(visitor: Visitor) -> None:
    visitor.page.goto(visitor.url)
    assert visitor.address()[0] == SIGN_IN
    picture(visitor, "01-sign-in")
    visitor.sign_in("steward")


def sees_the_province_in_thai(visitor: Visitor) -> None:
    newest = load_recipe(DATA).figures.rounds[-1]
    province = shipped_catalog().areas.province.name.th
    name, codes = visitor.address()
    assert name == "describe_province"
    assert codes["lang"] == "th" and codes["round"] == round_id(newest.year, newest.wave)
    assert visitor.title() == thai("{area} in numbers", area=province)
    assert visitor.metric(0) == newest.households
    assert 0 < visitor.metric(1) <= visitor.metric(0) < visitor.metric(2)
    picture(visitor, "02-overview")


def takes_in_a_new_round(visitor: Visitor, file: Path) -> None:
    visitor.follow(thai("Upload a survey"))
    visitor.upload(file)
    assert visitor.metric(0) == HOUSEHOLDS
    assert visitor.metric(1) > HOUSEHOLDS
    assert visitor.metric(2) == 0, "errors"
    picture(visitor, "03-checked")
    visitor.press("commit")
    assert round_label(YEAR, 1, "th") in visitor.page.locator("[data-testid=stAlert]").inner_text()
    picture(visitor, "04-taken-in")


def sees_the_new_round_everywhere(visitor: Visitor) -> None:
    assert visitor.address()[1]["round"] == round_id(YEAR, 1)
    visitor.follow(thai("The province in numbers"))
    assert visitor.address()[1]["round"] == round_id(YEAR, 1)
    assert visitor.metric(0) == HOUSEHOLDS
    picture(visitor, "05-new-round")


def compares_and_takes_a_table_along(visitor: Visitor) -> None:
    visitor.follow(thai("Survey statistics"))
    assert visitor.table()[0][0] == thai("All")
    visitor.page.get_by_role("button", name=thai("Table for a report")).click()
    with visitor.page.expect_download() as awaited:
        visitor.keyed("survey_download_word").get_by_role("button").click()
    download = awaited.value
    assert download.suggested_filename.startswith(f"statistics-{round_id(YEAR, 1)}")
    words = "".join(paragraph.text for paragraph in docx.Document(download.path()).paragraphs)
    assert round_label(YEAR, 1, "th") in words and "x̄" in words
    picture(visitor, "06-statistics")
    visitor.page.keyboard.press("Escape")
    visitor.choose_segment("survey_part", 3)
    assert visitor.table()[0][0].startswith("ที่ 1")
    picture(visitor, "07-areas")


def moves_a_weight_and_sees_another_order(visitor: Visitor) -> None:
    visitor.follow(thai("Priority ranking"))
    before = visitor.table()
    assert before[0][0] == "1"
    picture(visitor, "08-ranking")
    preset = shipped_catalog().presets[0]
    slider = visitor.keyed(f"rank_{preset.id}_{next(iter(preset.weights))}").get_by_role("slider")
    slider.focus()
    with visitor.acting():
        for _step in range(8):
            slider.press("ArrowRight")
    after = visitor.table()
    assert after[0][0] == "1"
    assert after != before
    picture(visitor, "09-other-weights")


def plans_within_the_budget(visitor: Visitor) -> None:
    visitor.follow(thai("What-if"))
    budget = visitor.keyed("budget").locator("input")
    budget.fill(str(BUDGET))
    with visitor.acting():
        budget.press("Enter")
    visitor.choose("programmes", shipped_catalog().programmes[0].label.th)
    spent, served = visitor.metric(2), visitor.metric(3)
    assert 0 < served <= HOUSEHOLDS
    assert 0 < spent <= BUDGET
    picture(visitor, "10-what-if")
    by_programme = visitor.table()
    assert len(by_programme) == len({one.purse for one in shipped_catalog().programmes if one.unit_cost_baht}) + 1
    assert sum(baht(row[6]) for row in by_programme) == spent


def baht(text: str) -> int:
    return int(text.removeprefix("฿").replace(",", ""))


def goes_on_in_english(visitor: Visitor) -> None:
    spent = visitor.metric(2)
    visitor.choose_segment("lang", 1)
    assert visitor.address()[1]["lang"] == "en"
    assert visitor.title() == "What-if"
    assert visitor.metric(2) == spent, "the language changes words, never numbers or choices"
    picture(visitor, "11-english")
    visitor.follow("The province in numbers")
    assert visitor.address()[1] == {"lang": "en", "round": round_id(YEAR, 1), "area": shipped_catalog().province.code}
    assert visitor.title().endswith("in numbers")
    assert visitor.metric(0) == HOUSEHOLDS


def leaves_and_finds_the_door_closed(visitor: Visitor) -> None:
    page = visitor.page.url
    visitor.press("sign_out")
    assert not visitor.page.locator("[data-testid=stMetric], [data-testid=stSidebarNavLink]").count()
    assert visitor.page.locator(f"a[href$='/{SIGN_IN}']").is_visible()
    assert "TypeError" not in visitor.text(), "the page needs a script that it may no longer fetch"
    picture(visitor, "12-signed-out")
    visitor.page.goto(page)
    assert visitor.address()[0] == SIGN_IN
