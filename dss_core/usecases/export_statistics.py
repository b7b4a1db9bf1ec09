"""The statistics of a round as a file that a thesis or a meeting can print; every export is written down."""

from collections.abc import Iterator
from dataclasses import dataclass

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Described, Indicator
from dss_core.errors import BadInput
from dss_core.language.translate import Translator, translator
from dss_core.model.text import LANGUAGES, Language
from dss_core.reports.forms import find_form
from dss_core.reports.source import source_line
from dss_core.reports.statistics import Names, Statistics, statistics_report
from dss_core.store.audit import write_audit
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SurveyDescription, SurveyQuery, describe_survey
from dss_core.usecases.services import Services, all_rounds
from dss_core.usecases.survey_words import SurveyWords


@dataclass(frozen=True)
class StatisticsExport:
    """Which statistics, in which form (an id of ``reports.forms.FORMS``) and language."""

    survey: SurveyQuery
    form: str
    language: Language


@dataclass(frozen=True, eq=False)
class ReportFile:
    """A file to be handed over."""

    name: str
    media_type: str
    data: bytes


def export_statistics(services: Services, viewer: Viewer, query: StatisticsExport) -> ReportFile:
    """The tables of ``describe_survey`` as a file; ``BadInput`` as there, report_unknown_form, describe_no_value."""
    form = find_form(query.form)
    if query.language not in LANGUAGES or not query.survey.values:
        raise BadInput("describe_no_value")
    found = describe_survey(services, viewer, query.survey)
    _ = translator(query.language, services.settings.data_dir)
    named = SurveyWords(services.catalog, tuple(all_rounds(services)), _)
    numbers = set(found.means["value"])
    unit = _("persons") if found.unit is Unit.PERSON else _("households")
    report = statistics_report(
        Statistics(found.means, found.shares, found.by, found.bands, unit),
        Names(lambda name: named.measured(name) if name in numbers else named.value(name), named.code),
        source_line(found.provenance, services.catalog.areas, _),
        _,
        definitions=[
            *_sampling(found, services.catalog.disclosure.least, _),
            *_definitions(services.catalog, query.survey, _),
        ],
    )
    data = form.write(report)
    with services.database.writing() as connection:
        details = {"round": query.survey.round_id, "form": query.form, "freeze": found.provenance.freeze_id}
        write_audit(connection, viewer.username, "export_statistics", found.provenance.area_code, details)
    return ReportFile(f"statistics-{found.provenance.freeze_id}.{form.extension}", form.media_type, data)


def _sampling(found: SurveyDescription, least: int, _: Translator) -> Iterator[str]:
    """What a reader must know of hidden figures and of weights; a plain sample needs no word."""
    if found.is_gated:
        yield _(
            "Figures of fewer than {least} households, and those from which they could be worked out, are hidden (–).",
            least=least,
        )
    if found.sample.is_weighted:
        yield _("Means, S.D. and percentages are weighted; n and numbers count answers.")


def _definitions(catalog: Catalog, query: SurveyQuery, _: Translator) -> Iterator[str]:
    """What the described values and the groupings mean, as the catalogue says."""
    instrument = catalog.instrument
    described: tuple[Indicator | Described, ...] = (*instrument.indicators, *catalog.variables, *catalog.members)
    meanings = {one.id: one.meaning for one in described}
    for name in dict.fromkeys((*query.values, *query.by)):
        meaning = meanings.get(name)
        if meaning is not None:
            yield f"{catalog.label_of(name).read(_.language)}: {meaning.read(_.language)}"
