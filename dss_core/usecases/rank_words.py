"""Why a rank, in words for page and paper: the methods, sentences to be read aloud, and answers with their units."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

import pandas as pd

from dss_core.analysis.ranking.explanation import ValueChange
from dss_core.catalog.catalog import Catalog
from dss_core.language.format import MISSING, house_code_text, number, percent_of_share
from dss_core.language.translate import N_, Translator
from dss_core.usecases.explain_rank import RankExplanation, WeightShift

NAMED = 2
WHOLE_FROM = 100  # larger answers, such as baht, are read without decimals
# Name, and what the method does and when to take it.
METHODS = {
    "weighted_sum": (
        N_("Weighted sum"),
        N_("Adds the needs by weight: the easiest to explain in a meeting. A lack can be offset by a strength."),
    ),
    "topsis": (
        N_("TOPSIS: near the worst case"),
        N_("Looks at how near a household is to the worst case and how far from the best: extremes count more."),
    ),
    "vikor": (
        N_("VIKOR: sum and largest lack"),
        N_("Weighs the sum of the needs against the largest single one: when the rest must not hide a grave lack."),
    ),
    "promethee_ii": (
        N_("PROMETHEE II: pair by pair"),
        N_("Compares households pair by pair: when being needier matters, and not by how much."),
    ),
    "weighted_product": (
        N_("Weighted product"),
        N_("Multiplies the needs: who has no need at all on one criterion comes last. For needs that belong together."),
    ),
    "deprivation_count": (
        N_("Count of deprivations"),
        N_("Counts by weight on how many criteria a household is deprived: for a list that anybody can check by hand."),
    ),
}


@dataclass(frozen=True)
class RankWords:
    """The words of a rank in one language."""

    catalog: Catalog
    translate: Translator

    def name(self, measure_id: str) -> str:
        """A criterion as the reader calls it."""
        return self.catalog.label_of(measure_id).read(self.translate.language)

    def sentences(self, found: RankExplanation) -> list[str]:
        """Where the household stands, why, and what would change it: to be read aloud."""
        parts = [self._standing(found), self._reasons(found), self._change(found), self._shift(found)]
        return [part for part in parts if part]

    def _standing(self, found: RankExplanation) -> str:
        _, language = self.translate, self.translate.language
        words = {
            "code": house_code_text(found.house_code),
            "rank": number(found.rank, language),
            "total": number(found.ranked_count, language),
            "count": number(found.first_count, language),
        }
        if found.line_score is None:
            return _("House {code} is number {rank} of {total}; there is room for all of them.", **words)
        if found.is_first:
            return _("House {code} is number {rank} of {total} and is among the first {count}.", **words)
        return _("House {code} is number {rank} of {total} and is not among the first {count}.", **words)

    def _reasons(self, found: RankExplanation) -> str:
        _, language = self.translate, self.translate.language
        largest = found.parts.sort_values("contribution", ascending=False, kind="stable").head(NAMED)
        largest = largest[largest["contribution"] > 0]
        if not len(largest) or not found.score > 0:
            return _("No need was found on any of the criteria.")
        named = ", ".join(
            f"{self.name(row['criterion'])} ({percent_of_share(row['contribution'] / found.score, language, 0)})"
            for row in largest.to_dict("records")
        )
        return _("Most of its need comes from {names}.", names=named)

    def _change(self, found: RankExplanation) -> str:
        _ = self.translate
        if found.line_score is None or not found.changes:
            return ""
        nearest = found.changes[0]
        if nearest.needed is None:
            return _("No single answer alone would carry it over the line.")
        words = {
            "name": self.name(nearest.criterion),
            "value": self.answer(nearest.criterion, nearest.value),
            "needed": self.answer(nearest.criterion, needed_value(nearest)),
        }
        if found.is_first:
            return _("It would leave them if {name} were {needed} instead of {value}.", **words)
        return _("It would come among them if {name} were {needed} instead of {value}.", **words)

    def _shift(self, found: RankExplanation) -> str:
        _, shift = self.translate, found.shift
        if shift is None or found.line_score is None:
            return ""
        return _(
            "It would stand level with the line if {share} of the weight moved from {source} to {target}.",
            **self.shift_words(found.weights, shift),
        )

    def shift_words(self, weights: dict[str, float], shift: WeightShift) -> dict[str, str]:
        """How much weight moves, from which criteria and to which: share, source, target."""
        moved = {name: shift.weights[name] - weight for name, weight in weights.items()}
        source = [self.name(name) for name, change in moved.items() if change < -1e-9]
        target = [self.name(name) for name, change in moved.items() if change > 1e-9]
        share = percent_of_share(shift.share, self.translate.language, _decimals(shift.share))
        return {"share": share, "source": ", ".join(source) or MISSING, "target": ", ".join(target) or MISSING}

    def answer(self, criterion: str, value: float | None) -> str:
        """An answer with its unit; a word for a missing one."""
        _ = self.translate
        if value is None or pd.isna(value):
            return _("the missing answer")
        decimals = 0 if float(value).is_integer() or abs(value) >= WHOLE_FROM else 2
        units = {one.id: one.unit.read(self.translate.language) for one in self.catalog.variables}
        return " ".join(
            part for part in (number(value, self.translate.language, decimals), units.get(criterion, "")) if part
        )

    def told(self, criterion: str, value: float) -> str:
        """An answer with its unit, a dash for a missing one."""
        return MISSING if pd.isna(value) else self.answer(criterion, value)

    def needed(self, change: ValueChange | None) -> str:
        """The answer that alone would carry the household over the line; a dash where none would."""
        if change is None or change.needed is None:
            return MISSING
        return self.answer(change.criterion, needed_value(change))

    def weights(self, weights: Mapping[str, float], decimals: int = 0) -> str:
        """Criteria with their part of the whole weight, the heaviest first; those that weigh nothing left out."""
        total = sum(weights.values())
        ordered = sorted(weights.items(), key=lambda pair: -pair[1])
        parts = [(name, weight / total) for name, weight in ordered if weight > 0]
        return ", ".join(f"{self.name(n)} {percent_of_share(w, self.translate.language, decimals)}" for n, w in parts)


def _decimals(share: float) -> int:
    """So many decimals that a small share is not told as none."""
    return 0 if share >= 0.1 else 1 if share >= 0.001 else 3


def needed_value(change: ValueChange) -> float | None:
    """The value that is needed with at most two decimals, rounded to the far side: so much is surely enough."""
    if change.needed is None:
        return None
    scale = 1 if abs(change.needed) >= WHOLE_FROM else 100
    exact = round(change.needed * scale, 4)
    if change.value is None:
        return round(exact) / scale
    return (floor(exact) if change.needed < change.value else ceil(exact)) / scale
