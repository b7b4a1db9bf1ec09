"""How the rows of a frame were sampled: weights, strata, clusters, finite population; checked once, used by all.

A ``SurveyDesign`` names columns (or holds arrays). ``sample_of`` checks it against a frame and gives the ``Sample``
that every estimate takes. Without any part the rows are a simple random sample, and ``Sample.is_simple`` says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers, numbers
from dss_core.analysis.statistics.sums import count_by
from dss_core.errors import BadInput

Column = str | pd.Series | npt.NDArray[Any]
Columns = Column | Sequence[Column]
FRACTION_TOLERANCE = 1e-9


class LonelyRule(StrEnum):
    """What a stratum with one sampled cluster adds to a variance; nothing can be learnt inside such a stratum.

    centered: the squared distance from the mean of all clusters (the safe side; R's ``survey.lonely.psu="adjust"``).
    certainty: nothing, as if the cluster had been taken for certain. fail: the design is refused.
    """

    CENTERED = "centered"
    CERTAINTY = "certainty"
    FAIL = "fail"


@dataclass(frozen=True, eq=False)
class SurveyDesign:
    """What is known of the sampling; each part is the name of a column or an array as long as the frame.

    clusters: the sampled units, from the first stage on. fpc: for each stage the population's number of units in the
    stratum (or, when no value is above 1, the sampled share). is_nested: cluster codes may repeat in other strata.
    Without weights, an fpc gives them (the inverse of the sampled shares).
    """

    weights: Column | None = None
    strata: Column | None = None
    clusters: Columns = ()
    fpc: Columns = ()
    is_nested: bool = True
    lonely: LonelyRule = LonelyRule.CENTERED


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of the sampling. ``unit`` (rows): the sampled unit of each row, numbered from 0.

    stratum (units): where each unit was drawn. sampled (strata): how many units were drawn there. fraction (strata):
    the share of the population's units that this is, 0 when not known. outer (strata): the product of the fractions of
    the earlier stages.
    """

    unit: Integers
    stratum: Integers
    sampled: Integers
    fraction: Floats
    outer: Floats

    @property
    def is_lonely(self) -> Flags:
        """The strata of one sampled unit that leave something unsampled."""
        lonely: Flags = (self.sampled == 1) & (self.fraction < 1)
        return lonely


@dataclass(frozen=True, eq=False)
class Sample:
    """A design fitted to a frame. weights (rows): how many of the population a row stands for, 1 without weights."""

    weights: Floats
    stages: tuple[Stage, ...]
    is_weighted: bool
    has_clusters: bool
    is_simple: bool
    lonely: LonelyRule
    lonely_count: int

    @property
    def size(self) -> int:
        """The number of rows, those of weight 0 included."""
        return len(self.weights)


@dataclass(frozen=True, eq=False)
class _Correction:
    """The finite population corrections as typed: one array for each stage that has one; sizes or sampled shares."""

    names: list[str] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    are_sizes: bool = True


def sample_of(frame: pd.DataFrame, design: SurveyDesign | None = None) -> Sample:
    """The sample that a frame's rows are under a design; a simple random sample without one.

    ``BadInput``: describe_unknown_column (column), design_length (part), design_missing (column, count),
    not_a_number (variable), design_weight_missing, design_weight_negative (column, count), design_weight_zero (column),
    design_cluster_in_two_strata (column, count), design_fpc_stages, design_fpc_mixed, design_fpc_not_positive,
    design_fpc_small (column, count), design_fpc_varies (column, count), design_lonely_stratum (count).
    """
    design = design or SurveyDesign()
    clusters, correction = _list(design.clusters), _corrections(frame, design)
    stages = _stages(frame, design, clusters, correction)
    lonely_count = sum(int(stage.is_lonely.sum()) for stage in stages)
    if lonely_count and design.lonely is LonelyRule.FAIL:
        raise BadInput("design_lonely_stratum", count=lonely_count)
    if design.weights is not None:
        weights = _weights(frame, design.weights)
    else:
        weights = _inverse_fractions(stages) if correction.values else np.ones(len(frame))
    is_weighted = design.weights is not None or bool(correction.values)
    return Sample(
        weights=weights,
        stages=stages,
        is_weighted=is_weighted,
        has_clusters=bool(clusters),
        is_simple=not is_weighted and design.strata is None and not clusters,
        lonely=design.lonely,
        lonely_count=lonely_count,
    )


def _list(columns: Columns) -> list[Column]:
    if isinstance(columns, str | pd.Series | np.ndarray):
        return [columns]
    return list(columns)


def _taken(frame: pd.DataFrame, column: Column, part: str) -> tuple[str, pd.DataFrame]:
    """The name by which a part of the design is told, and a frame that holds it under that name."""
    if isinstance(column, str):
        if column not in frame.columns:
            raise BadInput("describe_unknown_column", column=column)
        return column, frame
    if len(column) != len(frame):
        raise BadInput("design_length", part=part)
    return part, pd.DataFrame({part: np.asarray(column)})


def _codes(frame: pd.DataFrame, column: Column, part: str) -> Integers:
    """The values of a column as numbers from 0; BadInput when one is missing."""
    name, holder = _taken(frame, column, part)
    codes, _ = pd.factorize(holder[name])
    if (codes < 0).any():
        raise BadInput("design_missing", column=name, count=int((codes < 0).sum()))
    return codes.astype(np.int64)


def _weights(frame: pd.DataFrame, column: Column) -> Floats:
    name, holder = _taken(frame, column, "weights")
    weights = numbers(holder, name)
    if np.isnan(weights).any():
        raise BadInput("design_weight_missing", column=name, count=int(np.isnan(weights).sum()))
    if (weights < 0).any():
        raise BadInput("design_weight_negative", column=name, count=int((weights < 0).sum()))
    if len(weights) and not weights.any():
        raise BadInput("design_weight_zero", column=name)
    return weights


def _inverse_fractions(stages: tuple[Stage, ...]) -> Floats:
    """The weights that follow from the sampled shares; a stage without a share is taken as complete."""
    weights = np.ones(len(stages[0].unit))
    for stage in stages:
        weights /= np.where(stage.fraction > 0, stage.fraction, 1.0)[stage.stratum[stage.unit]]
    return weights


def _corrections(frame: pd.DataFrame, design: SurveyDesign) -> _Correction:
    columns = _list(design.fpc)
    if not columns:
        return _Correction()
    if len(columns) > max(len(_list(design.clusters)), 1):
        raise BadInput("design_fpc_stages", count=len(columns), stages=max(len(_list(design.clusters)), 1))
    names: list[str] = []
    values: list[Floats] = []
    for column in columns:
        name, holder = _taken(frame, column, "fpc")
        names.append(name)
        values.append(numbers(holder, name))
        if np.isnan(values[-1]).any():
            raise BadInput("design_missing", column=name, count=int(np.isnan(values[-1]).sum()))
        if (values[-1] <= 0).any():
            raise BadInput("design_fpc_not_positive", column=name, count=int((values[-1] <= 0).sum()))
    are_sizes = any((value > 1).any() for value in values)
    if are_sizes and any((value < 1).any() for value in values):
        raise BadInput("design_fpc_mixed", column=", ".join(names))
    return _Correction(names, values, are_sizes)


def _stages(
    frame: pd.DataFrame, design: SurveyDesign, clusters: list[Column], correction: _Correction
) -> tuple[Stage, ...]:
    """The stages that variance needs: the first, and the later ones when the first has a correction."""
    stratum = np.zeros(len(frame), np.int64) if design.strata is None else _codes(frame, design.strata, "strata")
    if not clusters:
        return (_stage(stratum, np.arange(len(frame)), correction, 0, np.ones(len(frame))),)
    outer = np.ones(len(frame))
    stages: list[Stage] = []
    for number, column in enumerate(clusters if correction.values else clusters[:1]):
        unit = _units(stratum, _codes(frame, column, "clusters"))
        if number == 0 and not design.is_nested:
            _refuse_shared_clusters(frame, column, unit)
        stage = _stage(stratum, unit, correction, number, outer)
        stages.append(stage)
        outer = outer * stage.fraction[stage.stratum[stage.unit]]
        stratum = unit
    return tuple(stages)


def _units(stratum: Integers, codes: Integers) -> Integers:
    """Units numbered so that the same code in another stratum is another unit."""
    _, unit = np.unique(stratum * (codes.max(initial=0) + 1) + codes, return_inverse=True)
    return unit.astype(np.int64)


def _refuse_shared_clusters(frame: pd.DataFrame, column: Column, unit: Integers) -> None:
    codes = _codes(frame, column, "clusters")
    shared = len(np.unique(unit)) - len(np.unique(codes))
    if shared:
        raise BadInput("design_cluster_in_two_strata", column=_taken(frame, column, "clusters")[0], count=shared)


def _stage(stratum: Integers, unit: Integers, correction: _Correction, number: int, outer: Floats) -> Stage:
    """A stage from each row's stratum and unit. ``outer`` (rows): the sampled share of the earlier stages."""
    _, first = np.unique(unit, return_index=True)
    stratum_of_unit = stratum[first]
    strata_count = int(stratum.max(initial=-1)) + 1
    sampled = count_by(stratum_of_unit, strata_count)
    fraction = np.zeros(strata_count)
    if number < len(correction.values):
        fraction = _fractions(stratum, sampled, correction, number)
    outer_of_stratum = np.ones(strata_count)
    outer_of_stratum[stratum] = outer
    return Stage(unit, stratum_of_unit, sampled, fraction, outer_of_stratum)


def _fractions(stratum: Integers, sampled: Integers, correction: _Correction, number: int) -> Floats:
    """The sampled share of every stratum; BadInput where the typed value cannot be."""
    name, typed = correction.names[number], correction.values[number]
    value = np.zeros(len(sampled))
    value[stratum] = typed
    varies = np.unique(stratum[np.abs(value[stratum] - typed) > FRACTION_TOLERANCE])
    if len(varies):
        raise BadInput("design_fpc_varies", column=name, count=len(varies))
    if not correction.are_sizes:
        return value
    small = value < sampled - FRACTION_TOLERANCE
    if small.any():
        raise BadInput("design_fpc_small", column=name, count=int(small.sum()))
    return np.minimum(sampled / value, 1.0)
