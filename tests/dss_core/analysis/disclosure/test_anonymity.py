"""Records hide among each other as the textbooks count it, and what is found is the least coarse way."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dss_core.analysis.disclosure.anonymity import MISSING, Ladder, Sensitive, anonymise, assess, classes_of, loss_of


def codes(*words: object) -> np.ndarray:
    return np.unique([str(word) for word in words], return_inverse=True)[1].astype(np.int64)


# In the manner of Machanavajjhala et al. 2007: twelve patients, postcode and age coarsened, three classes of four.
PLACE = codes(*["130"] * 4, *["1485"] * 4, *["130"] * 4)
AGE = codes(*["<30"] * 4, *["40+"] * 4, *["30s"] * 4)
ILLNESS = codes("heart", "heart", "viral", "viral", "cancer", "heart", "viral", "viral", *["cancer"] * 4)


def test_the_textbook_table_is_4_anonymous_and_not_diverse():
    risk = assess([PLACE, AGE], [Sensitive(ILLNESS)], 4, 2)
    assert (risk.records, risk.classes, risk.k, risk.below_k, risk.unique) == (12, 3, 4, 0, 0)
    assert (risk.l, risk.below_l) == ((1,), 4)  # all four in their thirties have cancer
    assert risk.entropy_l == (pytest.approx(1.0),)


def test_without_the_alike_the_textbook_table_is_diverse():
    rest = slice(0, 8)
    risk = assess([PLACE[rest], AGE[rest]], [Sensitive(ILLNESS[rest])], 4, 2)
    assert (risk.l, risk.below_l) == ((2,), 0)
    assert risk.entropy_l == (pytest.approx(2.0),)  # two illnesses in equal parts


def test_a_missing_quasi_identifier_is_a_value_and_a_missing_sensitive_one_is_none():
    quasi = np.array([1, 1, -7])
    risk = assess([quasi], [Sensitive(np.array([4, MISSING, MISSING]))], 2, 2)
    assert (risk.k, risk.unique, risk.below_k) == (1, 1, 1)
    assert (risk.l, risk.below_l) == ((1,), 2)  # of the first two one may guess the 4


def test_what_may_become_known_needs_no_diversity():
    nobody, somebody = 0, 1
    alike = Sensitive(np.array([nobody] * 3 + [somebody] * 3), frozenset({nobody}))
    quasi = np.array([1] * 3 + [2] * 3)
    assert assess([quasi], [alike], 3, 2).below_l == 3
    assert assess([quasi], [Sensitive(alike.values)], 3, 2).below_l == 6


def test_no_quasi_identifier_is_one_class():
    assert classes_of([], 3).tolist() == [0, 0, 0]


def test_a_step_loses_the_share_of_the_information_that_is_gone():
    assert loss_of(Ladder(np.array([[0, 1, 2, 3], [0, 0, 1, 1], [0, 0, 0, 0]]))).tolist() == [0.0, 0.5, 1.0]
    assert loss_of(Ladder(np.zeros((2, 3), dtype=np.int64))).tolist() == [0.0, 0.0]


def test_two_alike_and_one_alone_are_told_less_finely_or_without_the_one():
    ladder = Ladder(np.array([[0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]))
    without = anonymise([ladder], [], 2, 2, other_columns=3)
    assert without is not None and without.steps == (0,) and without.kept.tolist() == [True] * 4 + [False]
    coarser = anonymise([ladder], [], 2, 2, other_columns=3, most_left_out=0.1)
    assert coarser is not None and coarser.steps == (1,) and coarser.kept.all()


def test_a_file_that_nothing_hides_is_not_made():
    assert anonymise([Ladder(np.array([[0, 1], [0, 0]]))], [], 3, 2, most_left_out=0.5) is None


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Ladder], list[Sensitive]]:
    count = draw(st.integers(6, 40))
    column = st.lists(st.integers(0, 7), min_size=count, max_size=count)
    ladders = []
    for _ in range(draw(st.integers(1, 3))):
        finest = np.array(draw(column))
        ladders.append(Ladder(np.stack([finest, finest // 2, finest // 4, finest * 0])))
    values = np.array(draw(st.lists(st.integers(MISSING, 2), min_size=count, max_size=count)))
    return ladders, [Sensitive(values, frozenset({0}))]


@settings(max_examples=150, deadline=None)
@given(tables(), st.integers(2, 5), st.integers(1, 3))
def test_who_stays_hides_well_and_who_goes_had_to(table, least: int, diverse: int):
    ladders, sensitive = table
    found = anonymise(ladders, sensitive, least, diverse, 2)
    assert found is not None
    chosen = [ladder.codes[step] for ladder, step in zip(ladders, found.steps, strict=True)]
    kept = found.kept
    if kept.any():
        rest = [Sensitive(one.values[kept], one.harmless) for one in sensitive]
        risk = assess([column[kept] for column in chosen], rest, least, diverse)
        assert risk.k >= least and risk.below_k == risk.below_l == 0
        assert all(one is None or one >= diverse for one in risk.l)
    rows = list(zip(*chosen, strict=True))
    for place in np.nonzero(~kept)[0]:
        alike = [other for other, row in enumerate(rows) if row == rows[place]]
        told = {int(sensitive[0].values[other]) for other in alike} - {MISSING}
        assert len(alike) < least or (told - {0} and len(told) < diverse)


@settings(max_examples=40, deadline=None)
@given(tables(), st.integers(2, 4))
def test_no_other_combination_of_steps_loses_less(table, least: int):
    ladders, sensitive = table
    found = anonymise(ladders, sensitive, least, 2, 1)
    assert found is not None
    losses = [loss_of(ladder) for ladder in ladders]
    for steps in product(*(range(4) for _ in ladders)):
        coarse = sum(loss[step] for loss, step in zip(losses, steps, strict=True)) / (len(ladders) + 1)
        fixed = [Ladder(ladder.codes[[step]]) for ladder, step in zip(ladders, steps, strict=True)]
        alone = anonymise(fixed, sensitive, least, 2, 1)
        assert alone is not None
        assert 1 - alone.kept.mean() * (1 - coarse) >= found.lost - 1e-12
