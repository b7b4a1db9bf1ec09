"""Two groupings crossed: how many households (or persons) have both, and whether they go together."""

from dataclasses import dataclass

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.statistics.crosstab import CrossTable, cross_tabulate, without
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SampleNotes, notes_on, stamped
from dss_core.usecases.gated_figures import check_gated, gate_for, hidden_crossing
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import AT_RANDOM, SampleChoice, check_groupings, sample_for, survey_rows

MOST_CELLS = 600  # a table that nobody can read, and whose test would compare whole villages


@dataclass(frozen=True)
class CrossQuery:
    """A round, an area, and the two groupings that are crossed."""

    round_id: str
    area: str
    row: str
    column: str
    unit: Unit = Unit.HOUSEHOLD
    sample: SampleChoice = AT_RANDOM


@dataclass(frozen=True, eq=False)
class CrossAnswer:
    """The crossed table with its test; counts are of households or persons, as ``unit`` says."""

    provenance: Provenance
    unit: Unit
    table: CrossTable
    sample: SampleNotes


def cross_answers(services: Services, viewer: Viewer, query: CrossQuery) -> CrossAnswer:
    """The table of two groupings; ``BadInput``: those of ``check_groupings`` and crosstab_large (count, most)."""
    viewer.must(Permission.VIEW_STATISTICS)
    check_groupings(services.catalog, query.unit, (query.row, query.column))
    gate = gate_for(services, viewer, query.round_id, query.area)
    if gate is not None:
        check_gated(gate, query.unit, (query.row, query.column), (), query.sample)
    wanted = tuple(dict.fromkeys((query.row, query.column, *query.sample.places)))
    survey = survey_rows(services, viewer, query.round_id, query.area, wanted, query.unit)
    cells = survey.groups[query.row].nunique() * survey.groups[query.column].nunique()
    if cells > MOST_CELLS:
        raise BadInput("crosstab_large", count=int(cells), most=MOST_CELLS)
    sample = sample_for(survey, query.sample)
    table = cross_tabulate(survey.groups, query.row, query.column, sample)
    if gate is not None:
        table = without(table, hidden_crossing(gate, (query.row, query.column), table.rows, table.columns))
    return CrossAnswer(stamped(services, viewer, query.round_id, query.area), query.unit, table, notes_on(sample))
