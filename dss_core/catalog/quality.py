"""What the quality of a round is looked at with: ``data/catalog/quality.toml``, checked."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Definition, Label, Sourced
from dss_core.catalog.files import bad, parse_toml, read_text

QUALITY = "catalog/quality.toml"


class WhippleBand(Definition):
    """The words for an index up to and with ``upto``."""

    upto: Annotated[float, Field(gt=0)]
    label: Label


class QualityRules(Sourced):
    """Windows and limits; what each means stands beside it in the file. Shares and confidence are 0-1."""

    meaning: Label
    confidence: Annotated[float, Field(gt=0.5, lt=1)]
    straight_least: Annotated[int, Field(ge=2)]
    ages_from: Annotated[int, Field(ge=0)]
    ages_to: Annotated[int, Field(le=120)]
    income_step: Annotated[float, Field(gt=0)]
    icc_notable: Annotated[float, Field(ge=0, le=1)]
    least_surveys: Annotated[int, Field(ge=2)]
    daily_spread: Annotated[float, Field(gt=0)]
    priority_count: Annotated[int, Field(ge=1)]
    moved_share: Annotated[float, Field(gt=0, le=1)]
    whipple: Annotated[tuple[WhippleBand, ...], Field(min_length=1)]

    def whipple_label(self, index: float) -> Label:
        """The words for an index."""
        return next((band.label for band in self.whipple if index <= band.upto), self.whipple[-1].label)


def load_quality(data_dir: Path) -> QualityRules:
    """The rules; ``BadCatalog`` (file, key, problem, remedy) when they are wrong."""
    rules = parse_toml(QUALITY, read_text(data_dir, QUALITY), QualityRules)
    if (rules.ages_to - rules.ages_from + 1) % 5:
        # A window of other length holds more of some last digits than of others.
        raise bad("catalog_value", QUALITY, "ages_to", rules.ages_to, f"{rules.ages_from} + 5n - 1")
    ends = [band.upto for band in rules.whipple]
    if ends != sorted(set(ends)):
        raise bad("catalog_value", QUALITY, "whipple", ends, sorted(set(ends)))
    return rules
