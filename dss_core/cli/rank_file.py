"""``rank --file``: a researcher's own table ranked, on the command line. ``main`` gives it its options."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from dss_core.catalog.criteria import read_criteria
from dss_core.catalog.files import read_text
from dss_core.cli.output import Format, write
from dss_core.errors import BadInput
from dss_core.language.messages import sentence
from dss_core.language.translate import Translator
from dss_core.model.problems import Problem
from dss_core.usecases.rank_file import RankFileQuery, rank_file


def rank_path(
    file: Path,
    id_column: str | None,
    criteria: Path | None,
    method: str,
    weighting: str,
    form: Format,
    words: Translator,
) -> tuple[str, list[str]]:
    """The ranked rows in the form asked for, and what to say beside them (on stderr), a line each.

    ``BadInput`` (ranking_file_options) without a column of ids or a file of criteria; ``BadCatalog`` of that file.
    """
    found = rank_file(file.read_bytes(), file.name, file_query(id_column, criteria, method, weighting))
    frame = pd.DataFrame(found.records)
    return write(frame.assign(rank=frame["rank"].astype("Int64")), form), told(found.problems, words)


def file_query(id_column: str | None, criteria: Path | None, method: str, weighting: str) -> RankFileQuery:
    """The question as typed. ``BadInput`` (ranking_file_options) without a column of ids or a file of criteria."""
    if id_column is None or criteria is None:
        raise BadInput("ranking_file_options")
    asked = read_criteria(read_text(criteria.parent, criteria.name), criteria.name)
    return RankFileQuery(id_column, asked, method, weighting)


def told(problems: Iterable[Problem], words: Translator) -> list[str]:
    """What a reader must be told, a line each."""
    return [
        sentence(problem.code, {"column": problem.column, "sheet": problem.sheet, **dict(problem.params)}, words)
        for problem in problems
    ]
