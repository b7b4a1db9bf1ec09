"""Journeys lead one or more people through several pages, in the small province or in an empty database."""

from tests.support.province import empty, own, province
from tests.support.visits import never_the_real_installation, visit

__all__ = ["empty", "never_the_real_installation", "own", "province", "visit"]
