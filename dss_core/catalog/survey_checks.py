"""What an upload is tested for beyond its cells: how badly each break is taken, and from which number on it is one."""

from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Definition, Id, Label, Sourced
from dss_core.catalog.files import bad, by_id, parse_toml
from dss_core.model.problems import Severity

CHECKS = "catalog/checks.toml"

# Every check that the intake runs, with the limits it asks for. What must be right for the tables to hold it (keys,
# codes, ranges) is an error by itself and stands in the upload's format.
LIMITS: dict[str, tuple[str, ...]] = {
    "member_count": (),
    "member_sums": (),
    "one_head": (),
    "oldest_age": ("years",),
    "head_age": ("years",),
    "child_income": ("years",),
    "income_sum": ("share", "baht"),
    "score_differs": (),
    "place_names": (),
    "postcode": (),
    "gps_swapped": (),
    "gps_province": ("km",),
    "gps_subdistrict": ("km",),
    "survey_year": (),
    "same_head": (),
    "score_jump": ("points", "spread", "households"),
    "size_jump": ("persons", "spread", "households"),
}


class Limit(Definition):
    """A number from which on something is told."""

    name: Id
    value: Annotated[float, Field(ge=0)]
    unit: Label


class SurveyCheck(Sourced):
    """One check of an upload."""

    meaning: Label
    severity: Severity
    limits: tuple[Limit, ...] = ()

    def limit(self, name: str) -> float:
        """A limit by its name; KeyError if there is none."""
        for limit in self.limits:
            if limit.name == name:
                return limit.value
        raise KeyError(name)


class Purpose(Definition):
    """What a mended file is taken home for."""

    id: Id
    label: Label


class MendedWords(Definition):
    """The headings that the program adds to a mended file, by which it knows them when the file comes back."""

    reason: Label
    suggestion: Label
    legend: Label

    @property
    def headings(self) -> frozenset[str]:
        """The headings of the added columns, in both languages."""
        return frozenset((self.reason.th, self.reason.en, self.suggestion.th, self.suggestion.en))


class SurveyChecks(Definition):
    """The checks of uploads, and the words of the mended file."""

    checks: Annotated[tuple[SurveyCheck, ...], Field(min_length=1)]
    purposes: Annotated[tuple[Purpose, ...], Field(min_length=1)]
    mended: MendedWords

    def check(self, check_id: str) -> SurveyCheck:
        """The check of an id; KeyError if there is none."""
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(check_id)


def read_checks(text: str) -> SurveyChecks:
    """The checks from the text of their file; BadCatalog where a check or a limit is lacking, repeated or unknown."""
    found = parse_toml(CHECKS, text, SurveyChecks)
    by_id(CHECKS, "purposes", found.purposes)
    checks = by_id(CHECKS, "checks", found.checks)
    for name in sorted(checks.keys() ^ LIMITS.keys()):
        raise bad("catalog_unknown_name", CHECKS, "checks", name, ", ".join(LIMITS))
    for place, check in enumerate(found.checks):
        names = tuple(limit.name for limit in check.limits)
        if sorted(names) != sorted(LIMITS[check.id]):
            raise bad("catalog_unknown_name", CHECKS, f"checks[{place}].limits", ", ".join(names), LIMITS[check.id])
    return found
