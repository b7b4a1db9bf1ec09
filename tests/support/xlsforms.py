"""What pyxform reads in an XLSForm: its questions, its lists, and the warnings on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyxform.xls2xform import convert


@dataclass(frozen=True)
class FormFacts:
    """names, types: of all questions, groups and repeats in their order. lists: how many choices each has."""

    title: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    lists: dict[str, int]
    warnings: tuple[str, ...]
    xform: str
    parts: tuple[dict[str, Any], ...]

    def part(self, name: str) -> dict[str, Any]:
        """The first question, group or repeat of this name."""
        return next(part for part in self.parts if part.get("name") == name)


def read_form(data: bytes, validate: bool = False) -> FormFacts:
    """The facts of a form; pyxform's own error when it is none. ``validate`` asks ODK Validate too (it needs Java)."""
    warnings: list[str] = []
    found = convert(data, warnings, validate=validate)
    form = found._pyxform
    assert form is not None
    parts = tuple(_parts(form["children"]))
    return FormFacts(
        title=str(form["title"]),
        names=tuple(str(part["name"]) for part in parts),
        types=tuple(str(part["type"]) for part in parts),
        lists={name: len(choices) for name, choices in form.get("choices", {}).items()},
        warnings=tuple(warnings),
        xform=found.xform,
        parts=parts,
    )


def _parts(children: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in children:
        if "name" in part:
            yield part
        yield from _parts(part.get("children", []))
