"""A file of unknown headings -> which column is probably which field, how sure that is, and why.

Nothing is decided here: a person looks at the proposals and agrees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from dss_core.catalog.formats import SheetFormat, UploadFormat
from dss_core.errors import BadInput
from dss_core.intake.faults import Rules
from dss_core.intake.headings import Heading, PlainSheet, find_heading, laid_out
from dss_core.intake.listed_cells import spelling
from dss_core.intake.mapping.contents import ColumnSample, Contents, samples
from dss_core.intake.mapping.likeness import HINTED, SAME, likeness, names_of
from dss_core.intake.matching import file_fingerprint, fingerprint, known_names
from dss_core.intake.sheets import Sheet

LEAST_CONFIDENCE = 0.5
BY_NAME = 0.97  # the confidence in a name that decides, before the cells are looked at
BY_CONTENT = 0.85  # the most that cells alone can say
LEAST_CELLS = 3  # that can say something without a name
MOST_FIT, HALF_FIT = 0.9, 0.5  # shares of cells that confirm a name, and that leave it as it is
PLAIN_NUMBERS = frozenset({"score", "whole", "number"})  # cells of so many columns fit them that they say nothing alone
NEEDED_COUNTS = 2.0  # a needed field before one that may lack


class Reason(StrEnum):
    """Why a column is proposed for a field."""

    NAME = "name"
    HINT = "hint"
    LIKE = "like"
    CONTENT = "content"


@dataclass(frozen=True)
class Proposal:
    """A column proposed for a field. confidence: 0-1. share: of the cells that fit it; None where any text fits."""

    field: str
    position: int
    confidence: float
    reason: Reason
    share: float | None


@dataclass(frozen=True)
class FoundColumn:
    """One column of a sheet: its heading, the kinds of its values with their shares, and examples.

    examples: only of a column proposed for a field that tells nothing of a person; texts of the file.
    """

    position: int
    heading: str
    classes: tuple[tuple[str, float], ...]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetProposal:
    """One sheet and its proposals. missing: needed fields for which none is made.

    first_row, row_count: the file's row in which the headings begin, and how many rows they take. left_out: how many
    rows further down only repeat them.
    """

    name: str
    first_row: int
    row_count: int
    left_out: int
    fingerprint: str
    columns: tuple[FoundColumn, ...]
    proposals: tuple[Proposal, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> float:
        """The sum of the confidences."""
        return sum(one.confidence for one in self.proposals)


@dataclass(frozen=True)
class MappingProposal:
    """A file's sheets and what is proposed for them; ``sheets`` are the names of all that could be chosen."""

    format_id: str
    format_version: int
    fingerprint: str
    households: SheetProposal
    members: SheetProposal | None
    sheets: tuple[str, ...]


@dataclass(frozen=True)
class SheetChoice:
    """The sheets that somebody chose by name instead of those proposed; ``members`` may be nobody ("")."""

    households: str | None = None
    members: str | None = None


def propose(sheets: Sequence[Sheet], upload: UploadFormat, rules: Rules, choice: SheetChoice) -> MappingProposal:
    """What each sheet probably is in a format. One of the sheets has rows (see ``read_file``).

    ``BadInput``: mapping_unknown_sheet for a sheet that is not there, mapping_no_headings for one without headings.
    """
    known = known_names(list(rules.catalog.formats.values()))
    file = [_Table.of(sheet, known) for sheet in sheets if sheet.row_count > 1]
    contents = Contents(rules)
    wanted, wanted_people = upload.sheets.households, upload.sheets.members
    free = [table for table in file if choice.households or table.raw.name != choice.members]
    houses = _best(free, wanted, contents, choice.households)
    people = None
    if wanted_people is not None and choice.members != "":
        others = [table for table in file if table.raw.name != houses.name]
        if others or choice.members:
            people = _best(others, wanted_people, contents, choice.members)
        if people is not None and not choice.members and _worth(people, wanted_people)[0] < HALF_FIT:
            people = None
    return MappingProposal(
        format_id=upload.id,
        format_version=upload.version,
        fingerprint=file_fingerprint([table.plain for table in file]),
        households=houses,
        members=people,
        sheets=tuple(table.raw.name for table in file),
    )


def nearest_format(
    sheets: Sequence[Sheet], formats: Sequence[UploadFormat], rules: Rules, choice: SheetChoice
) -> MappingProposal:
    """The proposal in the format that the file is most like: in which most of what is needed is found."""
    proposals = {upload.id: propose(sheets, upload, rules, choice) for upload in formats}
    by_id = {upload.id: upload for upload in formats}
    best = max(proposals, key=lambda name: _worth(proposals[name].households, by_id[name].sheets.households))
    return proposals[best]


def _worth(proposal: SheetProposal, wanted: SheetFormat) -> tuple[float, float, bool]:
    """What speaks for a sheet: the share of what is needed that it has, the sum of the confidences, its name."""
    needed = sum(column.required for column in wanted.columns)
    names = {spelling(name) for name in (wanted.name, *wanted.aliases)}
    return (1 - len(proposal.missing) / max(1, needed), proposal.total, spelling(proposal.name) in names)


def _best(file: Sequence["_Table"], wanted: SheetFormat, contents: Contents, chosen: str | None) -> SheetProposal:
    """The sheet that was chosen, or else the one that is most like what is wanted."""
    found = [_propose_sheet(table, wanted, contents) for table in file if chosen in (None, table.raw.name)]
    if not found:
        raise BadInput("mapping_unknown_sheet", sheet=chosen or "")
    best = max(found, key=lambda one: _worth(one, wanted))
    if not best.row_count:
        # Its first household would stand as the headings.
        raise BadInput("mapping_no_headings", sheet=best.name)
    return best


def _propose_sheet(table: "_Table", wanted: SheetFormat, contents: Contents) -> SheetProposal:
    proposals = _Grid(table.samples, wanted, contents).proposals()
    fields = {one.position: wanted.column(one.field) for one in proposals}
    columns = tuple(
        FoundColumn(
            sample.position,
            sample.heading,
            sample.classes,
            contents.examples(sample, fields[sample.position]) if sample.position in fields else (),
        )
        for sample in table.samples
    )
    told = {one.field for one in proposals}
    return SheetProposal(
        name=table.raw.name,
        first_row=table.raw.first_row + table.heading.first,
        row_count=table.heading.count,
        left_out=len(table.plain.left_out),
        fingerprint=fingerprint(table.heading.names),
        columns=columns,
        proposals=proposals,
        missing=tuple(column.field for column in wanted.columns if column.required and column.field not in told),
    )


@dataclass(frozen=True, eq=False)
class _Table:
    """A sheet as it is in the file, with its headings found, laid out below them, and a sample of each column."""

    raw: Sheet
    heading: Heading
    plain: PlainSheet
    samples: list[ColumnSample]

    @classmethod
    def of(cls, sheet: Sheet, known: frozenset[str]) -> "_Table":
        heading = find_heading(sheet, known)
        plain = laid_out(sheet, heading)
        return cls(sheet, heading, plain, samples(plain))


class _Grid:
    """Every column of a sheet against every field of a format."""

    def __init__(self, taken: list[ColumnSample], wanted: SheetFormat, contents: Contents) -> None:
        self.taken, self.fields, self.contents = taken, wanted.columns, contents
        names = [names_of(column, contents.rules.catalog) for column in self.fields]
        self.alike = [[likeness(sample.heading, *both) for both in names] for sample in taken]
        self.shares = [self._shares(sample, row) for sample, row in zip(taken, self.alike, strict=True)]
        self.rivals = [self._rivals(at) for at in range(len(self.fields))]

    def _shares(self, sample: ColumnSample, alike: list[float]) -> list[float | None]:
        """The shares of cells that fit, where they matter: a column that bears the name of a field is that one."""
        is_named = SAME in alike
        return [
            self.contents.share(sample, column) if like or not (is_named or column.kind in PLAIN_NUMBERS) else None
            for column, like in zip(self.fields, alike, strict=True)
        ]

    def _rivals(self, at: int) -> int:
        """How many could be meant by cells of this kind: columns whose cells fit, or fields that they would fit."""
        check = self.contents.check_of(self.fields[at])
        fields = sum(self.contents.check_of(column) == check for column in self.fields)
        columns = sum((row[at] or 0.0) >= MOST_FIT for row in self.shares)
        return max(1, fields, columns)

    def confidence(self, row: int, at: int) -> tuple[float, Reason]:
        """How sure it is that a column is a field, and why."""
        alike, share = self.alike[row][at], self.shares[row][at]
        if not alike:
            told = share if share is not None and self._is_telling(row, at) else 0.0
            return BY_CONTENT * told / self.rivals[at], Reason.CONTENT
        reason = Reason.NAME if alike == SAME else Reason.HINT if alike == HINTED else Reason.LIKE
        by_name = min(alike, BY_NAME)
        if share is None or HALF_FIT <= share < MOST_FIT:
            return by_name, reason
        return (by_name + (1 - by_name) / 2 if share >= MOST_FIT else by_name * share), reason

    def _is_telling(self, row: int, at: int) -> bool:
        """Whether cells may speak alone: some of them, and no bare digits for a code, which fit any list."""
        filled = self.taken[row].filled
        is_code = self.fields[at].codes is not None
        return len(filled) >= LEAST_CELLS and not (is_code and any(text.isdigit() for text in filled))

    def proposals(self) -> tuple[Proposal, ...]:
        """Each field with the column that suits it, no column twice: the sum of all confidences is the greatest."""
        judged = [[self.confidence(row, at) for at in range(len(self.fields))] for row in range(len(self.taken))]
        sure = np.array([[confidence for confidence, _ in row] for row in judged]).reshape(-1, len(self.fields))
        sure[sure < LEAST_CONFIDENCE] = 0.0
        pairs = zip(*linear_sum_assignment(sure * self._weights(), maximize=True), strict=True)
        found = [
            Proposal(
                self.fields[at].field,
                self.taken[row].position,
                float(sure[row, at]),
                judged[row][at][1],
                self.shares[row][at],
            )
            for row, at in pairs
            if sure[row, at] > 0
        ]
        order = {column.field: place for place, column in enumerate(self.fields)}
        return tuple(sorted(found, key=lambda one: order[one.field]))

    def _weights(self) -> NDArray[np.float64]:
        return np.array([NEEDED_COUNTS if column.required else 1.0 for column in self.fields])
