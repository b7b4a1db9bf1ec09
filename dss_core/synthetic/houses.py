"""Where a house stands and what its code is: both follow from its number alone, so they last over the rounds."""

from dataclasses import dataclass

import numpy as np

from dss_core.catalog.areas import Areas
from dss_core.synthetic.draws import Draws, Floats, Ints, Texts
from dss_core.synthetic.recipe import Places

PATTERN = 10_000  # after so many houses the order of sub-districts repeats
GOLDEN = (np.sqrt(5) - 1) / 2
SERIALS = 1_000_000  # six digits
SCATTER = 387_420_489  # 3 ** 18: no common factor with a power of ten, so that multiplying only mixes the numbers
CODE_WEIGHTS = np.arange(11, 1, -1)
KM_PER_DEGREE = 111.32


@dataclass(frozen=True)
class Houses:
    """The houses of a window; ``area`` is the position in the catalogue's sub-districts, ``code`` is XXXX-XXXXXX-X."""

    number: Ints
    area: Ints
    code: Texts
    serial: Ints
    village: Ints
    latitude: Floats
    longitude: Floats


def houses_of(draws: Draws, areas: Areas, places: Places) -> Houses:
    """The houses of a window. ValueError when a district would need more than a million house codes."""
    number = np.arange(draws.first, draws.first + draws.count)
    pattern = _pattern(_weights(areas, places))
    area = area_of(draws, areas, places)
    serial = _serials(number, pattern, np.array([int(str(area.parent_code)) for area in areas.subdistricts]))
    latitude, longitude = _points(draws, areas, area, places)
    villages = np.array([places.fewest_villages + int(a.code) * 7 % places.more_villages for a in areas.subdistricts])
    return Houses(
        number=number,
        area=area,
        code=_codes(areas, area, (serial * SCATTER + draws.seed) % SERIALS),
        serial=serial,
        village=1 + (draws.one("house/village") * villages[area]).astype(np.int64),
        latitude=latitude,
        longitude=longitude,
    )


def area_of(draws: Draws, areas: Areas, places: Places) -> Ints:
    """The position of each house's sub-district in the catalogue's list."""
    return _pattern(_weights(areas, places))[np.arange(draws.first, draws.first + draws.count) % PATTERN]


def area_deviation_of(draws: Draws, areas: Areas, places: Places) -> Floats:
    """How much better or worse off each house's sub-district is, with mean 0 and variance 1 over the houses."""
    weights = _weights(areas, places)
    weights /= weights.sum()
    everywhere = Draws(draws.seed, 0, len(weights), draws.moment).normal("area/level")[:, 0]
    centred = everywhere - weights @ everywhere
    return (centred / np.sqrt(weights @ centred**2))[area_of(draws, areas, places)]


def _weights(areas: Areas, places: Places) -> Floats:
    return np.array([places.weights.get(area.code, 1.0) for area in areas.subdistricts])


def _pattern(weights: Floats) -> Ints:
    """Positions of sub-districts in a long row, each spread evenly over it in proportion to its weight.

    Steps of the golden ratio fill the unit interval so evenly that every stretch of the row holds nearly its share.
    """
    steps = np.arange(PATTERN) * GOLDEN % 1
    pattern: Ints = np.searchsorted(np.cumsum(weights / weights.sum())[:-1], steps, side="right")
    return pattern


def _serials(number: Ints, pattern: Ints, district: Ints) -> Ints:
    """Each house's number within its district, counted from house 0 on."""
    row = district[pattern]
    earlier_in_row = np.zeros(PATTERN, dtype=np.int64)
    count = np.zeros(PATTERN, dtype=np.int64)
    for code in np.unique(row):
        is_here = row == code
        earlier_in_row[is_here] = np.arange(is_here.sum())
        count[is_here] = is_here.sum()
    serial: Ints = number // PATTERN * count[number % PATTERN] + earlier_in_row[number % PATTERN]
    if serial.max(initial=0) >= SERIALS:
        raise ValueError("a district has more houses than six digits can number")
    return serial


def _codes(areas: Areas, area: Ints, middle: Ints) -> Texts:
    """House codes: the district's four digits, six of the house, and a weighted sum of both as a last digit."""
    district = np.array([int(str(a.parent_code)) for a in areas.subdistricts])[area]
    digits = (district * SERIALS + middle)[:, None] // 10 ** np.arange(9, -1, -1) % 10
    last = (11 - (digits * CODE_WEIGHTS).sum(axis=1) % 11) % 10
    parts = zip(district.tolist(), middle.tolist(), last.tolist(), strict=True)
    return np.array([f"{front:04d}-{number:06d}-{check}" for front, number, check in parts], dtype=object)


def _points(draws: Draws, areas: Areas, area: Ints, places: Places) -> tuple[Floats, Floats]:
    """Latitude and longitude around the sub-district's point, five decimals; NaN where it has no point."""
    nan = float("nan")
    latitude = np.array([nan if a.latitude is None else a.latitude for a in areas.subdistricts])[area]
    longitude = np.array([nan if a.longitude is None else a.longitude for a in areas.subdistricts])[area]
    km = np.clip(places.jitter_km * draws.normal("house/point", 2), -places.furthest_km, places.furthest_km)
    north = km[:, 0] / KM_PER_DEGREE
    east = km[:, 1] / (KM_PER_DEGREE * np.cos(np.radians(latitude)))
    return np.round(latitude + north, 5), np.round(longitude + east, 5)
