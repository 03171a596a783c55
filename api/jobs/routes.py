"""Jobs: the référente follows them, reads their results, cancels them."""

from typing import Annotated, Final

from fastapi import Path, Query
from fastapi.concurrency import run_in_threadpool

from api.access import credentials
from api.access.caller import SignedIn
from api.access.roles import only
from api.errors import NotFound, NotSignedIn
from api.http.router import Router
from api.jobs import service
from api.jobs.refusals import JobEnded
from api.jobs.schemas import Job, JobWithResult
from api.jobs.states import JobState
from api.jobs.stream import EventStream, follow
from api.paging import Id, Page, PageWanted
from api.running import Here

router = Router("jobs")

_REFERENT: Final = only("referent")
InPath = Annotated[Id, Path()]


@router.get("/api/jobs", _REFERENT)
def list_jobs(
    wanted: PageWanted, here: Here, state: Annotated[JobState | None, Query()] = None
) -> Page[Job]:
    """List the jobs, the oldest first."""
    with here.storage.read() as work:
        return service.jobs(work, wanted, state)


@router.get("/api/jobs/{id}", _REFERENT, refusals=[NotFound])
def show_job(id: InPath, here: Here) -> JobWithResult:  # noqa: A002
    """Show a job: how far it is, why it failed, its result once it is done."""
    with here.storage.read() as work:
        return service.show(work, id, here.jobs.progress(id))


@router.post("/api/jobs/{id}/cancellation", _REFERENT, refusals=[NotFound, JobEnded])
def cancel_job(id: InPath, caller: SignedIn, here: Here) -> Job:  # noqa: A002
    """Cancel a job that waits or runs."""
    with here.storage.write(caller.account) as work:
        return service.cancel(work, id)


@router.get(
    "/api/jobs/{id}/events", _REFERENT, refusals=[NotFound], answers=EventStream, events=Job
)
async def watch_job(id: InPath, caller: SignedIn, here: Here) -> EventStream:  # noqa: A002
    """Follow a job as server-sent events.

    The first event gives its state at once: `progress` while it waits or runs, then `done`, `failed` or
    `cancelled`, after which the stream ends. The data of each is the job without its result. It also ends once
    the session or token is revoked, or the account disabled.
    """

    def glance() -> Job:
        with here.storage.read() as work:
            if not credentials.holds(work, caller):
                raise NotSignedIn
            return service.glance(work, id, here.jobs.progress(id))

    async def look() -> Job | None:
        try:
            return await run_in_threadpool(glance)
        except (NotFound, NotSignedIn):
            return None

    await run_in_threadpool(glance)
    return EventStream(follow(look, here.stopping.is_set))
