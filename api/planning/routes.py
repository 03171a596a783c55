"""Plans: asked of the solver, tried, compared, published; all of it the référente's."""

from collections.abc import Callable
from typing import Annotated, Final, TypeVar

from fastapi import Path, Query

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.errors import Invalid, NotFound
from api.http.router import Router
from api.jobs.refusals import QueueFull
from api.jobs.schemas import Job
from api.notices.refusals import MoveNotAllowed
from api.notices.schemas import PupilCode
from api.paging import Id, Page, PageWanted
from api.planning import asking, service, wishes
from api.planning.refusals import (
    BreaksRules,
    NotPublished,
    OnlyWhatIf,
    PublishedMeanwhile,
    StaleProposal,
    WeekOver,
)
from api.planning.schemas import (
    Acceptance,
    AskExplanation,
    AskProposals,
    AskRepair,
    AskTry,
    AskValue,
    Proposal,
    Publication,
    Question,
    TryMove,
)
from api.planning.wishes import Wish, WishFor
from api.preconditions import ChangedMeanwhile, OnVersion, Tagged
from api.running import Here, Running
from api.schemas import Week
from api.storage.work import Writing
from solver.decide.trying import Trial

router = Router("planning")

Asking = TypeVar("Asking", bound=Question)

_REFERENT: Final = only("referent")
InPath = Annotated[Id, Path()]
CodeInPath = Annotated[PupilCode, Path()]


@router.post("/api/proposals", _REFERENT, status=202, refusals=[QueueFull, Invalid])
def ask_proposals(body: AskProposals, caller: SignedIn, here: Here) -> Job:
    """Ask for several really different groups for a week; the answer is a job to follow."""
    return _queued(here, caller, asking.ask_proposals, body)


@router.get("/api/proposals", _REFERENT)
def list_proposals(
    wanted: PageWanted,
    here: Here,
    week: Annotated[Week | None, Query()] = None,
) -> Page[Proposal]:
    """List proposals, and say which are no longer up to date."""
    with here.storage.read() as work:
        return service.proposals(work, wanted, week)


@router.get("/api/proposals/{id}", _REFERENT, refusals=[NotFound])
def show_proposal(id: InPath, here: Here) -> Proposal:  # noqa: A002
    """Show a proposal with its plan."""
    with here.storage.read() as work:
        return service.proposal(work, id)


@router.post(
    "/api/proposals/{id}/acceptance",
    _REFERENT,
    refusals=[
        NotFound,
        OnlyWhatIf,
        WeekOver,
        PublishedMeanwhile,
        StaleProposal,
        BreaksRules,
        MoveNotAllowed,
    ],
)
def accept_proposal(
    id: InPath,  # noqa: A002
    body: Acceptance,
    caller: SignedIn,
    here: Here,
) -> Publication:
    """Publish the week of a proposal.

    Every rule is checked again against what is true now. 409 where the week was published meanwhile, 412 where
    anything else changed; both say what. Each pupil who loses a week already told needs a reason.
    """
    with here.storage.write(caller.account) as work:
        return service.accept(work, caller, id, body)


@router.post("/api/explanations", _REFERENT, status=202, refusals=[QueueFull, Invalid])
def ask_explanation(body: AskExplanation, caller: SignedIn, here: Here) -> Job:
    """Ask why a pupil, or everybody who waits, is not hosted in a week, and what would help."""
    return _queued(here, caller, asking.ask_explanation, body)


@router.post("/api/values", _REFERENT, status=202, refusals=[QueueFull, Invalid])
def ask_value(body: AskValue, caller: SignedIn, here: Here) -> Job:
    """Ask what one more seat, group, half-day or lifted conflict would bring."""
    return _queued(here, caller, asking.ask_value, body)


@router.post("/api/repairs", _REFERENT, status=202, refusals=[NotPublished, QueueFull, Invalid])
def ask_repair(body: AskRepair, caller: SignedIn, here: Here) -> Job:
    """Ask for a published week to be repaired with the fewest changes for those who were told.

    The repair is a proposal like others; accepting it also writes down what happened.
    """
    return _queued(here, caller, asking.ask_repair, body)


@router.post("/api/tries", _REFERENT, refusals=[NotFound, Invalid])
def try_move(body: TryMove, here: Here) -> Trial:
    """Say at once whether a move holds as the rest stands, what breaks and what it changes."""
    with here.storage.read() as work:
        return asking.try_at_once(work, body)


@router.post("/api/adjustments", _REFERENT, status=202, refusals=[NotFound, QueueFull, Invalid])
def ask_try(body: AskTry, caller: SignedIn, here: Here) -> Job:
    """Ask for the best plan that holds a move; it is a proposal like others."""
    return _queued(here, caller, asking.ask_try, body)


@router.get("/api/wishes", _REFERENT)
def list_wishes(here: Here) -> tuple[WishFor, ...]:
    """List what is wanted for pupils' places: urgency, a week to keep, weeks to avoid."""
    with here.storage.read() as work:
        return wishes.wishes(work)


@router.get("/api/wishes/{code}", _REFERENT, refusals=[NotFound])
def show_wish(code: CodeInPath, tagged: Tagged, here: Here) -> WishFor:
    """Show what is wanted for a pupil's place."""
    with here.storage.read() as work:
        return wishes.wish(work, code, tagged)


@router.put("/api/wishes/{code}", _REFERENT, refusals=[NotFound, ChangedMeanwhile, Invalid])
def change_wish(
    code: CodeInPath, body: Wish, version: OnVersion, caller: SignedIn, here: Here
) -> WishFor:
    """Replace what is wanted for a pupil's place."""
    with here.storage.write(caller.account) as work:
        return wishes.change(work, code, body, version)


def _queued(
    here: Running, caller: Caller, ask: Callable[[Writing, Caller, Asking], Job], body: Asking
) -> Job:
    """Queue a question, and have it begun once it is stored."""
    with here.storage.write(caller.account) as work:
        job = ask(work, caller, body)
    here.jobs.wake()
    return job
