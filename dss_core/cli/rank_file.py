"""``rank --file``: a researcher's own table ranked, on the command line. ``main`` gives it its options."""

from pathlib import Path

import pandas as pd

from dss_core.catalog.criteria import read_criteria
from dss_core.catalog.files import read_text
from dss_core.cli.output import Format, write
from dss_core.errors import BadInput
from dss_core.language.messages import sentence
from dss_core.language.translate import Translator
from dss_core.usecases.rank_file import RankedFile, RankFileQuery, rank_file


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
    if id_column is None or criteria is None:
        raise BadInput("ranking_file_options")
    asked = read_criteria(read_text(criteria.parent, criteria.name), criteria.name)
    found = rank_file(file.read_bytes(), file.name, RankFileQuery(id_column, asked, method, weighting))
    notes = [
        sentence(problem.code, {"column": problem.column, "sheet": problem.sheet, **dict(problem.params)}, words)
        for problem in found.problems
    ]
    return write(_frame(found), form), notes


def _frame(found: RankedFile) -> pd.DataFrame:
    """The records as a table; ranks are whole numbers, or missing."""
    frame = pd.DataFrame(found.records)
    return frame.assign(rank=frame["rank"].astype("Int64"))
