"""Descriptive statistics as a thesis prints them: x̄, S.D. and interpretation of numbers; n and % of answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dss_core.catalog.bands import Bands
from dss_core.language.format import number
from dss_core.language.translate import Translator
from dss_core.reports.document import Cell, Kind, Report, ReportColumn, ReportRow, ReportTable, value_of


@dataclass(frozen=True, eq=False)
class Statistics:
    """What is put into tables. ``means`` and ``shares`` as ``describe`` and ``frequencies`` make them.

    means: the ``by`` columns (missing in the rows of the total), value, n, missing, mean, sd, and band: the number of
    the level of ``bands`` in which the mean is read, missing for what is no score. shares: the ``by`` columns, value,
    code, count, n, missing, percent (0-100). unit: what n counts ("households"), in the reader's language.
    """

    means: pd.DataFrame
    shares: pd.DataFrame
    by: Sequence[str]
    bands: Bands
    unit: str


@dataclass(frozen=True)
class Names:
    """How ids and codes are called in the reader's language.

    value: of a described value or a grouping, with its unit where it has one. code: of a code of a value or grouping.
    """

    value: Callable[[str], str]
    code: Callable[[str, Any], str]


def statistics_report(
    found: Statistics, names: Names, source: str, _: Translator, definitions: Sequence[str] = ()
) -> Report:
    """The table of means and the table of frequencies, each only if it has rows; totals come last, as theses have them.

    ``source`` is the line of ``source_line``; ``definitions`` are sentences that define what is described.
    """
    tables = []
    if len(found.means):
        tables.append(_means(found, names, _))
    if len(found.shares):
        tables.append(_frequencies(found, names, _))
    return Report(
        title=_("Survey statistics"),
        language=_.language,
        table_word=_("Table"),
        source=source,
        tables=tuple(tables),
        notes=tuple(definitions),
    )


def _means(found: Statistics, names: Names, _: Translator) -> ReportTable:
    has_bands = bool(found.means["band"].notna().any())
    levels = {level.number: level.label.read(_.language) for level in found.bands.levels}
    rows = []
    for block in _by_value(found.means, found.by):
        is_score = any(not pd.isna(row["band"]) for row in block)
        for row in block:
            figures: list[Cell] = [_count(row["n"]), _count(row["missing"]), value_of(row["mean"]), value_of(row["sd"])]
            if has_bands:
                nothing = None if is_score else ""  # what is no score lacks nothing
                figures.append(nothing if pd.isna(row["band"]) else levels[int(row["band"])])
            start = (names.value(row["value"]), *_group(row, found.by, names, _))
            rows.append(ReportRow((*start, *figures), is_total=bool(found.by) and _is_total(row, found.by)))
    caption = _("Mean, standard deviation and interpretation") if has_bands else _("Mean and standard deviation")
    band = (ReportColumn(_("Interpretation")),) if has_bands else ()
    return ReportTable(
        caption=_by(caption, found.by, names, _),
        columns=(
            ReportColumn(_("Score or variable"), said_once=bool(found.by)),
            *_group_columns(found.by, names, is_last_said_once=False),
            ReportColumn("n", Kind.COUNT),
            ReportColumn(_("Missing"), Kind.COUNT),
            ReportColumn("x̄", Kind.DECIMAL),
            ReportColumn("S.D.", Kind.DECIMAL),
            *band,
        ),
        rows=tuple(rows),
        notes=(
            _(
                "Note: n is the number of {unit} that answered; x̄ is the mean; S.D. is the standard deviation of a "
                "sample (n−1). – means that there is no figure: nobody answered, or for S.D. fewer than two.",
                unit=found.unit,
            ),
            *((_bands(found.bands, _),) if has_bands else ()),
        ),
    )


def _frequencies(found: Statistics, names: Names, _: Translator) -> ReportTable:
    rows: list[ReportRow] = []
    for block in _by_value(found.shares, found.by):
        for answers in _by_group(block, found.by):
            first = answers[0]
            start = (names.value(first["value"]), *_group(first, found.by, names, _))
            n, missing = _count(first["n"]), _count(first["missing"])
            rows += [
                ReportRow(
                    (*start, names.code(row["value"], row["code"]), _count(row["count"]), value_of(row["percent"]))
                )
                for row in answers
                if not pd.isna(row["code"])
            ]
            rows.append(ReportRow((*start, _("Total"), n, 100.0 if n else None), is_total=True))
            if missing:
                rows.append(ReportRow((*start, _("Missing"), missing, None)))
    return ReportTable(
        caption=_by(_("Number and percentage of {unit}", unit=found.unit), found.by, names, _),
        columns=(
            ReportColumn(_("Variable"), said_once=True),
            *_group_columns(found.by, names, is_last_said_once=True),
            ReportColumn(_("Answer")),
            ReportColumn(_("Number ({unit})", unit=found.unit), Kind.COUNT),
            ReportColumn(_("Percent"), Kind.PERCENT),
        ),
        rows=tuple(rows),
        notes=(_("Note: percent of the {unit} that answered. Rounded parts may not add up to 100.", unit=found.unit),),
    )


def _count(value: float) -> int | None:
    """A whole number; None where it is hidden."""
    return None if pd.isna(value) else int(value)


def _by_value(frame: pd.DataFrame, by: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of one value after the other, in the order of the frame, but the total after the groups."""
    for _value, block in frame.groupby("value", sort=False):
        rows = [{str(name): cell for name, cell in row.items()} for row in block.to_dict("records")]
        yield sorted(rows, key=lambda row: _is_total(row, by))


def _by_group(rows: list[dict[str, Any]], by: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of one group after the other."""
    groups: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    for row in rows:
        key = ("total",) if _is_total(row, by) else tuple(row[name] for name in by)
        groups.setdefault(key, []).append(row)
    yield from groups.values()


def _is_total(row: dict[str, Any], by: Sequence[str]) -> bool:
    return all(pd.isna(row[name]) for name in by)


def _group(row: dict[str, Any], by: Sequence[str], names: Names, _: Translator) -> tuple[Cell, ...]:
    """The cells that say which group a row is of."""
    if _is_total(row, by):
        return (_("Total"), *("" for _name in by[1:])) if by else ()
    return tuple(names.code(name, row[name]) for name in by)


def _group_columns(by: Sequence[str], names: Names, is_last_said_once: bool) -> tuple[ReportColumn, ...]:
    return tuple(ReportColumn(names.value(name), said_once=is_last_said_once or name != by[-1]) for name in by)


def _by(caption: str, by: Sequence[str], names: Names, _: Translator) -> str:
    """The caption with what it is grouped by."""
    if not by:
        return caption
    *first, last = (names.value(name) for name in by)
    groups = _("{first} and {last}", first=", ".join(first), last=last) if first else last
    return _("{caption}, by {groups}", caption=caption, groups=groups)


def _bands(bands: Bands, _: Translator) -> str:
    """How a mean is put into words: the limits of each level, and whether the mean is rounded before."""
    language, decimals = _.language, 2 if bands.decimals is None else bands.decimals
    limits = []
    for level in bands.levels:
        lower, upper = number(level.lower, language, decimals), number(level.upper, language, decimals)
        if level is bands.levels[-1]:
            limit = f"{lower}–{upper}"
        elif bands.decimals is None:
            limit = _("{lower} to below {upper}", lower=lower, upper=upper)
        else:
            limit = f"{lower}–{number(level.upper - 10.0**-decimals, language, decimals)}"
        limits.append(f"{limit} = {level.label.read(language)}")
    told = _("Interpretation: {bands}: {limits}.", bands=bands.label.read(language), limits="; ".join(limits))
    if bands.decimals is None:
        return told + " " + _("The mean is looked up as it is, not as it is rounded here.")
    return told + " " + _("The mean is looked up as rounded to {decimals} decimals.", decimals=decimals)
