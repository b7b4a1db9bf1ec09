"""The quality of a round, against its own file; nothing of another area, and no name of a surveyor anywhere."""

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.model.households import INDICATOR_COLUMNS
from dss_core.synthetic.generate import SyntheticRound
from dss_core.usecases.analysis_frame import persons_of
from dss_core.usecases.check_quality import QualityQuery, check_quality
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.services import Services
from tests.dss_core.usecases.revised import header
from tests.dss_core.usecases.small_province import NEW, rows_of, sample_file, viewer
from tests.support.workbooks import small_workbook


@pytest.fixture(scope="module")
def raw(data: object) -> pd.DataFrame:
    return pd.read_excel(sample_file(data, 2026), sheet_name=0, dtype=str, engine="openpyxl")  # type: ignore[arg-type]


def test_missing_answers_are_those_of_the_file(
    province: Services, administrator: Viewer, whole: str, households: pd.DataFrame
):
    report = check_quality(province, administrator, QualityQuery(NEW, whole))
    by_hand = households[list(INDICATOR_COLUMNS)].isna().sum()
    assert dict(zip(report.missing["question"], report.missing["missing"], strict=True)) == by_hand.to_dict()
    assert report.missing_by_place["missing"].sum() == by_hand.sum()
    assert report.complete["count"].sum() == 120 == report.provenance.household_count
    complete = report.complete.set_index("missing_count")["count"].get(0, 0)
    assert complete == households[list(INDICATOR_COLUMNS)].notna().all(axis=1).sum()


def test_surveyors_and_days_are_those_of_the_file(
    province: Services, administrator: Viewer, whole: str, raw: pd.DataFrame
):
    report = check_quality(province, administrator, QualityQuery(NEW, whole))
    table = report.surveyors
    by_hand = sorted(raw["ผู้สำรวจ"].value_counts().tolist())
    assert sorted((table["n"] + table["missing"]).tolist()) == by_hand
    days = raw.groupby(["ผู้สำรวจ", "วันที่สำรวจ"]).size()
    assert sorted(report.days.days["count"].tolist()) == sorted(days.tolist())
    assert report.days.missing == 0
    assert (report.correlations["n"] + report.correlations["missing"] == 120).all()
    assert (report.correlations["groups"] == len(by_hand)).all()


def test_the_surveyors_names_are_kept_nowhere(province: Services, raw: pd.DataFrame):
    kept = repr({name: rows for name, rows in rows_of(province).items() if name != "import"})
    assert not [name for name in raw["ผู้สำรวจ"].dropna().unique() if name in kept]


def test_a_surveyor_keeps_the_number_from_round_to_round(own: Services):
    rows = rows_of(own)
    assert 1 <= len(rows["surveyor"]) <= 24
    numbers = sorted(int(row[0]) for row in rows["surveyor"])  # type: ignore[call-overload]
    assert numbers == list(range(1, len(numbers) + 1))


def test_ages_and_incomes_count_everybody_once(province: Services, administrator: Viewer, whole: str):
    report = check_quality(province, administrator, QualityQuery(NEW, whole))
    persons = persons_of(province, administrator, NEW, whole)
    assert report.ages.n + report.ages.missing + report.ages.outside == len(persons)
    incomes = report.incomes
    assert incomes.n + incomes.zero + incomes.missing == len(persons)
    assert report.ages_by_place["n"].sum() == report.ages.n


def test_a_district_is_told_of_alone(province: Services, district: str, households: pd.DataFrame):
    somebody = viewer(Role.ADMINISTRATOR, district)
    report = check_quality(province, somebody, QualityQuery(NEW, province.catalog.province.code))
    inside = int((households["district_code"] == district).sum())
    assert report.provenance.household_count == inside == report.complete["count"].sum()
    assert set(report.missing_by_place["subdistrict_code"].str[:4]) == {district}
    table = report.surveyors
    assert (table["n"] + table["missing"]).sum() == inside
    assert set(report.ages_by_place["area"].str[:4]) == {district}


def test_a_person_in_two_houses_is_told_once_for_each(own: Services, administrator: Viewer, whole: str):
    c = own.catalog
    numbers, codes = header(c, "national_id", "members"), header(c, "house_code", "members")
    first_name, last_name = header(c, "first_name", "members"), header(c, "last_name", "members")
    born = header(c, "birth_year", "members")

    def double(made: SyntheticRound) -> None:
        people = made.members
        people.loc[people.index[-1], numbers] = people.loc[people.index[0], numbers]
        for column in (first_name, last_name, born):
            people.loc[people.index[-2], column] = people.loc[people.index[1], column]
        people.loc[people.index[[-2, 1]], numbers] = None
        assert len(set(people.loc[people.index[[0, 1, -1, -2]], codes])) >= 2

    data = small_workbook(c, 30, year=2027, change=double)
    import_survey(own, administrator, check_survey(own, administrator, data, "double.xlsx"))
    doubles = check_quality(own, administrator, QualityQuery("2027-1", whole)).doubles
    assert set(doubles["reason"]) == {"same_id", "same_name"}
    assert (doubles.groupby(["reason", "key"]).size() == 2).all()
    assert "national_id_hash" not in doubles and "first_name" not in doubles
    inside = check_quality(own, viewer(Role.ADMINISTRATOR, "4901"), QualityQuery("2027-1", whole)).doubles
    assert set(inside["district_code"]) <= {"4901"}


def test_a_file_without_surveyors_says_nothing_of_them(own: Services, administrator: Viewer, whole: str):
    c = own.catalog

    data = small_workbook(c, 20, year=2028, change=None)
    frame = pd.read_excel(pd.io.common.BytesIO(data), sheet_name=0, dtype=str, engine="openpyxl")
    table = frame.drop(columns=[header(c, "surveyor")]).to_csv(index=False).encode("utf-8-sig")
    import_survey(own, administrator, check_survey(own, administrator, table, "no surveyors.csv"))
    report = check_quality(own, administrator, QualityQuery("2028-1", whole))
    assert len(report.surveyors) == 0 and report.days.missing == 20
    assert report.correlations["icc"].isna().all()
