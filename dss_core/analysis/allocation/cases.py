"""The cases that a plan can serve: every household with every programme it is eligible for, counted in satang."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from dss_core.analysis.allocation.contract import Offer
from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.errors import BadInput

SATANG = 100  # to the baht: money is counted in whole satang, so that sums are exact in any order
MOST_SATANG = 2**62  # beyond it a running sum could leave the 64-bit integers


@dataclass(frozen=True, eq=False)
class Cases:
    """units: offers x households, 0 where there is no case. undecided: offers x households. costs: satang a unit."""

    programme_ids: tuple[str, ...]
    units: Integers
    undecided: Flags
    costs: Integers

    @property
    def is_case(self) -> Flags:
        """Offers x households: the pairs that could be served."""
        return self.units > 0

    @property
    def satang(self) -> Integers:
        """Offers x households: what serving a pair costs."""
        return self.units * self.costs[:, None]


def cases_of(offers: Sequence[Offer], household_count: int) -> Cases:
    """The cases of all offers. A household whose units are unknown is undecided; one without a unit is no case.

    ``BadInput``, with programme: allocation_repeated_programme, allocation_bad_cost, allocation_bad_places,
    allocation_bad_units (negative or broken); allocation_too_large when the sum leaves what can be counted.
    """
    units = np.zeros((len(offers), household_count), dtype=np.int64)
    undecided = np.zeros((len(offers), household_count), dtype=np.bool_)
    for offer, row, open_row in zip(offers, units, undecided, strict=True):
        _check(offer)
        known = _known_units(offer)
        open_row[:] = offer.undecided | (offer.eligible & np.isnan(known))
        row[:] = np.where(offer.eligible & ~open_row, known, 0.0)
    ids = tuple(offer.programme_id for offer in offers)
    if repeated := {name for name in ids if ids.count(name) > 1}:
        raise BadInput("allocation_repeated_programme", programme=min(repeated))
    costs = [satang(offer.unit_cost_baht) for offer in offers]
    if sum(cost * int(row.sum()) for cost, row in zip(costs, units, strict=True)) > MOST_SATANG:
        raise BadInput("allocation_too_large")
    return Cases(ids, units, undecided, np.array(costs, dtype=np.int64))


def is_amount(baht: float) -> bool:
    """Whether an amount of baht can be counted: finite, not negative, within 64-bit satang."""
    return isfinite(baht) and 0 <= baht * SATANG <= MOST_SATANG


def satang(baht: float) -> int:
    """An amount of baht in whole satang (the nearest)."""
    return round(baht * SATANG)


def _check(offer: Offer) -> None:
    if not is_amount(offer.unit_cost_baht):
        raise BadInput("allocation_bad_cost", programme=offer.programme_id)
    if offer.places is not None and offer.places < 0:
        raise BadInput("allocation_bad_places", programme=offer.programme_id)


def _known_units(offer: Offer) -> Floats:
    """The units as whole numbers, NaN where unknown."""
    units = np.asarray(offer.units, dtype=np.float64)
    known = np.where(np.isfinite(units), units, np.nan)
    # More units in one household than a 32-bit number holds is a slip, and would not add up in 64 bits.
    if ((known < 0) | (known % 1 != 0) & ~np.isnan(known) | (known > np.iinfo(np.int32).max)).any():
        raise BadInput("allocation_bad_units", programme=offer.programme_id)
    return known
