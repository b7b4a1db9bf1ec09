"""Texts from files and from people, shown as they are: never as markup, a picture or a link."""

SIGNS = frozenset(r"\`*_{}[]()#+-.!|<>~:$")


def plain_text(text: str) -> str:
    r"""A text whose signs Markdown leaves alone.

    >>> print(plain_text("![x](y)"))
    \!\[x\]\(y\)
    """
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in " ".join(text.split()))
