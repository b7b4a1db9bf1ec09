"""An uploaded file to take home and correct: the same workbook, coloured, with reasons and suggestions by its rows."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.catalog.survey_checks import MendedWords
from dss_core.errors import BadInput
from dss_core.intake.apart import read_apart
from dss_core.intake.mended import without_added
from dss_core.intake.sheets import Sheet
from dss_core.language.messages import kind_name, reason_and_remedy
from dss_core.language.translate import N_, Translator, translator
from dss_core.model.problems import Problem, Severity
from dss_core.model.text import LANGUAGES, Language
from dss_core.reports.mended import Legend, MarkedSheet, mended_workbook
from dss_core.store.audit import write_audit
from dss_core.usecases.export_statistics import ReportFile
from dss_core.usecases.import_survey import Asked, CheckedUpload, check_read
from dss_core.usecases.services import Services

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_MARKED = 500_000
HOME_LANGUAGE: Language = "th"  # the field teams' language: its reasons stand in every mended file
SEVERITY_WORDS = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.NOTE: N_("note")}
WORST = tuple(Severity)  # the worst first


@dataclass(frozen=True, eq=False)
class MendQuery:
    """Which file, for what purpose (an id of the catalogue's purposes), and the language of who asks for it."""

    data: bytes
    file_name: str
    purpose: str
    language: Language
    format_id: str | None = None
    mapping_id: str | None = None


def mend_survey(services: Services, viewer: Viewer, query: MendQuery) -> ReportFile:
    """The file with every problem marked; written into the audit. ``BadFile`` as in ``check_survey``.

    ``BadInput``: mend_unknown_purpose (purpose, purposes), mend_unknown_language (language).
    """
    viewer.must(Permission.IMPORT_SURVEY)
    checks = services.catalog.survey_checks
    purposes = [purpose.id for purpose in checks.purposes]
    if query.purpose not in purposes:
        raise BadInput("mend_unknown_purpose", purpose=query.purpose, purposes=", ".join(purposes))
    if query.language not in LANGUAGES:
        raise BadInput("mend_unknown_language", language=query.language)
    reading = read_apart(query.data, query.file_name)
    asked = Asked(query.data, query.file_name, query.format_id, query.mapping_id, MOST_MARKED)
    checked = check_read(services, viewer, asked, reading)
    sheets = without_added(reading.sheets, checks.mended)
    languages = tuple(dict.fromkeys((HOME_LANGUAGE, query.language)))
    words = [translator(language, services.settings.data_dir) for language in languages]
    placed = _by_sheet(checked.problems)
    named = services.catalog.formats[checked.draft.format_id].sheets.households.name
    marked = [_marked(sheet, placed.get(sheet.name, []), checks.mended, words, sheet.name or named) for sheet in sheets]
    legend = Legend(checks.mended.legend.read(query.language), tuple(_legend(checked, words)))
    services.settings.local.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=services.settings.local) as folder:
        data = mended_workbook(marked, legend, Path(folder))
    with services.database.writing() as connection:
        details = {
            "sha256": checked.sha256,
            "purpose": query.purpose,
            **{severity.value: checked.count(severity) for severity in Severity},
        }
        write_audit(connection, viewer.username, "mend_survey", checked.round_id, details)
    return ReportFile(f"{PurePath(query.file_name).stem}-mended.xlsx", MEDIA_TYPE, data)


def _by_sheet(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[problem.sheet].append(problem)
    return found


def _marked(
    sheet: Sheet, problems: list[Problem], headings: MendedWords, words: list[Translator], name: str
) -> MarkedSheet:
    """A sheet with its problems, one without any as it was; the table of a text file gets the name of the format's."""
    columns = {heading: place for place, heading in reversed(list(enumerate(sheet.header)))}
    marks: dict[tuple[int, int], Severity] = {}
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.row is None:
            continue
        by_row[problem.row].append(problem)
        if problem.column in columns:
            place = (problem.row, columns[problem.column])
            marks[place] = min(problem.severity, marks.get(place, problem.severity), key=WORST.index)
    reasons = [headings.reason.read(_.language) for _ in words]
    return MarkedSheet(
        name=name,
        rows=sheet.rows,
        first_row=sheet.first_row,
        marks=marks,
        added=(*reasons, headings.suggestion.read(words[-1].language)) if problems else (),
        cells={row: _cells(found, words) for row, found in by_row.items()},
    )


def _cells(problems: list[Problem], words: list[Translator]) -> tuple[str, ...]:
    """Why a row is marked, in each language, and what could stand there; the worst first."""
    ordered = sorted(problems, key=lambda problem: WORST.index(problem.severity))
    suggestions = {f"{problem.column}: {problem.suggestion}": None for problem in ordered if problem.suggestion}
    return (*("\n".join(_line(problem, _) for problem in ordered) for _ in words), "\n".join(suggestions))


def _line(problem: Problem, _: Translator) -> str:
    reason, remedy = reason_and_remedy(problem.code, dict(problem.params), _)
    return f"{_(SEVERITY_WORDS[problem.severity])} · {problem.column}: {reason} {remedy}"


def _legend(checked: CheckedUpload, words: list[Translator]) -> Iterable[tuple[str, Severity | None]]:
    for _ in words:
        yield _("This file is {file} with what was found in it.", file=checked.draft.file_name), None
        yield _("Correct the coloured cells in their own place, save the file and upload it again."), None
        yield (
            _(
                "The added columns and this sheet are left out when it is read. A suggestion is never taken in by "
                "itself: copy it into its cell if it is right."
            ),
            None,
        )
        yield _("Error: the file cannot be taken in while it stands."), Severity.ERROR
        yield _("Warning: the file can be taken in; ask the household again."), Severity.WARNING
        yield _("Note: something unusual that may well be right."), Severity.NOTE
        yield from _counts(checked.problem_counts, _)
        yield "", None


def _counts(counts: Mapping[tuple[Severity, str], int], _: Translator) -> Iterable[tuple[str, Severity | None]]:
    """How often each kind of problem was found, the worst first, then the most frequent."""
    for (severity, code), count in sorted(counts.items(), key=lambda one: (WORST.index(one[0][0]), -one[1])):
        yield _("{count} × {kind}", count=count, kind=kind_name(code, _)), severity
