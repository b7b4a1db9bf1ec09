"""The XLSForm of a format: pyxform takes it, and what ODK or Kobo collect with it is what the import takes."""

import re
import shutil
from typing import Any

import pytest

from dss_core.intake.pipeline import Draft, check_upload
from dss_core.language.translate import translator
from dss_core.reports.xlsform import CHECK_DIGIT, xlsform
from dss_core.settings import ROOT
from tests.dss_core.intake.files import CATALOG, FORMAT, HOUSEHOLDS, KEY, MEMBERS, PLACE, national_id, xlsx_of
from tests.support.xlsforms import FormFacts, read_form

WORDS = {language: translator(language, ROOT / "data") for language in ("th", "en")}
THAI, ENGLISH = "ไทย (th)", "English (en)"
# What servers add to a submission.
META = ("start", "end", "_id", "_uuid", "_submission_time", "_validation_status", "_index")


@pytest.fixture(scope="module")
def data() -> bytes:
    return xlsform(FORMAT, CATALOG, WORDS)


@pytest.fixture(scope="module")
def form(data: bytes) -> FormFacts:
    return read_form(data)


def test_pyxform_takes_the_form_without_a_warning(form: FormFacts):
    assert form.warnings == ()
    assert form.title.startswith(CATALOG.instrument.label.th)


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate, which comes with pyxform, needs Java")
def test_odk_validate_takes_the_form(data: bytes):
    assert read_form(data, validate=True).warnings == ()


def test_the_same_definitions_give_the_same_bytes(data: bytes):
    assert xlsform(FORMAT, CATALOG, WORDS) == data


def test_every_field_that_is_asked_for_is_a_question_of_its_name(form: FormFacts):
    asked = {column.field for sheet in (HOUSEHOLDS, MEMBERS) for column in sheet.columns if column.asked}
    assert asked <= set(form.names)
    needed = {column.field for column in HOUSEHOLDS.columns if column.required}
    assert needed <= {name for name in form.names if form.part(name).get("bind", {}).get("required") == "yes"}


def test_choices_are_the_codes_of_the_catalogue_with_labels_in_both_languages(form: FormFacts):
    lists = {column.codes for sheet in (HOUSEHOLDS, MEMBERS) for column in sheet.columns if column.codes}
    expected = {name: len(CATALOG.code_lists[str(name)].codes) for name in lists}
    areas = CATALOG.areas
    assert form.lists == expected | {"district": len(areas.districts), "subdistrict": len(areas.subdistricts)}
    outcome = form.part("outcome")
    assert set(outcome["label"]) == {THAI, ENGLISH}
    for code in CATALOG.code_lists["outcome"].codes:
        assert f"<name>{code.code}</name>" in form.xform
        assert code.label.th in form.xform and code.label.en in form.xform


def test_every_question_has_a_label_in_both_languages(form: FormFacts):
    silent = [p["name"] for p in form.parts if p["type"] not in UNASKED and set(p.get("label", {})) != {THAI, ENGLISH}]
    assert not silent


UNASKED = {"start", "end", "calculate", "group"}


def test_indicators_are_bounded_by_their_scale_and_grouped_by_capital(form: FormFacts):
    for indicator in CATALOG.instrument.indicators:
        bind = form.part(indicator.id)["bind"]
        assert bind["constraint"] == f". >= {indicator.lowest:g} and . <= {indicator.highest:g}"
        assert set(bind["jr:constraintMsg"]) == {THAI, ENGLISH}
        assert form.part(indicator.id)["type"] == ("integer" if indicator.is_whole else "decimal")
    groups = {name for name, kind in zip(form.names, form.types, strict=True) if kind == "group"} - {"meta"}
    assert groups == {f"{capital}_capital" for capital in CATALOG.instrument.capital_ids}


def test_a_question_that_depends_on_another_is_asked_after_that_answer(form: FormFacts):
    assert form.part("farmer_book_number")["bind"]["relevant"] == "${has_farmer_book} = 'yes'"


def test_sub_districts_are_those_of_the_chosen_district(form: FormFacts):
    names = list(form.names)
    assert names.index("district_code") < names.index("subdistrict_code")
    assert form.part("subdistrict_code")["choice_filter"] == "district = ${district_code}"
    assert form.part("subdistrict_code")["label"] == {THAI: "ตำบล", ENGLISH: "Sub-district"}


def test_members_are_a_repeat_that_carries_the_keys_of_the_household(form: FormFacts):
    repeat = form.part("members")
    assert repeat["type"] == "repeat"
    told = {part["name"]: part for part in repeat["children"]}
    assert {c.field for c in MEMBERS.columns if c.required} <= told.keys()
    for key in ("house_code", "year", "wave"):
        assert told[key]["bind"]["calculate"] == f"../../{key}"


@pytest.mark.parametrize("wrong", [0, 1, 5])
def test_the_check_digit_of_an_id_is_the_one_of_the_import(wrong: int):
    """The form's own expression, reckoned here."""
    number = national_id(310120039487)
    number = number[:-1] + str((int(number[-1]) + wrong) % 10)
    plain = re.sub(r"number\(substr\(\., (\d+), (\d+)\)\)", lambda m: number[int(m[1]) : int(m[2])], CHECK_DIGIT)
    assert eval(plain.replace(" mod ", " % ").replace(" = ", " == ")) == (wrong == 0)


# --- what comes back -----------------------------------------------------------------------------------------------

HOUSE: dict[str, Any] = {
    "house_code": "49010000001", "year": 2569, "wave": 1, "house_number": "12/3", "village_number": 4,
    "district_code": PLACE[:4], "subdistrict_code": PLACE, "location": "16.54 104.72 0 0", "latitude": "16.54",
    "longitude": "104.72", "survey_on": "2026-11-22", "members_living": 2, "h1": 2.5, "p1": 3, "outcome": "poor",
}  # fmt: skip
PEOPLE: list[dict[str, Any]] = [
    {"house_code": "49010000001", "year": 2569, "wave": 1, "member_number": 1, "sex": "female", "birth_year": 2520,
     "relation": "head", "health": "1", "welfare": "card elderly", "income_baht": 1500},
    {"house_code": "49010000001", "year": 2569, "wave": 1, "member_number": 2, "sex": "male", "birth_year": 2550,
     "relation": "child", "health": "2", "welfare": "none", "income_baht": 0},
]  # fmt: skip


def submission(form: FormFacts, prefix: dict[str, str]) -> bytes:
    """What a server gives back: all questions by their names, with or without their groups, and its own columns."""
    in_repeat = [part["name"] for part in form.part("members")["children"]]
    kinds = dict(zip(form.names, form.types, strict=True))
    asked = [n for n in form.names if kinds[n] not in ("group", "repeat", "start", "end") and n not in in_repeat]
    keys = ["house_code", "year", "wave"]
    outside = [*META[:2], *keys, *(n for n in asked if n != "instanceID"), *META[2:]]
    houses = [[prefix.get("house", "") * (n not in META and n not in keys) + n for n in outside]]
    houses.append([HOUSE.get(n, 1 if n == "_index" else "") for n in outside])
    people = [[prefix.get("member", "") + n for n in in_repeat] + ["_index", "_parent_table_name", "_parent_index"]]
    people += [[p.get(n, "") for n in in_repeat] + [at, "survey", 1] for at, p in enumerate(PEOPLE, start=1)]
    return xlsx_of({"survey": houses, "members": people})


@pytest.mark.parametrize(
    "prefix",
    [{}, {"member": "members/"}, {"house": "human_capital/", "member": "members/"}, {"member": "members-"}],
    ids=["names alone", "Kobo with groups", "every group", "ODK Central"],
)
def test_a_submission_is_imported_without_a_mapping(form: FormFacts, prefix: dict[str, str]):
    found = checked(submission(form, prefix))
    assert found.mapping is None
    assert [p for p in found.problems if p.severity == "error"] == []
    (house,) = found.households.to_dict("records")
    assert (house["house_code"], house["subdistrict_code"], house["outcome"]) == ("49010000001", PLACE, "poor")
    assert (house["latitude"], house["h1"], house["year"]) == (16.54, 2.5, 2026)
    assert found.persons["welfare"].tolist() == ["card|elderly", "none"]
    assert found.persons["birth_year"].tolist() == [1977, 2007]
    assert {code for _, code in found.problem_counts} <= {"sheet_repeat"}, "as many members as live there"


def checked(data: bytes) -> Draft:
    return check_upload(data, "kobo.xlsx", CATALOG, None, True, KEY)
