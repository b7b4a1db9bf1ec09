"""Rounds: targets met, the same from the same seed, one panel over all rounds."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.livelihood.scoring import Scores, score
from dss_core.catalog.catalog import Catalog
from dss_core.synthetic.generate import SyntheticRound, generate, generate_chunks, panel
from dss_core.synthetic.recipe import PanelRound, Recipe
from tests.support.workbooks import small_round

HOUSE, PERSON, RELATION = "รหัสบ้าน", "เลขประจำตัวประชาชน", "ความสัมพันธ์กับหัวหน้าครัวเรือน"


def scores_of(made: SyntheticRound, catalog: Catalog) -> Scores:
    columns = catalog.formats["pppconnext"].sheets.households
    answers = {name: made.households[columns.column(name).header] for name in catalog.instrument.indicator_ids}
    return score(pd.DataFrame(answers), catalog.instrument)


def ids_of(made: SyntheticRound, houses: set[str]) -> set[str]:
    return set(made.members.loc[made.members[HOUSE].isin(houses), PERSON].dropna())


def test_a_round_has_the_columns_of_the_upload_format_in_order(catalog: Catalog) -> None:
    made = small_round(catalog)
    sheets = catalog.formats["pppconnext"].sheets
    assert sheets.members is not None
    assert list(made.households) == [column.header for column in sheets.households.columns]
    assert list(made.members) == [column.header for column in sheets.members.columns]
    assert made.households.shape == (60, 81)
    assert made.members.shape[1] == 16


def test_no_column_is_blank_throughout(rounds: list[SyntheticRound]) -> None:
    for made in rounds:
        assert not made.households.isna().all().any()
        assert not made.members.isna().all().any()


def test_no_required_cell_is_blank(catalog: Catalog, rounds: list[SyntheticRound]) -> None:
    sheets = catalog.formats["pppconnext"].sheets
    assert sheets.members is not None
    for sheet, frame in ((sheets.households, rounds[-1].households), (sheets.members, rounds[-1].members)):
        for column in sheet.columns:
            assert not column.required or frame[column.header].notna().all()


def test_the_same_seed_gives_the_same_round_and_another_seed_another(catalog: Catalog) -> None:
    one, again, other = (generate(catalog, 30, 2026, 1, seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one.households, again.households)
    pd.testing.assert_frame_equal(one.members, again.members)
    assert not set(one.households[HOUSE]) & set(other.households[HOUSE])
    assert not one.members.equals(other.members)


def test_chunks_put_together_are_the_whole_round(catalog: Catalog) -> None:
    whole = generate(catalog, 70, 2026, 1, 4, first=15)
    chunks = list(generate_chunks(catalog, 70, 2026, 1, 4, first=15, chunk=32))
    assert [len(chunk.households) for chunk in chunks] == [32, 32, 6]
    households = pd.concat([chunk.households for chunk in chunks], ignore_index=True)
    members = pd.concat([chunk.members for chunk in chunks], ignore_index=True)
    pd.testing.assert_frame_equal(households, whole.households)
    pd.testing.assert_frame_equal(members, whole.members)


def test_twenty_thousand_households_have_unique_codes_and_persons(catalog: Catalog) -> None:
    made = generate(catalog, 20_000, 2026, 1, 9)
    assert made.households.shape == (20_000, 81)
    assert made.households[HOUSE].is_unique
    assert made.members[PERSON].dropna().is_unique
    assert 3.4 < len(made.members) / 20_000 < 3.8
    scores = scores_of(made, catalog)
    assert abs(scores.overall.mean() - 1.912) < 0.02


@pytest.mark.parametrize("position", [0, 1, 2])
def test_capital_scores_meet_their_targets_in_every_round(
    catalog: Catalog, recipe: Recipe, rounds: list[SyntheticRound], position: int
) -> None:
    capitals = scores_of(rounds[position], catalog).capitals
    for name, target in recipe.figures.scores.capitals.items():
        years = rounds[position].year - recipe.figures.reference_year
        assert abs(capitals[name].mean() - target.mean - target.drift_per_year * years) < 0.02
        assert abs(capitals[name].std() - target.sd) < 0.05


def test_capitals_correlate_positively(catalog: Catalog, rounds: list[SyntheticRound]) -> None:
    correlation = scores_of(rounds[-1], catalog).capitals.corr().to_numpy()
    pairs = correlation[np.triu_indices(len(correlation), 1)]
    assert pairs.min() > 0.1
    assert 0.15 < pairs.mean() < 0.4


def test_households_that_are_not_poor_mostly_have_higher_scores(
    catalog: Catalog, recipe: Recipe, rounds: list[SyntheticRound]
) -> None:
    made = rounds[-1]
    label = catalog.code_lists["outcome"].label_of("poor").th
    is_poor = made.households[catalog.formats["pppconnext"].sheets.households.column("outcome").header] == label
    overall = scores_of(made, catalog).overall
    assert abs(is_poor.mean() - recipe.figures.outcome.poor_share) < 0.01
    assert overall[~is_poor].quantile(0.25) > overall[is_poor].quantile(0.75)


def test_the_rounds_are_one_panel(recipe: Recipe, rounds: list[SyntheticRound]) -> None:
    for earlier, later, entry in zip(rounds, rounds[1:], recipe.figures.rounds, strict=False):
        before, after = set(earlier.households[HOUSE]), set(later.households[HOUSE])
        stayed = before & after
        assert len(stayed) == len(before) - round(len(before) * entry.left_share)
        people_before, people_after = ids_of(earlier, stayed), ids_of(later, stayed)
        assert len(people_before - people_after) < 0.03 * len(people_before)
        assert len(people_after - people_before) < 0.04 * len(people_after)


def test_a_person_keeps_name_sex_and_birth_year_over_the_rounds(rounds: list[SyntheticRound]) -> None:
    lasting = [PERSON, HOUSE, "ชื่อ", "นามสกุล", "เพศ", "ปีเกิด", RELATION]
    first, last = (made.members[lasting].dropna().set_index(PERSON) for made in (rounds[0], rounds[-1]))
    both = first.index.intersection(last.index)
    assert len(both) > 9000
    pd.testing.assert_frame_equal(first.loc[both], last.loc[both])


def test_scores_of_a_house_drift_slowly_with_noise_of_its_own(catalog: Catalog, rounds: list[SyntheticRound]) -> None:
    overall = [scores_of(made, catalog).overall.set_axis(made.households[HOUSE]) for made in rounds]
    change = (overall[-1] - overall[0]).dropna()
    assert 0.03 < change.mean() < 0.12
    assert 0.05 < change.std() < 0.2
    assert overall[-1].reindex(change.index).corr(overall[0].reindex(change.index)) > 0.8


def test_those_who_left_are_the_first_houses_of_the_window() -> None:
    entries = tuple(PanelRound(year=2020 + n, wave=1, households=100, left_share=0.1) for n in range(3))
    assert [first for _, first in panel(entries)] == [0, 10, 20]
