"""What a plan is to reduce: the households' answers, lines and weights of an objective, and what programmes do to them.

Programmes lift answers of the survey (and the income). From these, and from nothing else, come the benefits of a plan,
and the scores and poverty measures after it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.objectives import OBJECTIVES, Aim, worth_of
from dss_core.analysis.allocation.outcomes import Lift
from dss_core.analysis.allocation.problem import Overlap
from dss_core.analysis.arrays import Flags, Floats, numbers, numbers_of
from dss_core.analysis.poverty.deprivations import deprivation_matrix
from dss_core.analysis.poverty.profiles import NOT_KNOWN, aligned
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.poverty import CountPoor
from dss_core.catalog.programmes import Assumed, Effect, Programme, Range
from dss_core.catalog.specification import MissingAnswers
from dss_core.errors import BadInput
from dss_core.usecases.survey_sample import MEMBERS

ABOVE = 1e-6  # what an answer has to be above a bound that still counts as deprived
Pick = Callable[[int, int, Range], float]  # programme, number of its effect, its range -> the value taken


@dataclass(frozen=True, eq=False)
class Served:
    """One programme as it would be given: its cost for a unit (baht), how many units each household takes, effects."""

    programme: Programme
    unit_cost_baht: float
    units: Floats
    effects: tuple[Effect, ...]


@dataclass(frozen=True, eq=False)
class State:
    """What an objective looks at, before anybody is helped: columns x households, more is better.

    columns: the variable of each column, "" for one that nothing lifts. unknown: an answer is missing there (its
    weight is 0; whoever lifts it does what nobody knows). missing: households whose loss is not known at all.
    """

    columns: tuple[str, ...]
    values: Floats
    aim: Aim
    unknown: Flags
    missing: Flags

    def loss(self, objective: str) -> Floats:
        """The loss of each household before the plan, NaN where it is not known."""
        return np.where(self.missing, np.nan, OBJECTIVES[objective](self.values, self.aim))


def likely_end(assumed: str) -> Pick:
    """Takes one end of every range, or the likely value. ``BadInput``: scenario_unknown_end (end, known)."""
    if assumed not in list(Assumed):
        raise BadInput("scenario_unknown_end", end=assumed, known=", ".join(Assumed))
    end = Assumed(assumed)
    return lambda _programme, _effect, span: span.at(end)


def lifts_of(catalog: Catalog, frame: pd.DataFrame, offers: list[Served], pick: Pick) -> list[Lift]:
    """What each programme (by its place in ``offers``) does to each variable, towards that variable's line."""
    income = catalog.poverty.line(catalog.planning.income_line).variable
    members = numbers(frame, MEMBERS)
    found = []
    for place, offer in enumerate(offers):
        for number, effect in enumerate(offer.effects):
            amount = pick(place, number, effect.span)
            if not amount:
                continue
            if effect.on == income:
                per_unit = amount * (1.0 if effect.share_of_cost is None else offer.unit_cost_baht)
                with np.errstate(divide="ignore", invalid="ignore"):
                    per_person = np.where(members > 0, per_unit * np.nan_to_num(offer.units) / members, np.nan)
                found.append(Lift(place, income, per_person, np.inf))
            else:
                found += [Lift(place, one, amount, catalog.planning.answer_line) for one in lifted(catalog, effect.on)]
    return found


def lifted(catalog: Catalog, measure: str) -> tuple[str, ...]:
    """The indicators that a lift of a measure lifts: itself, or all of a capital."""
    if measure in catalog.instrument.capital_ids:
        return tuple(one.id for one in catalog.instrument.indicators_of(measure))
    return (measure,)


def state_of(
    catalog: Catalog, frame: pd.DataFrame, lines: Mapping[str, float], objective: str, aversion: float
) -> State:
    """The state of the households for an objective.

    ``BadInput``: allocation_unknown_objective (objective, known), scenario_bad_aversion,
    poverty_unknown_line (line) when the income line was not yet in force.
    """
    if objective not in OBJECTIVES:
        raise BadInput("allocation_unknown_objective", objective=objective, known=", ".join(OBJECTIVES))
    if not 0 <= aversion <= 10:
        raise BadInput("scenario_bad_aversion", most=10)
    if objective == "income_gap":
        return _income(catalog, frame, lines)
    if objective == "m0":
        return _deprivations(catalog, frame, lines)
    return _answers(catalog, frame, aversion)


def worths(
    state: State, objective: str, lifts: list[Lift], count: int, allowed: Flags, most: int
) -> tuple[Floats, tuple[Overlap, ...]]:
    """Benefits (programmes x households, NaN where an answer is missing that decides them) and what does not add up."""
    used = [lift for lift in lifts if lift.column in state.columns]
    columns = list(dict.fromkeys(lift.column for lift in used))
    short = state if objective == "m0" else _folded(state, columns, objective)
    is_own = any(isinstance(lift.amount, np.ndarray) for lift in used)
    size = short.values.shape[1]
    effects = np.zeros((count, len(short.columns), size) if is_own else (count, len(short.columns)))
    unknown = np.zeros((count, size), dtype=np.bool_)
    for lift in used:
        at = short.columns.index(lift.column)
        effects[lift.programme, at] += np.nan_to_num(lift.amount)
        unknown[lift.programme] |= short.unknown[at] | np.isnan(lift.amount)
    benefits, overlaps = worth_of(objective, short.values, effects, short.aim, allowed, most)
    return np.where(unknown | state.missing, np.nan, benefits), overlaps


def loss_after(state: State, objective: str, lifts: list[Lift], serves: Flags) -> Floats:
    """The loss of each household after a plan (programmes x households), NaN where it is not known."""
    lift = np.zeros(state.values.shape)
    for one in lifts:
        for at, column in enumerate(state.columns):
            if column == one.column:
                lift[at] += np.nan_to_num(one.amount) * serves[one.programme]
    gaps = np.maximum(state.aim.lines[:, None] - state.values, 0.0)
    then = replace(state, values=state.values + np.minimum(gaps, lift))
    return then.loss(objective)


def _folded(state: State, columns: list[str], objective: str) -> State:
    """The same losses over fewer columns: those that nothing lifts become one."""
    kept = np.array([column in columns for column in state.columns], dtype=np.bool_)
    if kept.all():
        return state
    lines, weights, values = state.aim.lines, state.aim.weights, state.values
    weight = weights[~kept].sum(axis=0)
    rest = values[~kept] if objective == "over_line" else np.maximum(lines[~kept, None] - values[~kept], 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(weight > 0, (weights[~kept] * rest).sum(axis=0) / weight, 0.0)
    line = float(lines[~kept][0])
    aim = replace(
        state.aim,
        lines=np.append(lines[kept], line),
        weights=np.vstack([weights[kept], weight]),
    )
    return State(
        columns=(*(name for name, is_kept in zip(state.columns, kept, strict=True) if is_kept), ""),
        values=np.vstack([values[kept], mean if objective == "over_line" else line - mean]),
        aim=aim,
        unknown=np.vstack([state.unknown[kept], np.zeros(values.shape[1], dtype=np.bool_)]),
        missing=state.missing,
    )


def _answers(catalog: Catalog, frame: pd.DataFrame, aversion: float) -> State:
    """The indicators, weighed as the overall score weighs them: what is missing is left out of both sums."""
    instrument, planning = catalog.instrument, catalog.planning
    values = numbers_of(frame, instrument.indicator_ids)
    unknown = np.isnan(values)
    weights = np.zeros(values.shape)
    has_score = []
    for capital in instrument.capitals:
        own = np.array([one.capital == capital.id for one in instrument.indicators])
        full = np.array([one.weight for one in instrument.indicators])[own]
        answered = np.where(unknown[own], 0.0, full[:, None])
        share = answered.sum(axis=0)
        is_enough = np.round(share / full.sum(), 9) >= instrument.missing_capital.least_answered_share
        with np.errstate(divide="ignore", invalid="ignore"):
            weights[own] = np.where(is_enough & (share > 0), answered / share, 0.0)
        has_score.append(is_enough & (share > 0))
    scored = np.array(has_score).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.where(scored > 0, weights / scored, 0.0)
    missing = np.round(scored / len(instrument.capitals), 9) < instrument.missing_overall.least_answered_share
    lines = np.full(len(values), planning.answer_line)
    line = next(level.lower for level in instrument.levels if level.number == planning.level)
    aim = Aim(lines, weights, aversion=aversion, line=line)
    filled = np.where(unknown, planning.answer_line, values)
    return State(instrument.indicator_ids, filled, aim, unknown, missing)


def _income(catalog: Catalog, frame: pd.DataFrame, lines: Mapping[str, float]) -> State:
    """The income per person against its line, weighed by the living members: the gap is baht of the household."""
    planning = catalog.planning
    if planning.income_line not in lines:
        raise BadInput("poverty_unknown_line", line=planning.income_line)
    income = catalog.poverty.line(planning.income_line).variable
    values, members = numbers(frame, income)[None], numbers(frame, MEMBERS)[None]
    missing = np.isnan(values) | ~(members > 0)
    aim = Aim(np.array([lines[planning.income_line]]), np.where(missing, 0.0, members))
    return State((income,), np.where(missing, 0.0, values), aim, missing, missing[0])


def _deprivations(catalog: Catalog, frame: pd.DataFrame, lines: Mapping[str, float]) -> State:
    """The indicators of the poverty definition; one that no lift can mend is a column of 0 (deprived) and 1."""
    definition = next(one for one in catalog.poverty.definitions if one.id == catalog.planning.poverty)
    assert isinstance(definition, CountPoor), "the catalogue has checked it"
    specification = catalog.poverty.specification(definition.specification)
    matrix = deprivation_matrix(frame, specification, lines)
    names, heights = [], []
    values = np.where(matrix.T == 1, 0.0, 1.0)
    for at, indicator in enumerate(specification.indicators):
        rule = specification.rule_of(indicator)
        bound = None if rule is None else (lines.get(rule.line or "") if rule.value is None else rule.value)
        is_indicator = rule is not None and rule.variable in catalog.instrument.indicator_ids
        is_lifted = rule is not None and rule.operator in ("below", "at_most") and bound is not None
        if rule is None or bound is None or not is_lifted or (is_indicator and bound > catalog.planning.answer_line):
            names.append("")
            heights.append(0.5)
            continue
        names.append(rule.variable)
        heights.append(bound + (ABOVE if rule.operator == "at_most" else -1e-9))
        values[at] = np.nan_to_num(numbers(frame, rule.variable), nan=bound + 1)
    unknown = (matrix == NOT_KNOWN).T
    if specification.missing is MissingAnswers.DEPRIVED:
        values = np.where(unknown, np.array(heights)[:, None] - 1, values)
    missing = unknown.any(axis=0) & (specification.missing is MissingAnswers.LEAVE_OUT)
    weights = aligned(specification.weights, specification.indicators)
    return State(
        tuple(names), values, Aim(np.array(heights), weights, cutoff=definition.k), unknown, np.asarray(missing)
    )
