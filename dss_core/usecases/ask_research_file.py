"""A researcher asks for a file of single households: of which answers, for which purpose, until when."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.catalog.research import ResearchRules
from dss_core.errors import BadInput, NotAllowed
from dss_core.language.format import THAI_TIME
from dss_core.model.research import ResearchFile
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.store.research_files import write_file
from dss_core.usecases.services import Services, find_round

LONGEST_NAME = 120
LONGEST_PURPOSE = 1000


@dataclass(frozen=True)
class ResearchDraft:
    """What is asked for: ids of ``research.toml``; ``until`` is the last day of downloads, in Thai time."""

    round_id: str
    area: str
    variables: tuple[str, ...]
    purpose: str
    institution: str
    ethics_number: str
    until: date


def today() -> date:
    """This day in Thailand."""
    return now().astimezone(THAI_TIME).date()


def ask_research_file(services: Services, viewer: Viewer, draft: ResearchDraft) -> ResearchFile:
    """What was asked for, as it is kept for the data steward.

    ``NotAllowed`` for an area that the viewer sees only a part of. ``BadInput``: research_words (longest),
    research_variables (most), research_ethics, research_until (days).
    """
    viewer.must(Permission.ASK_RESEARCH)
    services.catalog.areas.get(draft.area)
    if not viewer.scope.covers(draft.area):
        raise NotAllowed("access_area", area=draft.area)
    find_round(services, draft.round_id)
    rules = services.catalog.research
    file = ResearchFile(
        id=secrets.token_hex(6),
        round_id=draft.round_id,
        area_code=draft.area,
        variables=_variables(rules, draft),
        purpose=_words(draft.purpose, LONGEST_PURPOSE),
        institution=_words(draft.institution, LONGEST_NAME),
        ethics_number=draft.ethics_number.strip()[:LONGEST_NAME],
        until=draft.until,
        asked_by=viewer.username,
        asked_at=now(),
    )
    if not today() <= draft.until <= today() + timedelta(days=rules.longest_days):
        raise BadInput("research_until", days=rules.longest_days)
    with services.database.writing() as connection:
        write_file(connection, file)
        details = {"round": file.round_id, "area": file.area_code, "variables": len(file.variables)}
        write_audit(connection, viewer.username, "ask_research_file", file.id, details)
    return file


def _variables(rules: ResearchRules, draft: ResearchDraft) -> tuple[str, ...]:
    wanted = set(draft.variables)
    quasi = [name for name in wanted if rules.quasi_of(name)]
    if not wanted or wanted - set(rules.ids) or len(quasi) > rules.most_quasi:
        raise BadInput("research_variables", most=rules.most_quasi)
    if any(rules.needs_ethics(name) for name in wanted) and not draft.ethics_number.strip():
        raise BadInput("research_ethics")
    return tuple(name for name in rules.ids if name in wanted)


def _words(text: str, longest: int) -> str:
    text = text.strip()
    if not text or len(text) > longest:
        raise BadInput("research_words", longest=longest)
    return text
