"""Rounds of the synthetic province: a seed gives the same houses and people in every round and in every chunk."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.model.rounds import round_id
from dss_core.settings import load_settings
from dss_core.synthetic.draws import Draws
from dss_core.synthetic.household_sheet import household_frame
from dss_core.synthetic.houses import houses_of
from dss_core.synthetic.member_sheet import member_fields, member_frame
from dss_core.synthetic.recipe import Notice, PanelRound, Recipe, load_recipe
from dss_core.synthetic.sheets import Findings
from dss_core.synthetic.survey import Shapes, calibrate, survey

CHUNK = 20_000


@dataclass(frozen=True, eq=False)
class SyntheticRound:
    """One round, or a chunk of one, as the two sheets of an upload. ``year`` is Common Era; the cells are as typed."""

    year: int
    wave: int
    households: pd.DataFrame
    members: pd.DataFrame
    notice: Notice


def generate(
    catalog: Catalog, households: int, year: int, wave: int, seed: int, first: int = 0, recipe: Recipe | None = None
) -> SyntheticRound:
    """A round of one or more houses in a year (Common Era), beginning with house number ``first`` of the seed.

    Rounds of one seed whose windows of house numbers overlap share those houses and the people in them.
    Without a recipe, that of this installation's data folder is read.
    """
    return next(generate_chunks(catalog, households, year, wave, seed, first, recipe, chunk=households))


def generate_chunks(
    catalog: Catalog, households: int, year: int, wave: int, seed: int, first: int = 0,
    recipe: Recipe | None = None, chunk: int = CHUNK,
) -> Iterator[SyntheticRound]:  # fmt: skip
    """The same round as ``generate`` in pieces of at most ``chunk`` houses, made one at a time."""
    recipe = recipe or load_recipe(load_settings().data_dir)
    shapes = calibrate(catalog, recipe.figures, seed, year, wave)
    for start in range(0, households, chunk):
        draws = Draws(seed, first + start, min(chunk, households - start), round_id(year, wave))
        yield _window(catalog, recipe, draws, year, wave, shapes)


def panel(rounds: tuple[PanelRound, ...]) -> list[tuple[PanelRound, int]]:
    """The rounds with the number of their first house: those that left after a round are its first ones.

    Houses are alike in everything that depends on chance, so it does not matter which of them leave.
    """
    first, starts = 0, []
    for entry in rounds:
        starts.append((entry, first))
        first += round(entry.households * entry.left_share)
    return starts


def _window(catalog: Catalog, recipe: Recipe, draws: Draws, year: int, wave: int, shapes: Shapes) -> SyntheticRound:
    sheets = catalog.formats[recipe.figures.format].sheets
    found = Findings(
        catalog=catalog,
        recipe=recipe,
        draws=draws,
        houses=houses_of(draws, catalog.areas, recipe.figures.places),
        survey=survey(catalog, recipe.figures, draws, year, shapes),
        year=year,
        wave=wave,
    )
    assert sheets.members is not None
    members = member_fields(found, sheets.members)
    return SyntheticRound(
        year=year,
        wave=wave,
        households=household_frame(found, sheets.households, members),
        members=member_frame(found, sheets.members, members),
        notice=recipe.figures.notice,
    )
