"""What the stress test of a ranking and the proxy means test are computed with: two files of the catalogue, checked."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Id, Label, Sourced
from dss_core.catalog.files import bad, parse_toml, read_text

RANKING = "catalog/ranking.toml"
PROXY = "catalog/proxy_means.toml"
MOST_NAMED = 10
LEAST_DRAWS, MOST_DRAWS = 100, 100_000
Share = Annotated[float, Field(gt=0, lt=1)]


class StressRules(Sourced):
    """Draws, bands and doubts. Shares are 0-1.

    certain_from: who is among the first in at least so many draws is certain. out_to: who is in at most so many is out.
    off_by_one_share: how often a recorded answer is one step off. rank_interval_share: the middle part of a household's
    ranks that is shown.
    """

    meaning: Label
    draw_count: Annotated[int, Field(ge=LEAST_DRAWS, le=MOST_DRAWS)]
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


class ProxyRules(Sourced):
    """The regression of an income on other answers, and how its errors are told. Shares are 0-1.

    outcome: the income. cuts: which parts of the households are chosen. folds, seed: of the cross-validation. groups:
    what errors are told by; of fewer than least_count poor or chosen households none is.
    """

    meaning: Label
    outcome: Id
    indicators: Annotated[tuple[Id, ...], Field(min_length=1)]
    cuts: Annotated[tuple[Share, ...], Field(min_length=1)]
    folds: Annotated[int, Field(ge=2, le=100)]
    seed: Annotated[int, Field(ge=0)]
    groups: Annotated[tuple[Id, ...], Field(min_length=1)]
    least_count: Annotated[int, Field(ge=1)]


def load_proxy_rules(data_dir: Path) -> ProxyRules:
    """The rules of the proxy means test; ``BadCatalog`` (file, key, problem, remedy) when they are wrong."""
    rules = parse_toml(PROXY, read_text(data_dir, PROXY), ProxyRules)
    if list(rules.cuts) != sorted(set(rules.cuts)):
        raise bad("catalog_value", PROXY, "cuts", rules.cuts, sorted(set(rules.cuts)))
    return rules


def check_proxy_names(rules: ProxyRules, numbers: Collection[str], groups: Collection[str]) -> None:
    """Nothing, or ``BadCatalog`` for an outcome or indicator that is no number, or a group that nothing is put into."""
    for key, names, known in (
        ("outcome", (rules.outcome,), numbers),
        ("indicators", rules.indicators, set(numbers) - {rules.outcome}),
        ("groups", rules.groups, groups),
    ):
        unknown = [name for name in names if name not in known]
        if unknown:
            raise bad("catalog_value", PROXY, key, ", ".join(unknown), ", ".join(sorted(known)[:MOST_NAMED]))
