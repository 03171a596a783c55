"""What happens to a job as server-sent events (WHATWG HTML, 9.2): no thread waits, only the loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from starlette.responses import StreamingResponse

from api.jobs.schemas import Job
from api.jobs.states import ENDED

_EVERY: Final = 0.25
_HEARTBEAT: Final = 15.0
_LONGEST: Final = 300.0
"""Then the stream ends, and a browser that comes back by itself has to be let in anew."""

_COME_BACK: Final = "retry: 2000\n\n"
_STILL_THERE: Final = ": \n\n"


class EventStream(StreamingResponse):
    """An answer that goes on."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncIterator[str]) -> None:
        # A proxy that waits for the end before it passes anything on would spoil it.
        super().__init__(events, headers={"X-Accel-Buffering": "no"})


async def follow(
    look: Callable[[], Awaitable[Job | None]],
    stopping: Callable[[], bool],
    *,
    every: float = _EVERY,
    heartbeat: float = _HEARTBEAT,
    longest: float = _LONGEST,
) -> AsyncIterator[str]:
    """Give the state of a job at once and each time it changes, until it has ended.

    Ends too where the job is gone or no longer the reader's to see, the service stops, or the stream has lasted long enough.
    """
    now = asyncio.get_running_loop().time
    end, said_at, said = now() + longest, now(), None
    yield _COME_BACK
    while (job := await look()) is not None:
        if job != said:
            yield _event(job)
            said, said_at = job, now()
        elif now() - said_at >= heartbeat:
            yield _STILL_THERE
            said_at = now()
        if job.state in ENDED or stopping() or now() >= end:
            return
        await asyncio.sleep(every)


def _event(job: Job) -> str:
    name = job.state if job.state in ENDED else "progress"
    return f"event: {name}\ndata: {job.model_dump_json()}\n\n"
