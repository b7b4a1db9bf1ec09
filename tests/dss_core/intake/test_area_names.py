"""Areas as people write them: an official name is its code, what is near one is only suggested."""

import pytest

from dss_core.intake.area_names import AreaNames
from dss_core.model.areas import AreaLevel
from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import CATALOG, house, survey

AREAS = CATALOG.areas
NAMES = AreaNames(AREAS)
SUB, DISTRICT = AreaLevel.SUBDISTRICT, AreaLevel.DISTRICT
ONE = AREAS.subdistricts[0]
ITS_DISTRICT = AREAS.get(str(ONE.parent_code))
OTHER_DISTRICT = next(district for district in AREAS.districts if district.code != ITS_DISTRICT.code)


@pytest.mark.parametrize("area", AREAS.all, ids=lambda area: area.code)
def test_every_official_name_is_its_area(area):
    assert NAMES.code_of(area.name.th, area.level) == area.code
    assert NAMES.code_of(f" {area.name.en.upper()} ", area.level) == area.code


@pytest.mark.parametrize(
    "address",
    [
        "ต.{sub} อ.{district} จ.{province}",
        "ตำบล {sub} อำเภอ{district}",
        "ต. {sub}, อ. {district}",
        "Tambon {sub_en} Amphoe {district_en}",
        "จังหวัด{province} อำเภอ{district} ตำบล{sub}",
    ],
)
def test_an_address_names_its_sub_district(address: str):
    words = {
        "sub": ONE.name.th, "district": ITS_DISTRICT.name.th, "province": AREAS.province.name.th,
        "sub_en": ONE.name.en, "district_en": ITS_DISTRICT.name.en,
    }  # fmt: skip
    assert NAMES.code_of(address.format(**words), SUB) == ONE.code


def test_a_sub_district_in_the_wrong_district_is_no_area_and_nothing_is_suggested():
    text = f"ต.{ONE.name.th} อ.{OTHER_DISTRICT.name.th}"
    assert NAMES.code_of(text, SUB) is None and NAMES.suggest(text, SUB) is None


def test_the_district_of_the_capital_goes_by_its_short_name():
    assert NAMES.code_of("อ.เมือง", DISTRICT) == AREAS.districts[0].code


@pytest.mark.parametrize("text", ["", " ", "ต.", "ตำบล", "อ.", "123", "x" * 5000])
def test_what_names_nothing_is_no_area(text: str):
    assert NAMES.code_of(text, SUB) is None


def test_a_name_is_taken_as_its_code_and_told_a_near_one_is_an_error_with_a_suggestion(check: Check):
    near = ONE.name.th[:-1] + "ๆ"
    draft = check(survey([house(1, subdistrict_code=f"ต.{ONE.name.th}"), house(2, subdistrict_code=near)]))
    assert draft.households["subdistrict_code"].fillna("").tolist() == [ONE.code, ""]
    told = [(p.row, p.severity.value, p.code, p.suggestion) for p in draft.problems]
    assert told == [(3, "error", "cell_area", ONE.name.th), (2, "note", "cell_area_name", ONE.code)]
    assert (draft.error_count, draft.warning_count, draft.note_count) == (1, 0, 1)
