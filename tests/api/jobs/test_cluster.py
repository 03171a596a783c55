"""With one setting, jobs are answered by a cluster; whatever it says is checked here as before."""

import logging
from collections.abc import Iterator

import pytest
from distributed import LocalCluster

from api.jobs import cluster, service
from api.jobs.child import SOLVER
from api.settings import Settings
from api.storage.work import Storage
from solver.problems import InputError
from tests.api.jobs.asking import ended, failure, queue, reaches, shown
from tests.api.jobs.conftest import Running


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as local:
        yield str(local.scheduler_address)


def test_a_cluster_gives_the_result_of_a_child(
    store: Storage, account: str, running: Running, scheduler: str
) -> None:
    with running(["no such program"], cluster=scheduler):
        there = ended(store, queue(store, account, deadline=600))
    with running(list(SOLVER)):
        here = ended(store, queue(store, account, deadline=600))
    assert (there.state, there.result) == ("done", here.result)
    assert there.result is not None


def test_deadline_and_cancelling_hold(
    store: Storage, account: str, running: Running, scheduler: str
) -> None:
    with running(["no such program"], cluster=scheduler):
        # Less than loading the solver takes.
        late = ended(store, queue(store, account, deadline=1))
        assert (late.state, late.result) == ("failed", None)
        job = queue(store, account, deadline=600)
        reaches(store, job, "running")
        with store.write(account) as work:
            service.cancel(work, job)
        assert ended(store, job).state == "cancelled"
    assert shown(store, job).result is None


def test_what_a_cluster_says_is_not_believed(
    store: Storage, account: str, running: Running, monkeypatch: pytest.MonkeyPatch, scheduler: str
) -> None:
    monkeypatch.setattr(cluster, "last_line", lambda _task: b'{"result": {"answer": 42}}')
    with running([], cluster=scheduler):
        assert failure(ended(store, queue(store, account))) == "unreadable-answer"


def test_a_cluster_that_is_not_there_fails_the_job_and_says_so(
    store: Storage, account: str, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_TO_CONNECT", "100ms")
    with running([], cluster="tcp://127.0.0.1:9"):
        assert failure(ended(store, queue(store, account))) == "no-cluster"


def test_the_setting_is_an_address() -> None:
    with pytest.raises(InputError, match="tcp://"):
        Settings.from_environment({"DAEET_CLUSTER": "somewhere"})
