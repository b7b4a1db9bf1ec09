"""Weights agreed in the room: each agency enters its own, their spread and median are shown, the set is minuted."""

import secrets
from dataclasses import dataclass

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.weights.voted import Vote, voted
from dss_core.analysis.ranking.weights.weight_set import normalised
from dss_core.errors import BadInput, NotAllowed
from dss_core.model.weight_votes import WeightAgreement, WeightVote
from dss_core.store import weight_votes as stored
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.usecases.rank_households import criteria_of
from dss_core.usecases.services import Services

LONGEST_NAME = 120
LONGEST_TEXT = 1000


@dataclass(frozen=True)
class VoteDraft:
    """The weights that an agency enters for the criteria of a preset; they count in proportion to their sum."""

    preset_id: str
    agency: str
    weights: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class AgreementDraft:
    """What is minuted beside the weights: the preset voted on, a name, who was there, and the reason."""

    preset_id: str
    name: str
    present: str
    reason: str


@dataclass(frozen=True, eq=False)
class OpenVotes:
    """The votes of a preset that no agreement has closed, and what they have in common; None without any."""

    votes: tuple[WeightVote, ...]
    vote: Vote | None


def vote_weights(services: Services, viewer: Viewer, draft: VoteDraft) -> None:
    """Keeps the vote of an agency in the place of its earlier one, and writes it into the audit.

    Another account's vote is replaced only by who may agree on weights (``NotAllowed``: vote_of_another).
    ``NotFound``: catalog_unknown. ``BadInput``: vote_agency (longest), weights_other_criteria (agency),
    ranking_bad_weight (criterion), ranking_no_weight.
    """
    viewer.must(Permission.RANK_HOUSEHOLDS)
    agency = _words("vote_agency", draft.agency, LONGEST_NAME)
    weights = dict(draft.weights)
    criteria = services.catalog.preset(draft.preset_id).weights
    if len(weights) != len(draft.weights) or weights.keys() != criteria.keys():
        raise BadInput("weights_other_criteria", agency=agency)
    normalised(weights)
    vote = WeightVote(
        draft.preset_id, agency, {name: float(weights[name]) for name in criteria}, viewer.username, now()
    )
    with services.database.writing() as connection:
        _must_own(viewer, stored.open_votes(connection, draft.preset_id), agency)
        stored.cast_vote(connection, vote)
        write_audit(connection, viewer.username, "vote_weights", draft.preset_id, {"agency": agency})


def withdraw_vote(services: Services, viewer: Viewer, preset_id: str, agency: str) -> None:
    """Takes back the open vote of an agency; nothing if there is none. ``NotAllowed``: vote_of_another."""
    viewer.must(Permission.RANK_HOUSEHOLDS)
    with services.database.writing() as connection:
        _must_own(viewer, stored.open_votes(connection, preset_id), agency)
        stored.withdraw_vote(connection, preset_id, agency)
        write_audit(connection, viewer.username, "withdraw_vote", preset_id, {"agency": agency})


def open_votes(services: Services, viewer: Viewer, preset_id: str) -> OpenVotes:
    """The open votes of a preset with their spread and median; votes on other criteria than it has now are left out."""
    viewer.must(Permission.RANK_HOUSEHOLDS)
    with services.database.reading() as connection:
        votes = stored.open_votes(connection, preset_id)
    return _counted(services, preset_id, votes)


def agree_weights(services: Services, viewer: Viewer, draft: AgreementDraft) -> WeightAgreement:
    """The median of the open votes as it was minuted; the votes are closed and kept with it.

    ``NotFound``: catalog_unknown. ``BadInput``: agreement_name, agreement_present, agreement_reason (longest),
    weights_no_vote.
    """
    viewer.must(Permission.AGREE_WEIGHTS)
    name = _words("agreement_name", draft.name, LONGEST_NAME)
    present = _words("agreement_present", draft.present, LONGEST_TEXT)
    reason = _words("agreement_reason", draft.reason, LONGEST_TEXT)
    with services.database.writing() as connection:
        found = _counted(services, draft.preset_id, stored.open_votes(connection, draft.preset_id))
        if found.vote is None:
            raise BadInput("weights_no_vote")
        agreement = WeightAgreement(
            id=secrets.token_hex(6),
            name=name,
            preset_id=draft.preset_id,
            weights=found.vote.agreed.weights,
            present=present,
            reason=reason,
            catalog_version=services.catalog.version,
            agreed_by=viewer.username,
            agreed_at=now(),
            votes=found.votes,
        )
        stored.write_agreement(connection, agreement)
        details = {"preset": draft.preset_id, "votes": len(found.votes)}
        write_audit(connection, viewer.username, "agree_weights", agreement.id, details)
    return agreement


def agreed_weights(services: Services, viewer: Viewer) -> list[WeightAgreement]:
    """What was agreed, the newest first; sets with a criterion that the catalogue no longer has are left out."""
    viewer.must(Permission.RANK_HOUSEHOLDS)
    known = {criterion.id for criterion in criteria_of(services.catalog)}
    with services.database.reading() as connection:
        return [one for one in stored.list_agreements(connection) if known >= one.weights.keys()]


def _counted(services: Services, preset_id: str, found: tuple[WeightVote, ...]) -> OpenVotes:
    criteria = services.catalog.preset(preset_id).weights
    votes = tuple(vote for vote in found if vote.weights.keys() == criteria.keys())
    # In the order of the preset: the first agency would give its own otherwise.
    by_agency = {vote.agency: {name: vote.weights[name] for name in criteria} for vote in votes}
    return OpenVotes(votes, voted(by_agency) if by_agency else None)


def _must_own(viewer: Viewer, votes: tuple[WeightVote, ...], agency: str) -> None:
    others = {vote.agency for vote in votes if vote.cast_by != viewer.username}
    if agency in others and not viewer.may(Permission.AGREE_WEIGHTS):
        raise NotAllowed("vote_of_another", agency=agency)


def _words(code: str, text: str, longest: int) -> str:
    text = text.strip()
    if not text or len(text) > longest:
        raise BadInput(code, longest=longest)
    return text
