"""What people type on the command line, as values that use cases take."""

from typing import Annotated

import typer

from dss_core.catalog.catalog import Catalog
from dss_core.cli.output import Format
from dss_core.errors import BadInput
from dss_core.language.format import parse_round
from dss_core.model.rounds import round_id
from dss_core.model.scenarios import ProgrammeChoice
from dss_core.usecases.services import Services, all_rounds

RoundText = Annotated[str | None, typer.Option("--round", help="a round, such as 2569-1; the newest by default")]
AreaCode = Annotated[str | None, typer.Option("--area", help="an area code; the whole province by default")]
Preset = Annotated[str, typer.Option("--preset", help="a set of weights of the catalogue")]
Weights = Annotated[list[str] | None, typer.Option("--weight", help="id=weight, instead of a preset; repeat it")]
Form = Annotated[Format, typer.Option("--format", help="form of the answer")]


def area_option(services: Services, area: str | None) -> str:
    """The area that was typed, or the whole province."""
    return area or services.catalog.province.code


def round_option(services: Services, text: str | None) -> str:
    """The id of the round that was typed (``2569-1`` or ``2026-1``), or of the newest round."""
    if text is not None:
        return round_id(*parse_round(text))
    rounds = all_rounds(services)
    if not rounds:
        raise BadInput("no_rounds")
    return rounds[0].id


def weights_option(catalog: Catalog, preset: str, weights: list[str]) -> tuple[tuple[str, float], ...]:
    """The weights that were typed (``id=weight``), or those of a preset when none was."""
    if not weights:
        return tuple(catalog.preset(preset).weights.items())
    pairs = []
    for text in weights:
        name, _, number = text.partition("=")
        pairs.append((name, number_option(number, text)))
    return tuple(pairs)


def programme_option(catalog: Catalog, text: str) -> ProgrammeChoice:
    """A programme as typed: ``id``, ``id=unit cost`` or ``id=unit cost:places``."""
    name, _, rest = text.partition("=")
    programme = catalog.programme(name)
    cost, _, places = rest.partition(":")
    if not cost and programme.unit_cost_baht is None:
        raise BadInput("programme_without_cost", programme=programme.id)
    unit_cost = number_option(cost, text) if cost else float(programme.unit_cost_baht or 0)
    return ProgrammeChoice(programme.id, unit_cost, _whole(places, text) if places else None)


def names_option(text: str) -> tuple[str, ...]:
    """The names in a list typed with commas; blank parts do not count."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _whole(digits: str, text: str) -> int:
    """A whole number, negative ones too: what is impossible is told by the use case, not rounded here."""
    number = number_option(digits, text)
    if not number.is_integer():
        raise BadInput("option_not_whole", option=text)
    return int(number)


def number_option(digits: str, text: str) -> float:
    """The number in the digits of an option; ``BadInput`` (option_not_a_number) tells the whole ``text``."""
    try:
        return float(digits.replace(",", ""))
    except ValueError as error:
        raise BadInput("option_not_a_number", option=text) from error
