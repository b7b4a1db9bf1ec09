"""A small language for rules over a household's variables: text in, tree out. Nothing of it is ever run as code.

    elderly_count >= 1 and (p2 <= 2 or not head_health in ("normal", "chronic"))

Variables (in backquotes where a name has spaces), numbers, words in quotes; ``+ - * /``; ``= != < <= > >=`` and
``in (...)``; ``and or not``; ``known(x)`` is true where x was answered. ``read_rule`` tells the place of an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, NoReturn

from dss_core.errors import BadInput

LONGEST_RULE = 2000
DEEPEST = 40
TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<word>'[^'\n]*'|"[^"\n]*")
  | (?P<quoted>`[^`\n]+`)
  | (?P<name>[^\W\d][\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*)
  | (?P<sign><=|>=|!=|==|[-+*/()<>=,])
  )""",
    re.VERBOSE,
)
KEYWORDS = frozenset({"and", "or", "not", "in", "known"})
SAME = {"==": "="}

Sign = Literal["=", "!=", "<", "<=", ">", ">="]


class Token(NamedTuple):
    """One piece of a rule; place counts characters from 1."""

    kind: str
    text: str
    place: int


@dataclass(frozen=True)
class Node:
    """A part of a rule, and where it begins (characters from 1)."""

    place: int


@dataclass(frozen=True)
class Number(Node):
    """A number."""

    value: float


@dataclass(frozen=True)
class Word(Node):
    """A word in quotes."""

    value: str


@dataclass(frozen=True)
class Name(Node):
    """A variable."""

    name: str


@dataclass(frozen=True)
class Known(Node):
    """Whether a variable was answered."""

    name: str


@dataclass(frozen=True)
class Arithmetic(Node):
    """A sum, difference, product or quotient of two numbers."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Comparison(Node):
    """Two numbers or two words compared."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Within(Node):
    """Whether a value is one of several."""

    value: Node
    options: tuple[Node, ...]


@dataclass(frozen=True)
class Not(Node):
    """The opposite."""

    part: Node


@dataclass(frozen=True)
class Several(Node):
    """All of the parts ("and"), or any of them ("or")."""

    joined_by: str
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Rule:
    """A rule as it was written, and its tree."""

    text: str
    tree: Node

    @property
    def names(self) -> tuple[str, ...]:
        """The variables of the rule, in the order in which they are first named."""
        return tuple(dict.fromkeys(node.name for node in walk(self.tree) if isinstance(node, Name | Known)))


def read_rule(text: str) -> Rule:
    """The rule that a text is. ``BadInput``: expression_too_long (most), expression_unexpected (rule, place, found)."""
    if len(text) > LONGEST_RULE:
        raise BadInput("expression_too_long", most=LONGEST_RULE)
    reader = _Reader(text)
    tree = reader.either(0)
    reader.end()
    return Rule(text, tree)


class _Reader:
    """Reads tokens from left to right; each method reads what binds at least as strongly as its name says."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._at = 0

    def either(self, depth: int) -> Node:
        return self._joined("or", depth)

    def end(self) -> None:
        if self._now.kind != "end":
            self._fail()

    def _joined(self, word: str, depth: int) -> Node:
        if depth > DEEPEST:
            self._fail()
        read = self._inverted if word == "and" else self._all
        place, parts = self._now.place, [read(depth)]
        while self._take(word):
            parts.append(read(depth))
        return parts[0] if len(parts) == 1 else Several(place, word, tuple(parts))

    def _all(self, depth: int) -> Node:
        return self._joined("and", depth)

    def _inverted(self, depth: int) -> Node:
        place = self._now.place
        if self._take("not"):
            if depth > DEEPEST:
                self._fail()
            return Not(place, self._inverted(depth + 1))
        return self._compared(depth)

    def _compared(self, depth: int) -> Node:
        left = self._sum(depth)
        place = self._now.place
        is_inverted = self._now.text == "not" and self._tokens[self._at + 1].text == "in"
        if is_inverted:
            self._at += 1
        if self._take("in"):
            within = Within(place, left, self._options())
            return Not(place, within) if is_inverted else within
        found: list[Node] = []
        while self._now.kind == "sign" and self._now.text in ("=", "==", "!=", "<", "<=", ">", ">="):
            token = self._next()
            right = self._sum(depth)
            found.append(Comparison(token.place, SAME.get(token.text, token.text), left, right))
            left = right
        if len(found) > 1:
            return Several(place, "and", tuple(found))
        return found[0] if found else left

    def _options(self) -> tuple[Node, ...]:
        self._need("(")
        options = [self._constant()]
        while self._take(","):
            options.append(self._constant())
        self._need(")")
        return tuple(options)

    def _constant(self) -> Node:
        token = self._next()
        sign = 1.0
        if token.kind == "sign" and token.text == "-":
            sign, token = -1.0, self._next()
        if token.kind == "number":
            return Number(token.place, sign * float(token.text))
        if token.kind == "word" and sign > 0:
            return Word(token.place, token.text[1:-1])
        self._fail(token)

    def _sum(self, depth: int) -> Node:
        left = self._product(depth)
        while self._now.kind == "sign" and self._now.text in "+-":
            token = self._next()
            left = Arithmetic(token.place, token.text, left, self._product(depth))
        return left

    def _product(self, depth: int) -> Node:
        left = self._single(depth)
        while self._now.kind == "sign" and self._now.text in "*/":
            token = self._next()
            left = Arithmetic(token.place, token.text, left, self._single(depth))
        return left

    def _single(self, depth: int) -> Node:
        token = self._next()
        if token.kind == "number":
            return Number(token.place, float(token.text))
        if token.kind == "word":
            return Word(token.place, token.text[1:-1])
        if token.kind in ("name", "quoted"):
            return self._named(token)
        if token.text == "-" and depth <= DEEPEST:
            return Arithmetic(token.place, "-", Number(token.place, 0.0), self._single(depth + 1))
        if token.text == "(":
            inner = self.either(depth + 1)
            self._need(")")
            return inner
        self._fail(token)

    def _named(self, token: Token) -> Node:
        if token.text == "known" and self._now.text == "(":
            self._next()
            name = self._next()
            if name.kind not in ("name", "quoted") or name.text in KEYWORDS:
                self._fail(name)
            self._need(")")
            return Known(token.place, name.text.strip("`"))
        if token.text in KEYWORDS:
            self._fail(token)
        return Name(token.place, token.text.strip("`"))

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._now
        if token.kind == "end":
            self._fail()
        self._at += 1
        return token

    def _take(self, text: str) -> bool:
        is_here = self._now.text == text and self._now.kind in ("name", "sign")
        self._at += is_here
        return is_here

    def _need(self, text: str) -> None:
        if not self._take(text):
            self._fail()

    def _fail(self, token: Token | None = None) -> NoReturn:
        wrong = self._now if token is None else token
        raise BadInput("expression_unexpected", rule=self._text, place=wrong.place, found=wrong.text)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            place = at + len(text[at:]) - len(text[at:].lstrip()) + 1
            raise BadInput("expression_unexpected", rule=text, place=place, found=text[place - 1])
        yield Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup) + 1)
        at = match.end()
    yield Token("end", "", len(text) + 1)


def walk(node: Node) -> Iterator[Node]:
    """All parts of a rule, each before its own parts."""
    yield node
    for part in vars(node).values():
        for one in part if isinstance(part, tuple) else (part,):
            if isinstance(one, Node):
                yield from walk(one)
