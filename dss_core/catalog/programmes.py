"""The assistance programmes under ``data/catalog/programmes.toml``: who may have one, its cost, and its effects."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from dss_core.catalog.definitions import Definition, Id, Label, MoreIs, Sourced, Standing
from dss_core.catalog.expression import Comparison, Name, Node, Rule, Within, Word, read_rule, walk
from dss_core.catalog.files import PROGRAMMES, bad, by_id
from dss_core.catalog.specification import require_known
from dss_core.errors import BadInput

ASSUMPTION = "assumption"  # the source of an effect that nobody has measured


class Assumed(StrEnum):
    """Which end of an assumed range is taken."""

    LOW = "low"
    LIKELY = "likely"
    HIGH = "high"


class Range(Definition):
    """An assumption with its ends, in order."""

    low: float
    likely: float
    high: float

    def at(self, assumed: Assumed) -> float:
        """The value at one end, or the likely one."""
        return float(getattr(self, assumed.value))


class Effect(Definition):
    """What a programme does in a year to one measure of a household that gets it: ``lift`` or ``share_of_cost``.

    lift: points of the score, or baht of the household for each unit served. share_of_cost: which part of what is paid
    becomes income of the household. source: where it comes from, or ``ASSUMPTION``.
    """

    on: Id
    lift: Range | None = None
    share_of_cost: Range | None = None
    source: Annotated[str, Field(min_length=1)]

    @property
    def span(self) -> Range:
        """The range, whichever of the two it is of."""
        found = self.lift or self.share_of_cost
        assert found is not None, "the catalogue has checked it"
        return found

    @property
    def is_assumed(self) -> bool:
        """Whether nobody has measured it."""
        return self.source == ASSUMPTION


class Purse(Definition):
    """Who pays: money that may buy only its own programmes."""

    id: Id
    label: Label


class Amount(Definition):
    """What a programme pays from a date on, until a later amount replaces it; ``standing`` empty: the programme's."""

    since: date
    value_baht: Annotated[float, Field(ge=0)]
    per: Label
    reference: str
    standing: Standing | None = None
    note: Label | None = None


class Programme(Sourced):
    """One assistance programme, as a row of the what-if view."""

    meaning: Label | None = None
    addresses: tuple[Id, ...]
    more_is: MoreIs
    unit: Label
    missing: Label
    amounts: tuple[Amount, ...]
    served_unit: Literal["household", "person"]
    persons_variable: Id | None = None
    unit_cost_baht: Annotated[float, Field(ge=0)] | None = None
    unit_cost_note: Label
    eligible_if: str = ""
    eligibility_standing: Standing
    purse: Id
    route: Id
    excludes: tuple[Id, ...] = ()
    requires: tuple[Id, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def rule(self) -> Rule | None:
        """Who may have it; None for everybody. It has been read once already: it cannot be wrong."""
        return read_rule(self.eligible_if) if self.eligible_if.strip() else None

    def amount_on(self, day: date) -> Amount | None:
        """What the programme pays on a day, None before its first known amount; proposed amounts never count."""
        known = [a for a in self.amounts if a.standing is not Standing.PROPOSAL and a.since <= day]
        return max(known, key=lambda amount: amount.since, default=None)


def check_programmes(
    programmes: Sequence[Programme],
    purses: Collection[str],
    routes: Collection[str],
    lifted: Collection[str],
    income: str,
    words: Mapping[str, Collection[str] | None],
) -> None:
    """Nothing, or ``BadCatalog`` for the first programme that does not fit the rest of the catalogue.

    lifted: measures with a score. income: the variable of incomes. words: of every variable of a household, the words
    that it can be (None: it is a number).
    """
    known = by_id(PROGRAMMES, "programmes", programmes)
    for place, programme in enumerate(programmes):
        key = f"programmes[{place}]"
        require_known(PROGRAMMES, f"{key}.purse", programme.purse, purses)
        require_known(PROGRAMMES, f"{key}.route", programme.route, routes)
        others = [one for one in known if one != programme.id]
        for name in (*programme.excludes, *programme.requires):
            require_known(PROGRAMMES, f"{key}.excludes / requires", name, others)
        _check_rule(f"{key}.eligible_if", programme.eligible_if, words)
        for at, effect in enumerate(programme.effects):
            _check_effect(f"{key}.effects[{at}]", effect, lifted, income)
        _check_amounts(key, programme)


def _check_rule(key: str, text: str, words: Mapping[str, Collection[str] | None]) -> None:
    if not text.strip():
        return
    try:
        rule = read_rule(text)
    except BadInput as error:
        raise bad("catalog_value", PROGRAMMES, key, text, f"character {error.params.get('place')}") from error
    for name in rule.names:
        require_known(PROGRAMMES, key, name, words)
    for node in walk(rule.tree):
        if isinstance(node, Comparison):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                _check_compared(key, one, (other,), words, node.sign in ("=", "!="))
        elif isinstance(node, Within):
            _check_compared(key, node.value, node.options, words, can_be_words=True)


def _check_compared(
    key: str, one: Node, others: Sequence[Node], words: Mapping[str, Collection[str] | None], can_be_words: bool
) -> None:
    """A variable of words is compared with its own words, for sameness alone; any other with numbers."""
    if not isinstance(one, Name):
        return
    own = words[one.name]
    for other in others:
        if own is None and isinstance(other, Word):
            raise bad("catalog_value", PROGRAMMES, key, other.value, "0, 1, 2.5")
        if own is not None and not (isinstance(other, Word) and can_be_words):
            raise bad("catalog_value", PROGRAMMES, key, one.name, f'= "{next(iter(own), "")}"')
        if own is not None and isinstance(other, Word):
            require_known(PROGRAMMES, key, other.value, own)


def _check_effect(key: str, effect: Effect, lifted: Collection[str], income: str) -> None:
    require_known(PROGRAMMES, f"{key}.on", effect.on, (*lifted, income))
    both = effect.lift, effect.share_of_cost
    span = effect.lift or effect.share_of_cost
    if span is None or None not in both:
        raise bad("catalog_value", PROGRAMMES, key, effect.on, "lift / share_of_cost")
    if effect.share_of_cost is not None and effect.on != income:
        raise bad("catalog_value", PROGRAMMES, f"{key}.share_of_cost", effect.on, income)
    if not 0 <= span.low <= span.likely <= span.high or not span.high:
        raise bad("catalog_value", PROGRAMMES, key, f"{span.low:g}", "0 <= low <= likely <= high")


def _check_amounts(key: str, programme: Programme) -> None:
    dated = [(at, amount) for at, amount in enumerate(programme.amounts) if amount.standing != "proposal"]
    for (_, earlier), (at, later) in pairwise(dated):
        if later.since <= earlier.since:
            raise bad("catalog_value", PROGRAMMES, f"{key}.amounts[{at}].since", later.since, f"> {earlier.since}")
