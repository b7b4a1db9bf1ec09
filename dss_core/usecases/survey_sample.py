"""What survey statistics are made of: the rows of a round, the groups they are put into, and how they were sampled."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.statistics.design import LonelyRule, Sample, SurveyDesign, sample_of
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Described, ValueClass
from dss_core.errors import BadInput
from dss_core.model.households import OVERALL
from dss_core.usecases.analysis_frame import Unit, households_of, persons_of
from dss_core.usecases.services import Services, all_rounds

DISTRICT, SUBDISTRICT, VILLAGE, ROUND = "district", "subdistrict", "village", "round"
PLACES = (DISTRICT, SUBDISTRICT, VILLAGE)
MEMBERS = "household_size"
MOST_GROUPINGS = 2
MOST_VILLAGES = 100  # of a sub-district: their numbers have two digits


@dataclass(frozen=True)
class SampleChoice:
    """How the households were drawn, as the reader supposes; nothing of it: as if at random from many alike.

    strata, clusters: places (``PLACES``). population: how many households the list has from which these were drawn
    (only without strata and clusters). by_members: each household counts as often as it has living members, so that
    shares and means are of people. lonely: a ``LonelyRule``, what a stratum with one cluster adds to a variance.
    """

    strata: str | None = None
    clusters: str | None = None
    population: int | None = None
    by_members: bool = False
    lonely: str = LonelyRule.CENTERED.value

    @property
    def places(self) -> tuple[str, ...]:
        """The groupings that the design needs."""
        return tuple(name for name in (self.strata, self.clusters) if name is not None)


AT_RANDOM = SampleChoice()


def groupings_of(catalog: Catalog, unit: Unit) -> tuple[str, ...]:
    """What rows can be grouped by: places, rounds, and the catalogue's categories, flags and classed numbers.

    Persons are grouped by what is known of themselves and of their household.
    """
    own = catalog.members if unit is Unit.PERSON else ()
    described: tuple[Described, ...] = (*own, *catalog.variables)
    return (*PLACES, ROUND, *(one.id for one in described if one.kind != "number" or one.classes))


def values_of(catalog: Catalog, unit: Unit = Unit.HOUSEHOLD) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What can be described as a number, and what as a category."""
    described: tuple[Described, ...] = catalog.members if unit is Unit.PERSON else catalog.variables
    scores = (
        () if unit is Unit.PERSON else (OVERALL, *catalog.instrument.capital_ids, *catalog.instrument.indicator_ids)
    )
    numbers = tuple(one.id for one in described if one.kind == "number" and one.id not in scores)
    return (*scores, *numbers), tuple(one.id for one in described if one.kind != "number")


def counted_of(catalog: Catalog, unit: Unit = Unit.HOUSEHOLD) -> tuple[str, ...]:
    """What is counted by answer: the categories, and the indicators whose scores are whole answers."""
    _, categories = values_of(catalog, unit)
    whole = () if unit is Unit.PERSON else tuple(one.id for one in catalog.instrument.indicators if one.is_whole)
    return (*categories, *whole)


def check_groupings(catalog: Catalog, unit: Unit, by: tuple[str, ...], most: int = MOST_GROUPINGS) -> None:
    """Nothing, or ``BadInput``: describe_unknown_group (group, groups), describe_many_groups (most)."""
    known = groupings_of(catalog, unit)
    wrong = [name for name in by if name not in known]
    if wrong:
        raise BadInput("describe_unknown_group", group=", ".join(wrong), groups=", ".join(known))
    if len(set(by)) != len(by) or len(by) > most:
        raise BadInput("describe_many_groups", most=most)


@dataclass(frozen=True, eq=False)
class SurveyRows:
    """The rows that are described (households or persons), and beside them a column of codes for each grouping.

    A grouping's codes: area codes, the 8 digits of a village, ids of rounds, codes of a list or of classes in their
    order, levels, 1 and 0; missing where a row has none.
    """

    rows: pd.DataFrame
    groups: pd.DataFrame
    unit: Unit

    @property
    def frame(self) -> pd.DataFrame:
        """Rows and groupings side by side; a grouping stands before a value of the same name."""
        return self.rows.assign(**{str(name): self.groups[name] for name in self.groups})


def survey_rows(
    services: Services,
    viewer: Viewer,
    round_id: str,
    area: str,
    groupings: tuple[str, ...] = (),
    unit: Unit = Unit.HOUSEHOLD,
) -> SurveyRows:
    """The rows of a round, or of all rounds when they are grouped by ``round``; ``NotAllowed`` as ``households_of``.

    Do not write into the frames: the columns are shared by all sessions.
    """
    if ROUND not in groupings:
        return _of_round(services, viewer, round_id, area, groupings, unit)
    names = [found.id for found in reversed(all_rounds(services))]
    parts = [_of_round(services, viewer, name, area, groupings, unit) for name in names]
    rounds = _ordered(np.repeat(np.arange(len(parts)), [len(part.rows) for part in parts]), names)
    rows, groups = (
        pd.concat([getattr(part, name) for part in parts], ignore_index=True) for name in ("rows", "groups")
    )
    return SurveyRows(rows, groups.assign(**{ROUND: rounds}), unit)


def sample_for(survey: SurveyRows, choice: SampleChoice) -> Sample:
    """The sample that the rows are.

    Persons come in households, and a household comes back in later rounds: households are the clusters then, unless
    larger ones are chosen, so that what is alike in them is not counted twice.
    ``survey`` holds the chosen strata and clusters among its groupings. A household of which the number of living
    members is missing weighs nothing where members are the weights. ``BadInput``: describe_unknown_group,
    survey_lonely_rule, survey_population (count), survey_population_design, and those of ``sample_of``.
    """
    for name in (choice.strata, choice.clusters):
        if name is not None and name not in PLACES:
            raise BadInput("describe_unknown_group", group=name, groups=", ".join(PLACES))
    if choice.lonely not in set(LonelyRule):
        raise BadInput("survey_lonely_rule", rule=choice.lonely, rules=", ".join(LonelyRule))
    groups, size = survey.groups, len(survey.rows)
    clusters = groups[choice.clusters] if choice.clusters else None
    if clusters is None and (survey.unit is Unit.PERSON or ROUND in groups):
        clusters = survey.rows["household_id"]
    strata = groups[choice.strata] if choice.strata else None
    weights = None
    if choice.by_members and survey.unit is Unit.HOUSEHOLD:
        weights = np.nan_to_num(survey.rows[MEMBERS].to_numpy(np.float64))
    fpc = () if choice.population is None else (_population(survey, choice),)
    design = SurveyDesign(
        weights, strata, () if clusters is None else (clusters,), fpc, lonely=LonelyRule(choice.lonely)
    )
    return sample_of(pd.DataFrame(index=range(size)), design)


def _population(survey: SurveyRows, choice: SampleChoice) -> Floats:
    if choice.strata is not None or choice.clusters is not None or ROUND in survey.groups:
        raise BadInput("survey_population_design")
    if survey.unit is Unit.PERSON:
        raise BadInput("survey_population_design")
    if choice.population is None or choice.population < len(survey.rows):
        raise BadInput("survey_population", count=len(survey.rows))
    return np.full(len(survey.rows), float(choice.population))


def _of_round(
    services: Services, viewer: Viewer, round_id: str, area: str, groupings: tuple[str, ...], unit: Unit
) -> SurveyRows:
    households = households_of(services, viewer, round_id, area)
    rows, position = households, None
    if unit is Unit.PERSON:
        rows = persons_of(services, viewer, round_id, area)
        position = np.searchsorted(households["household_id"].to_numpy(), rows["household_id"].to_numpy())
    own = {one.id for one in services.catalog.members}
    columns: dict[str, pd.Categorical[str] | Floats] = {}
    for name in groupings:
        if name == ROUND:
            continue
        if unit is Unit.PERSON and name in own:
            columns[name] = _codes(services.catalog, rows, name)
        else:
            codes = _codes(services.catalog, households, name)
            columns[name] = codes if position is None else codes[position]
    return SurveyRows(rows, pd.DataFrame(columns, index=rows.index), unit)


def _codes(catalog: Catalog, frame: pd.DataFrame, name: str) -> "pd.Categorical[str] | Floats":
    """The codes of one grouping, in the order of the catalogue where it has one."""
    if name == VILLAGE:
        return _villages(frame)
    if name in PLACES:
        return pd.Categorical(frame[f"{name}_code"])
    classes = catalog.described(name).classes
    if classes:
        return _classed(frame[name].to_numpy(np.float64), classes)
    values = frame[name]
    return pd.Categorical(values) if isinstance(values.dtype, pd.CategoricalDtype) else values.to_numpy(np.float64)


def _villages(frame: pd.DataFrame) -> "pd.Categorical[str]":
    """The eight digits of each household's village: the sub-district's six and the village's number."""
    places = pd.Categorical(frame["subdistrict_code"])
    number = frame["village_number"].to_numpy()
    key = np.where(np.isnan(number), np.nan, places.codes.astype(np.float64) * MOST_VILLAGES + number)
    position, keys = pd.factorize(key, sort=True)
    place, village = np.divmod(keys.astype(np.int64), MOST_VILLAGES)
    names = [f"{places.categories[at]}{number:02d}" for at, number in zip(place, village, strict=True)]
    return _ordered(position, names)


def _classed(values: Floats, classes: tuple[ValueClass, ...]) -> "pd.Categorical[str]":
    code = np.full(len(values), -1, dtype=np.int64)
    for place, one in enumerate(classes):
        lower, upper = (-np.inf if one.lower is None else one.lower), (np.inf if one.upper is None else one.upper)
        code[(values >= lower) & (values < upper)] = place
    return _ordered(code, [one.code for one in classes])


def _ordered(position: Integers, codes: list[str]) -> "pd.Categorical[str]":
    """Codes by their position in a list, which is also their order; -1 is missing."""
    return pd.Categorical.from_codes(position, categories=pd.Index(codes), ordered=True)
