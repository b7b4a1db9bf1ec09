"""``describe --file``: statistics of a researcher's own file, on the command line. ``main`` gives it its options."""

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dss_core.analysis.statistics.bands import interpret
from dss_core.analysis.statistics.design import LonelyRule
from dss_core.catalog.bands import load_bands
from dss_core.cli.options import names_option
from dss_core.cli.output import Format, write
from dss_core.errors import BadInput
from dss_core.language.messages import sentence
from dss_core.language.translate import Translator
from dss_core.model.problems import Problem
from dss_core.settings import load_settings
from dss_core.usecases.describe_file import FileQuery, describe_file
from dss_core.usecases.file_design import FileDesign


def describe_path(
    file: Path, query: FileQuery, form: Format, words: Translator, bands: str = ""
) -> tuple[str, list[str]]:
    """The statistics of a file in the form asked for, and what to say beside them (on stderr), a line each.

    With ``bands`` (an id of the catalogue) every record says in words how its mean is read (``interpretation``).
    """
    found = describe_file(file.read_bytes(), file.name, query)
    records = [asdict(record) for record in found.records]
    if bands:
        known = load_bands(load_settings().data_dir)
        if bands not in known:
            raise BadInput("describe_unknown_bands", bands=bands, known=", ".join(known))
        means = np.array([math.nan if record["mean"] is None else record["mean"] for record in records])
        for record, level in zip(records, interpret(means, known[bands]), strict=True):
            record["interpretation"] = level.label.read(words.language) if level else None
    return _told(records, form), [_sentence(problem, words) for problem in found.problems]


def file_query(
    values: str,
    by: str = "",
    weight: str | None = None,
    strata: str | None = None,
    cluster: str = "",
    fpc: str = "",
    categories: str = "",
    lonely: str = LonelyRule.CENTERED,
) -> FileQuery:
    """The question as typed, lists with commas; ``BadInput`` (describe_unknown_lonely: rule, rules)."""
    if lonely not in list(LonelyRule):
        raise BadInput("describe_unknown_lonely", rule=lonely, rules=", ".join(LonelyRule))
    design = FileDesign(
        by=names_option(by),
        weight=weight,
        strata=strata,
        clusters=names_option(cluster),
        fpc=names_option(fpc),
        lonely=LonelyRule(lonely),
    )
    return FileQuery(names_option(values), design, categories=names_option(categories))


def _told(records: list[dict[str, Any]], form: Format) -> str:
    """JSON: one record after the other, as documented. Else a table, in which every grouping column is a column."""
    if form is Format.JSON:
        return json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False)
    frame = pd.DataFrame(records)
    groups = pd.DataFrame(frame.pop("group").tolist(), index=frame.index)
    return write(pd.concat([groups, frame], axis=1), form)


def _sentence(problem: Problem, words: Translator) -> str:
    return sentence(problem.code, {"column": problem.column, "sheet": problem.sheet, **dict(problem.params)}, words)
