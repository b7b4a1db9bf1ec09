"""Synthetic rounds as files."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from dss_core.catalog.catalog import Catalog
from dss_core.settings import ROOT
from dss_core.synthetic.files import make_samples, round_name, write_csv, write_workbook
from dss_core.synthetic.generate import SyntheticRound, generate_chunks
from dss_core.synthetic.recipe import Figures, PanelRound, Recipe
from tests.support.workbooks import small_round, small_workbook

SHIPPED = ROOT / "data" / "sample"


def cells_of(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    return book.get_sheet_by_name(name).to_python()


def as_written(frame: pd.DataFrame) -> list[list[Any]]:
    """The header and the cells of a frame as a reader of workbooks gives them: blank is an empty text."""
    cells = frame.astype(object).where(frame.notna(), "")
    return [list(frame.columns), *cells.to_numpy().tolist()]


def test_the_shipped_rounds_equal_freshly_made_ones_cell_by_cell(rounds: list[SyntheticRound]) -> None:
    for made in rounds:
        book = CalamineWorkbook.from_path(SHIPPED / f"round-{round_name(made.year, made.wave)}.xlsx")
        assert cells_of(book, "ครัวเรือน") == as_written(made.households)
        assert cells_of(book, "สมาชิก") == as_written(made.members)


def test_the_shipped_round_covers_every_sub_district(catalog: Catalog, rounds: list[SyntheticRound]) -> None:
    counts = rounds[-1].households["รหัสตำบล"].value_counts()
    assert set(counts.index) == {area.code for area in catalog.areas.subdistricts}
    assert counts.sum() == 3320
    assert counts.min() >= 12
    assert counts.max() > 2 * counts.min()


def test_member_counts_of_a_household_agree_with_the_members_sheet(rounds: list[SyntheticRound]) -> None:
    made = rounds[-1]
    rows = made.households.set_index("รหัสบ้าน")
    living = rows["จำนวนสมาชิกที่อยู่จริง"]
    assert made.members.groupby("รหัสบ้าน").size().reindex(rows.index).equals(living)
    registered = rows["จำนวนสมาชิกที่อยู่จริงและมีชื่อในทะเบียนบ้าน"]
    assert (registered + rows["จำนวนสมาชิกที่อยู่จริงแต่ไม่มีชื่อในทะเบียนบ้าน"]).equals(living)
    away = rows["จำนวนสมาชิกที่มีชื่อในทะเบียนบ้านแต่ไม่อยู่จริง"]
    assert (registered + away).equals(rows["จำนวนสมาชิกตามทะเบียนบ้าน"])


def test_head_and_informant_of_a_household_are_among_its_members(rounds: list[SyntheticRound]) -> None:
    households, members = rounds[-1].households, rounds[-1].members
    living = set(zip(members["รหัสบ้าน"], members["ชื่อ"], members["นามสกุล"], strict=True))
    for who in ("หัวหน้าครัวเรือน", "ผู้ให้ข้อมูล"):
        named = zip(households["รหัสบ้าน"], households[f"ชื่อ{who}"], households[f"นามสกุล{who}"], strict=True)
        assert set(named) <= living


def test_a_workbook_ends_with_the_sheet_that_says_it_is_synthetic(catalog: Catalog) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(small_workbook(catalog)))
    assert book.sheet_names == ["ครัวเรือน", "สมาชิก", "ข้อมูลสังเคราะห์ synthetic"]
    assert "made by a program" in cells_of(book, book.sheet_names[-1])[1][0]


def test_the_same_round_gives_the_same_bytes(catalog: Catalog) -> None:
    first, second = (hashlib.sha256(small_workbook(catalog)).hexdigest() for _ in range(2))
    assert first == second


def test_a_workbook_may_be_written_to_a_path(catalog: Catalog, tmp_path: Path) -> None:
    write_workbook(small_round(catalog), tmp_path / "round.xlsx", catalog.formats["pppconnext"])
    assert (tmp_path / "round.xlsx").read_bytes() == small_workbook(catalog)


def test_a_text_that_looks_like_a_formula_stays_text(catalog: Catalog) -> None:
    def spoil(made: SyntheticRound) -> None:
        made.households.loc[0, "ชื่อหมู่บ้าน"] = "=1+1"

    data = small_workbook(catalog, change=spoil)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert cells_of(CalamineWorkbook.from_filelike(BytesIO(data)), "ครัวเรือน")[1][8] == "=1+1"


def test_csv_files_hold_the_same_cells_as_the_round_and_whole_numbers_without_a_point(
    catalog: Catalog, tmp_path: Path
) -> None:
    made = small_round(catalog, 60)
    paths = write_csv(generate_chunks(catalog, 60, 2026, 1, 7, chunk=25), tmp_path)
    assert [path.name for path in paths] == ["households.csv", "members.csv"]
    for path, frame in zip(paths, (made.households, made.members), strict=True):
        numbers = set(frame.select_dtypes("number"))
        text = {column: str for column in frame if column not in numbers}
        read = pd.read_csv(path, dtype=text, encoding="utf-8-sig")
        pd.testing.assert_frame_equal(read, frame, check_dtype=False)
    assert ".0," not in paths[0].read_text("utf-8-sig")


def test_samples_are_named_by_their_buddhist_era_round(catalog: Catalog, recipe: Recipe, tmp_path: Path) -> None:
    entries = tuple(PanelRound(year=year, wave=1, households=20, left_share=0.1) for year in (2024, 2026))
    small = Recipe(Figures.model_copy(recipe.figures, update={"rounds": entries}), recipe.names)
    paths = make_samples(catalog, tmp_path / "new", small)
    assert [path.name for path in paths] == ["round-2567-1.xlsx", "round-2569-1.xlsx"]
    assert all(path.exists() for path in paths)


@pytest.mark.parametrize("era_year", [2566, 2567, 2569])
def test_every_round_of_the_recipe_is_shipped(era_year: int) -> None:
    assert (SHIPPED / f"round-{era_year}-1.xlsx").stat().st_size < 3_000_000


def test_house_numbers_and_codes_stay_text_in_the_workbook(catalog: Catalog) -> None:
    rows = cells_of(CalamineWorkbook.from_filelike(BytesIO(small_workbook(catalog))), "ครัวเรือน")
    for header in ("รหัสบ้าน", "บ้านเลขที่", "รหัสตำบล", "โทรศัพท์", "วันที่สำรวจ"):
        place = rows[0].index(header)
        assert all(isinstance(row[place], str) for row in rows[1:])
