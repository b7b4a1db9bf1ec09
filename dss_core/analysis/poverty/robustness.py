"""Does the order of the areas hold when the cut-off or the weights are chosen otherwise?

Alkire et al. (2015), Multidimensional Poverty Measurement and Analysis, chapter 8: rank correlations, and the share of
pairs of areas that keep their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.poverty.alkire_foster import alkire_foster
from dss_core.analysis.poverty.profiles import Profiles
from dss_core.catalog.specification import MissingAnswers


@dataclass(frozen=True, eq=False)
class Robustness:
    """How far other choices keep the order of the areas under the first choice.

    ``kendall`` (choices,): tau-b, 1 same order to -1 reversed, NaN when a choice ranks nothing. ``same_order``
    (choices,): the share of pairs that stand in the same order. ``always_same``: the share that does under all of them.
    ``pair_count``: how many pairs are told apart by the first choice.
    """

    choices: tuple[str, ...]
    kendall: Floats
    same_order: Floats
    always_same: float
    pair_count: int


def weight_schemes(dimensions: Mapping[str, Sequence[int]], weights: Floats, emphasis: float) -> dict[str, Floats]:
    """For each dimension, weights (J,) that give it ``emphasis`` (0-1) and the others equal parts of the rest.

    ``dimensions``: the positions of each one's indicators. Inside a dimension the weights keep their proportions. With
    one dimension there is nothing to choose.
    """
    if len(dimensions) < 2:
        return {}
    schemes = {}
    for chosen in dimensions:
        scheme = np.empty_like(weights)
        for name, positions in dimensions.items():
            share = emphasis if name == chosen else (1 - emphasis) / (len(dimensions) - 1)
            inside = weights[list(positions)]
            parts = inside / inside.sum() if inside.sum() > 0 else np.full(len(inside), 1 / len(inside))
            scheme[list(positions)] = share * parts
        schemes[chosen] = scheme
    return schemes


def area_robustness(
    profiles: Profiles,
    weights: Floats,
    cutoff: float,
    other_cutoffs: Sequence[float],
    schemes: Mapping[str, Floats],
    missing: MissingAnswers = MissingAnswers.LEAVE_OUT,
) -> Robustness:
    """How the order of the profiles' groups by M0 at these weights and cut-off holds under other cut-offs and weights.

    Choices are named ``k=0.5`` and ``weights=<scheme>``.
    """
    at_cutoffs = alkire_foster(profiles, weights, [cutoff, *other_cutoffs], missing).adjusted[1:]
    at_weights = [alkire_foster(profiles, scheme, [cutoff], missing).adjusted[1:, 0] for scheme in schemes.values()]
    names = (*(f"k={other:g}" for other in other_cutoffs), *(f"weights={name}" for name in schemes))
    first = at_cutoffs[:, 0]
    return robustness(first, names, np.array([*at_cutoffs[:, 1:].T, *at_weights]).reshape(len(names), len(first)))


def robustness(first: Floats, choices: tuple[str, ...], others: Floats) -> Robustness:
    """The comparison of values (areas,) with those of other choices (choices, areas), over areas that have them all."""
    known = ~np.isnan(first) & ~np.isnan(others).any(axis=0)
    first, others = first[known], others[:, known]
    upper = np.triu_indices(len(first), k=1)
    order = _order(first, upper)
    is_told = order != 0
    same = np.array([_order(other, upper) == order for other in others], dtype=np.bool_)
    same = same.reshape(len(others), len(order))[:, is_told]
    return Robustness(
        choices=choices,
        kendall=np.array([_tau(first, other) for other in others]),
        same_order=np.array([_share(one) for one in same]),
        always_same=_share(np.asarray(same.all(axis=0))),
        pair_count=int(is_told.sum()),
    )


def _order(values: Floats, pairs: tuple[Integers, Integers]) -> Floats:
    # Equal on paper, unequal by a rounding error: no order.
    order: Floats = np.sign(np.round(values[pairs[0]] - values[pairs[1]], 12))
    return order


def _tau(first: Floats, other: Floats) -> float:
    if len(first) < 2:
        return float("nan")
    return float(stats.kendalltau(np.round(first, 12), np.round(other, 12)).statistic)


def _share(flags: Flags) -> float:
    return float(flags.mean()) if len(flags) else float("nan")
