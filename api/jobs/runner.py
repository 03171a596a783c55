"""Running jobs: a few threads of the service, each with one process of the solver at a time."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from api.jobs import turns
from api.jobs.checking import refuse_wrong
from api.jobs.child import SOLVER, Child
from api.jobs.cluster import Cluster, Elsewhere
from api.jobs.events import Progress, read_event
from api.jobs.failures import FailureCode, JobFailed
from api.jobs.states import JobKind
from api.jobs.turns import Turn
from api.logs import described, log
from api.settings import Settings
from api.storage.errors import NotStoredError
from api.storage.tables import Job
from api.storage.work import Storage, Writing

WhenDone = Callable[[Writing, Job, dict[str, Any]], None]
"""What is stored together with a result: called in the transaction that ends the job."""

_POLL: Final = 1.0
"""Seconds between looks at the queue, for jobs that another process has queued."""
_KEEP: Final = 1.0
"""Seconds between saying that a job goes on, which is when its progress is stored."""
_LISTEN: Final = 0.1
_RUNNER: Final = "calculs"
"""Stands for the runner where there is no account behind what is written."""

_STORAGE_TROUBLE: Final = (NotStoredError, OperationalError, PoolTimeout)


class _NoLongerOurs(Exception):  # noqa: N818 - named for what happened
    """The job was cancelled, or somebody else took it after we had been silent for too long."""


class _Stopping(Exception):  # noqa: N818 - named for what happens
    """The service stops."""


class Runner:
    """Takes jobs from the queue, the oldest first, and stores what becomes of them."""

    def __init__(
        self,
        storage: Storage,
        settings: Settings,
        when_done: Mapping[JobKind, WhenDone],
        command: Sequence[str] = SOLVER,
    ) -> None:
        self._storage: Final = storage
        self._memory_mb: Final = settings.solver_memory_mb
        self._when_done: Final = when_done
        self._command: Final = command
        self._cluster: Final = None if settings.cluster is None else Cluster(settings.cluster)
        self._stopping = threading.Event()
        self._calls: Final = threading.Semaphore(0)
        self._newest: Final[dict[str, Progress]] = {}
        self._threads: Final = [
            threading.Thread(target=self._work, name=f"jobs-{number}", daemon=True)
            for number in range(settings.solver_processes)
        ]

    def start(self) -> None:
        """Begin to take jobs."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Kill what runs, give it back to the queue, and wait until that is stored."""
        self._stopping.set()
        self._calls.release(len(self._threads))
        for thread in self._threads:
            thread.join()
        if self._cluster is not None:
            self._cluster.close()

    def wake(self) -> None:
        """Say that a job was queued; to be called once that is stored."""
        self._calls.release()

    def progress(self, job: str) -> Progress | None:
        """Give the newest progress of a job that runs here; what is stored may be a second old."""
        return self._newest.get(job)

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                turn = self._take()
                if turn is None:
                    self._calls.acquire(timeout=_POLL)
                else:
                    self._run(turn)
            except Exception as error:  # noqa: BLE001 - this thread outlives whatever happens
                log().error("jobs", **described(error))
                self._stopping.wait(_POLL)

    def _take(self) -> Turn | None:
        with self._storage.read() as work:
            if not turns.something_waits(work):
                return None
        with self._storage.write(_RUNNER) as work:
            return turns.take(work)

    def _run(self, turn: Turn) -> None:
        """Run a job to its end.

        Where the database cannot take that, the job stays as it is, and is found left behind later.
        """
        started = time.monotonic()
        try:
            ended = self._answered(turn)
        except _NoLongerOurs:
            ended = "no-longer-ours"
        except _Stopping:
            ended = "stopped"
            with self._storage.write(turn.account) as work:
                turns.give_back(work, turn)
        except JobFailed as failure:
            ended = failure.code
            with self._storage.write(turn.account) as work:
                turns.failed(work, turn, failure.code)
        finally:
            self._newest.pop(turn.job, None)
        ms = round((time.monotonic() - started) * 1000)
        log().info("job", job=turn.job, kind=turn.kind, ended=ended, ms=ms)

    def _answered(self, turn: Turn) -> str:
        """Get the answer, have it checked, and store it; raises JobFailed, _NoLongerOurs, _Stopping."""
        with _fault_is(turn, "crashed"):
            result = self._ask(turn)
            self._keep(turn)
            refuse_wrong(turn, result)
        with _fault_is(turn, "not-stored"), self._storage.write(turn.account) as work:
            job = turns.done(work, turn, result)
            if job is None:
                raise _NoLongerOurs
            if turn.kind in self._when_done:
                self._when_done[turn.kind](work, job, result)
        return "done"

    def _ask(self, turn: Turn) -> dict[str, Any]:
        """Let a child answer; whatever happens, it is gone afterwards."""
        deadline = time.monotonic() + turn.deadline_seconds
        kept = time.monotonic()
        with self._begin(self._task(turn)) as child:
            while time.monotonic() < deadline:
                for line in child.lines(_LISTEN):
                    result = self._hear(turn, line)
                    if result is not None:
                        return result
                if self._stopping.is_set():
                    raise _Stopping
                if time.monotonic() - kept >= _KEEP:
                    self._keep(turn)
                    kept = time.monotonic()
        raise JobFailed("out-of-time")

    def _begin(self, task: dict[str, Any]) -> Child | Elsewhere:
        """Have a task answered, by a child here or by the cluster."""
        if self._cluster is None:
            return Child(self._command, task)
        return self._cluster.begin(task)

    def _task(self, turn: Turn) -> dict[str, Any]:
        return {
            "kind": turn.kind,
            "request": turn.request,
            "deadline_seconds": turn.deadline_seconds,
            "memory_mb": self._memory_mb,
        }

    def _hear(self, turn: Turn, line: bytes) -> dict[str, Any] | None:
        """Take note of a line; give the result where it holds one."""
        event = read_event(line)
        if event.failure is not None:
            if event.fault is not None:
                log().error("solver", job=turn.job, fault=event.fault, where=event.where)
            raise JobFailed(event.failure)
        if event.progress is not None:
            self._newest[turn.job] = event.progress
        return event.result

    def _keep(self, turn: Turn) -> None:
        try:
            with self._storage.write(turn.account) as work:
                ours = turns.keep(work, turn, self._newest.get(turn.job))
        except _STORAGE_TROUBLE as error:
            # It may pass before anybody thinks that we are gone.
            log().warning("jobs", job=turn.job, **described(error))
            return
        if not ours:
            raise _NoLongerOurs


@contextmanager
def _fault_is(turn: Turn, code: FailureCode) -> Iterator[None]:
    """Make a fault of the program the failure of the job; trouble with the database is none."""
    try:
        yield
    except (JobFailed, _NoLongerOurs, _Stopping, *_STORAGE_TROUBLE):
        raise
    except Exception as error:  # noqa: BLE001 - logged, and told as the failure of the job
        log().error("job", job=turn.job, **described(error))
        raise JobFailed(code) from None
