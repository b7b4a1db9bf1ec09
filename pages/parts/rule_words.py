"""Rules over households as people read them: names, signs and words instead of ids."""

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
from dss_core.language.format import number
from dss_core.language.translate import N_
from pages.shell.context import Context

SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}
JOINED = {"and": N_("and"), "or": N_("or")}


def rule_words(context: Context, rule: Rule | None) -> str:
    """A rule in the reader's language; everybody where there is none."""
    _ = context.translate
    return _("every household") if rule is None else _words(context, rule.tree)


def _words(context: Context, node: Node, codes: str | None = None, is_flag: bool = False) -> str:
    _ = context.translate
    if isinstance(node, Number):
        if is_flag:
            return _("yes") if node.value else _("no")
        return number(node.value, context.language, 0 if float(node.value).is_integer() else 2)
    if isinstance(node, Word):
        return node.value if codes is None else context.code_name(codes, node.value)
    if isinstance(node, Name):
        return context.name_of(node.name)
    if isinstance(node, Known):
        return _("{name} is known", name=context.name_of(node.name))
    if isinstance(node, Not):
        return _("not ({rule})", rule=_words(context, node.part))
    if isinstance(node, Several):
        parts = [_part(context, part) for part in node.parts]
        return f" {_(JOINED[node.joined_by])} ".join(parts)
    if isinstance(node, Arithmetic):
        return f"{_words(context, node.left)} {node.sign} {_words(context, node.right)}"
    return _compared(context, node)


def _part(context: Context, node: Node) -> str:
    words = _words(context, node)
    return f"({words})" if isinstance(node, Several) else words


def _compared(context: Context, node: Node) -> str:
    _ = context.translate
    if isinstance(node, Within):
        kind = _kind(context, node.value)
        options = ", ".join(_words(context, one, *kind) for one in node.options)
        return _("{name} is one of {options}", name=_words(context, node.value), options=options)
    assert isinstance(node, Comparison), "there is no other part of a rule"
    left = _words(context, node.left, *_kind(context, node.right))
    right = _words(context, node.right, *_kind(context, node.left))
    return f"{left} {SIGNS.get(node.sign, node.sign)} {right}"


def _kind(context: Context, node: Node) -> tuple[str | None, bool]:
    """The code list of a variable, and whether it is a flag."""
    described = {one.id: one for one in context.catalog.variables}
    found = described.get(node.name) if isinstance(node, Name) else None
    return (None, False) if found is None else (found.codes, found.kind == "flag")
