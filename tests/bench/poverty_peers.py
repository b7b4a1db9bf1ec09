"""Alkire-Foster measures by pandas and by the package mpitb, each as somebody who knows it well would ask for them."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

AREA, WEIGHT = "area", "weight"
POOR, POOR_SCORE = "poor", "poor_score"


@dataclass(frozen=True, eq=False)
class Measures:
    """H and M0 (areas, cut-offs), and the censored headcounts (areas, cut-offs, indicators); shares, 0-1."""

    headcount: np.ndarray
    adjusted: np.ndarray
    censored: np.ndarray


@dataclass(frozen=True, eq=False)
class Households:
    """A frame with a column of 0 and 1 for each indicator, an area and a weight; and what is asked of it."""

    frame: pd.DataFrame
    indicators: list[str]
    weights: np.ndarray
    cutoffs: np.ndarray

    def weighted(self) -> tuple[pd.Series, pd.DataFrame]:
        """The scores, and the columns to add up: what depends on no cut-off is multiplied once."""
        score = self.frame[self.indicators].dot(self.weights)
        weight = self.frame[WEIGHT]
        columns = self.frame[self.indicators].mul(weight, axis=0)
        return score, columns.assign(**{POOR: weight, POOR_SCORE: weight * score})


def pandas_by_cutoff(asked: Households) -> Measures:
    """A vectorised pass for each cut-off; who is not poor at one is not looked at again at a higher one."""
    (score, columns), area = asked.weighted(), asked.frame[AREA]
    people = asked.frame[WEIGHT].groupby(area).sum()
    found = []
    for cutoff in asked.cutoffs:
        is_poor = score >= cutoff
        score, columns, area = score[is_poor], columns[is_poor], area[is_poor]
        found.append(columns.groupby(area).sum().reindex(people.index, fill_value=0.0).div(people, axis=0))
    return _measures(np.stack([one.to_numpy() for one in found], axis=1))


def pandas_by_bands(asked: Households) -> Measures:
    """One pass by area and number of cut-offs reached, then added up from the highest: this program's own way."""
    (score, columns), area = asked.weighted(), asked.frame[AREA]
    bands = len(asked.cutoffs) + 1
    key = area * bands + np.searchsorted(asked.cutoffs, score, side="right")
    sums = columns.groupby(key).sum().reindex(range(bands * (area.max() + 1)), fill_value=0.0).to_numpy()
    reached = sums.reshape(-1, bands, columns.shape[1])[:, ::-1].cumsum(axis=1)[:, ::-1]
    everybody = reached[:, :1, columns.columns.get_loc(POOR), None]
    return _measures(reached[:, 1:] / everybody)


def mpitb(asked: Households) -> Measures:
    """All cut-offs (the package takes percent) in one call over the areas, as its guide does it."""
    from mpitb.core import MPIToolbox

    toolbox = MPIToolbox()
    toolbox.svyset(weight=WEIGHT)
    toolbox.set(name="bench", dimensions=[(asked.indicators, "all")])
    toolbox.setwgts("bench", "own", indw=asked.weights.tolist())
    percents = [float(100 * cutoff) for cutoff in asked.cutoffs]
    with warnings.catch_warnings(action="ignore"):
        # It writes its scores into the frame that it is given.
        records = toolbox.est(asked.frame.copy(), "bench", percents, weights="own", svy=True, over=[AREA])
    found = pd.DataFrame(records).query("loa == @AREA")
    plain = found.pivot_table("b", ["subg", "k"], "measure", observed=True)
    inside = found[found["measure"] == "hdk"].pivot_table("b", ["subg", "k"], "indicator")[asked.indicators]
    shape = (-1, len(percents))
    censored = inside.to_numpy().reshape(*shape, len(asked.indicators))
    return Measures(plain["H"].to_numpy().reshape(shape), plain["M0"].to_numpy().reshape(shape), censored)


def _measures(shares: np.ndarray) -> Measures:
    """From the columns of ``weighted`` as shares of the people: (areas, cut-offs, columns)."""
    return Measures(shares[:, :, -2], shares[:, :, -1], shares[:, :, :-2])
