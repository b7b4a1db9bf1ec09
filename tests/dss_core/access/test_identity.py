"""ID numbers are kept as a keyed hash: the same person is found again, the number is not."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.access.identity import hash_id

KEY = b"k" * 32
NUMBERS = st.from_regex(r"\A[0-9]{13}\Z")


def test_it_is_the_published_algorithm():
    """RFC 4231, test case 2: HMAC-SHA-256 of "what do ya want for nothing?" under the key "Jefe"."""
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"  # pragma: allowlist secret
    assert hash_id("what do ya want for nothing?", b"Jefe") == expected


@given(NUMBERS)
def test_the_same_number_gives_the_same_hash_under_the_same_key_only(number: str):
    assert hash_id(number, KEY) == hash_id(number, KEY)
    assert hash_id(number, KEY) != hash_id(number, b"another key of this length......")


@given(NUMBERS)
def test_the_number_cannot_be_read_from_its_hash(number: str):
    hashed = hash_id(number, KEY)
    assert re.fullmatch("[0-9a-f]{64}", hashed)
    assert number not in hashed
    assert hashed != hashlib.sha256(number.encode()).hexdigest(), "a plain hash is undone by trying all numbers"


@given(NUMBERS, NUMBERS)
def test_two_numbers_have_two_hashes(one: str, other: str):
    assert (hash_id(one, KEY) == hash_id(other, KEY)) == (one == other)


@pytest.mark.parametrize("other", ["1234545678781 ", "1-2345-45678-78-1"])
def test_another_way_of_writing_is_another_number(other: str):
    assert hash_id(other, KEY) != hash_id("1234545678781", KEY), "the intake takes dashes and blanks away first"
