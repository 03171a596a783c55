"""A Dask cluster as the executor: real worker processes, one of which dies on the way."""

import logging
import os
import signal
from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from solver.simulate import BASE, Run, run_all
from tests.simulate import AUTUMN

RUNS = [Run(AUTUMN, BASE, "first-come", seed) for seed in range(12)]


@pytest.fixture
def client() -> Iterator[Client]:
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(2, timeout=300)
        yield client


def test_a_cluster_gives_the_same_though_a_worker_is_killed(client: Client) -> None:
    workers = client.run(os.getpid)
    assert len(set(workers.values()) | {os.getpid()}) == 3

    def kill_one(done: int, _of: int) -> None:
        if done == 1:
            os.kill(next(iter(workers.values())), signal.SIGKILL)

    found = run_all(RUNS, executor=client.get_executor(), on_done=kill_one)
    assert found == run_all(RUNS)
    assert not any(outcome.error for outcome in found)
