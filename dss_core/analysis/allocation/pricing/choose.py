"""The set of programmes that is worth most to each household, for many households at once.

The number of a programme rides in the last bits of its value, so that the best is found with maximum and minimum alone;
a value is thereby cut by 2**-15 of itself at most in single precision, and by 2**-42 in double.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Choices = npt.NDArray[np.uint8]  # most x households; the number of programmes stands for "none"
Values = npt.NDArray[np.floating]
Codes = npt.NDArray[np.integer]

MOST_SMALL_CODES = 2**8
NOTHING = 1e-30  # a value of 0 with a number in its last bits


def kind_for(code_count: int) -> type[np.floating]:
    """Single precision, where the numbers of the programmes or pairs fit beside the value."""
    return np.float32 if code_count <= MOST_SMALL_CODES else np.float64


def best_sets(values: Values, start: Values, most: int) -> Choices:
    """The ``most`` best programmes of each household, of those worth more than nothing.

    values: programmes x households, overwritten. start: what taking nothing is worth; a negative one makes a household
    take its best programme even at a loss. Of equal values the earlier programme is taken.
    """
    count = len(values)
    mask, codes, meaning = _codes(count, values.dtype)
    bits = _bits(values)
    bits &= ~mask
    bits |= codes[:, None]
    best = np.tile(start, (most, 1))
    _bits(best)[:] &= ~mask
    _bits(best)[:] |= np.asarray(count, dtype=mask.dtype)
    lesser = np.empty_like(start)
    for row in values:
        for place in range(most):
            np.minimum(best[place], row, out=lesser)
            np.maximum(best[place], row, out=best[place])
            if place + 1 < most:
                row, lesser = lesser, np.empty_like(start) if row is not lesser else row
    chosen: Choices = meaning[_bits(best) & mask]
    chosen[1:][best[1:] <= NOTHING] = count
    return chosen


def best_pairs(
    values: Values,
    start: Values,
    most: int,
    lost: Sequence[tuple[int, int, Values]],
    requires: Sequence[tuple[int, int]],
) -> Choices:
    """The best programme or pair of each household. lost: (first, second, what both together lose); requires:
    (programme, the one it needs beside it). Otherwise as ``best_sets``.
    """
    count = len(values)
    mask, codes, meaning = _codes(count + count * (count - 1) // 2, values.dtype)
    needs: dict[int, set[int]] = {}
    for wanting, needed in requires:
        needs.setdefault(wanting, set()).add(needed)
    overlaps = {(min(one, other), max(one, other)): part for one, other, part in lost}
    best = start.copy()
    _bits(best)[:] &= ~mask
    _bits(best)[:] |= np.asarray(len(codes), dtype=mask.dtype)
    alone = np.array([not needs.get(programme) for programme in range(count)], dtype=np.bool_)
    if alone.any():
        _keep_best(best, values[alone], codes[:count][alone], mask)
    at = count
    for first in range(count - 1 if most > 1 else 0):
        together = values[first] + values[first + 1 :]
        for second in range(first + 1, count):
            if (first, second) in overlaps:
                together[second - first - 1] -= overlaps[first, second]
        fits = np.array(
            [not (needs.get(first, set()) - {s} or needs.get(s, set()) - {first}) for s in range(first + 1, count)]
        )
        part = codes[at : at + len(together)]
        at += len(together)
        if fits.any():
            _keep_best(best, together if fits.all() else together[fits], part[fits], mask)
    singles = [(programme, count) for programme in range(count)]
    pairs = [(first, second) for first in range(count) for second in range(first + 1, count)]
    members = np.array([*singles, *pairs, (count, count)], dtype=np.uint8)
    number = meaning[_bits(best) & mask]
    chosen: Choices = np.full((most, len(start)), count, dtype=np.uint8)
    chosen[0] = members[number, 0]
    if most > 1:
        chosen[1] = members[number, 1]
    return chosen


def _keep_best(best: Values, rows: Values, codes: Codes, mask: np.integer) -> None:
    rows = np.ascontiguousarray(rows)
    bits = _bits(rows)
    bits &= ~mask
    bits |= codes[:, None]
    np.maximum(best, rows.max(axis=0), out=best)


def _bits(values: Values) -> Codes:
    return values.view(np.int32 if values.dtype == np.float32 else np.int64)


def _codes(count: int, kind: np.dtype[np.floating]) -> tuple[np.integer, Codes, npt.NDArray[np.uint16]]:
    """The bits that hold a number; the code of each number (the earlier the larger, so that it wins a tie); and the
    number of each code, ``count`` for "nothing".
    """
    whole: type[np.signedinteger] = np.int32 if kind == np.float32 else np.int64
    width = int(count).bit_length()
    codes: Codes = np.arange(count - 1, -1, -1).astype(whole)
    meaning = np.full(1 << width, count, dtype=np.uint16)
    meaning[codes] = np.arange(count)
    return whole((1 << width) - 1), codes, meaning.astype(np.uint16)
