"""A what-if is kept: its choices, the versions it was computed with, and the figures that came out."""

import math
import secrets

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotAllowed
from dss_core.model.scenarios import Scenario, ScenarioFigure
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.store.scenarios import write_scenario
from dss_core.usecases.build_scenario import Figure, ScenarioQuery, plan_of
from dss_core.usecases.services import Services

LONGEST_NAME = 120
SAME = 1e-9  # figures that differ by less come from another order of adding


def save_scenario(services: Services, viewer: Viewer, query: ScenarioQuery, name: str) -> Scenario:
    """The what-if as it was saved; it is computed anew, so that what is kept is what these choices give.

    ``NotAllowed`` for an area that the viewer sees only a part of: whoever opens it would find other figures.
    ``BadInput``: scenario_name (longest), and as ``plan_of``.
    """
    viewer.must(Permission.SAVE_SCENARIO)
    services.catalog.areas.get(query.area)
    if not viewer.scope.covers(query.area):
        raise NotAllowed("access_area", area=query.area)
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("scenario_name", longest=LONGEST_NAME)
    planned = plan_of(services, viewer, query)
    scenario = Scenario(
        id=secrets.token_hex(6),
        name=name,
        round_id=query.round_id,
        area_code=query.area,
        catalog_version=planned.provenance.catalog_version,
        data_version=planned.provenance.data_version,
        choices=query.choices,
        figures=figures_kept(planned.figures, planned.spent_baht),
        created_by=viewer.username,
        created_at=now(),
    )
    with services.database.writing() as connection:
        write_scenario(connection, scenario)
        write_audit(connection, viewer.username, "save_scenario", scenario.id, {"area": query.area})
    return scenario


def figures_kept(figures: tuple[Figure, ...], spent_baht: float) -> tuple[ScenarioFigure, ...]:
    """The figures of a plan as they are kept, the baht spent first; a figure of nobody is None."""
    spent = ScenarioFigure("spent", "baht", 0.0, spent_baht)
    return (spent, *(ScenarioFigure(one.id, one.unit, _known(one.before), _known(one.after)) for one in figures))


def differing(saved: tuple[ScenarioFigure, ...], computed: tuple[ScenarioFigure, ...]) -> tuple[str, ...]:
    """The ids of saved figures that come out differently now, or not at all."""
    found = {one.id: one for one in computed}
    return tuple(one.id for one in saved if one.id not in found or not _same(one.after, found[one.id].after))


def _same(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return math.isclose(first, second, rel_tol=SAME, abs_tol=SAME)


def _known(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)
