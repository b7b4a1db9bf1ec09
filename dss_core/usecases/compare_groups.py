"""Do groups differ in a mean? The test, the size of the difference, and what may be said of it."""

from dataclasses import dataclass

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.statistics import comparison
from dss_core.analysis.statistics.comparison import Comparison
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SampleNotes, check_values, grouped, notes_on, stamped
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import AT_RANDOM, SampleChoice, check_groupings, sample_for, survey_rows, values_of


@dataclass(frozen=True)
class CompareQuery:
    """A round, an area, the number that is compared, and the groups between which it is.

    equal_variances: Student's t and Fisher's analysis of variance instead of Welch's.
    """

    round_id: str
    area: str
    value: str
    by: str
    unit: Unit = Unit.HOUSEHOLD
    sample: SampleChoice = AT_RANDOM
    equal_variances: bool = False


@dataclass(frozen=True, eq=False)
class GroupComparison:
    """The groups' means and their test; n counts households or persons, as ``unit`` says."""

    provenance: Provenance
    unit: Unit
    comparison: Comparison
    sample: SampleNotes


def compare_groups(services: Services, viewer: Viewer, query: CompareQuery) -> GroupComparison:
    """The comparison asked for; ``BadInput`` as ``describe_survey`` and compare_one_group."""
    viewer.must(Permission.EXPLORE_FIGURES)
    check_values((query.value,), values_of(services.catalog, query.unit)[0])
    check_groupings(services.catalog, query.unit, (query.by,))
    wanted = tuple(dict.fromkeys((query.by, *query.sample.places)))
    survey = survey_rows(services, viewer, query.round_id, query.area, wanted, query.unit)
    if survey.groups[query.by].nunique() < 2:
        raise BadInput("compare_one_group")
    sample = sample_for(survey, query.sample)
    frame, (by,) = grouped(survey, (query.by,))
    found = comparison.compare_groups(frame, query.value, by, sample, query.equal_variances)
    return GroupComparison(stamped(services, viewer, query.round_id, query.area), query.unit, found, notes_on(sample))
