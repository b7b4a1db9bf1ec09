"""What a rule says of each household: it holds, it does not, or a missing answer leaves it undecided (Kleene)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from dss_core.analysis.arrays import Flags, Floats
from dss_core.catalog.expression import (
    Arithmetic,
    Comparison,
    Known,
    Name,
    Node,
    Not,
    Number,
    Rule,
    Several,
    Within,
    Word,
)
from dss_core.errors import BadInput

Words = npt.NDArray[np.object_]  # None where missing
Column = Floats | Words
Columns = Callable[[str], Column | None]  # by name; None when there is no such column

COMPARE = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
COMPUTE = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}


@dataclass(frozen=True, eq=False)
class Verdict:
    """Per household: the rule holds; it cannot be decided. Everywhere else it does not hold."""

    holds: Flags
    undecided: Flags

    def opposite(self) -> "Verdict":
        """It does not hold."""
        return Verdict(~self.holds & ~self.undecided, self.undecided)

    def both(self, other: "Verdict") -> "Verdict":
        """Both hold; one that does not decides the case."""
        fails = (~self.holds & ~self.undecided) | (~other.holds & ~other.undecided)
        holds = self.holds & other.holds
        return Verdict(holds, ~holds & ~fails)

    def either(self, other: "Verdict") -> "Verdict":
        """One of them holds, which decides the case."""
        return self.opposite().both(other.opposite()).opposite()


def judge(rule: Rule, columns: Columns, count: int) -> Verdict:
    """The verdict on ``count`` households.

    ``BadInput``: expression_unknown_name (rule, place, name), expression_not_a_condition, expression_not_a_number,
    expression_kinds (rule, place): a word compared with a number, or words put in order.
    """
    return _Judge(rule.text, columns, count).condition(rule.tree)


class _Judge:
    def __init__(self, text: str, columns: Columns, count: int) -> None:
        self._text, self._columns, self._count = text, columns, count

    def condition(self, node: Node) -> Verdict:
        """The verdict of a part that is true or false."""
        if isinstance(node, Several):
            parts = [self.condition(part) for part in node.parts]
            return reduce(Verdict.both if node.joined_by == "and" else Verdict.either, parts)
        if isinstance(node, Not):
            return self.condition(node.part).opposite()
        if isinstance(node, Comparison):
            return self._compared(node.sign, self.value(node.left), self.value(node.right), node.place)
        if isinstance(node, Within):
            value = self.value(node.value)
            found = [self._compared("=", value, self.value(option), option.place) for option in node.options]
            return reduce(Verdict.either, found)
        if isinstance(node, Known):
            holds = ~_missing(self._column(node.name, node.place))
            return Verdict(holds, np.zeros(self._count, dtype=np.bool_))
        if isinstance(node, Name):
            return self._flag(node)
        raise BadInput("expression_not_a_condition", rule=self._text, place=node.place)

    def value(self, node: Node) -> Column:
        """The numbers or words of a part."""
        if isinstance(node, Number):
            return np.full(self._count, node.value)
        if isinstance(node, Word):
            return np.full(self._count, node.value, dtype=object)
        if isinstance(node, Name):
            return self._column(node.name, node.place)
        if isinstance(node, Arithmetic):
            left, right = self.value(node.left), self.value(node.right)
            if left.dtype == object or right.dtype == object:
                raise BadInput("expression_not_a_number", rule=self._text, place=node.place)
            with np.errstate(all="ignore"):
                result = COMPUTE[node.sign](left.astype(np.float64), right.astype(np.float64))
            return np.where(np.isfinite(result), result, np.nan)
        raise BadInput("expression_not_a_number", rule=self._text, place=node.place)

    def _column(self, name: str, place: int) -> Column:
        column = self._columns(name)
        if column is None:
            raise BadInput("expression_unknown_name", rule=self._text, place=place, name=name)
        return column

    def _flag(self, node: Name) -> Verdict:
        """A variable of 0 and 1 alone is a condition by itself."""
        column = self._column(node.name, node.place)
        missing = _missing(column)
        if column.dtype == object or not np.isin(column[~missing], (0.0, 1.0)).all():
            raise BadInput("expression_not_a_condition", rule=self._text, place=node.place)
        return Verdict((column == 1.0) & ~missing, missing)

    def _compared(self, sign: str, left: Column, right: Column, place: int) -> Verdict:
        is_words = left.dtype == object
        missing = _missing(left) | _missing(right)
        if missing.all():  # a column that nobody answered can have any kind
            return Verdict(np.zeros(self._count, dtype=np.bool_), missing)
        if is_words != (right.dtype == object) or (is_words and sign not in ("=", "!=")):
            raise BadInput("expression_kinds", rule=self._text, place=place)
        holds = np.asarray(COMPARE[sign](left, right), dtype=np.bool_)
        return Verdict(holds & ~missing, missing)


def _missing(column: Column) -> Flags:
    if column.dtype == object:
        return np.array([value is None for value in column], dtype=np.bool_)
    flags: Flags = np.isnan(column.astype(np.float64))
    return flags
