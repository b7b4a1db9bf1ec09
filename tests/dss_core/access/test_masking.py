"""What a role does not need is masked, and the mask tells nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.access.masking import MASK, id_tail, mask_name, masked_id


@pytest.mark.parametrize(
    ("name", "masked"),
    [("สมชาย", "ส•••"), ("เพชร", "เ•••"), ("Somchai", "S•••"), ("ก", "ก•••"), (None, None), ("", None)],
)
def test_of_a_name_only_the_first_letter_is_shown(name: str | None, masked: str | None):
    assert mask_name(name) == masked


@given(st.text(min_size=1))
def test_a_mask_does_not_tell_how_long_the_name_is(name: str):
    masked = mask_name(name)
    assert masked is not None
    assert len(masked) == 4 and masked[1:] == MASK * 3


@pytest.mark.parametrize(
    ("tail", "shown"), [("0708", "•••••••••0708"), ("08", "•••••••••••08"), (None, None), ("", None)]
)
def test_of_an_id_number_only_the_last_digits_are_shown(tail: str | None, shown: str | None):
    assert masked_id(tail) == shown


@given(st.from_regex(r"\A[0-9]{13}\Z"))
def test_an_id_number_keeps_four_digits_and_its_length(number: str):
    tail = id_tail(number)
    shown = masked_id(tail)
    assert tail == number[9:]
    assert shown is not None and len(shown) == 13 and shown.count(MASK) == 9
