"""Interpretation bands (แปลผล): the definitions of ``data/catalog/bands.toml``, checked."""

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from dss_core.catalog.definitions import Definition, Instrument, Level, Sourced
from dss_core.catalog.files import BANDS, INSTRUMENT, bad, by_id, parse_toml, read_text


class Bands(Sourced):
    """One way to put a mean into words; a mean is rounded to ``decimals`` places before it is looked up."""

    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    levels_from: Literal["instrument"] | None = None
    levels: tuple[Level, ...] = ()


class _BandsFile(Definition):
    bands: Annotated[tuple[Bands, ...], Field(min_length=1)]


def load_bands(data_dir: Path) -> dict[str, Bands]:
    """The bands by id, in the order of the file; BadCatalog (file, key, problem, remedy) for the first wrong one."""
    bands = parse_toml(BANDS, read_text(data_dir, BANDS), _BandsFile).bands
    for place, one in enumerate(bands):
        # The instrument's own levels are checked with the instrument.
        if one.levels_from is None:
            _check_levels(f"bands[{place}].levels", one.levels)
    if any(one.levels_from for one in bands):
        instrument = parse_toml(INSTRUMENT, read_text(data_dir, INSTRUMENT), Instrument)
        bands = tuple(_with_levels(place, one, instrument.levels) for place, one in enumerate(bands))
    return by_id(BANDS, "bands", bands)


def _with_levels(place: int, bands: Bands, levels: tuple[Level, ...]) -> Bands:
    if bands.levels_from is None:
        return bands
    if bands.levels:
        raise bad("catalog_value", BANDS, f"bands[{place}].levels_from", bands.levels_from, "levels | levels_from")
    return bands.model_copy(update={"levels": levels})


def _check_levels(key: str, levels: tuple[Level, ...]) -> None:
    """Levels are numbered from 1 and follow one another without gap or overlap."""
    if not levels:
        raise bad("catalog_levels", BANDS, key, "0", "1")
    for at, level in enumerate(levels):
        if level.number != at + 1:
            raise bad("catalog_levels", BANDS, f"{key}[{at}].number", level.number, at + 1)
        if level.lower >= level.upper:
            raise bad("catalog_levels", BANDS, f"{key}[{at}].upper", level.upper, f"> {level.lower}")
    for at, (lower, upper) in enumerate(pairwise(levels), start=1):
        if upper.lower != lower.upper:
            raise bad("catalog_levels", BANDS, f"{key}[{at}].lower", upper.lower, lower.upper)
