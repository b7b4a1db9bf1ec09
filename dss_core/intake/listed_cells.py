"""Cells that hold one of a list of things: areas and codes."""

import re
from collections.abc import Callable
from functools import cache, partial

import pandas as pd

from dss_core.catalog.definitions import CodeList
from dss_core.catalog.formats import ColumnFormat
from dss_core.intake.faults import Checked, Fault, Rules, Suggest, given, mapped
from dss_core.intake.suggestions import likely_word
from dss_core.model.areas import AreaLevel
from dss_core.model.problems import Severity

SEPARATORS = re.compile(r"[,;|]")


def area_reader(level: AreaLevel) -> Callable[[pd.Series, ColumnFormat, Rules], Checked]:
    """The rule for a column of areas of one level."""
    return partial(_read_area, level=level)


def _read_area(texts: pd.Series, column: ColumnFormat, rules: Rules, level: AreaLevel) -> Checked:
    """The official codes of areas. A listed other spelling and an official name are taken as their code, and told.

    What is near a name or was a code once is an error, with the area that it probably is.
    """
    areas, names = rules.catalog.areas, rules.area_names
    known = {a.code for a in areas.all if a.level is level}
    codes = mapped(texts, areas.canonical)
    is_listed = given(texts) & codes.isin(known).to_numpy()
    by_name = mapped(texts.where(~is_listed), lambda text: names.code_of(text, level))
    is_named = by_name.notna().to_numpy()
    unknown = given(texts) & ~is_listed & ~is_named
    abolished = unknown & texts.isin([text for text in texts[unknown].unique() if names.is_abolished(text)]).to_numpy()
    suggest = cache(partial(names.suggest, level=level))
    faults = [
        Fault("cell_area", unknown & ~abolished, suggest=suggest),
        Fault("cell_area_abolished", abolished, suggest=suggest),
        Fault("cell_area_alias", is_listed & (codes != texts).to_numpy(), Severity.WARNING, suggest=areas.canonical),
        Fault("cell_area_name", is_named, Severity.NOTE, suggest=partial(names.code_of, level=level)),
    ]
    return Checked(codes.where(is_listed, by_name), faults)


def spelling(text: str) -> str:
    """A word as it is compared: without case, spaces, dots and dashes."""
    return re.sub(r"[\s.…\u200b\ufeff-]+", "", text).casefold()


def code_of(code_list: CodeList) -> dict[str, str]:
    """Every accepted spelling of a code list -> its code."""
    return {
        spelling(word): entry.code
        for entry in code_list.codes
        for word in (entry.code, entry.label.th, entry.label.en, *entry.aliases)
    }


def read_code(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """One value of the column's code list."""
    code_list = rules.catalog.code_lists[str(column.codes)]
    known, labels = code_of(code_list), _labels(code_list)
    return _coded(texts, column, lambda text: known.get(spelling(text)), cache(lambda text: _likely(text, labels)))


def read_codes(texts: pd.Series, column: ColumnFormat, rules: Rules) -> Checked:
    """Several values of the column's code list, separated by commas; kept joined by ``|`` in a fixed order."""
    code_list = rules.catalog.code_lists[str(column.codes)]
    known, labels = code_of(code_list), _labels(code_list)

    def joined(text: str) -> str | None:
        codes = {known.get(spelling(part), "") for part in SEPARATORS.split(text) if part.strip()}
        return "|".join(sorted(codes)) if codes and "" not in codes else None

    def suggest(text: str) -> str | None:
        words = [_likely(part, labels) for part in SEPARATORS.split(text) if part.strip()]
        return ", ".join(str(word) for word in words) if words and None not in words else None

    return _coded(texts, column, joined, cache(suggest))


def _labels(code_list: CodeList) -> dict[str, str]:
    """Every accepted spelling of a code list -> the Thai label of its code."""
    return {word: code_list.label_of(code).th for word, code in code_of(code_list).items()}


def _likely(text: str, labels: dict[str, str]) -> str | None:
    word = spelling(text)
    return labels.get(word) or likely_word(word, labels)


def _coded(texts: pd.Series, column: ColumnFormat, code: Suggest, suggest: Suggest) -> Checked:
    codes = mapped(texts, code)
    unknown = given(texts) & codes.isna().to_numpy()
    params = (("codes", str(column.codes)),)
    return Checked(codes, [Fault("cell_code", unknown, params=params, suggest=suggest)])
