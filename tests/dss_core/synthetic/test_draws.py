"""Random numbers belong to a house, whichever window of houses is made."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dss_core.synthetic.draws import Draws, mixed


def draws(first: int = 0, count: int = 50, seed: int = 1, moment: str = "2026-1") -> Draws:
    return Draws(seed, first, count, moment)


@given(first=st.integers(0, 3_000_000), count=st.integers(1, 30), per=st.integers(1, 16))
def test_a_house_gets_the_same_numbers_in_every_window(first: int, count: int, per: int) -> None:
    whole = draws(first, count + 5).many("x", per)
    assert np.array_equal(draws(first + 3, count).many("x", per), whole[3 : 3 + count])


def test_streams_with_other_names_and_seeds_differ() -> None:
    assert not np.array_equal(draws().one("a"), draws().one("b"))
    assert not np.array_equal(draws(seed=1).one("a"), draws(seed=2).one("a"))


def test_drifting_numbers_keep_their_distribution_and_correlate_over_rounds() -> None:
    first = draws(count=20_000).drifting_normal("a", 1, 0.8)[:, 0]
    second = draws(count=20_000, moment="2027-1").drifting_normal("a", 1, 0.8)[:, 0]
    assert abs(first.mean()) < 0.03
    assert abs(first.std() - 1) < 0.03
    assert abs(np.corrcoef(first, second)[0, 1] - 0.8) < 0.02


def test_drifting_uniform_numbers_lie_between_zero_and_one_and_fill_it_evenly() -> None:
    uniform = draws(count=20_000).drifting("a", 2, 0.5)
    assert uniform.shape == (20_000, 2)
    assert uniform.min() >= 0
    assert uniform.max() <= 1
    assert abs((uniform < 0.25).mean() - 0.25) < 0.01


def test_a_mixture_is_one_of_its_parts_at_the_ends() -> None:
    one, other = np.array([1.0, -2.0]), np.array([0.5, 3.0])
    assert np.array_equal(mixed(one, other, 1.0), one)
    assert np.array_equal(mixed(one, other, 0.0), other)
