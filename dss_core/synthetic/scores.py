"""Answers on the instrument's scale around each house's hidden level in each capital."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr

from dss_core.catalog.definitions import Indicator
from dss_core.synthetic.draws import Bools, Draws, Floats, mixed
from dss_core.synthetic.families import MOST_PLACES, People
from dss_core.synthetic.recipe import MemberScore, Scores
from dss_core.synthetic.traits import Persona

GRID = np.linspace(-6.0, 6.0, 1201)
MEAN_DECIMALS = 2  # of an indicator that is averaged over members


@dataclass(frozen=True)
class Shape:
    """Mean and standard deviation of a capital's hidden level, both as shares (0-1) of the instrument's scale."""

    mean: float
    sd: float

    def level(self, deviation: Floats) -> Floats:
        """The hidden level (0-1) of standard normal deviations: quantiles of the beta distribution of this shape."""
        strength = self.mean * (1 - self.mean) / self.sd**2 - 1
        quantiles = betaincinv(self.mean * strength, (1 - self.mean) * strength, ndtr(GRID))
        return np.interp(deviation, GRID, quantiles)


def deviations_of(draws: Draws, scores: Scores, area_deviation: Floats) -> dict[str, Floats]:
    """By capital, each house's deviation (mean 0, variance 1): a part that all capitals share and one of its own.

    The shared part follows the house's sub-district to some degree.
    """
    of_house = draws.drifting_normal("level/shared", 1, scores.persistence)[:, 0]
    shared = mixed(area_deviation, of_house, scores.by_area)

    def deviation(capital: str) -> Floats:
        own = draws.drifting_normal(f"level/{capital}", 1, scores.persistence)[:, 0]
        return mixed(shared, own, scores.shared)

    return {capital: deviation(capital) for capital in scores.capitals}


@dataclass(frozen=True)
class Answering:
    """How the houses of a window answer one question in one round: ``deviation`` is theirs in its capital."""

    draws: Draws
    scores: Scores
    indicator: Indicator
    shape: Shape
    deviation: Floats

    def by_house(self) -> Floats:
        """Whole answers of each house: the level on the scale, rounded up with the chance of its fraction."""
        chance = self.draws.drifting(self._stream, 1, self.scores.persistence)[:, 0]
        return self._whole(self._level(), chance)

    def by_member(self, rule: MemberScore, people: People, persona: Persona, income_baht: Floats) -> Floats:
        """The mean, with two decimals, of the answers of each house's members from the rule's age on."""
        values: NDArray[np.floating]
        if rule.trait is None:
            chance = self.draws.drifting(self._stream, MOST_PLACES, self.scores.persistence)
            values = self._whole(self._level()[people.house], people.take(chance))
        elif rule.from_baht:
            values = np.searchsorted(rule.from_baht, income_baht, side="right") - 1 + self.indicator.lowest
        else:
            values = np.array([rule.scores[code] for code in getattr(persona, rule.trait)], dtype=np.float64)
        is_asked = (people.age >= rule.from_age).astype(np.float64)
        return np.round(people.total(values * is_asked) / people.total(is_asked), MEAN_DECIMALS)

    def is_blank(self) -> Bools:
        """Which houses left the question blank; those without farmland leave all questions on farmland blank."""
        draws, scores, indicator = self.draws, self.scores, self.indicator
        blank = draws.one(f"blank/{indicator.id}/{draws.moment}") < scores.capitals[indicator.capital].missing_share
        if indicator.id in scores.no_farmland_indicators:
            blank |= draws.one("house/no_farmland") < scores.no_farmland_share
        return blank

    @property
    def _stream(self) -> str:
        return f"answer/{self.indicator.id}"

    def _level(self) -> Floats:
        """The house's level (0-1) in this question: that of the capital, with a part of the question's own."""
        target = self.scores.capitals[self.indicator.capital]
        own = self.draws.drifting_normal(f"level/{self.indicator.id}", 1, self.scores.persistence)[:, 0]
        level = self.shape.level(mixed(own, self.deviation, target.own))
        return np.asarray(level ** target.ease.get(self.indicator.id, 1.0))

    def _whole(self, level: Floats, chance: Floats) -> Floats:
        span = self.indicator.highest - self.indicator.lowest
        return np.minimum(self.indicator.lowest + np.floor(span * level + chance), self.indicator.highest)
