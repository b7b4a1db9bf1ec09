"""The whole error tree on one screen.

Two kinds only. ``DssError`` is told to people: a code and its parameters, turned into a sentence (what, where,
why, what to do) by ``dss_core.language.messages`` in the reader's language. Anything else is a bug.
Parameters are shown and logged, so they never hold a value that was read from a household's row.
"""


class DssError(Exception):
    """An error with a code and parameters, to be told to people in their language."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({told})"


class BadSettings(DssError):
    """A setting is missing, unsafe or cannot be read; the program does not start."""


class BadCatalog(DssError):
    """A definition under data/ is wrong; the program does not start. Parameters: file, key, remedy."""


class BadFile(DssError):
    """An uploaded file cannot be taken in at all."""


class BadInput(DssError):
    """A value that somebody chose or typed is outside what is possible."""


class NotFound(DssError):
    """What was asked for does not exist, or not for this viewer."""


class NotAllowed(DssError):
    """The viewer's role or area does not include this."""


class NotSignedIn(DssError):
    """Nobody is signed in, or the session has ended."""


class TooManyAttempts(DssError):
    """Signing in failed too often. Parameters: minutes, seconds until it may be tried again."""


class StoreProblem(DssError):
    """The database cannot do what was asked; nothing was changed."""
