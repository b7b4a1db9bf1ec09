"""What a password must be like, and what the program makes up."""

import pytest

from dss_core.access.passwords import LONGEST, SHORTEST, check_password, one_time_password
from dss_core.errors import BadInput


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_short"),
        ("short-11-ch", "password_short"),
        ("x" * (LONGEST + 1), "password_long"),
        ("aaaaaaaaaaaaaaaa", "password_plain"),
        ("AaAaAaAaAaAaBbBb", "password_plain"),
        ("121212121212345", "password_plain"),
        ("I am Mali.Officer 2026", "password_holds_username"),
    ],
)
def test_a_weak_password_is_refused_and_not_repeated(password: str, code: str):
    with pytest.raises(BadInput) as refused:
        check_password(password, "mali.officer")
    assert refused.value.code == code
    assert not password or password not in repr(refused.value.params)


@pytest.mark.parametrize("password", ["ข้าวเหนียวมะม่วงริมโขง", "four words of nothing", "K7#mQz!9pLw2"])
def test_a_long_password_needs_no_special_signs(password: str):
    check_password(password, "mali")


def test_a_one_time_password_is_read_easily_and_never_the_same():
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) > SHORTEST and not set(one) & set("il1o0IO") for one in made)
