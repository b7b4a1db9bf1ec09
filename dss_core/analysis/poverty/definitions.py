"""Who counts as poor under each definition of the catalogue, on the same households, and how the definitions overlap.

A flag is 1 (poor), 0 (not poor) or NaN: an answer is missing that could change it.
"""

from collections.abc import Mapping
from functools import singledispatch

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.eligibility import eligible
from dss_core.analysis.arrays import Flags, Floats, numbers
from dss_core.analysis.poverty.alkire_foster import is_poor
from dss_core.analysis.poverty.deprivations import deprivation_matrix
from dss_core.analysis.poverty.profiles import NOT_KNOWN, Deprivations, aligned
from dss_core.catalog.poverty import CountPoor, IncomePoor, LevelPoor, PovertyDefinitions, TargetedPoor
from dss_core.catalog.specification import MissingAnswers
from dss_core.errors import BadInput


def poor_by_definition(
    frame: pd.DataFrame, poverty: PovertyDefinitions, lines: Mapping[str, float]
) -> dict[str, Floats]:
    """For each definition the flag of every household (rows,). ``lines``: the heights in force (``lines_on``).

    ``BadInput``: poverty_unknown_line (line), describe_unknown_column (column), and those of the rules behind.
    """
    return {one.id: poor_by(one, frame, poverty, lines) for one in poverty.definitions}


@singledispatch
def poor_by(definition: object, frame: pd.DataFrame, poverty: PovertyDefinitions, lines: Mapping[str, float]) -> Floats:
    """The flag of every household (rows,) under one definition; TypeError for a kind that has no rule here."""
    raise TypeError(type(definition).__name__)


@poor_by.register
def _(definition: IncomePoor, frame: pd.DataFrame, poverty: PovertyDefinitions, lines: Mapping[str, float]) -> Floats:
    if definition.line not in lines:
        raise BadInput("poverty_unknown_line", line=definition.line)
    incomes = _column(frame, poverty.line(definition.line).variable)
    return _flag(incomes < lines[definition.line], np.isnan(incomes))


@poor_by.register
def _(definition: LevelPoor, frame: pd.DataFrame, poverty: PovertyDefinitions, lines: Mapping[str, float]) -> Floats:
    levels = _column(frame, definition.variable)
    return _flag(levels <= definition.at_most, np.isnan(levels))


@poor_by.register
def _(definition: CountPoor, frame: pd.DataFrame, poverty: PovertyDefinitions, lines: Mapping[str, float]) -> Floats:
    """By the specification's own rule for missing answers, so that the share of poor is its H."""
    specification = poverty.specification(definition.specification)
    matrix = deprivation_matrix(frame, specification, lines)
    scores = (matrix == 1) @ aligned(specification.weights, specification.indicators)
    unknown = matrix == NOT_KNOWN
    if specification.missing is MissingAnswers.DEPRIVED:
        scores = scores + unknown @ aligned(specification.weights, specification.indicators)
    is_left_out = unknown.any(axis=1) & (specification.missing is MissingAnswers.LEAVE_OUT)
    return _flag(is_poor(scores, definition.k), is_left_out)


@poor_by.register
def _(definition: TargetedPoor, frame: pd.DataFrame, poverty: PovertyDefinitions, lines: Mapping[str, float]) -> Floats:
    """Decided as soon as the known answers decide it: one failed indicator fails a dimension, whatever is missing."""
    specification = poverty.specification(definition.specification)
    matrix = deprivation_matrix(frame, specification, lines)
    failed = np.zeros(len(frame), dtype=np.int64)
    may_fail = np.zeros(len(frame), dtype=np.int64)
    start = 0
    for dimension in specification.dimensions.values():
        answers: Deprivations = matrix[:, start : start + len(dimension.indicators)]
        fails = (answers == 1).any(axis=1)
        failed += fails
        may_fail += fails | (answers == NOT_KNOWN).any(axis=1)
        start += len(dimension.indicators)
    fails_enough, might = failed >= definition.least_dimensions, may_fail >= definition.least_dimensions
    holds, undecided = eligible(frame, [definition.and_if])
    is_poor_for_sure, can_be_poor = fails_enough & holds, might & (holds | undecided)
    return _flag(is_poor_for_sure, can_be_poor & ~is_poor_for_sure)


def overlap(flags: Mapping[str, Floats]) -> pd.DataFrame:
    """How many households each combination of definitions counts as poor, the largest first (an UpSet plot's bars).

    Columns: one for each definition (is it in the combination), ``definition_count`` and ``household_count``. Only
    households whose flag is known under every definition; the combination of none is among them.
    """
    names = list(flags)
    table = pd.DataFrame(flags, columns=names).dropna().astype(bool)
    counts = table.value_counts(sort=False).rename("household_count").reset_index()
    counts.insert(len(names), "definition_count", counts[names].sum(axis=1))
    return counts.sort_values(["household_count", *names], ascending=False, ignore_index=True)


def only_by(flags: Mapping[str, Floats], definition_id: str) -> Flags:
    """The households (rows,) that this definition counts as poor and every other one does not; for lists to open."""
    others = [flag == 0 for name, flag in flags.items() if name != definition_id]
    is_alone: Flags = np.logical_and.reduce([flags[definition_id] == 1, *others])
    return is_alone


def counted(flags: Mapping[str, Floats]) -> pd.DataFrame:
    """One row for each definition: definition, poor, not_poor, unknown (households), share (poor of the known, 0-1)."""
    rows = []
    for name, flag in flags.items():
        poor, not_poor = int((flag == 1).sum()), int((flag == 0).sum())
        known = poor + not_poor
        rows.append((name, poor, not_poor, int(np.isnan(flag).sum()), poor / known if known else float("nan")))
    return pd.DataFrame(rows, columns=["definition", "poor", "not_poor", "unknown", "share"])


def _flag(is_one: Flags, is_unknown: Flags) -> Floats:
    return np.where(is_unknown, np.nan, is_one.astype(np.float64))


def _column(frame: pd.DataFrame, name: str) -> Floats:
    if name not in frame.columns:
        raise BadInput("describe_unknown_column", column=name)
    return numbers(frame, name)
