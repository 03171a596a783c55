"""Questions to the real solver, asked and answered before a page is looked at."""

import re
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import select

from api.access.caller import Caller
from api.jobs import service as jobs
from api.jobs.schemas import Job, JobWithResult
from api.jobs.states import ENDED, JobKind
from api.planning import asking
from api.planning.instance import instance_of
from api.planning.keeping import keep
from api.planning.schemas import AskProposals, AskTry, Move, Question
from api.proposals import service as proposals
from api.running import running
from api.storage.tables import Account, Asked
from api.storage.tables import Job as Stored
from api.storage.work import Writing
from api.weeks import published
from tests.pages.browsing import Reader
from tests.pages.site import NEXT_WEEK, Site

Asking = TypeVar("Asking", bound=Question)
_PATIENCE: Final = 60.0
_SEARCH: Final = re.compile("/recherches/|[?&](recherche|fait)=")


def referent(site: Site) -> Caller:
    """Give the référente as services see her."""
    with site.storage.read() as work:
        account = work.session.scalars(
            select(Account.id).where(Account.login == site.login_of("referent"))
        ).one()
    return Caller(account, "referent", None, None, "0" * 24, "session")


def solved(
    site: Site, ask: Callable[[Writing, Caller, Asking], Job], body: Asking
) -> JobWithResult:
    """Ask, and wait until the answer is stored."""
    caller = referent(site)
    with site.storage.write(caller.account) as work:
        job = ask(work, caller, body)
    running(site.app).jobs.wake()
    return ended(site, job.id)


def ended(site: Site, job: str) -> JobWithResult:
    """Wait for a job to end."""
    waiting = threading.Event()
    for _ in range(int(_PATIENCE / 0.05)):
        with site.storage.read() as work:
            shown = jobs.show(work, job)
        if shown.state in ENDED:
            return shown
        waiting.wait(0.05)
    raise TimeoutError


def proposed(site: Site, week: str = NEXT_WEEK, **more: Any) -> list[str]:
    """Have proposals for a week, those of before where nothing else is asked, and give their ids."""
    with site.storage.read() as work:
        for line in () if more else proposals.lines(work, week):
            found = proposals.search(work, line.job)
            if found.proposals and not found.stale and not found.what_if:
                return [each.id for each in found.proposals]
    body = AskProposals.model_validate({"week": week, **more}, strict=False)
    job = solved(site, asking.ask_proposals, body)
    with site.storage.read() as work:
        return [each.id for each in proposals.search(work, job.id).proposals]


def adjusted(site: Site) -> str:
    """Have somebody who waits moved into a proposal of the next week, and give the new proposal's id."""
    start = proposed(site)[0]
    with site.storage.read() as work:
        one = proposals.one(work, start)
    pupils = one.search.instance.pupils_by_id
    pupil = next(
        each.pupil
        for each in one.proposal.plan.admissions
        if each.week != NEXT_WEEK and pupils[each.pupil].earliest <= NEXT_WEEK
    )
    move = Move(pupil=pupil, to=NEXT_WEEK, proposal=start)
    job = solved(site, asking.ask_try, AskTry(week=NEXT_WEEK, move=move))
    with site.storage.read() as work:
        return proposals.search(work, job.id).proposals[0].id


def movable(site: Site, proposal: str) -> str:
    """Give the code of somebody in a proposal whose collège agrees to more than one of its open weeks."""
    with site.storage.read() as work:
        one = proposals.one(work, proposal)
    instance = one.search.instance
    return next(
        pupil.id
        for pupil in (instance.pupils_by_id[each.pupil] for each in one.proposal.plan.admissions)
        if sum(pupil.earliest <= week <= pupil.latest for week in instance.open_weeks) > 1
    )


def answered(
    site: Site,
    kind: JobKind,
    result: dict[str, Any],
    week: str = NEXT_WEEK,
    since: int = 0,
    **otherwise: Any,
) -> str:
    """Store a question with its answer without asking the solver, and give the job's id.

    `since` counts the publications of the week since then; `otherwise` is what the instance or the question says
    otherwise than it would today.
    """
    caller = referent(site)
    with site.storage.write(caller.account) as work:
        instance = instance_of(work, week).model_dump(mode="json", exclude_none=True)
        known = {name: otherwise.pop(name) for name in instance.keys() & otherwise.keys()}
        job = Stored(
            kind=kind,
            account_id=caller.account,
            state="done",
            created_at=work.now,
            started_at=work.now,
            ended_at=work.now,
            deadline_seconds=60,
            attempts=1,
            result=result,
            request={"instance": {**instance, **known}, **otherwise},
        )
        work.session.add(job)
        work.session.flush()
        asked = {"what_if": None, "events": None, "adjusting": None}
        number = published.present(work, week)[0] - since
        work.session.add(Asked(job_id=job.id, week=week, publications=number, **asked))
        work.session.flush()
        if kind != "explain":
            keep(work, job, result)
        return job.id


def waiting(site: Site, week: str = NEXT_WEEK) -> list[str]:
    """List the codes of the pupils who could come in a week or later."""
    with site.storage.read() as work:
        return [pupil.id for pupil in instance_of(work, week).pupils]


def arrive(reader: Reader) -> None:
    """Wait on the page of a search until it has gone on to what it found."""
    reader.page.wait_for_url(_SEARCH)
    there = reader.page.wait_for_url
    there(lambda url: "/recherches/" not in url, timeout=_PATIENCE * 1000)
