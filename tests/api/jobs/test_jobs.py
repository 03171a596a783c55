"""Jobs as the référente sees them; a real one from the queue to three checked proposals."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from api.access import credentials
from api.app import create_app
from api.jobs import turns
from api.jobs.questions import Propose
from api.running import running
from api.settings import Settings
from api.storage.tables import Account, new_id
from api.storage.work import open_storage
from solver.check import check
from solver.files import parse_plan
from tests.api.commands.test_serve import serving
from tests.api.conftest import Held
from tests.api.jobs.asking import WEEK, ended, fake, lille, new_account, queue, reaches, shown
from tests.api.people import Client, anonymous_client, refused
from tests.test_architecture import ROOT


def events(client: Client, job: str) -> list[str]:
    """List the events of a job, from now to its end."""
    answer = client.get(f"/api/jobs/{job}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.startswith("retry: 2000\n\n")
    return [line[7:] for line in answer.text.splitlines() if line.startswith("event: ")]


def test_a_real_job_ends_with_three_checked_proposals(app: FastAPI, referent: Client) -> None:
    here = running(app)
    job = queue(here.storage, referent.account, Propose(week=WEEK))
    here.jobs.wake()
    said = events(referent, job)
    assert said[-1] == "done"
    assert set(said[:-1]) <= {"progress"}
    shown = referent.get(f"/api/jobs/{job}").json()
    assert (shown["state"], shown["state_label"], shown["attempts"]) == ("done", "terminé", 1)
    assert len(shown["result"]["proposals"]) == 3
    for proposal in shown["result"]["proposals"]:
        plan = parse_plan(json.dumps(proposal["plan"]).encode())
        assert check(lille(), plan).valid


class TestRoutes:
    @pytest.fixture
    def app(self, settings: Settings, clock: Held, tmp_path: Path) -> Iterator[FastAPI]:
        """Start the application with a child that hangs, or answers at once for a seed."""
        app = create_app(settings, clock=clock, solver=fake("hang"))
        with anonymous_client(app):
            yield app

    def test_listed_shown_cancelled_followed(
        self, app: FastAPI, referent: Client, anonymous: Client
    ) -> None:
        storage = running(app).storage
        job = queue(storage, referent.account)
        waiting = queue(storage, referent.account, seed=1)
        reaches(storage, job, "running")
        assert anonymous.get("/health/ready").status_code == 200
        running_now = referent.get("/api/jobs", params={"state": "running"}).json()["items"]
        assert [item["id"] for item in running_now] == [job]
        assert "result" not in running_now[0]
        assert referent.get(f"/api/jobs/{waiting}").json()["state"] == "queued"
        cancelled = referent.post(f"/api/jobs/{job}/cancellation")
        assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
        refused(referent.post(f"/api/jobs/{job}/cancellation"), 409, "job-ended")
        assert events(referent, job) == ["cancelled"]
        assert events(referent, waiting)[-1] == "done"
        assert len(referent.get("/api/jobs").json()["items"]) == 2

    @pytest.mark.parametrize("how", ["revoked", "disabled"])
    def test_an_open_stream_ends_with_the_right_to_read_it(
        self, app: FastAPI, referent: Client, how: str
    ) -> None:
        storage = running(app).storage
        job = queue(storage, referent.account, deadline=3600)
        reaches(storage, job, "running")

        def shut_out() -> None:
            with storage.write("tests") as work:
                if how == "revoked":
                    credentials.revoke_all(work, referent.account)
                else:
                    work.session.get_one(Account, referent.account).disabled_at = work.now

        later = threading.Timer(0.5, shut_out)
        later.start()
        said = events(referent, job)
        later.join()
        assert set(said) == {"progress"}
        assert shown(storage, job).state == "running"
        refused(referent.get(f"/api/jobs/{job}/events"), 401, "not-signed-in")

    def test_a_failure_says_why(self, app: FastAPI, referent: Client) -> None:
        storage = running(app).storage
        job = queue(storage, referent.account, deadline=1)
        ended(storage, job)
        shown = referent.get(f"/api/jobs/{job}").json()
        assert shown["failure"]["code"] == "out-of-time"
        assert shown["failure"]["message"].endswith(".")
        assert shown["result"] is None
        assert events(referent, job) == ["failed"]


def test_what_is_absent_is_not_found(app: FastAPI, referent: Client) -> None:
    for method, path in (("GET", ""), ("GET", "/events"), ("POST", "/cancellation")):
        refused(referent.request(method, f"/api/jobs/{new_id()}{path}"), 404, "not-found")


def test_a_stream_does_not_hold_up_a_service_that_stops(tmp_path: Path) -> None:
    storage = open_storage(Settings(data_dir=tmp_path))
    account = new_account(storage)
    with storage.write(account) as work:
        token = credentials.issue(work, account, "token", timedelta(days=1), "Programme")
    job = queue(storage, account)
    with storage.write(account) as work:
        turns.take(work)
    with serving(tmp_path) as (process, address, _):
        headers = {"Authorization": f"Bearer {token.secret}"}
        path = f"{address}/api/jobs/{job}/events"
        with httpx2.stream("GET", path, headers=headers, timeout=30) as answer:
            lines = answer.iter_lines()
            assert next(line for line in lines if line.startswith("event")) == "event: progress"
            process.send_signal(signal.SIGTERM)
            # A stream that is cut off, not ended, would raise here.
            assert not [line for line in lines if line.startswith("event")]
        assert process.stderr is not None
        process.stderr.read()
        assert process.wait(timeout=30) in {0, -signal.SIGTERM}
    storage.close()


class TestTheSolversProcess:
    def test_it_loads_nothing_of_the_service(self) -> None:
        code = (
            "import sys, api.jobs.solver_process, api.jobs.answering;"
            "sys.exit(any(m in sys.modules for m in ('fastapi', 'sqlalchemy', 'api.settings')))"
        )
        assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

    def test_it_ends_when_whoever_started_it_is_gone(self) -> None:
        """In the middle of a search; it keeps the pipe open for as long as it lives."""
        reading, writing = os.pipe()
        busy = (
            "import time\n"
            "from api.jobs import solver_process\n"
            "solver_process._answer = lambda task, say: say('begun') or time.sleep(1000)\n"
            "solver_process.main()\n"
        )
        task = b'{"memory_mb": 2000, "deadline_seconds": 1000}\n'
        code = (
            "import subprocess, sys, time\n"
            f"child = subprocess.Popen([sys.executable, '-c', {busy!r}], stdin=subprocess.PIPE,"
            f" pass_fds=[{writing}], start_new_session=True)\n"
            f"child.stdin.write({task!r})\n"
            "child.stdin.flush()\n"
            "time.sleep(1000)\n"
        )
        command = [sys.executable, "-c", code]
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, pass_fds=[writing]
        ) as parent:
            os.close(writing)
            assert parent.stdout is not None
            assert parent.stdout.readline() == b'"begun"\n'
            parent.kill()
        with os.fdopen(reading, "rb") as pipe:
            assert pipe.read() == b""
