"""The record of processing (section 39): what personal data are used for, who sees them, and for how long."""

from dataclasses import dataclass

from dss_core.access.roles import ROLES, Permission
from dss_core.access.viewer import Viewer
from dss_core.catalog.privacy import DataKind, PrivacyRules
from dss_core.errors import BadInput
from dss_core.language.translate import Translator, translator
from dss_core.model.text import LANGUAGES, Language
from dss_core.reports.document import Kind, Report, ReportColumn, ReportRow, ReportTable
from dss_core.reports.forms import find_form
from dss_core.store.audit import write_audit
from dss_core.usecases.export_statistics import ReportFile
from dss_core.usecases.field_names import FIELDS
from dss_core.usecases.role_words import ROLE_WORDS
from dss_core.usecases.services import Services


@dataclass(frozen=True)
class ProcessingExport:
    """The form of the file (an id of ``reports.forms.FORMS``) and its language."""

    form: str
    language: Language


def record_of_processing(services: Services, viewer: Viewer, language: Language) -> Report:
    """The record in a language, made of the definitions and of the roles as they are now.

    ``BadInput``: report_unknown_language.
    """
    viewer.must(Permission.KEEP_PRIVACY)
    if language not in LANGUAGES:
        raise BadInput("report_unknown_language")
    rules, _ = services.catalog.privacy, translator(language, services.settings.data_dir)
    version = _("definitions {version}", version=services.catalog.version)
    return Report(
        title=_("Record of processing of personal data"),
        language=language,
        table_word=_("Table"),
        source=_("Source: {source}", source=f"{rules.source} · {version}"),
        tables=(_contacts(rules, _), _purposes(rules, _), _kinds(rules, _), _retention(rules, _), _security(rules, _)),
        notes=(_("Kept by section 39 of the Personal Data Protection Act; to be checked with the DPO."),),
    )


def export_processing(services: Services, viewer: Viewer, query: ProcessingExport) -> ReportFile:
    """The record as a file; written into the audit. ``BadInput``: report_unknown_form (form, forms) and as above."""
    viewer.must(Permission.KEEP_PRIVACY)
    form = find_form(query.form)
    data = form.write(record_of_processing(services, viewer, query.language))
    with services.database.writing() as connection:
        write_audit(connection, viewer.username, "export_processing", "", {"form": query.form})
    return ReportFile(f"record-of-processing.{form.extension}", form.media_type, data)


def _contacts(rules: PrivacyRules, _: Translator) -> ReportTable:
    missing = _("not yet filled in")
    rows = [
        ReportRow(
            (one.label.read(_.language), *(text or missing for text in (one.name, one.address, one.phone, one.email)))
        )
        for one in rules.contacts
    ]
    headers = (_("Who"), _("Name"), _("Address"), _("Phone"), _("E-mail"))
    return ReportTable(_("Controller and data protection officer"), tuple(map(ReportColumn, headers)), tuple(rows))


def _purposes(rules: PrivacyRules, _: Translator) -> ReportTable:
    bases = {one.code: one.label.read(_.language) for one in rules.legal_bases}
    kinds = {one.id: one.label.read(_.language) for one in rules.data_kinds}
    rows = [
        ReportRow(
            (
                one.label.read(_.language), one.meaning.read(_.language), bases[one.legal_basis],
                _("yes") if one.needs_consent else _("no"), _("yes") if one.is_sensitive else _("no"),
                "; ".join(kinds[kind] for kind in one.data_kinds),
            )
        )
        for one in rules.purposes
    ]  # fmt: skip
    headers = (_("Purpose"), _("Meaning"), _("Legal basis"), _("Needs consent"), _("Sensitive data"), _("Data"))
    return ReportTable(_("Purposes"), tuple(map(ReportColumn, headers)), tuple(rows))


def _kinds(rules: PrivacyRules, _: Translator) -> ReportTable:
    rows = [
        ReportRow(
            (
                kind.label.read(_.language),
                ", ".join(_(FIELDS[field]) for field in kind.fields) or _("all indicators of the instrument"),
                _("yes") if kind.is_sensitive else _("no"),
                ", ".join(_(ROLE_WORDS[role]) for role in seen_by(kind)),
            )
        )
        for kind in rules.data_kinds
    ]
    headers = (_("Data"), _("Which fields"), _("Sensitive data"), _("Seen by"))
    return ReportTable(_("Kinds of data, and who sees them"), tuple(map(ReportColumn, headers)), tuple(rows))


def seen_by(kind: DataKind) -> list[str]:
    """The roles that hold every permission which a kind of data asks for."""
    return [role.value for role, held in ROLES.items() if held.issuperset(kind.permissions)]


def _retention(rules: PrivacyRules, _: Translator) -> ReportTable:
    rows = [ReportRow((one.label.read(_.language), one.meaning.read(_.language), one.days)) for one in rules.retention]
    columns = (ReportColumn(_("What")), ReportColumn(_("Then")), ReportColumn(_("Kept for days"), Kind.COUNT))
    return ReportTable(_("How long data are kept"), columns, tuple(rows))


def _security(rules: PrivacyRules, _: Translator) -> ReportTable:
    rows = tuple(ReportRow((one.read(_.language),)) for one in rules.security)
    return ReportTable(_("How data are kept safe"), (ReportColumn(_("Safety measure")),), rows)
