"""``stress``: would the ranking change? Of a round of the database, or of a table of one's own that is not imported."""

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from dss_core.catalog.ranking import load_stress_rules
from dss_core.cli.installation import opened, tell, words
from dss_core.cli.options import (
    DEFAULT_PRESET,
    AreaCode,
    CriteriaFile,
    Form,
    IdColumn,
    Method,
    Preset,
    RoundText,
    TableFile,
    Weighting,
    Weights,
    area_option,
    round_option,
    weights_option,
)
from dss_core.cli.output import Format, write
from dss_core.cli.rank_file import file_query, told
from dss_core.settings import load_settings
from dss_core.usecases.stress_file import StressFileQuery, stress_file
from dss_core.usecases.stress_ranking import StressedRanking, StressQuery, stress_ranking

WHOLE = ("rank", "rank_low", "rank_high")


def stress_command(
    preset: Preset = DEFAULT_PRESET,
    weight: Weights = None,
    method: Method = "weighted_sum",
    first: Annotated[int, typer.Option("--first", help="how many come first: the line that is tested")] = 100,
    width: Annotated[
        float | None, typer.Option("--width", help="draw weights so much (0-1) around the given ones; any by default")
    ] = None,
    draws: Annotated[int | None, typer.Option("--draws", help="how many sets of weights are drawn")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="of the draws: the same gives the same answer")] = None,
    answers: Annotated[bool, typer.Option("--answers", help="of a round: draw doubtful answers too")] = False,
    round_text: RoundText = None,
    area: AreaCode = None,
    file: TableFile = None,
    id_column: IdColumn = None,
    criteria: CriteriaFile = None,
    weighting: Weighting = "given",
    form: Form = Format.TABLE,
) -> None:
    """How often each is among the first under drawn weights: certain, verify or out, and between which ranks.

    Of a round at most 500 households of each band are listed; of a file every row.
    """
    if file is not None:
        asked = StressFileQuery(file_query(id_column, criteria, method, weighting), first, width, draws, seed)
        tell(*_of_file(file, asked, form))
        return
    with opened() as (services, viewer):
        query = StressQuery(
            round_option(services, round_text),
            area_option(services, area),
            weights_option(services.catalog, preset, weight or []),
            method,
            first,
            width,
            answers,
            draws,
            seed,
        )
        found = stress_ranking(services, viewer, query)
        drawn = services.catalog.stress.seed if seed is None else seed
        frame = found.households.assign(freeze=found.provenance.freeze_id)
        tell(write(_with_whole_ranks(frame), form), _notes(found, drawn))


def _of_file(file: Path, query: StressFileQuery, form: Format) -> tuple[str, list[str]]:
    found = stress_file(file.read_bytes(), file.name, query, load_stress_rules(load_settings().data_dir))
    notes = [*told(found.problems, words()), _drawn(found.draw_count, found.rank_draw_count, found.seed)]
    notes.append(f"kept on average {found.kept_share:.3f} of the first")
    return write(_with_whole_ranks(pd.DataFrame(found.records)), form), notes


def _notes(found: StressedRanking, seed: int) -> list[str]:
    counts = ", ".join(f"{row['band']} {row['count']}" for row in found.bands.to_dict("records"))
    notes = [counts, _drawn(found.draw_count, found.rank_draw_count, seed)]
    if found.answer_draw_count:
        notes.append(f"{found.answer_draw_count} tables of answers drawn")
    if found.kept_share is not None and found.kept_low is not None:
        notes.append(
            f"kept on average {found.kept_share:.3f} of the first, one draw in twenty {found.kept_low:.3f} or less"
        )
    return notes


def _drawn(draws: int, rank_draws: int, seed: int) -> str:
    return f"{draws} sets of weights drawn, ranks from {rank_draws}, seed {seed}"


def _with_whole_ranks(frame: pd.DataFrame) -> pd.DataFrame:
    """Ranks are whole numbers, or missing."""
    return frame.assign(**{name: frame[name].astype("Int64") for name in WHOLE})
