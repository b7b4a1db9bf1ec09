"""A multidimensional specification as the reader has changed it: which one, the cut-off, the dimensions' weights."""

import math
from dataclasses import dataclass

from dss_core.analysis.arrays import Floats
from dss_core.analysis.poverty.profiles import aligned
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.poverty import CountPoor
from dss_core.catalog.specification import Specification
from dss_core.errors import BadInput

Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class MpiChoice:
    """A specification of the catalogue by its id (or one of a researcher's own) and what is changed of it.

    cutoffs: instead of those of the specification, above 0 and at most 1. weights: of the dimensions, in any unit,
    instead of those of the specification; a dimension that is not named weighs nothing.
    """

    specification: str | Specification
    cutoffs: tuple[float, ...] = ()
    weights: Weights = ()


@dataclass(frozen=True, eq=False)
class ChosenMpi:
    """A checked choice. weights: of the indicators, in the specification's order, summing to 1."""

    specification: Specification
    cutoffs: tuple[float, ...]
    weights: Floats

    @property
    def positions(self) -> dict[str, list[int]]:
        """Where the indicators of each dimension stand."""
        order = {name: at for at, name in enumerate(self.specification.indicators)}
        return {name: [order[one] for one in d.indicators] for name, d in self.specification.dimensions.items()}


def chosen_mpi(catalog: Catalog, choice: MpiChoice) -> ChosenMpi:
    """The choice, checked. ``NotFound``: catalog_unknown. ``BadInput``: poverty_bad_cutoff (cutoff),
    poverty_unknown_dimension (dimension, dimensions), poverty_bad_weight (dimension), poverty_no_weight."""
    specification = (
        catalog.poverty.specification(choice.specification)
        if isinstance(choice.specification, str)
        else choice.specification
    )
    for cutoff in choice.cutoffs:
        if not 0 < cutoff <= 1:
            raise BadInput("poverty_bad_cutoff", cutoff=cutoff)
    weights = aligned(specification.weights, specification.indicators)
    chosen = ChosenMpi(specification, choice.cutoffs or specification.k, weights)
    return chosen if not choice.weights else _weighted(chosen, choice.weights)


def dimension_shares(specification: Specification) -> dict[str, float]:
    """The weight of each dimension; they sum to 1."""
    weights = specification.weights
    return {name: sum(weights[one] for one in d.indicators) for name, d in specification.dimensions.items()}


def first_cutoff(catalog: Catalog, specification_id: str) -> float:
    """The cut-off of the definition of poverty that uses a specification, or else its own first one."""
    for definition in catalog.poverty.definitions:
        if isinstance(definition, CountPoor) and definition.specification == specification_id:
            return definition.k
    return catalog.poverty.specification(specification_id).k[0]


def _weighted(chosen: ChosenMpi, given: Weights) -> ChosenMpi:
    """The choice with the dimensions' weights; inside a dimension the indicators keep their proportions."""
    positions, names = chosen.positions, [name for name, _ in given]
    unknown = [name for name in names if name not in positions]
    if unknown or len(set(names)) != len(names):
        raise BadInput(
            "poverty_unknown_dimension", dimension=", ".join(unknown or names), dimensions=", ".join(positions)
        )
    for name, weight in given:
        if not (math.isfinite(weight) and weight >= 0):
            raise BadInput("poverty_bad_weight", dimension=name)
    total = math.fsum(weight for _, weight in given)
    if not total > 0:
        raise BadInput("poverty_no_weight")
    weights = chosen.weights.copy()
    shares = dict(given)
    for name, at in positions.items():
        inside = weights[at].sum()
        proportions = weights[at] / inside if inside > 0 else 1 / len(at)
        weights[at] = shares.get(name, 0.0) / total * proportions
    return ChosenMpi(chosen.specification, chosen.cutoffs, weights)
