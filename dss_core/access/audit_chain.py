"""The seals of the audit: each line's holds the one before it, so that no line can be changed or taken out unseen.

A seal is keyed: whoever can write into the database but does not hold the installation's key cannot make one.
"""

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

BEGINNING = "0" * 64
SEALED = ("id", "at", "username", "action", "subject", "details")


@dataclass(frozen=True)
class Head:
    """Where the audit ends: its lines, and the seal of the last one."""

    line_count: int = 0
    seal: str = BEGINNING


def audit_key(secret: bytes) -> bytes:
    """The key of the audit, made from the installation's secret and good for nothing else."""
    return hmac.digest(secret, b"audit", "sha256")


def seal_of(line: Mapping[str, Any], before: str, key: bytes) -> str:
    """The seal of a line that follows one sealed ``before``; 64 hexadecimal digits."""
    parts = {name: line[name] for name in SEALED}
    parts["at"] = parts["at"].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps([before, parts], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.digest(key, text.encode(), "sha256").hex()


def broken_lines(lines: Iterable[Mapping[str, Any]], head: Head, key: bytes) -> tuple[int, ...]:
    """The ids of lines that are not as they were written, or follow a gap; 0 for lines missing at the end.

    Each line is judged by the seal that stands before it, so that one altered line does not damn all after it.
    """
    broken = []
    before, expected = BEGINNING, 1
    for line in lines:
        is_whole = hmac.compare_digest(str(line["seal"]), seal_of(line, before, key))
        if line["id"] != expected or not is_whole:
            broken.append(int(line["id"]))
        before, expected = str(line["seal"]), int(line["id"]) + 1
    if head.line_count != expected - 1 or not hmac.compare_digest(head.seal, before):
        broken.append(0)
    return tuple(broken)
