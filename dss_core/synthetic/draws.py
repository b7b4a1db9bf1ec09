"""Random numbers that belong to a house, not to a moment: house 17 is the same whichever window of houses is made."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.object_]

SMALLEST = 1e-12  # keeps ndtri finite at a draw of exactly 0


@dataclass(frozen=True)
class Draws:
    """Named streams of random numbers for houses ``first`` to ``first + count - 1`` in the round ``moment``.

    Every stream is its own PCG64 sequence, advanced to the first house; the same house therefore gets the same
    numbers in every chunk, every window and every round. Source: PCG64.advance, numpy reference.
    """

    seed: int
    first: int
    count: int
    moment: str

    def many(self, name: str, per: int) -> Floats:
        """Uniform numbers in [0, 1) of shape (houses, per) that never change."""
        stream = np.random.PCG64(np.random.SeedSequence([self.seed, crc32(name.encode())]))
        stream.advance(self.first * per)
        return np.random.Generator(stream).random((self.count, per))

    def one(self, name: str) -> Floats:
        """One uniform number in [0, 1) for each house that never changes."""
        return self.many(name, 1)[:, 0]

    def normal(self, name: str, per: int = 1) -> Floats:
        """Standard normal numbers of shape (houses, per) that never change."""
        normal: Floats = ndtri(np.maximum(self.many(name, per), SMALLEST))
        return normal

    def drifting_normal(self, name: str, per: int, persistence: float) -> Floats:
        """Standard normal numbers (houses, per) with correlation ``persistence`` between any two rounds."""
        of_round = self.normal(f"{name}/{self.moment}", per)
        return mixed(self.normal(name, per), of_round, persistence)

    def drifting(self, name: str, per: int, persistence: float) -> Floats:
        """Uniform numbers (houses, per) whose normal scores correlate by ``persistence`` between any two rounds."""
        uniform: Floats = ndtr(self.drifting_normal(name, per, persistence))
        return uniform


def mixed(one: Floats, other: Floats, share: float) -> Floats:
    """A standard normal mixture of two standard normal numbers; ``share`` is the part of its variance from ``one``."""
    both: Floats = np.sqrt(share) * one + np.sqrt(1 - share) * other
    return both
