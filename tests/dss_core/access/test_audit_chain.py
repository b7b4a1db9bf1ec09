"""Whatever is done to a sealed line, or to the chain, is found."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dss_core.access.audit_chain import BEGINNING, Head, audit_key, broken_lines, seal_of

KEY = audit_key(b"the secret of this test's installation")
START = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
Line = dict[str, Any]


def chain(count: int) -> tuple[list[Line], Head]:
    lines, before = list[Line](), BEGINNING
    for number in range(1, count + 1):
        line: Line = {
            "id": number,
            "at": START + timedelta(seconds=number),
            "username": f"user{number % 7}",
            "action": ("sign_in", "export", "import")[number % 3],
            "subject": f"49{number:02}",
            "details": {"count": number, "area": None},
        }
        before = line["seal"] = seal_of(line, before, KEY)
        lines.append(line)
    return lines, Head(count, before)


def altered_field(lines: list[Line], draw: random.Random) -> None:
    line = draw.choice(lines)
    name = draw.choice(["id", "at", "username", "action", "subject", "details", "seal"])
    line[name] = {
        "id": line["id"] + 1000,
        "at": line["at"] + timedelta(microseconds=1),
        "details": {**line["details"], "count": -1},
        "seal": draw.randbytes(32).hex(),
    }.get(name, f"{line[name]}x")


def removed(lines: list[Line], draw: random.Random) -> None:
    lines.pop(draw.randrange(len(lines)))


def swapped(lines: list[Line], draw: random.Random) -> None:
    first, second = draw.sample(range(len(lines)), 2)
    lines[first], lines[second] = lines[second], lines[first]


def sealed_anew_without_the_key(lines: list[Line], draw: random.Random) -> None:
    start, before = draw.randrange(len(lines)), BEGINNING
    lines[start]["username"] = "somebody else"
    for number, line in enumerate(lines):
        if number >= start:
            line["seal"] = seal_of(line, before, b"a guessed key")
        before = line["seal"]


ALTERATIONS: list[Callable[[list[Line], random.Random], None]] = [
    altered_field, removed, swapped, sealed_anew_without_the_key,
]  # fmt: skip


def test_all_of_a_thousand_random_alterations_are_found():
    draw = random.Random(7)
    lines, head = chain(40)
    assert broken_lines(lines, head, KEY) == ()
    found = 0
    for _ in range(1000):
        mine = [dict(line) for line in lines]
        draw.choice(ALTERATIONS)(mine, draw)
        found += bool(broken_lines(mine, head, KEY))
    assert found == 1000


def test_a_broken_line_is_named_and_the_whole_ones_are_not():
    lines, head = chain(6)
    lines[2]["subject"] = "another"
    assert broken_lines(lines, head, KEY) == (3,)


@pytest.mark.parametrize("kept", [0, 5])
def test_lines_taken_off_the_end_are_missed(kept: int):
    lines, head = chain(6)
    assert broken_lines(lines[:kept], head, KEY) == (0,)


def test_an_empty_audit_is_whole():
    assert broken_lines([], Head(), KEY) == ()


def test_the_key_of_the_audit_is_not_the_secret_itself():
    assert audit_key(b"secret") != b"secret"
    assert audit_key(b"secret") == audit_key(b"secret")
