"""Why a household stands where it stands, on one sheet: sentences to be read aloud, and what every criterion adds."""

from collections.abc import Sequence
from dataclasses import dataclass

from dss_core.language.translate import Translator
from dss_core.reports.document import Kind, Report, ReportColumn, ReportRow, ReportTable


@dataclass(frozen=True)
class SlipRow:
    """One criterion in the reader's words: the household's answer, what it adds, and what would carry it over the line.

    added, at_the_line: parts of the need, 0-1; None where there is no answer, or no line.
    """

    criterion: str
    answer: str
    added: float | None
    at_the_line: float | None
    needed: str


def rank_slip(sentences: Sequence[str], rows: Sequence[SlipRow], ranking: str, source: str, _: Translator) -> Report:
    """The sheet. ``ranking`` says by which method and weights; ``source`` is the line of ``source_line``.

    It holds what was put into it and nothing else: no name, no address, and of any other household only what each
    criterion adds at the line.
    """
    return Report(
        title=_("Why this household stands where it stands"),
        language=_.language,
        table_word=_("Table"),
        source=source,
        tables=(_criteria(rows, _),),
        notes=(
            ranking,
            _("Need goes from 0 (none) to 1 (greatest on every criterion). Rank 1 is the neediest; ties share a rank."),
            _("Whoever finds an answer wrong tells those who did the survey: it is checked, and ranked again."),
        ),
        opening=tuple(sentences),
    )


def _criteria(rows: Sequence[SlipRow], _: Translator) -> ReportTable:
    return ReportTable(
        caption=_("What each criterion adds to the need of this household"),
        columns=(
            ReportColumn(_("Criterion")),
            ReportColumn(_("Its answer")),
            ReportColumn(_("Adds"), Kind.DECIMAL),
            ReportColumn(_("At the line"), Kind.DECIMAL),
            ReportColumn(_("Over the line at")),
        ),
        rows=tuple(ReportRow((row.criterion, row.answer, row.added, row.at_the_line, row.needed)) for row in rows),
        notes=(
            _(
                "Note: the line is the need of the last household that comes first. – means that there is no answer, "
                "no line, or no answer that alone would be enough."
            ),
        ),
    )
