"""Decide and compute: the core of the decision-support system. It knows no screen."""
