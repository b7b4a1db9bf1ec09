"""One round of the survey over a window of houses, and the calibration that makes its scores meet their targets."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from dss_core.analysis.livelihood.scoring import score
from dss_core.catalog.catalog import Catalog
from dss_core.model.rounds import round_id
from dss_core.synthetic.draws import Bools, Draws, Floats
from dss_core.synthetic.families import People, people_of
from dss_core.synthetic.houses import area_deviation_of
from dss_core.synthetic.recipe import Figures
from dss_core.synthetic.scores import Answering, Shape, deviations_of
from dss_core.synthetic.traits import Persona, incomes_of, persona_of

Shapes = Mapping[str, Shape]
EDGE = 0.005  # a hidden level's mean keeps this far from the ends of the scale
WIDEST = 0.97  # of the largest standard deviation that its mean allows


@dataclass(frozen=True)
class Survey:
    """What the survey of a window of houses found. ``answers`` is houses x indicators, NaN where left blank."""

    people: People
    persona: Persona
    income_baht: Floats
    is_poor: Bools
    answers: pd.DataFrame


def survey(catalog: Catalog, figures: Figures, draws: Draws, year: int, shapes: Shapes) -> Survey:
    """The survey of a window of houses in a year (Common Era), with hidden levels of the given shapes."""
    scores = figures.scores
    deviations = deviations_of(draws, scores, area_deviation_of(draws, catalog.areas, figures.places))
    people = people_of(draws, figures.family, year, figures.reference_year)
    persona = persona_of(draws, people, figures.traits, deviations[figures.traits.follow])
    questions = {
        i.id: Answering(draws, scores, i, shapes[i.capital], deviations[i.capital])
        for i in catalog.instrument.indicators
    }
    income_baht = incomes_of(draws, people, persona, figures.income, questions[figures.income.indicator].by_house())
    answers = {}
    for name, question in questions.items():
        rule = scores.members.get(name)
        given = question.by_member(rule, people, persona, income_baht) if rule else question.by_house()
        answers[name] = np.where(question.is_blank(), np.nan, given)
    is_poor = _is_poor(draws, figures, deviations)
    return Survey(people, persona, income_baht, is_poor, pd.DataFrame(answers))


def calibrate(catalog: Catalog, figures: Figures, seed: int, year: int, wave: int) -> Shapes:
    """Shapes of the hidden levels with which the capital scores of a round meet their means and standard deviations.

    Fixed-point steps over the first houses of the seed: each step moves a hidden mean by what the realised mean
    still lacks and scales a hidden deviation by what the realised one lacks. Rounding to whole answers, averaging
    over members and blanks are thereby taken into account.
    """
    instrument = catalog.instrument
    draws = Draws(seed, 0, figures.scores.calibration_households, round_id(year, wave))
    span = {i.capital: (i.lowest, i.highest - i.lowest) for i in instrument.indicators}
    targets = {}
    for name, wanted in figures.scores.capitals.items():
        lowest, width = span[name]
        mean = wanted.mean + wanted.drift_per_year * (year - figures.reference_year)
        targets[name] = _possible((mean - lowest) / width, wanted.sd / width)
    shapes = dict(targets)
    for _ in range(figures.scores.calibration_steps):
        capitals = score(survey(catalog, figures, draws, year, shapes).answers, instrument).capitals
        for name, target in targets.items():
            lowest, width = span[name]
            mean_gap = target.mean - (capitals[name].mean() - lowest) / width
            sd_ratio = target.sd * width / capitals[name].std()
            shapes[name] = _possible(shapes[name].mean + mean_gap, shapes[name].sd * sd_ratio)
    return shapes


def _possible(mean: float, sd: float) -> Shape:
    """The nearest shape that a beta distribution can have."""
    mean = float(np.clip(mean, EDGE, 1 - EDGE))
    return Shape(mean, float(np.clip(sd, EDGE, WIDEST * np.sqrt(mean * (1 - mean)))))


def _is_poor(draws: Draws, figures: Figures, deviations: Mapping[str, Floats]) -> Bools:
    """Which houses are found poor: the lower part, in the share wanted, of a mark that follows the overall score."""
    scores, outcome = figures.scores, figures.outcome
    spread = {name: target.sd for name, target in scores.capitals.items()}
    own, together = sum(sd**2 for sd in spread.values()), sum(spread.values()) ** 2
    overall = sum((sd * deviations[name] for name, sd in spread.items()), np.zeros(draws.count))
    overall /= np.sqrt(own + scores.shared * (together - own))
    noise = draws.drifting_normal("outcome", 1, scores.persistence)[:, 0]
    mark = outcome.by_score * overall + np.sqrt(1 - outcome.by_score**2) * noise
    found: Bools = mark <= ndtri(outcome.poor_share)
    return found
