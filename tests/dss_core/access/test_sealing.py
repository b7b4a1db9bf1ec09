"""A sealed ID number opens with the installation's secret alone, and only as it was sealed."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.access.sealing import NONCE_BYTES, seal, sealing_key, unseal
from dss_core.errors import StoreProblem

SECRET = b"a secret of the tests, long enough"
ID = "1234545678781"


@given(st.text(max_size=40))
def test_what_was_sealed_comes_back(text: str):
    key = sealing_key(SECRET)
    assert unseal(seal(text, key), sealing_key(SECRET)) == text


def test_the_same_number_twice_gives_two_texts_that_hold_nothing_of_it():
    key = sealing_key(SECRET)
    sealed = {seal(ID, key) for _ in range(1_000)}
    assert len(sealed) == len({base64.b64decode(one)[:NONCE_BYTES] for one in sealed}) == 1_000
    assert not any(ID[:5] in one or ID.encode()[:5] in base64.b64decode(one) for one in sealed)


def test_another_secret_does_not_open_it():
    with pytest.raises(StoreProblem) as refused:
        unseal(seal(ID, sealing_key(SECRET)), sealing_key(SECRET + b"!"))
    assert (refused.value.code, refused.value.params, refused.value.__cause__) == ("store_not_unsealed", {}, None)


def test_whatever_byte_is_altered_it_does_not_open():
    key = sealing_key(SECRET)
    whole = base64.b64decode(seal(ID, key))
    for at in range(len(whole)):
        other = bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]])
        with pytest.raises(StoreProblem):
            unseal(base64.b64encode(other).decode(), key)


@pytest.mark.parametrize("text", ["", "x", "!!!!", ID, base64.b64encode(b"short").decode(), "ก"])
def test_what_was_never_sealed_does_not_open(text: str):
    with pytest.raises(StoreProblem):
        unseal(text, sealing_key(SECRET))
