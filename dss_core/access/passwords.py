"""Passwords: what one must be like, and those that the program makes up for somebody's first sign-in."""

import secrets

from dss_core.errors import BadInput

SHORTEST, LONGEST = 12, 256
FEWEST_DIFFERENT = 6  # twelve times the same letter is no password
_EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"  # pragma: allowlist secret
_GROUPS, _GROUP = 4, 4


def check_password(password: str, username: str) -> None:
    """Nothing, or ``BadInput`` saying what the password lacks; the password itself is in no parameter."""
    if len(password) < SHORTEST:
        raise BadInput("password_short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise BadInput("password_long", longest=LONGEST)
    if username.casefold() in password.casefold():
        raise BadInput("password_holds_username")
    if len(set(password.casefold())) < FEWEST_DIFFERENT:
        raise BadInput("password_plain", fewest=FEWEST_DIFFERENT)


def one_time_password() -> str:
    """A password to be read out or copied by hand, good for one sign-in: sixteen letters and digits (79 bits)."""
    groups = ("".join(secrets.choice(_EASY_TO_READ) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
