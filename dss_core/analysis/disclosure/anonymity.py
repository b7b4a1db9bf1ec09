"""How well records hide among each other, and the least coarse way in which they hide well enough.

k-anonymity (Sweeney 2002): each record shares its quasi-identifiers, what a stranger may know of a household, with at
least k - 1 others. l-diversity (Machanavajjhala et al. 2007): those who share them have at least l different values of
what must not become known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from dss_core.analysis.arrays import Flags, Floats, Integers

MISSING = -1  # of a sensitive value; a missing quasi-identifier is a value like others


@dataclass(frozen=True, eq=False)
class Ladder:
    """A quasi-identifier at each step, the finest first and all one value last: codes of shape (steps, n)."""

    codes: Integers


@dataclass(frozen=True, eq=False)
class Sensitive:
    """values: codes of shape (n,), ``MISSING`` where there is none. harmless: codes that may become known.

    A class that holds harmless values alone needs no diversity: the paper's don't-care set.
    """

    values: Integers
    harmless: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Risk:
    """k: the smallest class. below_k, unique, below_l: records in classes smaller than k, alone, less diverse than l.

    l, entropy_l: for each sensitive column the least of all classes that need diversity; None where none does.
    """

    records: int
    classes: int
    k: int
    below_k: int
    unique: int
    below_l: int
    l: tuple[int | None, ...]  # noqa: E741 (the name in the literature)
    entropy_l: tuple[float | None, ...]


@dataclass(frozen=True, eq=False)
class Anonymised:
    """steps: which step of each ladder was chosen. kept: records that stay. lost: of all cells asked for, 0-1."""

    steps: tuple[int, ...]
    kept: Flags
    lost: float


def classes_of(columns: Sequence[Integers], count: int) -> Integers:
    """The number of the equivalence class of each record; all are one class when there is no quasi-identifier.

    >>> classes_of([np.array([1, 1, 2]), np.array([5, 6, 5])], 3).tolist()
    [0, 1, 2]
    """
    number = np.zeros(count, dtype=np.int64)
    for column in columns:
        _, code = np.unique(column, return_inverse=True)
        _, number = np.unique(number * (code.max(initial=0) + 1) + code, return_inverse=True)
    return number.astype(np.int64)


def assess(columns: Sequence[Integers], sensitive: Sequence[Sensitive], least: int, diverse: int) -> Risk:
    """The risk of records whose quasi-identifiers are ``columns``. least: k; diverse: l."""
    count = len(sensitive[0].values) if sensitive else len(columns[0]) if columns else 0
    number = classes_of(columns, count)
    sizes = np.bincount(number)
    own = sizes[number]
    distinct = [distinct_values(number, one) for one in sensitive]
    entropy = [_entropy_l(number, one) for one in sensitive]
    return Risk(
        records=count,
        classes=len(sizes),
        k=int(sizes.min(initial=count)),
        below_k=int((own < least).sum()),
        unique=int((own == 1).sum()),
        below_l=int((~_is_diverse(number, sensitive, diverse)).sum()),
        l=tuple(int(found[found > 0].min()) if (found > 0).any() else None for found in distinct),
        entropy_l=tuple(float(found.min()) if len(found) else None for found in entropy),
    )


def distinct_values(number: Integers, sensitive: Sensitive) -> Integers:
    """Different values in each class that needs diversity; 0 for a class that needs none. Missing is no value."""
    known = sensitive.values != MISSING
    pairs = np.unique(np.stack([number[known], sensitive.values[known]]), axis=1)
    counts = np.bincount(pairs[0], minlength=_count(number))
    found: Integers = np.where(_needs(number, sensitive), counts, 0).astype(np.int64)
    return found


def _needs(number: Integers, sensitive: Sensitive) -> Flags:
    telling = (sensitive.values != MISSING) & ~np.isin(sensitive.values, list(sensitive.harmless))
    needs: Flags = np.bincount(number[telling], minlength=_count(number)) > 0
    return needs


def _count(number: Integers) -> int:
    return int(number.max(initial=-1)) + 1


def _entropy_l(number: Integers, sensitive: Sensitive) -> Floats:
    """exp of the entropy of each class that needs diversity: 2 for two values in equal parts."""
    known = sensitive.values != MISSING
    pairs, counts = np.unique(np.stack([number[known], sensitive.values[known]]), axis=1, return_counts=True)
    totals = np.bincount(number[known], minlength=_count(number))
    share = counts / np.maximum(totals[pairs[0]], 1)
    entropy = np.bincount(pairs[0], weights=-share * np.log(share), minlength=_count(number))
    found: Floats = np.exp(entropy[_needs(number, sensitive)])
    return found


def _is_diverse(number: Integers, sensitive: Sequence[Sensitive], diverse: int) -> Flags:
    """Per record: its class has enough different values of every sensitive column, or needs none."""
    good = np.ones(len(number), dtype=np.bool_)
    for one in sensitive:
        found = distinct_values(number, one)
        good &= ((found == 0) | (found >= diverse))[number]
    return good


def loss_of(ladder: Ladder) -> Floats:
    """What each step loses of the finest one's information (Shannon entropy), 0-1: shape (steps,)."""
    entropies = np.array([_entropy(codes) for codes in ladder.codes])
    return np.zeros(len(entropies)) if not entropies[0] else np.clip(1.0 - entropies / entropies[0], 0.0, 1.0)


def _entropy(codes: Integers) -> float:
    share = np.unique(codes, return_counts=True)[1] / max(len(codes), 1)
    return float(-(share * np.log(share)).sum())


def anonymise(
    ladders: Sequence[Ladder],
    sensitive: Sequence[Sensitive],
    least: int,
    diverse: int,
    other_columns: int = 0,
    most_left_out: float = 1.0,
) -> Anonymised | None:
    """Of all combinations of steps the one that loses the fewest cells; None if each leaves out too many records.

    A record whose class is smaller than k (``least``) or less than l-diverse (``diverse``) is left out. Lost is of all
    cells asked for: a record left out loses all of them, a step of a quasi-identifier the share that ``loss_of`` says,
    the ``other_columns`` none. Ties go to the earlier combination, so that the answer is always the same.
    """
    count = ladders[0].codes.shape[1] if ladders else len(sensitive[0].values) if sensitive else 0
    losses = [loss_of(ladder) for ladder in ladders]
    width = len(ladders) + other_columns
    choices = sorted(product(*(range(len(loss)) for loss in losses)), key=lambda steps: (_coarse(losses, steps), steps))
    best: Anonymised | None = None
    for steps in choices:
        coarse = _coarse(losses, steps) / max(width, 1)
        if best is not None and coarse >= best.lost:
            break  # the ones that follow are coarser still
        kept = _hidden(ladders, steps, sensitive, least, diverse, count)
        share = float(kept.mean()) if count else 1.0
        lost = 1.0 - share * (1.0 - coarse)
        if 1.0 - share <= most_left_out and (best is None or lost < best.lost):
            best = Anonymised(steps, kept, lost)
    return best


def _coarse(losses: Sequence[Floats], steps: Sequence[int]) -> float:
    return float(sum(loss[step] for loss, step in zip(losses, steps, strict=True)))


def _hidden(
    ladders: Sequence[Ladder],
    steps: Sequence[int],
    sensitive: Sequence[Sensitive],
    least: int,
    diverse: int,
    count: int,
) -> Flags:
    number = classes_of([ladder.codes[step] for ladder, step in zip(ladders, steps, strict=True)], count)
    good: Flags = (np.bincount(number, minlength=1)[number] >= least) & _is_diverse(number, sensitive, diverse)
    return good
