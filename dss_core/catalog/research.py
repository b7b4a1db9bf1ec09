"""What may stand in a research file, and how it is made safe: ``data/catalog/research.toml``, checked."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from dss_core.catalog.definitions import Definition, Id, Label, Sourced
from dss_core.catalog.files import bad, parse_toml, read_text

RESEARCH = "catalog/research.toml"
PLACE = "place"
Share = Annotated[float, Field(ge=0, lt=1)]


class Group(Definition):
    """Codes of a list that are told as one."""

    code: Annotated[str, Field(min_length=1)]
    label: Label
    of: tuple[str, ...]


class Step(Definition):
    """One way to tell an answer, by one of: an area, classes of whole numbers, the answer itself, groups of codes."""

    label: Label
    level: Literal["subdistrict", "district"] | None = None
    limits: tuple[int, ...] = ()
    as_answered: bool = False
    groups: tuple[Group, ...] = ()


class Quasi(Definition):
    """What a stranger may know of a household; ``steps`` from fine to coarse."""

    id: Id
    label: Label | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Asked(Definition):
    """Other answers; ``harmless`` values of a sensitive one may become known."""

    ids: Annotated[tuple[Id, ...], Field(min_length=1)]
    role: Literal["sensitive", "other"]
    rounded_to: Annotated[float, Field(gt=0)] | None = None
    needs_ethics: bool = False
    harmless: tuple[str, ...] = ()


class ResearchRules(Sourced):
    """Limits and variables of research files; what each means stands in the file. Shares are 0-1."""

    meaning: Label
    k: Annotated[int, Field(ge=2)]
    k_choices: Annotated[tuple[Annotated[int, Field(ge=2)], ...], Field(min_length=1)]
    l: Annotated[int, Field(ge=1)]  # noqa: E741 (the name in the literature)
    longest_days: Annotated[int, Field(ge=1)]
    most_quasi: Annotated[int, Field(ge=1, le=8)]
    most_left_out_share: Share
    quasi: tuple[Quasi, ...]
    asked: tuple[Asked, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything that may be asked for, in order."""
        return (*(one.id for one in self.quasi), *(name for one in self.asked for name in one.ids))

    def quasi_of(self, name: str) -> Quasi | None:
        """The quasi-identifier of this id, if it is one."""
        return next((one for one in self.quasi if one.id == name), None)

    def asked_of(self, name: str) -> Asked | None:
        """The block of an answer that is no quasi-identifier."""
        return next((one for one in self.asked if name in one.ids), None)

    def needs_ethics(self, name: str) -> bool:
        """Whether the answer is handed out only with an ethics approval."""
        found = self.asked_of(name)
        return found is not None and found.needs_ethics


def load_research(data_dir: Path) -> ResearchRules:
    """The rules; ``BadCatalog`` (file, key, problem, remedy) when they are wrong."""
    rules = parse_toml(RESEARCH, read_text(data_dir, RESEARCH), ResearchRules)
    if rules.k not in rules.k_choices:
        raise bad("catalog_value", RESEARCH, "k", rules.k, ", ".join(map(str, rules.k_choices)))
    if len(set(rules.ids)) < len(rules.ids):
        raise bad("catalog_value", RESEARCH, "asked", "the same id twice", "each id once")
    for one in rules.quasi:
        for place, step in enumerate(one.steps):
            ways = [step.level is not None, bool(step.limits), step.as_answered, bool(step.groups)]
            if sum(ways) != 1 or list(step.limits) != sorted(set(step.limits)):
                raise bad("catalog_value", RESEARCH, f"quasi.{one.id}.steps[{place}]", "", "level|limits|groups")
    return rules


def check_research_names(rules: ResearchRules, known: Collection[str]) -> None:
    """Nothing, or ``BadCatalog`` for an id that no household has an answer to."""
    unknown = [name for name in rules.ids if name != PLACE and name not in known]
    if unknown:
        raise bad("catalog_value", RESEARCH, "ids", ", ".join(unknown), "variables.toml, instrument.toml")
