"""Everything that is held about a household, as a file for the household; made at that moment and written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dss_core.access.masking import masked_id
from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.language.format import day, house_code_text, moment
from dss_core.language.translate import N_, Translator, translator
from dss_core.model.privacy import ENDED, RequestKind, RequestState, RequestStep
from dss_core.model.text import LANGUAGES, Language
from dss_core.reports.document import Report, ReportColumn, ReportRow, ReportTable
from dss_core.reports.forms import find_form
from dss_core.store.audit import write_audit
from dss_core.store.held import Held, everything_held
from dss_core.store.privacy_requests import RequestNow, write_step
from dss_core.store.registry import now
from dss_core.usecases.answer_request import FILE_MADE
from dss_core.usecases.export_statistics import ReportFile
from dss_core.usecases.field_names import CODED, FIELDS
from dss_core.usecases.keep_privacy import must_find_request
from dss_core.usecases.services import Services

# Table -> its name in words; a table that is not named here keeps its own.
TABLES = {
    "household": N_("Where the household lives"),
    "person": N_("Persons"),
    "person_round": N_("What each round tells of the persons"),
    "household_round": N_("What each round found"),
    "field_change": N_("Values that were changed by imports"),
    "household_event": N_("Events"),
    "reveal": N_("Who saw the household with its names, and what for"),
    "consent": N_("What the household said about its data"),
    "privacy_request": N_("What the household asked for"),
    "privacy_request_step": N_("What became of it"),
    "correction": N_("Corrected values"),
    "decision_household": N_("Decisions in which the household was considered"),
    "decision_grant": N_("Help that was decided on"),
}
# Keys and seals of the program: they tell nobody anything.
KEYS = frozenset({"id", "household_id", "import_id", "district_code", "national_id_hash", "national_id_sealed"})


@dataclass(frozen=True)
class HouseholdExport:
    """A request of access, the form of the file (an id of ``reports.forms.FORMS``) and its language."""

    request_id: int
    form: str
    language: Language


def export_household_data(services: Services, viewer: Viewer, query: HouseholdExport) -> ReportFile:
    """The file with names, for the household alone; ID numbers are masked. The request is in progress then.

    ``NotFound``: privacy_request_unknown. ``BadInput``: privacy_request_ended, consent_choice (chosen: another kind of
    request), report_unknown_form (form, forms), report_unknown_language.
    """
    viewer.must(Permission.KEEP_PRIVACY)
    form = find_form(query.form)
    if query.language not in LANGUAGES:
        raise BadInput("report_unknown_language")
    with services.database.writing() as connection:
        found = must_find_request(connection, viewer, query.request_id)
        _must_be_open_access(found)
        household_id = found.request.household_id
        held = everything_held(connection, household_id, viewer.scope)
        words = HeldWords(services, translator(query.language, services.settings.data_dir))
        data = form.write(words.report(held))
        step = RequestStep(query.request_id, RequestState.IN_PROGRESS, viewer.username, now(), FILE_MADE)
        write_step(connection, step)
        rows = sum(len(one) for one in held.values())
        details = {"household": household_id, "form": query.form, "rows": rows}
        write_audit(connection, viewer.username, "export_household_data", str(query.request_id), details)
    return ReportFile(f"household-{household_id}.{form.extension}", form.media_type, data)


def _must_be_open_access(found: RequestNow) -> None:
    if found.state in ENDED:
        raise BadInput("privacy_request_ended")
    if found.request.kind is not RequestKind.ACCESS:
        raise BadInput("consent_choice", chosen=found.request.kind.value)


@dataclass(frozen=True)
class HeldWords:
    """What is held, in the reader's language."""

    services: Services
    translate: Translator

    def report(self, held: Held) -> Report:
        """The file: a table for each kind of thing that is held, one line a value."""
        _ = self.translate
        names = {row["id"]: self._person(row) for row in held.get("person", [])}
        code = house_code_text(str(held["household"][0]["house_code"]))
        source = _("made {moment}", moment=moment(now(), _.language))
        if self.services.state().is_synthetic:
            source = _("Synthetic data: no household here is real") + " · " + source
        return Report(
            title=_("Everything that is held about house {code}", code=code),
            language=_.language,
            table_word=_("Table"),
            source=_("Source: {source}", source=source),
            tables=tuple(self._table(name, rows, names) for name, rows in held.items()),
            notes=(
                _("For the household alone. The file holds names; ID numbers show their last four digits."),
                _("Whoever finds something wrong may have it corrected, and may object to its use."),
            ),
        )

    def _table(self, name: str, rows: list[dict[str, Any]], persons: dict[int, str]) -> ReportTable:
        _ = self.translate
        cells = [
            ReportRow((str(number), self._name(field), self._value(field, value, persons)))
            for number, row in enumerate(rows, start=1)
            for field, value in self._told(row)
        ]
        columns = (ReportColumn(_("No."), said_once=True), ReportColumn(_("What")), ReportColumn(_("Value")))
        return ReportTable(_(TABLES.get(name, name)), columns, tuple(cells))

    def _told(self, row: dict[str, Any]) -> Iterable[tuple[str, Any]]:
        """What says something; of a changed hash or seal not even that."""
        is_seal = row.get("field") in KEYS
        for field, value in row.items():
            if field not in KEYS and value is not None and not (is_seal and field in {"before", "after"}):
                yield field, value

    def _name(self, field: str) -> str:
        if field in FIELDS:
            return self.translate(FIELDS[field])
        catalog = self.services.catalog
        for one in (*catalog.instrument.indicators, *catalog.instrument.capitals):
            if one.id == field:
                return one.label.read(self.translate.language)
        return field

    def _value(self, field: str, value: Any, persons: dict[int, str]) -> str:
        _, catalog = self.translate, self.services.catalog
        if field == "person_id":
            return persons.get(value, "–")
        if field == "national_id_tail":
            return masked_id(value) or "–"
        if field == "purpose":
            return self._purpose(str(value))
        if field == "field":
            return self._name(str(value))
        if field == "subdistrict_code" and catalog.areas.has(str(value)):
            return catalog.areas.get(str(value)).name.read(_.language)
        if field in CODED and value in {code.code for code in catalog.code_lists[field].codes}:
            return catalog.code_lists[field].label_of(str(value)).read(_.language)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return moment(value, _.language)
        return day(value, _.language) if isinstance(value, date) else str(value)

    def _purpose(self, code: str) -> str:
        """What a household's word or a reveal was for."""
        catalog = self.services.catalog
        named = {one.id: one.label for one in (*catalog.privacy.purposes, *catalog.reveals.purposes)}
        return named[code].read(self.translate.language) if code in named else code

    @staticmethod
    def _person(row: dict[str, Any]) -> str:
        return " ".join(str(row[name]) for name in ("title", "first_name", "last_name") if row[name])
