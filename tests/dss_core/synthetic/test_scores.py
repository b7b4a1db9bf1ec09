"""Hidden levels and answers."""

import numpy as np
import pytest

from dss_core.catalog.catalog import Catalog
from dss_core.synthetic.draws import Draws
from dss_core.synthetic.recipe import Recipe
from dss_core.synthetic.scores import Answering, Shape, deviations_of

DRAWS = Draws(3, 0, 20_000, "2026-1")


@pytest.mark.parametrize(("mean", "sd"), [(0.1, 0.16), (0.2, 0.22), (0.4, 0.1), (0.5, 0.14)])
def test_a_shape_gives_levels_of_its_mean_and_standard_deviation(mean: float, sd: float) -> None:
    level = Shape(mean, sd).level(DRAWS.normal("z")[:, 0])
    assert level.min() >= 0
    assert level.max() <= 1
    assert abs(level.mean() - mean) < 0.005
    assert abs(level.std() - sd) < 0.005


def test_deviations_of_all_capitals_correlate_as_the_recipe_says(recipe: Recipe) -> None:
    area = Draws(3, 0, 20_000, "-").normal("area")[:, 0]
    deviations = deviations_of(DRAWS, recipe.figures.scores, area)
    correlation = np.corrcoef(list(deviations.values()))
    assert np.abs(correlation[np.triu_indices(len(deviations), 1)] - recipe.figures.scores.shared).max() < 0.03


def test_answers_of_a_house_are_whole_and_on_the_indicator_s_scale(catalog: Catalog, recipe: Recipe) -> None:
    indicator = next(i for i in catalog.instrument.indicators if i.is_whole)
    question = Answering(DRAWS, recipe.figures.scores, indicator, Shape(0.4, 0.2), DRAWS.normal("z")[:, 0])
    assert set(question.by_house()) == {1.0, 2.0, 3.0, 4.0}


def test_a_house_without_farmland_leaves_every_question_on_farmland_blank(catalog: Catalog, recipe: Recipe) -> None:
    scores = recipe.figures.scores
    blanks = [
        Answering(DRAWS, scores, i, Shape(0.4, 0.2), DRAWS.normal("z")[:, 0]).is_blank()
        for i in catalog.instrument.indicators
        if i.id in scores.no_farmland_indicators
    ]
    assert len(blanks) == len(scores.no_farmland_indicators)
    share = np.all(blanks, axis=0).mean()
    assert abs(share - scores.no_farmland_share) < 0.003
