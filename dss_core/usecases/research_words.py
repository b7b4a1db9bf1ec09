"""The words that go along with a research file: the dictionary of its columns, and what its reader must know."""

from collections.abc import Iterator
from typing import Any

from dss_core.analysis.disclosure.generalise import class_names
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Label
from dss_core.catalog.research import PLACE, Step
from dss_core.language.format import day, number
from dss_core.language.translate import Translator, translator
from dss_core.model.text import LANGUAGES
from dss_core.reports.research_file import DictionaryRow
from dss_core.reports.source import source_line
from dss_core.usecases.assess_research_file import PreparedFile, ResearchReport
from dss_core.usecases.services import Services

LEFT_OUT = Label(th="ตัดออกทั้งคอลัมน์", en="left out wholly")
AS_ANSWERED = Label(th="ตามที่ตอบ", en="as answered")


def label_of(catalog: Catalog, name: str) -> Label:
    """The label of a column of a research file."""
    quasi = catalog.research.quasi_of(name)
    return quasi.label if quasi is not None and quasi.label is not None else catalog.label_of(name)


def told_as(catalog: Catalog, name: str, place: int) -> Label:
    """How a column is told: the label of its step, or the unit that it is rounded to."""
    quasi, asked = catalog.research.quasi_of(name), catalog.research.asked_of(name)
    if quasi is not None:
        return quasi.steps[place].label if place < len(quasi.steps) else LEFT_OUT
    if asked is None or asked.rounded_to is None:
        return AS_ANSWERED
    return Label(th=f"ปัดเป็นหน่วย {asked.rounded_to:g}", en=f"rounded to {asked.rounded_to:g}")


def dictionary_of(catalog: Catalog, prepared: PreparedFile) -> list[DictionaryRow]:
    """A row for each column of the data."""
    return [_row(catalog, prepared, row) for row in prepared.report.variables.to_dict("records")]


def _row(catalog: Catalog, prepared: PreparedFile, row: dict[Any, Any]) -> DictionaryRow:
    name = str(row["id"])
    defined: Any = _definition(catalog, name)
    label, told = label_of(catalog, name), told_as(catalog, name, int(row["step"]))
    meaning, unit = getattr(defined, "meaning", None), getattr(defined, "unit", None)
    return DictionaryRow(
        id=name,
        th=label.th,
        en=label.en,
        meaning_th=meaning.th if meaning else "",
        meaning_en=meaning.en if meaning else "",
        unit=f"{unit.th} / {unit.en}" if unit else "",
        codes="; ".join(_codes(catalog, prepared, name, int(row["step"]))),
        kind=getattr(defined, "kind", "category" if name == PLACE else "number"),
        role=str(row["role"]),
        told_as=f"{told.th} / {told.en}",
        n=int(row["n_after"]),
        missing=len(prepared.data) - int(row["n_after"]),
    )


def _definition(catalog: Catalog, name: str) -> object:
    instrument = catalog.instrument
    described = (*catalog.variables, *instrument.indicators, *instrument.capitals)
    return next((one for one in described if one.id == name), None)


def _codes(catalog: Catalog, prepared: PreparedFile, name: str, place: int) -> Iterator[str]:
    """code = Thai / English, for each code that the column may hold."""
    quasi = catalog.research.quasi_of(name)
    if quasi is not None and place >= len(quasi.steps):
        return
    step = quasi.steps[place] if quasi is not None else Step(label=AS_ANSWERED, as_answered=True)
    if step.limits:
        yield from class_names(step.limits)
    elif step.groups:
        yield from (f"{one.code} = {one.label.th} / {one.label.en}" for one in step.groups)
    elif step.level is not None:
        for code in sorted(prepared.data[name].dropna().unique()):
            area = catalog.areas.get(str(code)).name
            yield f"{code} = {area.th} / {area.en}"
    else:
        listed = getattr(_definition(catalog, name), "codes", None)
        codes = catalog.code_lists[listed].codes if listed else ()
        yield from (f"{one.code} = {one.label.th} / {one.label.en}" for one in codes)


def read_me_of(services: Services, report: ResearchReport) -> list[str]:
    """The sentences of the sheet read_me, in Thai and then in English."""
    lines: list[str] = []
    for language in LANGUAGES:
        lines += [*_sentences(services, report, translator(language, services.settings.data_dir)), ""]
    return lines[:-1]


def _sentences(services: Services, report: ResearchReport, _: Translator) -> Iterator[str]:
    file, language = report.file, _.language
    yield _("Research file: households under throw-away numbers")
    yield _("Purpose: {purpose}", purpose=file.purpose)
    yield _("Asked for by: {who}, {institution}", who=file.asked_by, institution=file.institution)
    if file.ethics_number:
        yield _("Ethics approval: {ethics}", ethics=file.ethics_number)
    yield _("To be used until {day}; every copy is deleted then.", day=day(file.until, language))
    yield _(
        "The file serves this purpose alone. It is not passed on, not joined with other data, and nobody tries to find "
        "out who a household is."
    )
    diverse = [one for one in report.after.l if one is not None]
    yield _(
        "Every household shares its identifying answers with at least {others} others (k = {k}).",
        others=number(report.after.k - 1, language),
        k=number(report.after.k, language),
    )
    if diverse:
        yield _("Households that share them have at least {l} different sensitive answers.", l=min(diverse))
    yield _(
        "Left out: {left} households to reach this, {withheld} that do not want their data used for research.",
        left=number(report.left_out_count, language),
        withheld=number(report.withheld_count, language),
    )
    yield _("Rows are numbered by chance, differently in every file. An empty cell is a missing answer.")
    yield source_line(report.provenance, services.catalog.areas, _)
