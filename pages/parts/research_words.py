"""How far a research file is, and what it is, in words."""

from dss_core.language.format import MISSING, day
from dss_core.language.translate import N_
from dss_core.model.research import ResearchState
from dss_core.usecases.export_research import ListedFile
from pages.parts.scenario_words import round_name
from pages.shell.context import Context

STATES = {
    ResearchState.ASKED: N_("asked for, not decided yet"),
    ResearchState.GRANTED: N_("granted"),
    ResearchState.REFUSED: N_("refused"),
    ResearchState.FORGOTTEN: N_("expired and deleted"),
}
ROLES = {"quasi": N_("may identify"), "sensitive": N_("sensitive"), "other": N_("other")}


def file_line(context: Context, one: ListedFile) -> str:
    """A file in one line."""
    parts = (one.file.institution, day(one.file.asked_at, context.language), one.file.asked_by, one.file.id)
    return " · ".join(parts)


def known_round(context: Context, round_id: str) -> str:
    """The name of a round; a dash for one that no longer holds a household."""
    return round_name(context, round_id) if round_id in {one.id for one in context.rounds} else MISSING
