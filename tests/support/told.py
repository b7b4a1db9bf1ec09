"""Finds every code that the product tells people, with the parameters that come with it, by reading the source.

A code is the first argument of a ``DssError`` subclass, or is handed to one by a function that was given it, however
many functions lie between; or it is the code of a finding in an upload.
"""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from dss_core import errors
from tests.support.sources import name_of, tree_of

CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")


class Teller(NamedTuple):
    """A callable that tells a code: where among its arguments, and with which parameters (None: not known)."""

    position: int
    params: frozenset[str] | None


class Told(NamedTuple):
    """One place in the source where a known code is told."""

    place: str
    code: str
    params: frozenset[str] | None


ERRORS = {name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.DssError)}
# Carriers of the code of a finding: Problem(sheet, row, column, severity, code, ...) and Fault(code, rows, ...).
FINDINGS = {"Problem": Teller(4, None), "Fault": Teller(0, None)}


def told_in(paths: Iterable[Path]) -> list[Told]:
    """Every code that these files tell, with its place."""
    trees = {path: tree_of(path) for path in paths}
    tellers = _tellers(trees.values())
    return [
        Told(f"{name_of(path)}:{call.lineno}", code, _params(call, tellers))
        for path, tree in trees.items()
        for call in _calls(tree)
        for code in _literals(_code_argument(call, tellers))
    ]


def _tellers(trees: Iterable[ast.Module]) -> dict[str, Teller]:
    """The error classes and findings, and every function that passes a code of its own caller on to one of them."""
    tellers = dict.fromkeys(ERRORS, Teller(0, None)) | FINDINGS
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    known = 0
    while known != len(tellers):
        known = len(tellers)
        for function in functions:
            for call in _calls(function):
                passed = _code_argument(call, tellers)
                names = [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")]
                if isinstance(passed, ast.Name) and passed.id in names:
                    tellers.setdefault(function.name, Teller(names.index(passed.id), _params(call, tellers)))
    return tellers


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _code_argument(call: ast.Call, tellers: dict[str, Teller]) -> ast.expr | None:
    teller = tellers.get(_called(call))
    if teller is None:
        return None
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    return (call.args[teller.position : teller.position + 1] or named or [None])[0]


def _params(call: ast.Call, tellers: dict[str, Teller]) -> frozenset[str] | None:
    if _called(call) not in ERRORS:
        return tellers[_called(call)].params
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(str(name) for name in names)


def _literals(argument: ast.expr | None) -> list[str]:
    """The codes that an argument can be: both of ``"a" if x else "b"``, none of a variable."""
    if isinstance(argument, ast.IfExp):
        return _literals(argument.body) + _literals(argument.orelse)
    value = argument.value if isinstance(argument, ast.Constant) else None
    return [value] if isinstance(value, str) and CODE.fullmatch(value) else []
