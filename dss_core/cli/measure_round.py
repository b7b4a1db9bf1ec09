"""``mpi`` and ``poverty`` of a round: the use cases of the page, as the records that files give."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dss_core.access.viewer import Viewer
from dss_core.analysis.statistics.design import LonelyRule
from dss_core.catalog.specification import Specification
from dss_core.cli.options import names_option, number_option
from dss_core.errors import BadInput
from dss_core.model.problems import Problem
from dss_core.usecases.groupings import groupings_asked
from dss_core.usecases.measure_income_poverty import IncomeQuery, measure_income_poverty, measure_inequality
from dss_core.usecases.measure_mpi import MpiQuery, measure_mpi
from dss_core.usecases.mpi_choice import MpiChoice
from dss_core.usecases.poverty_records import Record, income_records, mpi_records
from dss_core.usecases.poverty_rows import lines_of_round
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice


@dataclass(frozen=True)
class RoundDesign:
    """What the households are grouped by, and how they were drawn."""

    by: tuple[str, ...]
    sample: SampleChoice

    @staticmethod
    def typed(
        by: str,
        strata: str | None,
        cluster: str,
        lonely: LonelyRule,
        weight: str | None,
        fpc: str,
        by_members: bool = False,
    ) -> "RoundDesign":
        """The design as typed. ``BadInput``: option_of_a_file (option) for what only a file can have."""
        clusters = names_option(cluster)
        wrong = {"--weight": weight, "--fpc": fpc, "--cluster": ", ".join(clusters[1:])}
        for option, value in wrong.items():
            if value:
                raise BadInput("option_of_a_file", option=option)
        places = SampleChoice(strata, clusters[0] if clusters else None, by_members=by_members, lonely=lonely)
        return RoundDesign(names_option(by), places)


@dataclass(frozen=True, eq=False)
class RoundMeasures:
    """The records, everybody before the groups of each grouping; and what a reader must be told."""

    records: list[Record]
    problems: list[Problem]


def lines_of(services: Services, round_id: str, texts: tuple[str, ...]) -> dict[str, float]:
    """The lines that were typed (``bmn_income``, ``38000``) with their heights; all in force when none was.

    ``BadInput``: poverty_unknown_line (line), option_not_a_number (option). ``NotFound``: catalog_unknown.
    """
    heights = lines_of_round(services, round_id)
    if not texts:
        return heights
    found = {}
    for text in texts:
        if text in services.catalog.poverty.lines:
            if text not in heights:
                raise BadInput("poverty_unknown_line", line=text)
            found[text] = heights[text]
        else:
            found[text] = number_option(text, text)
    return found


def mpi_of_round(
    services: Services,
    viewer: Viewer,
    round_id: str,
    area: str,
    specifications: Mapping[str, str | Specification],
    design: RoundDesign,
) -> RoundMeasures:
    """Alkire-Foster measures under one or more specifications (by name)."""
    records: list[Record] = []
    problems: list[Problem] = []
    for name, specification in specifications.items():
        for at, by in enumerate(groupings_asked(design.by)):
            query = MpiQuery(round_id, area, MpiChoice(specification), by, design.sample)
            found = measure_mpi(services, viewer, query)
            told = mpi_records(_bare(found.table, by), name, found.groups, is_first=not at)
            records += [{**record, "freeze": found.provenance.freeze_id} for record in told]
            problems += found.problems
    return RoundMeasures(records, list(dict.fromkeys(problems)))


def poverty_of_round(
    services: Services,
    viewer: Viewer,
    round_id: str,
    area: str,
    lines: Mapping[str, float],
    epsilon: float | None,
    design: RoundDesign,
) -> RoundMeasures:
    """Measures of incomes at each line, then those without a line."""
    records: list[Record] = []
    problems: list[Problem] = []
    for at, by in enumerate(groupings_asked(design.by)):
        query = IncomeQuery(round_id, area, tuple(lines.values()), by, design.sample, epsilon)
        poverty = measure_income_poverty(services, viewer, query)
        inequality = measure_inequality(services, viewer, query)
        table = pd.concat([_bare(poverty.table, by), _bare(inequality.table, by)], ignore_index=True)
        told = income_records(table, poverty.epsilon, poverty.groups, is_first=not at)
        records += [{**record, "freeze": poverty.provenance.freeze_id} for record in told]
        problems += poverty.problems
    return RoundMeasures(records, list(dict.fromkeys(problems)))


def _bare(table: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """A table without the columns that name its groups: a record names them in ``group``."""
    return table.drop(columns=list(by))
