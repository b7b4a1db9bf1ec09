"""The one gate of figures: what somebody who may not look at single households is shown of few of them.

The pattern of hidden cells belongs to a round and a classification, not to a reader or a question (see
``analysis.disclosure.places``): whatever is asked, in whatever order and by whomever, the same cells stay hidden.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import Flags
from dss_core.analysis.disclosure.places import ALL, Cell, hidden_cells
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.disclosure import DisclosureRules
from dss_core.errors import BadInput, NotAllowed
from dss_core.model.rounds import Round
from dss_core.usecases.analysis_frame import PLACE_COLUMNS, Unit, whole_round
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services, find_round
from dss_core.usecases.survey_sample import (
    AT_RANDOM,
    DISTRICT,
    ROUND,
    SUBDISTRICT,
    VILLAGE,
    SampleChoice,
    counted_of,
    groupings_of,
    survey_rows,
)

Hidden = Mapping[str, Set[str]]  # place -> the classes (or ``ALL``) that are hidden of it
GATED_PLACES = (DISTRICT, SUBDISTRICT)
SINGLE = ("min", "max")  # the values of single households
QUARTILES = ("q1", "median", "q3")


@dataclass(frozen=True, eq=False)
class Gate:
    """The gate of a round for a viewer who needs one. areas: the places that the asked area is made of."""

    services: Services
    found: Round
    areas: tuple[str, ...]
    _read: dict[str, Hidden] = field(default_factory=dict)  # patterns that this question has asked for

    @cached_property
    def counted(self) -> frozenset[str]:
        """The values whose answers are counted."""
        return frozenset(counted_of(self.services.catalog))

    @property
    def rules(self) -> DisclosureRules:
        """The threshold."""
        return self.services.catalog.disclosure

    def hidden(self, classified: str = "", answered: str = "") -> Hidden:
        """What is hidden of places and one classification (or none); answered: among who answered that value."""
        kind = f"hidden-{self.rules.least}-{classified}-{answered}"

        def build(services: Services, found: Round) -> pd.DataFrame:
            cells = sorted(_pattern(services, found, classified, answered))
            return pd.DataFrame(cells, columns=["place", "code"], dtype="str")

        if kind not in self._read:
            table = whole_round(self.services, self.found, kind, build)
            self._read[kind] = by_place(table.itertuples(index=False, name=None))
        return self._read[kind]

    def incomplete(self, value: str) -> Set[str]:
        """The places of which some class of a value is hidden."""
        return self.hidden(value).keys()

    def hides(self, places: Iterable[str], classified: str = "", code: str = ALL, value: str = "") -> bool:
        """Whether a group is hidden in any of some places; with a value: also among those who answered it."""
        patterns = [self.hidden(classified), *([self.hidden(classified, value)] if value else [])]
        return any(code in pattern.get(place, ()) for place in places for pattern in patterns)

    def hides_mean(self, value: str, places: tuple[str, ...], classified: str = "", code: str = ALL) -> bool:
        """Whether the mean of a value is hidden: with its group, and where a count of its own answers is."""
        is_partly = value in self.counted and not self.incomplete(value).isdisjoint(places)
        return is_partly or self.hides(places, classified, code, value)


def by_place(cells: Iterable[Cell]) -> Hidden:
    """Hidden cells as the classes that are hidden of each place."""
    found: dict[str, set[str]] = {}
    for place, code in cells:
        found.setdefault(place, set()).add(code)
    return found


def gate_for(services: Services, viewer: Viewer, round_id: str, area: str) -> Gate | None:
    """The gate of what this viewer asks; None for who may look at single households.

    ``NotAllowed`` (disclosure_area: least) when so few households are there that nothing of them is told.
    """
    gate = round_gate(services, viewer, round_id, area)
    if gate is not None and gate.hides(gate.areas):
        raise NotAllowed("disclosure_area", least=gate.rules.least)
    return gate


def round_gate(services: Services, viewer: Viewer, round_id: str, area: str) -> Gate | None:
    """The gate of one round beside others: an area of few households hides its figures and refuses nothing."""
    if viewer.may(Permission.EXPLORE_FIGURES):
        return None
    services.catalog.areas.get(area)
    return Gate(services, find_round(services, round_id), viewer.must_see(area).areas)


def check_gated(
    gate: Gate, unit: Unit, by: tuple[str, ...], values: tuple[str, ...] = (), sample: SampleChoice = AT_RANDOM
) -> None:
    """Nothing, or ``BadInput`` for what the gate cannot answer for: disclosure_persons, disclosure_sample,
    disclosure_group (group), disclosure_pair (first, second: what would be crossed).
    """
    if unit is not Unit.HOUSEHOLD:
        raise BadInput("disclosure_persons")
    if sample != AT_RANDOM:
        raise BadInput("disclosure_sample")
    for name in by:
        if name in (VILLAGE, ROUND):
            raise BadInput("disclosure_group", group=name)
    known = groupings_of(gate.services.catalog, unit)
    # A mean of whole scores by a group is told where the score's own counts are; percentages would be crossed.
    asked = [name for name in by if name not in GATED_PLACES]
    crossed = [*asked, *(value for value in values if asked and value in known and value not in asked)]
    if len(crossed) > 1:
        raise BadInput("disclosure_pair", first=crossed[0], second=crossed[1])


def gated_groupings(catalog: Catalog) -> tuple[str, ...]:
    """What may be grouped by behind the gate: places, and one classification at a time."""
    return tuple(name for name in groupings_of(catalog, Unit.HOUSEHOLD) if name not in (VILLAGE, ROUND))


def gated_numbers(gate: Gate, table: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """A table of ``describe`` or ``number_table`` with what must stay hidden as missing (n and missing too)."""
    places, classified, codes = _keys(gate, table, by)
    rows = zip(table["value"], places, codes, strict=True)
    hides = np.array([gate.hides_mean(value, where, classified, code) for value, where, code in rows], dtype=np.bool_)
    few = (table["n"] < gate.rules.least * gate.rules.quartile_groups).to_numpy()
    names = [str(name) for name in table if name not in (*by, "value")]
    shown = table.assign(**{name: table[name].mask(hides) for name in names})
    shown = shown.assign(**{name: np.nan for name in SINGLE if name in table})
    return shown.assign(**{name: shown[name].mask(few) for name in QUARTILES if name in table})


def gated_shares(gate: Gate, table: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """A table of ``frequencies`` or ``level_table`` with what must stay hidden as missing.

    A hidden answer keeps the n of its group. Whole scores by another classification are left out: that crosses them.
    """
    places, classified, codes = _keys(gate, table, by)
    left_out, group_hidden, hidden = (np.zeros(len(table), dtype=np.bool_) for _ in range(3))
    for at, (value, code) in enumerate(zip(table["value"], table["code"], strict=True)):
        left_out[at] = classified not in ("", value)
        if not left_out[at]:
            group_hidden[at] = gate.hides(places[at], value, codes[at])
            hidden[at] = group_hidden[at] or gate.hides(places[at], value, code_text(code))
    figures = [str(name) for name in table if name not in (*by, "value", "code", "n", "missing")]
    shown = table.assign(**{name: table[name].mask(hidden) for name in figures})
    shown = shown.assign(**{name: table[name].mask(group_hidden) for name in ("n", "missing")})
    return shown[~left_out].reset_index(drop=True)


def hidden_areas(gate: Gate, areas: Sequence[str], value: str) -> Flags:
    """Which areas' mean or share of a value must stay hidden."""
    return np.array([gate.hides_mean(value, (area,)) for area in areas], dtype=np.bool_)


def hidden_crossing(gate: Gate, by: tuple[str, str], rows: Sequence[object], columns: Sequence[object]) -> Flags:
    """Which cells of two crossed classifications (or places) must stay hidden; rows x columns."""
    pairs = pd.DataFrame(list(product(rows, columns)), columns=list(by), dtype=object)
    places, classified, codes = _keys(gate, pairs, by)
    found = [gate.hides(place, classified, code) for place, code in zip(places, codes, strict=True)]
    return np.array(found, dtype=np.bool_).reshape(len(rows), len(columns))


def code_text(code: object) -> str:
    """A code as the pattern's cells write it; ``ALL`` for none.

    >>> code_text(2.0), code_text("01"), code_text(None)
    ('2', '01', '')
    """
    if code is None or code != code:
        return ALL
    return f"{code:g}" if isinstance(code, int | float | np.number) else str(code)


def _keys(gate: Gate, table: pd.DataFrame, by: tuple[str, ...]) -> tuple[list[tuple[str, ...]], str, list[str]]:
    """Of each row its places; what else is grouped by ("" for nothing), and of each row the code of that."""
    places: list[tuple[str, ...]] = [gate.areas] * len(table)
    for name in GATED_PLACES:  # the finer one comes last and stays
        if name in by:
            found = [code_text(code) for code in table[name]]
            places = [(code,) if code else before for code, before in zip(found, places, strict=True)]
    classified = next((name for name in by if name not in GATED_PLACES), "")
    codes = [code_text(code) for code in table[classified]] if classified else [ALL] * len(table)
    return places, classified, codes


def _pattern(services: Services, found: Round, classified: str, answered: str) -> frozenset[Cell]:
    """The hidden cells over the whole province, whose own cells have its code."""
    province = services.catalog.province.code
    is_group = classified in groupings_of(services.catalog, Unit.HOUSEHOLD)
    survey = survey_rows(services, operator(services), found.id, province, (classified,) if is_group else ())
    rows = survey.rows
    inside = np.ones(len(rows), dtype=np.bool_) if not answered else rows[answered].notna().to_numpy()
    codes = None
    if classified:
        values = survey.groups[classified] if is_group else rows[classified]
        inside &= values.notna().to_numpy()
        codes = [code_text(code) for code in values[inside]]
    districts, subdistricts = (rows[name][inside].astype("str").tolist() for name in PLACE_COLUMNS)
    hidden = hidden_cells(districts, subdistricts, codes, services.catalog.disclosure.least)
    return frozenset((place or province, code) for place, code in hidden)
