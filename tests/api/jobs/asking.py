"""Questions about the fixture week, children to answer them, and waiting until a job has ended."""

import sys
import time
from functools import cache
from pathlib import Path
from typing import Final

from api.accounts import upkeep
from api.jobs import service
from api.jobs.questions import Propose, Question, Value
from api.jobs.runner import Runner
from api.jobs.schemas import JobWithResult
from api.jobs.states import ENDED, JobKind
from api.storage.work import Storage
from solver.files import read_instance
from solver.instance import Instance
from solver.plan import Plan
from solver.solve import solve
from tests.api.people import password_hash
from tests.test_architecture import ROOT

WEEK: Final = "2026-W48"
PATIENCE: Final = 60.0


@cache
def lille() -> Instance:
    return read_instance(str(ROOT / "fixtures" / "lille-2026-W48.json"))


@cache
def best_plan() -> Plan:
    return solve(lille())


def fake(behaviour: str, argument: object = "") -> list[str]:
    """Give the command line of a child that misbehaves."""
    script = str(Path(__file__).with_name("fake_solver.py"))
    return [sys.executable, "-I", "-S", script, behaviour, str(argument)]


def new_account(storage: Storage) -> str:
    with storage.write("tests") as work:
        return upkeep.add(
            work, "qui-demande", "referent", hashed=password_hash(), college=None, teacher=None
        )


def queue(
    storage: Storage,
    account: str,
    question: Question | None = None,
    *,
    seed: int = 0,
    deadline: int = 60,
    instance: Instance | None = None,
) -> str:
    """Queue a job; without a question, the shortest to answer."""
    asked = question or Value(seed=seed)
    kind: JobKind = "propose" if isinstance(asked, Propose) else "value"
    with storage.write(account) as work:
        return service.queue(work, account, kind, instance or lille(), asked, deadline).id


def shown(storage: Storage, job: str) -> JobWithResult:
    with storage.read() as work:
        return service.show(work, job)


def ended(storage: Storage, job: str) -> JobWithResult:
    """Wait until a job has ended."""
    return reaches(storage, job, *ENDED)


def reaches(storage: Storage, job: str, *states: str) -> JobWithResult:
    """Wait until a job is in one of some states."""
    until = time.monotonic() + PATIENCE
    while (now := shown(storage, job)).state not in states:
        assert time.monotonic() < until, now
        time.sleep(0.02)
    return now


def failure(job: JobWithResult) -> str | None:
    return job.failure.code if job.failure else None


class Started:
    """A runner that is stopped at the end of the `with`."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner

    def __enter__(self) -> Runner:
        self.runner.start()
        return self.runner

    def __exit__(self, *_error: object) -> None:
        self.runner.stop()
