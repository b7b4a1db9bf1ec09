"""Why this rank, as a sheet that is printed for the family and the village meeting; every one is written down."""

from dataclasses import dataclass

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.language.translate import translator
from dss_core.model.text import LANGUAGES, Language
from dss_core.reports.document import value_of
from dss_core.reports.forms import find_form
from dss_core.reports.rank_slip import SlipRow, rank_slip
from dss_core.reports.source import source_line
from dss_core.store.audit import write_audit
from dss_core.usecases.explain_rank import ExplainQuery, RankExplanation, explain_rank
from dss_core.usecases.export_statistics import ReportFile
from dss_core.usecases.rank_words import METHODS, RankWords
from dss_core.usecases.services import Services


@dataclass(frozen=True)
class SlipExport:
    """Which explanation, in which form (an id of ``reports.forms.FORMS``) and language."""

    explained: ExplainQuery
    form: str
    language: Language


def export_slip(services: Services, viewer: Viewer, query: SlipExport) -> ReportFile:
    """The sheet of a household that the viewer may see: its house code, and no name or address whoever asks.

    ``BadInput``: report_unknown_form (form, forms), report_unknown_language, and those of ``explain_rank``.
    """
    viewer.must(Permission.RANK_HOUSEHOLDS)
    form = find_form(query.form)
    if query.language not in LANGUAGES:
        raise BadInput("report_unknown_language")
    asked, found = query.explained, explain_rank(services, viewer, query.explained)
    words = RankWords(services.catalog, translator(query.language, services.settings.data_dir))
    _ = words.translate
    ranking = _(
        "Ranking: {method}; weights: {weights}.",
        method=_(METHODS[asked.method][0]),
        weights=words.weights(found.weights, 1),
    )
    source = source_line(found.provenance, services.catalog.areas, _)
    report = rank_slip(words.sentences(found), _rows(found, words), ranking, source, _)
    data = form.write(report)
    with services.database.writing() as connection:
        details = {"round": asked.round_id, "form": query.form, "freeze": found.provenance.freeze_id}
        write_audit(connection, viewer.username, "export_slip", str(found.household_id), details)
    return ReportFile(f"why-{asked.round_id}-{found.household_id}.{form.extension}", form.media_type, data)


def _rows(found: RankExplanation, words: RankWords) -> list[SlipRow]:
    """The criteria that weigh something, what parts the household most from the line first."""
    needed = {change.criterion: change for change in found.changes}
    return [
        SlipRow(
            words.name(row["criterion"]),
            words.told(row["criterion"], row["value"]),
            _figure(row["contribution"]),
            _figure(row["other_contribution"]),
            words.needed(needed.get(row["criterion"])),
        )
        for row in found.parts.to_dict("records")
    ]


def _figure(value: float) -> float | None:
    shown = value_of(value)
    return None if shown is None else float(shown)
