"""The shapes of the definitions under ``data/catalog``: frozen, typed, each with its source and its standing."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dss_core.model.text import Language, Text

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
MoreIs = Literal["better", "worse"]


class Definition(BaseModel):
    """What every definition has in common: it cannot be changed, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Standing(StrEnum):
    """How far a definition can be relied on; shown on screen wherever it is not official."""

    OFFICIAL = "official"
    RECOVERED = "recovered"
    PROPOSAL = "proposal"


class Label(Definition):
    """A Thai and an English label."""

    th: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def read(self, language: Language) -> str:
        """The words in the language asked for."""
        return self.th if language == "th" else self.en

    @property
    def text(self) -> Text:
        """The same label as the model's plain ``Text``."""
        return Text(self.th, self.en)


class Sourced(Definition):
    """A definition with where it comes from."""

    id: Id
    label: Label
    source: Annotated[str, Field(min_length=1)]
    source_on: date
    standing: Standing


class MissingRule(Definition):
    """How a score behaves when answers are missing (shares are 0-1 of the weight)."""

    least_answered_share: Annotated[float, Field(gt=0, le=1)]
    label: Label
    standing: Standing


class Level(Definition):
    """One band of a score: ``lower <= score < upper`` (the last band includes its upper end)."""

    number: Annotated[int, Field(ge=1)]
    label: Label
    lower: float
    upper: float
    colour: Colour


class Capital(Sourced):
    """One of the livelihood capitals; its score is the weighted mean of its indicators."""

    colour: Colour
    unit: Label


class Indicator(Sourced):
    """One scored answer of the instrument."""

    capital: Id
    meaning: Label
    unit: Label
    lowest: float
    highest: float
    is_whole: bool
    more_is: MoreIs
    weight: Annotated[float, Field(gt=0, le=1)]
    weight_standing: Standing
    weight_note: Label | None = None


class Instrument(Definition):
    """A survey instrument: indicators, the capitals they make up, and the levels of a score."""

    id: Id
    label: Label
    source: str
    source_on: date
    missing_capital: MissingRule
    missing_overall: MissingRule
    levels: tuple[Level, ...]
    capitals: tuple[Capital, ...]
    indicators: tuple[Indicator, ...]

    def indicators_of(self, capital_id: str) -> tuple[Indicator, ...]:
        """The indicators that make up one capital, in the instrument's order."""
        return tuple(i for i in self.indicators if i.capital == capital_id)

    @property
    def capital_ids(self) -> tuple[str, ...]:
        """The capitals' ids in the instrument's order."""
        return tuple(c.id for c in self.capitals)

    @property
    def indicator_ids(self) -> tuple[str, ...]:
        """The indicators' ids in the instrument's order."""
        return tuple(i.id for i in self.indicators)


class Dimension(Sourced):
    """A TPMAP dimension and the basic-minimum-needs indicators that feed it."""

    fed_by: tuple[int, ...]
    certainty: Label


class NeedIndicator(Definition):
    """One basic-minimum-needs (BMN) indicator of a BMN round."""

    number: Annotated[int, Field(ge=1)]
    category: Id
    label: Label
    unit: Label
    more_is: MoreIs
    missing: Label
    standing: Standing
    threshold: float | None = None
    threshold_source: str | None = None


class NeedsSet(Definition):
    """The BMN indicators of one plan period and the TPMAP dimensions they feed."""

    id: Id
    label: Label
    first_year: int
    last_year: int
    source: str
    source_on: date
    categories: tuple["Code", ...]
    indicators: tuple[NeedIndicator, ...]
    dimensions: tuple[Dimension, ...]


class Condition(Definition):
    """One comparison of a household's variable with a value; a missing variable leaves it undecided."""

    variable: Id
    operator: Literal["at_most", "at_least", "is"]
    value: float | str


class Preset(Sourced):
    """A named set of criteria and weights for ranking."""

    meaning: Label | None = None
    weights: dict[str, float]


class MemberFilter(Definition):
    """Which members a variable counts: all tests that are given must hold. Ages in years, both ends included."""

    age_from: Annotated[int, Field(ge=0)] | None = None
    age_to: Annotated[int, Field(ge=0)] | None = None
    health: tuple[str, ...] = ()
    welfare: str | None = None


class ValueClass(Definition):
    """One class of a number that tables are grouped by: ``lower <= value < upper``; without an end it is open."""

    code: Annotated[str, Field(min_length=1)]
    label: Label
    lower: float | None = None
    upper: float | None = None


class Described(Sourced):
    """What every variable has: unit, kind, missing rule; ``codes`` of a category, ``classes`` to group a number by."""

    meaning: Label | None = None
    unit: Label
    kind: Literal["number", "category", "flag"]
    missing: Label
    codes: Id | None = None
    classes: tuple[ValueClass, ...] = ()


class Variable(Described):
    """A household variable that is not an indicator or a capital, but can be described, ranked by or tested."""

    more_is: MoreIs | None = None
    counts: MemberFilter | None = None
    of_head: Literal["sex", "age", "health", "education", "occupation"] | None = None


class MemberVariable(Described):
    """A variable of a person, taken from a field of the members' list; ``welfare`` is one code of what is received."""

    field: Literal["sex", "age", "health", "education", "occupation", "relation", "income_baht", "welfare"]
    welfare: str | None = None


class Code(Definition):
    """One value of a code list."""

    code: Annotated[str, Field(min_length=1)]
    label: Label
    aliases: tuple[str, ...] = ()


class CodeList(Sourced):
    """A closed list of values, with the other spellings that uploads use for them."""

    codes: tuple[Code, ...]

    def label_of(self, code: str) -> Label:
        """The label of a code; KeyError if the list does not hold it."""
        for entry in self.codes:
            if entry.code == code:
                return entry.label
        raise KeyError(code)


class Province(Definition):
    """Which province this installation serves."""

    code: Annotated[str, Field(pattern=r"^\d{2}$")]
    district_count: Annotated[int, Field(ge=1)]
    subdistrict_count: Annotated[int, Field(ge=1)]
    source: str
    source_on: date
