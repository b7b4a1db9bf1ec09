"""The shape of data/sample/synthetic.toml and names.toml: all that an office may change of the synthetic province."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dss_core.catalog.files import parse_toml, read_text

FOLDER = "sample"
Share = Annotated[float, Field(ge=0, le=1)]
Shares = tuple[Share, ...]


class Part(BaseModel):
    """What every part has in common: it cannot be changed, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PanelRound(Part):
    """One shipped round: how many houses it holds, and which share of them has left before the next one."""

    year: int
    wave: int
    households: int
    left_share: Share


class CapitalTarget(Part):
    """What the capital's score shall come to over households in the reference year; ``own``: see synthetic.toml."""

    mean: float
    sd: float
    drift_per_year: float
    missing_share: Share
    own: Share
    ease: dict[str, Annotated[float, Field(gt=0)]]


class MemberScore(Part):
    """How members' answers become one household indicator; without a trait it is drawn around the household's level."""

    from_age: int
    trait: str | None = None
    scores: dict[str, float] = {}
    from_baht: tuple[float, ...] = ()


class Scores(Part):
    """The targets of all scores and how they hang together."""

    shared: Share
    by_area: Share
    persistence: Share
    no_farmland_share: Share
    no_farmland_indicators: tuple[str, ...]
    calibration_households: int
    calibration_steps: int
    capitals: dict[str, CapitalTarget]
    members: dict[str, MemberScore]


class Outcome(Part):
    """How many households are found poor, and how closely the finding follows the scores (a correlation)."""

    poor_share: Share
    by_score: Share


class Spread(Part):
    """A normal distribution, cut at ``lowest`` and ``highest`` where these are given."""

    mean: float
    sd: float
    lowest: int = 0
    highest: int = 120


class Gap(Part):
    """Whole years from ``youngest``, ``years`` different values."""

    youngest: int
    years: int


class Spacing(Part):
    """Whole years between births from ``shortest``, ``years`` different values."""

    shortest: int
    years: int


class AgeShare(Part):
    """A share for ages below a bound."""

    below: int
    share: Share


class Mortality(Part):
    """Gompertz hazard a year, counted from the panel's first year."""

    from_year: int
    at_30: float
    growth: Annotated[float, Field(gt=0)]


class Family(Part):
    """How families are put together."""

    head_age: Spread
    head_female_share: Share
    youngest_spouse: int
    spouse_gap: Spread
    spouse_share: tuple[AgeShare, ...]
    child_share: Shares
    child_home_share: tuple[AgeShare, ...]
    first_birth: Gap
    birth_spacing: Spacing
    oldest_mother: int
    grandchild_share: Shares
    grandchild_gap: Gap
    grandchild_home_until: int
    parent_share: Annotated[Shares, Field(min_length=2, max_length=2)]
    parent_gap: Gap
    oldest_parent: int
    sibling_share: Share
    mortality: Mortality
    not_registered_share: Share
    registered_elsewhere_shares: Shares


class AgeGroup(Part):
    """The shares of a trait's codes below an age."""

    below: int
    shares: Shares


class Trait(Part):
    """A person's trait by age; the codes run from worst to best. ``from_age``: no code earlier than its age."""

    codes: tuple[str, ...]
    ages: tuple[AgeGroup, ...]
    from_age: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _shares_fit(self) -> "Trait":
        for group in self.ages:
            if len(group.shares) != len(self.codes) or abs(sum(group.shares) - 1) > 1e-9:
                raise ValueError("every age group needs one share for each code, and they must add up to 1")
        return self


class Traits(Part):
    """Persons' traits; ``towards_better`` is their correlation with the hidden level of the capital ``follow``."""

    follow: str
    towards_better: Share
    no_work_health: tuple[str, ...]
    health: Trait
    education: Trait
    occupation: Trait


class Income(Part):
    """How a household's income follows from one indicator and is earned by its members (baht)."""

    indicator: str
    year_baht: tuple[float, ...]
    earning_weight: dict[str, float]
    round_to_baht: int
    missing_share: Share


class Welfare(Part):
    """Who receives one kind of welfare, and what share of them does."""

    code: str
    share: Share
    share_not_poor: Share | None = None
    from_age: int = 0
    below_age: int = 200
    health: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()


class Paper(Part):
    """Shares of the fields around a household."""

    farmer_book_share: Share
    informant_is_head_share: Share
    informant_from_age: int
    phone_share: Share
    point_share: Share
    lane_share: Share
    road_share: Share
    split_house_number_share: Share
    house_numbers: int
    house_parts: int
    lanes: int
    no_national_id_share: Share
    surveyors: int
    survey_from: date
    survey_days: int


class Places(Part):
    """How houses spread over sub-districts (weights by code; 1 where none is given) and around their points."""

    jitter_km: float
    furthest_km: float
    fewest_villages: int
    more_villages: int
    weights: dict[str, Annotated[float, Field(gt=0)]]


class Titles(Part):
    """Titles by sex, age and marriage."""

    man: str
    boy: str
    girl: str
    married_woman: str
    single_woman: str


class Names(Part):
    """Word lists from which invented names are composed."""

    titles: Titles
    adult_title_from_age: int
    surname_prefix: str
    surname_first: tuple[str, ...]
    surname_second: tuple[str, ...]
    man_first: tuple[str, ...]
    man_second: tuple[str, ...]
    woman_first: tuple[str, ...]
    woman_second: tuple[str, ...]


class Notice(Part):
    """The sheet that says that a workbook is synthetic."""

    sheet: Annotated[str, Field(min_length=1, max_length=31)]
    lines: tuple[str, ...]


class Figures(Part):
    """Every number of the synthetic province."""

    format: str
    seed: int
    reference_year: int
    phone_prefix: str
    village_prefix: str
    lane_prefix: str
    road_prefix: str
    surveyor_prefix: str
    welfare_separator: str
    notice: Notice
    rounds: tuple[PanelRound, ...]
    scores: Scores
    outcome: Outcome
    family: Family
    traits: Traits
    income: Income
    welfare: tuple[Welfare, ...]
    paper: Paper
    places: Places


@dataclass(frozen=True)
class Recipe:
    """Everything that the synthetic province is made from."""

    figures: Figures
    names: Names


def load_recipe(data_dir: Path) -> Recipe:
    """The recipe under ``data_dir``/sample; BadCatalog names the file and the key that is wrong."""
    figures, names = (f"{FOLDER}/synthetic.toml", f"{FOLDER}/names.toml")
    return Recipe(
        figures=parse_toml(figures, read_text(data_dir, figures), Figures),
        names=parse_toml(names, read_text(data_dir, names), Names),
    )
