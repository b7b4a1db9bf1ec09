"""What the stress test of a ranking is computed with: ``data/catalog/ranking.toml``, checked."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Label, Sourced
from dss_core.catalog.files import bad, parse_toml, read_text

RANKING = "catalog/ranking.toml"


class StressRules(Sourced):
    """Draws, bands and doubts. Shares are 0-1.

    certain_from: who is among the first in at least so many draws is certain. out_to: who is in at most so many is out.
    off_by_one_share: how often a recorded answer is one step off. rank_interval_share: the middle part of a household's
    ranks that is shown.
    """

    meaning: Label
    draw_count: Annotated[int, Field(ge=100, le=100_000)]
    seed: Annotated[int, Field(ge=0)]
    certain_from: Annotated[float, Field(gt=0.5, le=1)]
    out_to: Annotated[float, Field(ge=0, lt=0.5)]
    rank_interval_share: Annotated[float, Field(gt=0, lt=1)]
    off_by_one_share: Annotated[float, Field(ge=0, lt=1)]
    least_donors: Annotated[int, Field(ge=1)]
    moved_shares: Annotated[tuple[Annotated[float, Field(gt=0, le=1)], ...], Field(min_length=1)]


def load_stress_rules(data_dir: Path) -> StressRules:
    """The rules of the stress test; ``BadCatalog`` (file, key, problem, remedy) when they are wrong."""
    rules = parse_toml(RANKING, read_text(data_dir, RANKING), StressRules)
    if list(rules.moved_shares) != sorted(set(rules.moved_shares)):
        raise bad("catalog_value", RANKING, "moved_shares", rules.moved_shares, sorted(set(rules.moved_shares)))
    return rules
