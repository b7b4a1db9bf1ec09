"""Pages only define things when they are imported; drawing happens in ``render``, state lives in the shell."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import ROOT, identifiers, name_of, page_files, tree_of

ENTRY = ROOT / "pages" / "main.py"
ROOMS_WITH_STATE = ("shell", "parts")
STATE = {"session_state", "cache_data", "cache_resource"}
DEFINITIONS = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Assign,
    ast.AnnAssign,
)


def run_at_import(tree: ast.Module) -> list[str]:
    """What a module would do when it is imported, other than defining; and its calls of Streamlit, if any."""
    done = [ast.unparse(node) for node in tree.body if not _is_definition(node)]
    streamlit = _names_of_streamlit(tree)
    for node in tree.body:
        done += [ast.unparse(call) for call in _calls_outside_functions(node) if _root(call.func) in streamlit]
    return done


def _is_definition(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)  # a docstring
    if isinstance(node, ast.If):
        return ast.unparse(node.test).endswith("TYPE_CHECKING")
    return isinstance(node, DEFINITIONS)


def _calls_outside_functions(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that run at import; decorators such as ``@st.fragment(...)`` define and do not draw."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _calls_outside_functions(child)


def _names_of_streamlit(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(a.asname or "streamlit" for a in node.names if a.name.split(".")[0] == "streamlit")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
            names.update(a.asname or a.name for a in node.names)
    return names


def _root(target: ast.expr) -> str:
    while isinstance(target, ast.Attribute | ast.Call):
        target = target.func if isinstance(target, ast.Call) else target.value
    return target.id if isinstance(target, ast.Name) else ""


@pytest.mark.parametrize("path", [path for path in page_files() if path != ENTRY], ids=name_of)
def test_a_page_module_only_defines_things_at_import(path: Path):
    assert not run_at_import(tree_of(path))


def _is_section_page(path: Path) -> bool:
    inside = path.relative_to(ROOT / "pages").parts
    return len(inside) > 1 and inside[0] not in ROOMS_WITH_STATE


@pytest.mark.parametrize("path", [path for path in page_files() if _is_section_page(path)], ids=name_of)
def test_only_the_frame_keeps_state_and_caches(path: Path):
    assert not identifiers(path) & STATE


@pytest.mark.parametrize(
    ("source", "is_clean"),
    [
        ('"""A page."""\nimport streamlit as st\nWIDTH = 3\ndef render(context):\n    st.title("x")\n', True),
        ("import streamlit as st\n@st.fragment(run_every=5)\ndef part():\n    st.write(1)\n", True),
        ("from functools import partial\nPAGES = (partial(print, 1),)\n", True),
        ('import streamlit as st\nst.title("x")\n', False),
        ('import streamlit as st\nCHOICE = st.selectbox("x", [1])\n', False),
        ('import streamlit as st\nclass Page:\n    field = st.text_input("x")\n', False),
        ('from streamlit import write as w\nANSWER = [w("x")]\n', False),
        ("for word in []:\n    print(word)\n", False),
    ],
)
def test_the_check_itself_tells_defining_from_doing(source: str, is_clean: bool):
    assert (not run_at_import(ast.parse(source))) == is_clean
