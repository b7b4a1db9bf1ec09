"""Somebody who may not look at single households is shown no small group, and can work none out by asking on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.analysis.disclosure import places as patterns
from dss_core.errors import BadInput, NotAllowed
from dss_core.usecases import gated_figures
from dss_core.usecases.analysis_frame import Unit, households_of
from dss_core.usecases.compare_areas import LeagueQuery, compare_areas
from dss_core.usecases.cross_answers import CrossQuery, cross_answers
from dss_core.usecases.describe_province import AreaQuery, describe_province
from dss_core.usecases.describe_survey import SurveyQuery, describe_survey
from dss_core.usecases.export_statistics import StatisticsExport, export_statistics
from dss_core.usecases.gated_figures import code_text
from dss_core.usecases.map_province import MapQuery, map_province
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice
from tests.dss_core.usecases.small_province import NEW, viewer

LEAST = 5
CLASSIFIED = ("outcome", "p3")  # a category, and a score whose means are shown too
ALL = ""


@pytest.fixture(scope="module")
def researcher(whole: str) -> Viewer:
    return viewer(Role.RESEARCHER, whole)


@dataclass
class Reader:
    """Somebody who writes down every figure, and sets them against each other.

    An atom is a sub-district, an outcome and an answer (or none), whether it occurs or not. told: what a figure says
    of a place and a class of a classification (or all), hidden: that it is not nothing.
    """

    frame: pd.DataFrame
    told: dict[tuple[str, str, str], float] = field(default_factory=dict)
    hidden: set[tuple[str, str, str]] = field(default_factory=set)
    sums: dict[str, float] = field(default_factory=dict)

    def note(self, place: str, name: str, code: object, count: float, *, may_be_none: bool = False) -> None:
        """may_be_none: a hidden figure may be nothing too, because its group is hidden as a whole."""
        key = (place, name, code_text(code))
        if np.isnan(count):
            if not may_be_none:
                self.hidden.add(key)
        else:
            assert self.told.setdefault(key, count) == count, f"{key} was told differently"
            assert count == 0 or count >= LEAST, f"{key} is small and was told"

    def atoms(self) -> pd.DataFrame:
        columns = {"place": sorted(self.frame["subdistrict_code"].astype("str").unique())}
        for name in CLASSIFIED:
            columns[name] = sorted({code_text(code) for code in self.frame[name].dropna()})
        columns["p3"] = [*columns["p3"], "none"]  # who did not answer
        return pd.MultiIndex.from_product(columns.values(), names=columns.keys()).to_frame(index=False)

    def members(self, atoms: pd.DataFrame, key: tuple[str, str, str]) -> np.ndarray:
        place, name, code = key
        inside = atoms["place"].str.startswith(place)
        if name:
            inside &= (atoms[name] == code) if code else (atoms[name] != "none")
        return inside.to_numpy(np.float64)

    def truth(self, key: tuple[str, str, str]) -> int:
        place, name, code = key
        inside = self.frame["subdistrict_code"].astype("str").str.startswith(place)
        if name:
            codes = self.frame[name].map(code_text, na_action=None).astype("str")
            inside &= (codes == code) if code else (codes != ALL)
        return int(inside.sum())

    def worked_out(self) -> list[tuple[str, str, str]]:
        """The small groups that the figures narrow to fewer than ``LEAST`` values."""
        atoms = self.atoms()
        equal = [self.members(atoms, key) for key in self.told]
        values = list(self.told.values())
        score = np.where(atoms["p3"] == "none", 0.0, pd.to_numeric(atoms["p3"], errors="coerce").fillna(0.0))
        for place, total in self.sums.items():
            equal.append(self.members(atoms, (place, "", "")) * score)
            values.append(total)
        least = [-self.members(atoms, key) for key in self.hidden]
        found = []
        for key in self._small(atoms):
            target = self.members(atoms, key)
            ends = []
            for sign in (1.0, -1.0):
                answer = linprog(
                    sign * target,
                    A_ub=csr_array(np.array(least)) if least else None,
                    b_ub=-np.ones(len(least)) if least else None,
                    A_eq=csr_array(np.array(equal)),
                    b_eq=values,
                    bounds=(0, 2.0 * len(self.frame)),
                )
                assert answer.status == 0, answer.message
                ends.append(sign * answer.fun)
            if ends[1] - ends[0] < LEAST - 1 - 1e-6:  # a hidden group is not nothing, which takes one value away
                found.append(key)
        return found

    def _small(self, atoms: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
        codes = sorted(self.frame["subdistrict_code"].astype("str").unique())
        every = [codes[0][:2], *sorted({code[:4] for code in codes}), *codes]
        for place in every:
            for name in CLASSIFIED:
                for code in (ALL, *sorted(set(atoms[name]) - {"none"})):
                    if 0 < self.truth((place, name, code)) < LEAST:
                        yield place, name, code


def ask_at_random(services: Services, somebody: Viewer, reader: Reader, rng: np.random.Generator, areas: list[str]):
    """One question of a random kind about a random area; what is refused tells nothing."""
    area = str(rng.choice(areas))
    kind, name = rng.integers(5), str(rng.choice(CLASSIFIED))
    grain = str(rng.choice(["district", "subdistrict"]))
    try:
        if kind == 0:
            by = () if rng.random() < 0.4 else (grain,)
            note_survey(reader, describe_survey(services, somebody, SurveyQuery(NEW, area, (name,), by)), area, by)
        elif kind == 1:
            found = cross_answers(services, somebody, CrossQuery(NEW, area, grain, "outcome")).table
            for at, place in enumerate(found.rows):
                for column, code in enumerate(found.columns):
                    reader.note(str(place), "outcome", code, float(found.counts[at, column]))
        elif kind == 2:
            found = describe_province(services, somebody, AreaQuery(NEW, area))
            reader.note(area, "", None, float(found.provenance.household_count))
            for row in found.outcomes.to_dict("records"):
                reader.note(area, "outcome", row["code"], row["count"])
            for row in found.areas.to_dict("records"):
                reader.note(row["area"], "", None, row["household_count"])
                reader.note(row["area"], "outcome", "poor", row["poor_count"], may_be_none=True)
        elif kind == 3:
            table = map_province(services, somebody, MapQuery(NEW, area, "human")).areas
            for row in table.to_dict("records"):
                if not np.isnan(row["n"]):
                    reader.note(row["area"], "", None, row["n"] + row["missing"])
        else:
            table = compare_areas(services, somebody, LeagueQuery(NEW, area, "p3", grain)).areas
            for row in table.to_dict("records"):
                note_mean(reader, row["area"], row)
    except NotAllowed as error:
        assert error.code == "disclosure_area"


def note_survey(reader: Reader, found, area: str, by: tuple[str, ...]) -> None:
    for row in found.shares.to_dict("records"):
        place = row[by[0]] if by and row[by[0]] is not None else area
        reader.note(place, row["value"], row["code"], row["count"], may_be_none=bool(np.isnan(row["n"])))
        reader.note(place, row["value"], None, row["n"])
    for row in found.means.to_dict("records"):
        note_mean(reader, row[by[0]] if by and row[by[0]] is not None else area, row)
    assert found.means[["min", "max"]].isna().all(axis=None)


def note_mean(reader: Reader, place: str, row: dict) -> None:
    if not np.isnan(row["mean"]):
        reader.note(place, "p3", None, row["n"])
        reader.sums[place] = round(row["mean"] * row["n"], 6)


def asked(services: Services, somebody: Viewer, whole: str, seed: int, questions: int) -> Reader:
    frame = households_of(services, viewer(Role.ADMINISTRATOR, whole), NEW, whole)
    reader, rng = Reader(frame), np.random.default_rng(seed)
    codes = frame["subdistrict_code"].astype("str")
    areas = [whole, *codes.str[:4].unique(), *rng.choice(codes.unique(), 12)]
    for _ in range(questions):
        ask_at_random(services, somebody, reader, rng, areas)
    return reader


@pytest.mark.parametrize("seed", range(4))
def test_no_small_group_can_be_worked_out_from_many_questions(
    seed: int, province: Services, researcher: Viewer, whole: str
):
    reader = asked(province, researcher, whole, seed, questions=60)
    assert reader.told and reader.hidden
    assert reader.worked_out() == []


def test_hiding_small_groups_alone_would_be_found_out(
    province: Services, researcher: Viewer, whole: str, monkeypatch: pytest.MonkeyPatch
):
    """The attack of the test above is one: it recovers what a gate without complements gives away."""
    made: dict[tuple[str, str], gated_figures.Hidden] = {}

    def without_complements(gate: gated_figures.Gate, classified: str = "", answered: str = "") -> gated_figures.Hidden:
        if (classified, answered) not in made:
            cells = gated_figures._pattern(gate.services, gate.found, classified, answered)
            made[classified, answered] = gated_figures.by_place(cells)
        return made[classified, answered]

    monkeypatch.setattr(patterns, "suppress", lambda cells, least: (cells.sizes > 0) & (cells.sizes < least))
    monkeypatch.setattr(gated_figures.Gate, "hidden", without_complements)
    assert asked(province, researcher, whole, seed=1, questions=60).worked_out()


def test_a_gated_figure_is_the_figure_that_all_see(
    province: Services, researcher: Viewer, governor: Viewer, whole: str
):
    query = SurveyQuery(NEW, whole, ("overall", "level"), ("district",))
    mine, theirs = (describe_survey(province, one, query) for one in (researcher, governor))
    shown = mine.means["n"].notna().to_numpy()
    assert shown.any() and mine.is_gated and not theirs.is_gated
    pd.testing.assert_series_equal(mine.means.loc[shown, "mean"], theirs.means.loc[shown, "mean"])
    pd.testing.assert_frame_equal(
        mine.shares[["district", "value", "code"]], theirs.shares[["district", "value", "code"]]
    )


def test_an_area_of_few_households_is_refused(province: Services, researcher: Viewer, households: pd.DataFrame):
    counts = households["subdistrict_code"].value_counts()
    few = str(counts[counts < LEAST].index[0])
    with pytest.raises(NotAllowed) as refused:
        describe_province(province, researcher, AreaQuery(NEW, few))
    assert (refused.value.code, refused.value.params) == ("disclosure_area", {"least": LEAST})


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"values": ("overall",), "unit": Unit.PERSON}, "describe_unknown_value"),
        ({"values": ("member_age",), "unit": Unit.PERSON}, "disclosure_persons"),
        ({"values": ("overall",), "sample": SampleChoice(by_members=True)}, "disclosure_sample"),
        ({"values": ("overall",), "by": ("village",)}, "disclosure_group"),
        ({"values": ("overall",), "by": ("round",)}, "disclosure_group"),
        ({"values": ("overall",), "by": ("head_sex", "head_age")}, "disclosure_pair"),
        ({"values": ("level",), "by": ("head_sex",)}, "disclosure_pair"),
    ],
)
def test_what_the_gate_cannot_answer_for_is_refused(
    query: dict, code: str, province: Services, researcher: Viewer, whole: str
):
    with pytest.raises(BadInput) as refused:
        describe_survey(province, researcher, SurveyQuery(NEW, whole, **query))
    assert refused.value.code == code


def test_a_cross_table_loses_its_test_with_its_hidden_cells(province: Services, researcher: Viewer, whole: str):
    table = cross_answers(province, researcher, CrossQuery(NEW, whole, "district", "level")).table
    assert np.isnan(table.counts).any()
    assert table.chi_square is None and table.cramers_v is None and not table.tests
    with pytest.raises(BadInput):
        cross_answers(province, researcher, CrossQuery(NEW, whole, "level", "head_sex"))


@pytest.mark.parametrize("form", ["page", "word", "excel"])
def test_a_file_hides_what_the_page_hides(form: str, province: Services, researcher: Viewer, whole: str):
    query = SurveyQuery(NEW, whole, ("overall", "p3", "level"), ("subdistrict",))
    made = export_statistics(province, researcher, StatisticsExport(query, form, "en"))
    assert len(made.data) > 1000
    if form == "page":
        assert b"are hidden" in made.data
