"""How far a plan rests on its assumptions: effects drawn within their ranges, and the plan that is never far wrong."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.outcomes import overlap_of
from dss_core.analysis.allocation.regret import least_regret
from dss_core.analysis.arrays import Floats, Integers
from dss_core.catalog.programmes import Assumed, Range
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.scenario_aim import State, lifts_of, likely_end, loss_after
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_plan import Planned, planned
from dss_core.usecases.scenario_problem import assumed_problem
from dss_core.usecases.services import Services, stamp

PATIENCE = 0.05  # seconds for a proof of each plan: the bounds say what is missing
MOST_DRAWS = 2000
ENDS = tuple(end.value for end in Assumed)
ROBUST = "robust"


@dataclass(frozen=True)
class DoubtQuery:
    """A what-if (its seed is that of the draws), and how often effects are drawn."""

    scenario: ScenarioQuery
    draws: int = 200


@dataclass(frozen=True, eq=False)
class DoubtFound:
    """reached: what the plan takes off in each draw. low, middle, high: their 2.5, 50 and 97.5 per cent. planned: what
    it takes off by its own assumption. regret: plan (an end of the ranges, or ``ROBUST``), comes_true (an end), regret
    (0-1): the share of what could have been reached that the plan misses. robust_worst: the largest regret of the
    robust plan; no plan has one below robust_at_least. robust_spent_baht, robust_count: that plan. same_share: its
    households in common with the plan, of those in either (0-1, NaN when both are empty).
    """

    provenance: Provenance
    reached: Floats
    low: float
    middle: float
    high: float
    planned: float
    regret: pd.DataFrame
    robust_worst: float
    robust_at_least: float
    robust_spent_baht: float
    robust_count: int
    same_share: float


def doubt_plan(services: Services, viewer: Viewer, query: DoubtQuery) -> DoubtFound:
    """The doubt about the plan; ``BadInput``: scenario_bad_draws (most), and as ``plan_of``."""
    viewer.must(Permission.BUILD_SCENARIO)
    if not 1 <= query.draws <= MOST_DRAWS:
        raise BadInput("scenario_bad_draws", most=MOST_DRAWS)
    asked = query.scenario
    plan = planned(services, viewer, asked)
    reached = _drawn(services, plan, asked, query.draws)
    low, middle, high = np.quantile(reached, [0.025, 0.5, 0.975]).tolist()
    problems = [assumed_problem(services, plan.found, asked.choices, likely_end(end)) for end in ENDS]
    robust = least_regret(problems, PATIENCE)
    rows = [
        (name, comes_true, float(regret))
        for name, regrets in (*zip(ENDS, robust.regret_of_alone, strict=True), (ROBUST, robust.regret))
        for comes_true, regret in zip(ENDS, regrets, strict=True)
    ]
    return DoubtFound(
        provenance=stamp(services, viewer, asked.round_id, asked.area, len(plan.found.frame)),
        reached=reached,
        low=low,
        middle=middle,
        high=high,
        planned=plan.solution.objective,
        regret=pd.DataFrame(rows, columns=["plan", "comes_true", "regret"]),
        robust_worst=robust.worst,
        robust_at_least=robust.at_least,
        robust_spent_baht=robust.solution.spent / SATANG,
        robust_count=int(robust.solution.serves.any(axis=0).sum()),
        same_share=float(overlap_of([plan.solution.serves, robust.solution.serves])[0, 1]),
    )


def _drawn(services: Services, plan: Planned, asked: ScenarioQuery, draws: int) -> Floats:
    """What the plan takes off when every effect is drawn from the triangle of its range, anew each time."""
    served = np.flatnonzero(plan.solution.serves.any(axis=0))
    found, state, objective = plan.found, _only(plan.found.state, served), asked.choices.objective
    serves, frame = plan.solution.serves[:, served], found.frame.iloc[served]
    offers = [replace(offer, units=offer.units[served]) for offer in found.offers]
    rng = np.random.default_rng(asked.choices.seed)
    counts = [len(offer.effects) for offer in offers]
    reached = np.zeros(draws)
    for draw in range(draws):
        levels = [rng.random(count).tolist() for count in counts]

        def pick(programme: int, effect: int, span: Range, levels: list[list[float]] = levels) -> float:
            return triangle(span, levels[programme][effect])

        lifts = lifts_of(services.catalog, frame, offers, pick)
        reached[draw] = np.nansum(found.loss[served] - loss_after(state, objective, lifts, serves))
    return reached


def triangle(span: Range, level: float) -> float:
    """The value of a triangular distribution over a range below which so much of it (0-1) lies.

    >>> triangle(Range(low=0.0, likely=1.0, high=2.0), 0.5)
    1.0
    """
    width = span.high - span.low
    if not width:
        return span.low
    turn = (span.likely - span.low) / width
    if level <= turn:
        return span.low + float(np.sqrt(level * width * (span.likely - span.low)))
    return span.high - float(np.sqrt((1 - level) * width * (span.high - span.likely)))


def _only(state: State, rows: Integers) -> State:
    """The state of some households alone."""
    weights = state.aim.weights
    return replace(
        state,
        values=state.values[:, rows],
        aim=replace(state.aim, weights=weights if weights.ndim == 1 else weights[:, rows]),
        unknown=state.unknown[:, rows],
        missing=state.missing[rows],
    )
