"""From the queue to an end: whatever the child does, the job ends with its reason and the next one runs."""

import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.jobs import child, service, turns
from api.jobs.child import SOLVER
from api.jobs.events import Progress
from api.jobs.failures import FAILURES
from api.jobs.questions import Value
from api.jobs.runner import Runner
from api.settings import Settings
from api.storage.tables import AuditEntry, Job
from api.storage.work import Storage, Writing
from tests.api.conftest import Held
from tests.api.jobs.asking import (
    Started,
    ended,
    failure,
    fake,
    lille,
    new_account,
    queue,
    reaches,
    shown,
)
from tests.api.jobs.conftest import Running

RUBBISH = {
    "no-json": "rien\\n",
    "half-a-line": '{"result": {"sta',
    "nothing": "",
    "not-utf-8": "\\xff\\n",
    "not-a-number": '{"result": {"status": NaN}}\\n',
    "half-a-character": '{"result": {"status": "\\\\ud800"}}\\n',
    "two-things": '{"result": {"status": "optimal"}, "failure": "killed"}\\n',
    "unknown-failure": '{"failure": "tired"}\\n',
    "other-result": '{"result": {"answer": 42}}\\n',
    "no-object": '{"result": [1]}\\n',
    "very-deep": "[" * 5000 + "\\n",
}


class TestMisbehaviour:
    @pytest.mark.parametrize(
        ("behaviour", "argument", "code"),
        [
            ("killed", "", "killed"),
            ("crash", "", "crashed"),
            ("no-memory", "", "out-of-memory"),
            ("say", '{"failure": "infeasible-input"}\\n', "infeasible-input"),
            ("close-and-hang", "", "unreadable-answer"),
            ("leave-somebody", "", "unreadable-answer"),
            *[("say", words, "unreadable-answer") for words in RUBBISH.values()],
        ],
    )
    def test_the_job_fails_with_its_reason_and_the_next_runs(
        self, store: Storage, account: str, running: Running, behaviour: str, argument: str, code: str
    ) -> None:  # fmt: skip
        with running(fake(behaviour, argument)):
            first, second = queue(store, account), queue(store, account, seed=1)
            failed = ended(store, first)
            assert ended(store, second).state == "done"
        assert (failed.state, failure(failed), failed.result) == ("failed", code, None)

    @pytest.mark.parametrize("behaviour", ["hang", "read-nothing"])
    def test_a_child_that_hangs_is_killed_at_its_deadline(
        self, store: Storage, account: str, running: Running, behaviour: str
    ) -> None:
        conflicts = tuple((lille().pupils[0].id, pupil.id) for pupil in lille().pupils[1:])
        many = lille().model_copy(update={"conflicts": conflicts * 2000})
        with running(fake(behaviour)):
            job = queue(store, account, deadline=1, instance=many)
            assert failure(ended(store, job)) == "out-of-time"

    def test_one_that_says_too_much(
        self, store: Storage, account: str, running: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(child, "_LONGEST_ANSWER", 1_000_000)
        with running(fake("flood")):
            assert failure(ended(store, queue(store, account))) == "unreadable-answer"

    def test_one_that_cannot_be_started(
        self, store: Storage, account: str, running: Running
    ) -> None:
        with running(["/nowhere/solver"]):
            assert failure(ended(store, queue(store, account))) == "crashed"

    def test_one_whose_memory_is_limited(
        self, store: Storage, account: str, running: Running, tmp_path: Path
    ) -> None:
        """The real process, with a search that takes more than it may."""
        greedy = tmp_path / "greedy.py"
        greedy.write_text(
            "from api.jobs import solver_process\n"
            "solver_process._answer = lambda *_: bytearray(600 * 2**20)\n"
            "solver_process.main()\n"
        )
        code = f"exec(open({str(greedy)!r}).read())"
        with running([*SOLVER[:1], "-c", code], solver_memory_mb=500):
            assert failure(ended(store, queue(store, account))) == "out-of-memory"

    def test_it_gets_nothing_of_our_environment(
        self, store: Storage, account: str, running: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DAEET_DATABASE_URL", "postgresql://x:secret@y")
        monkeypatch.setenv("PGPASSWORD", "secret")
        with running(fake("environment")):
            result = ended(store, queue(store, account)).result
        assert result is not None
        assert "PATH" in result["environment"]
        assert "secret" not in str(result)

    def test_every_failure_has_a_french_sentence(self) -> None:
        assert all(sentence.endswith(".") for sentence in FAILURES.values())


class TestProgress:
    def test_the_newest_is_known_at_once_and_stored(
        self, store: Storage, account: str, running: Running, tmp_path: Path
    ) -> None:
        may_end = tmp_path / "may-end"
        expected = Progress(label="Attente", level="waiting", value=12, bound=9)
        with running(fake("tell", may_end)) as runner:
            job = queue(store, account)
            reaches(store, job, "running")
            while runner.progress(job) is None:
                time.sleep(0.01)
            assert runner.progress(job) == expected
            while shown(store, job).progress is None:
                time.sleep(0.02)
            assert shown(store, job).progress == expected
            may_end.touch()
            assert ended(store, job).state == "done"
            while runner.progress(job) is not None:
                time.sleep(0.01)


class TestCancelling:
    def cancel(self, store: Storage, account: str, job: str) -> None:
        with store.write(account) as work:
            service.cancel(work, job)

    def test_a_running_job_ends_and_the_next_runs(
        self, store: Storage, account: str, running: Running
    ) -> None:
        with running(fake("hang")):
            job, following = queue(store, account), queue(store, account, seed=1)
            reaches(store, job, "running")
            self.cancel(store, account, job)
            assert ended(store, following).state == "done"
        assert shown(store, job).state == "cancelled"

    def test_a_queued_job_never_runs(
        self, store: Storage, account: str, running: Running, tmp_path: Path
    ) -> None:
        job, following = queue(store, account, seed=1), queue(store, account, seed=2)
        self.cancel(store, account, job)
        with running(fake("note", tmp_path / "notes")):
            ended(store, following)
        assert (tmp_path / "notes").read_text() == "2\n"
        assert shown(store, job).attempts == 0

    def test_what_comes_too_late_is_not_stored(self, store: Storage, account: str) -> None:
        job = queue(store, account)
        turn = taken(store)
        self.cancel(store, account, job)
        with store.write(account) as work:
            assert turns.done(work, turn, {"status": "optimal"}) is None
            turns.failed(work, turn, "killed")
            turns.give_back(work, turn)
            assert not turns.keep(work, turn, None)
        assert shown(store, job).state == "cancelled"
        assert shown(store, job).result is None


def taken(store: Storage) -> turns.Turn:
    """Take a job as a process does that dies at once."""
    with store.write("tests") as work:
        turn = turns.take(work)
    assert turn is not None
    return turn


class TestRestart:
    def test_a_service_that_stops_gives_its_job_back(
        self, store: Storage, account: str, running: Running
    ) -> None:
        job = queue(store, account)
        with running(fake("hang")):
            reaches(store, job, "running")
        left = shown(store, job)
        assert (left.state, left.attempts, left.started_at) == ("queued", 0, None)
        with running(fake("good")):
            again = ended(store, job)
        assert (again.state, again.attempts) == ("done", 1)

    def test_a_job_of_a_service_that_died_runs_again(
        self, store: Storage, account: str, running: Running, clock: Held
    ) -> None:
        job = queue(store, account)
        taken(store)
        clock.advance(seconds=11)
        with running(fake("good")):
            again = ended(store, job)
        assert (again.state, again.attempts) == ("done", 2)

    def test_not_while_somebody_keeps_it_alive(
        self, store: Storage, account: str, clock: Held
    ) -> None:
        queue(store, account)
        turn = taken(store)
        for _ in range(5):
            clock.advance(seconds=5)
            with store.write(account) as work:
                assert not turns.something_waits(work)
                assert turns.take(work) is None
                assert turns.keep(work, turn, None)

    def test_twice_interrupted_is_enough(
        self, store: Storage, account: str, running: Running, clock: Held
    ) -> None:
        job = queue(store, account)
        for _ in range(2):
            taken(store)
            clock.advance(seconds=11)
        with running(fake("good")):
            assert failure(ended(store, job)) == "interrupted"

    def test_a_clock_set_back_leaves_no_job_behind(
        self, store: Storage, account: str, running: Running, clock: Held
    ) -> None:
        job = queue(store, account)
        taken(store)
        clock.advance(hours=-1)
        with running(fake("good")):
            assert ended(store, job).state == "done"

    def test_a_turn_that_was_lost_stores_nothing(
        self, store: Storage, account: str, clock: Held
    ) -> None:
        job = queue(store, account)
        slow = taken(store)
        clock.advance(seconds=11)
        assert taken(store).attempt == 2
        with store.write(account) as work:
            assert turns.done(work, slow, {"status": "optimal"}) is None
        assert shown(store, job).state == "running"


class TestWhenDone:
    def test_the_hook_stores_in_the_same_transaction(
        self, store: Storage, account: str, running: Running
    ) -> None:
        def hook(work: Writing, job: Job, result: dict[str, Any]) -> None:
            assert (job.state, job.result, work.by) == ("done", result, account)
            work.record("test.hook", job.id)

        with running(fake("good"), {"value": hook}):
            job = queue(store, account)
            ended(store, job)
            with store.read() as work:
                entries = select(AuditEntry.action).order_by(AuditEntry.sequence)
                assert work.session.scalars(entries).all()[-2:] == ["job.queued", "test.hook"]

    def test_one_that_fails_leaves_nothing(
        self, store: Storage, account: str, running: Running
    ) -> None:
        def hook(work: Writing, job: Job, result: dict[str, Any]) -> None:
            work.record("test.hook", job.id)
            raise LookupError

        with running(fake("good"), {"value": hook}):
            job = ended(store, queue(store, account))
        assert (failure(job), job.result) == ("not-stored", None)
        with store.read() as work:
            assert "test.hook" not in work.session.scalars(select(AuditEntry.action)).all()


class TestSeveralAtOnce:
    def test_two_services_on_one_database_take_each_job_once(
        self, storage: Storage, settings: Settings, tmp_path: Path
    ) -> None:
        """On both databases."""
        account, notes = new_account(storage), tmp_path / "notes"
        jobs = [queue(storage, account, seed=seed) for seed in range(12)]
        several = settings.model_copy(update={"solver_processes": 2})
        command = fake("note", notes)
        one, other = (Runner(storage, several, {}, command) for _ in range(2))
        with Started(one), Started(other):
            states = Counter(ended(storage, job).state for job in jobs)
        assert states == {"done": 12}
        assert sorted(map(int, notes.read_text().split())) == list(range(12))

    def test_a_job_that_is_announced_need_not_be_looked_for(
        self, store: Storage, account: str, running: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.jobs.runner._POLL", 1000)
        with running(fake("good")) as runner:
            job = queue(store, account)
            runner.wake()
            assert ended(store, job).state == "done"

    def test_trouble_with_the_database_is_outlived(
        self, store: Storage, account: str, running: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        failing, looked = threading.Event(), threading.Event()
        real = turns.something_waits

        def fails(work: Any) -> bool:
            looked.set()
            if failing.is_set():
                raise OSError
            return real(work)

        failing.set()
        monkeypatch.setattr(turns, "something_waits", fails)
        with running(fake("good")):
            job = queue(store, account)
            assert looked.wait(30)
            failing.clear()
            assert ended(store, job).state == "done"


def test_a_request_knows_no_names(store: Storage, account: str) -> None:
    job = queue(store, account, Value())
    with store.read() as work:
        request = work.session.get_one(Job, job).request
    known = {"id", "college", "earliest", "latest", "priority", "level", "gender", "motives"}
    for pupil in request["instance"]["pupils"]:
        assert set(pupil) <= known
