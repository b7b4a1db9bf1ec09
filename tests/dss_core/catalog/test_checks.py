"""One broken definition for each rule: the error names the file, the place and the fix."""

import pytest

from tests.dss_core.catalog.conftest import Copy

INSTRUMENT = "catalog/instrument.toml"
NEEDS = "catalog/bmn.toml"
PROGRAMMES = "catalog/programmes.toml"
PLANNING = "catalog/planning.toml"
PRESETS = "catalog/presets.toml"
VARIABLES = "catalog/variables.toml"
CODES = "catalog/codes.toml"
FORMAT = "formats/pppconnext.toml"
BREAKS = {
    "two indicators of one id": (INSTRUMENT, 'id = "h2"', 'id = "h1"', "duplicate", "indicators[1].id", "!= h1"),
    "a capital named as a variable": (
        INSTRUMENT,
        'id = "human"',
        'id = "overall"',
        "duplicate",
        "capitals[0].id",
        "!= overall",
    ),
    "a variable named as an indicator": (
        VARIABLES,
        'id = "overall"',
        'id = "h1"',
        "duplicate",
        "variables[0].id",
        "!= h1",
    ),
    "two programmes of one id": (
        PROGRAMMES,
        'id = "card_gas"',
        'id = "card_goods"',
        "duplicate",
        "programmes[1].id",
        "!= card_goods",
    ),
    "two presets of one id": (
        PRESETS,
        'id = "hardship_first"',
        'id = "five_capitals_equal"',
        "duplicate",
        "presets[2].id",
        "!= five_capitals_equal",
    ),
    "two code lists of one id": (CODES, 'id = "yes_no"', 'id = "outcome"', "duplicate", "lists[1].id", "!= outcome"),
    "two dimensions of one id": (
        NEEDS,
        'id = "living"',
        'id = "health"',
        "duplicate",
        "needs[0].dimensions[1].id",
        "!= health",
    ),
    "an indicator of no capital": (
        INSTRUMENT,
        'capital = "human"',
        'capital = "humen"',
        "unknown_name",
        "indicators[0].capital",
        "human",
    ),
    "weights that miss one": (INSTRUMENT, "weight = 0.2\n", "weight = 0.19\n", "weights", "capitals[0]", "1"),
    "a gap between levels": (INSTRUMENT, "lower = 1.75", "lower = 1.8", "levels", "levels[1].lower", "1.75"),
    "overlapping levels": (INSTRUMENT, "upper = 2.5", "upper = 2.6", "levels", "levels[2].lower", "2.6"),
    "levels that begin late": (INSTRUMENT, "lower = 1.0", "lower = 1.1", "levels", "levels[0].lower", "1.0"),
    "levels that end early": (INSTRUMENT, "upper = 4.0", "upper = 3.9", "levels", "levels[3].upper", "4.0"),
    "a level without width": (INSTRUMENT, "upper = 1.75", "upper = 1.0", "levels", "levels[0].upper", "> 1.0"),
    "levels out of order": (INSTRUMENT, "number = 2", "number = 5", "levels", "levels[1].number", "2"),
    "two codes of one name": (CODES, 'code = "no"', 'code = "yes"', "duplicate", "lists[1].codes[1].code", "!= yes"),
    "a spelling of two codes": (CODES, '"false"', '"TRUE"', "alias_taken", "lists[1].codes[1].aliases", "yes"),
    "a category of no list": (
        VARIABLES,
        'codes = "sex"',
        'codes = "sexes"',
        "unknown_name",
        "variables[6].codes",
        "sex",
    ),
    "a column of no list": (
        FORMAT,
        'codes = "yes_no"',
        'codes = "yes_or_no"',
        "unknown_name",
        "sheets.households.columns[4].codes",
        "yes_no",
    ),
    "a field that is fed twice": (
        FORMAT,
        'field = "record_id"',
        'field = "wave"',
        "duplicate",
        "sheets.households.columns[3].field",
        "!= wave",
    ),
    "a header of two columns": (
        FORMAT,
        '"Record ID"',
        '"survey YEAR"',
        "duplicate",
        "sheets.households.columns[3].header",
        "!= survey year",
    ),
    "a format named otherwise than its file": (
        FORMAT,
        'id = "pppconnext"',
        'id = "ppp"',
        "value",
        "id",
        "pppconnext",
    ),
    "a need of no category": (
        NEEDS,
        'category = "health"',
        'category = "healthy"',
        "unknown_name",
        "needs[0].indicators[0].category",
        "health",
    ),
    "a need number twice": (
        NEEDS,
        "number = 2\n",
        "number = 1\n",
        "duplicate",
        "needs[0].indicators[1].number",
        "!= 1",
    ),
    "a dimension fed by nothing": (
        NEEDS,
        "[27, 28]",
        "[27, 98]",
        "unknown_name",
        "needs[0].dimensions[4].fed_by",
        "1, 2, 3",
    ),
    "a needs period that runs backwards": (
        NEEDS,
        "last_year = 2021",
        "last_year = 2011",
        "value",
        "needs[0].last_year",
        ">= 2017",
    ),
    "a programme that addresses nothing known": (
        PROGRAMMES,
        '["h6", "f2"]',
        '["h6", "financal"]',
        "unknown_name",
        "programmes[0].addresses[1]",
        "financial",
    ),
    "a programme that counts no persons": (
        PROGRAMMES,
        'persons_variable = "welfare_card_count"',
        'persons_variable = "welfare_cards"',
        "unknown_name",
        "programmes[0].persons_variable",
        "welfare_card_count",
    ),
    "a rule on nothing known": (
        PROGRAMMES,
        'eligible_if = "has_welfare_card = 1"',
        'eligible_if = "has_card = 1"',
        "unknown_name",
        "programmes[0].eligible_if",
        "has_welfare_card",
    ),
    "a rule that cannot be read": (
        PROGRAMMES,
        'eligible_if = "has_welfare_card = 1"',
        'eligible_if = "has_welfare_card = = 1"',
        "value",
        "programmes[0].eligible_if",
        "character 20",
    ),
    "a number that is compared with a word": (
        PROGRAMMES,
        'eligible_if = "has_welfare_card = 1"',
        "eligible_if = 'has_welfare_card = \"one\"'",
        "value",
        "programmes[0].eligible_if",
        "0, 1, 2.5",
    ),
    "a code that its list does not hold": (
        PROGRAMMES,
        'eligible_if = "has_welfare_card = 1"',
        'eligible_if = \'outcome in ("poor", "rich")\'',
        "unknown_name",
        "programmes[0].eligible_if",
        "poor, not_poor, not_reached",
    ),
    "a code that is compared by size": (
        PROGRAMMES,
        'eligible_if = "has_welfare_card = 1"',
        "eligible_if = 'outcome <= \"poor\"'",
        "value",
        "programmes[0].eligible_if",
        '= "poor"',
    ),
    "a programme that nobody pays": (
        PROGRAMMES,
        'purse = "welfare_fund"',
        'purse = "welfare_found"',
        "unknown_name",
        "programmes[0].purse",
        "welfare_fund",
    ),
    "a programme on no route": (
        PROGRAMMES,
        'route = "social_safety_net"',
        'route = "safety"',
        "unknown_name",
        "programmes[0].route",
        "social_safety_net",
    ),
    "an effect on nothing": (
        PROGRAMMES,
        '{ on = "h6", lift = { low = 0.3, likely = 0.7, high = 1.0 }',
        '{ on = "h9", lift = { low = 0.3, likely = 0.7, high = 1.0 }',
        "unknown_name",
        "programmes[0].effects[0].on",
        "human",
    ),
    "an effect without order": (
        PROGRAMMES,
        '{ on = "h6", lift = { low = 0.3, likely = 0.7, high = 1.0 }',
        '{ on = "h6", lift = { low = 0.8, likely = 0.7, high = 1.0 }',
        "value",
        "programmes[0].effects[0]",
        "0 <= low <= likely <= high",
    ),
    "a share of the cost that becomes a score": (
        PROGRAMMES,
        '{ on = "h6", lift = { low = 0.3, likely = 0.7, high = 1.0 }',
        '{ on = "h6", share_of_cost = { low = 0.3, likely = 0.7, high = 1.0 }',
        "value",
        "programmes[0].effects[0].share_of_cost",
        "income_per_person_baht",
    ),
    "a programme that excludes itself": (
        PROGRAMMES,
        'excludes = ["house_repair_disabled"]',
        'excludes = ["house_repair_elderly"]',
        "unknown_name",
        "programmes[17].excludes / requires",
        "house_repair_disabled",
    ),
    "plans that work towards no line": (
        PLANNING,
        'income_line = "bmn_income"',
        'income_line = "bmn"',
        "unknown_name",
        "income_line",
        "bmn_income",
    ),
    "plans that count poverty by an income": (
        PLANNING,
        'poverty = "multidimensional"',
        'poverty = "income"',
        "value",
        "poverty",
        "alkire_foster",
    ),
    "plans that lift over no level": (
        PLANNING,
        "level = 2",
        "level = 7",
        "unknown_name",
        "level",
        "1, 2, 3, 4",
    ),
    "a question after an answer to nothing": (
        FORMAT,
        'asked_if = { field = "has_farmer_book"',
        'asked_if = { field = "has_book"',
        "unknown_name",
        "sheets.households.columns[5].asked_if.field",
        "has_farmer_book",
    ),
    "a question after an answer that there is not": (
        FORMAT,
        'field = "has_farmer_book", code = "yes"',
        'field = "has_farmer_book", code = "maybe"',
        "unknown_name",
        "sheets.households.columns[5].asked_if.code",
        "yes, no",
    ),
    "a header that is the field of another column": (
        FORMAT,
        'aliases = ["Survey year", "ปีสำรวจ"]',
        'aliases = ["Survey year", "wave"]',
        "duplicate",
        "sheets.households.columns[2].header",
        "!= wave",
    ),
    "a preset of an unknown measure": (
        PRESETS,
        "human = 0.2",
        "humen = 0.2",
        "unknown_name",
        "presets[0].weights.humen",
        "human",
    ),
    "a preset of a measure without direction": (
        PRESETS,
        "elderly_count = 0.125",
        "head_age = 0.125",
        "unknown_name",
        "presets[3].weights.head_age",
        "",
    ),
    "a negative weight": (PRESETS, "human = 0.2", "human = -0.2", "value", "presets[0].weights.human", ">= 0"),
}


@pytest.mark.parametrize(("file", "old", "new", "code", "key", "remedy"), BREAKS.values(), ids=BREAKS)
def test_a_broken_definition_is_named_with_its_place_and_its_fix(
    copy: Copy, file: str, old: str, new: str, code: str, key: str, remedy: str
) -> None:
    copy.replace(file, old, new)
    error = copy.complaint()
    assert (error.code, error.params["file"], error.params["key"]) == (f"catalog_{code}", file, key)
    assert str(error.params["remedy"]).startswith(remedy)
    assert error.params["remedy"]


def test_a_preset_of_nothing_but_zeros_is_refused(copy: Copy) -> None:
    for capital in ("human", "physical", "financial", "natural", "social"):
        copy.replace(PRESETS, f"{capital} = 0.2", f"{capital} = 0.0")
    error = copy.complaint()
    assert (error.code, error.params["key"], error.params["remedy"]) == ("catalog_value", "presets[0].weights", "> 0")


def test_a_later_amount_has_a_later_date(copy: Copy) -> None:
    again = (
        '\n[[programmes.amounts]]\nsince = 2022-12-31\nvalue_baht = 200.0\nper = { th = "ต่อเดือน", en = "per month" }\n'
    )
    copy.replace(
        PROGRAMMES, '\n[[programmes]]\nid = "card_gas"', again + 'reference = "made"\n\n[[programmes]]\nid = "card_gas"'
    )
    error = copy.complaint()
    assert (error.code, error.params["key"]) == ("catalog_value", "programmes[0].amounts[1].since")
    assert error.params["remedy"] == "> 2023-01-01"


def test_an_instrument_without_levels_is_refused(copy: Copy) -> None:
    path = copy.root / INSTRUMENT
    head, *blocks = path.read_text(encoding="utf-8").split("[[levels]]")
    rest = blocks[-1][blocks[-1].index("[[capitals]]") :]
    without = head.replace('id = "pppconnext"', 'id = "pppconnext"\nlevels = []')
    path.write_text(without + rest, encoding="utf-8")
    error = copy.complaint()
    assert (error.code, error.params["key"], error.params["remedy"]) == ("catalog_levels", "levels", "1")
