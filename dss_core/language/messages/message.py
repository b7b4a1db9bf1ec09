"""What a message is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """The English templates of one code: what happened, where and why; then what the reader can do about it.

    Both are marked with ``N_`` so that ``make words`` finds them; ``{name}`` stands for the error's parameter.
    """

    what: str
    remedy: str
