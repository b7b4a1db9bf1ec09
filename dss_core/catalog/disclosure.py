"""What is hidden of small groups: ``data/catalog/disclosure.toml``, checked."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Label, Sourced
from dss_core.catalog.files import bad, parse_toml, read_text

DISCLOSURE = "catalog/disclosure.toml"


class DisclosureRules(Sourced):
    """The smallest group that is shown; what each means stands beside it in the file."""

    meaning: Label
    least: Annotated[int, Field(ge=2)]
    choices: Annotated[tuple[int, ...], Field(min_length=1)]
    quartile_groups: Annotated[int, Field(ge=2)]


def load_disclosure(data_dir: Path) -> DisclosureRules:
    """The rules; ``BadCatalog`` (file, key, problem, remedy) when they are wrong."""
    rules = parse_toml(DISCLOSURE, read_text(data_dir, DISCLOSURE), DisclosureRules)
    if rules.least not in rules.choices:
        raise bad("catalog_value", DISCLOSURE, "least", rules.least, list(rules.choices))
    return rules
