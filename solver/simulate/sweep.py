"""Many runs, through any `concurrent.futures.Executor`, kept as they end, resumed from what is kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import ExitStack, suppress
from itertools import islice
from pathlib import Path
from typing import Final

from solver.simulate.processes import BrokenProcessPool, own_processes
from solver.simulate.results import Results
from solver.simulate.runs import Outcome, Run, run_one

OnDone = Callable[[int, int], None]
"""Called with how many runs of how many are done, at the start and after each."""

_IN_FLIGHT: Final = 256
"""How many runs an executor of somebody else's is given at once: enough to feed a cluster."""


def run_all(
    runs: Sequence[Run],
    *,
    executor: Executor | None = None,
    workers: int = 1,
    results: str | Path | None = None,
    on_done: OnDone | None = None,
) -> list[Outcome]:
    """Make runs and give their outcomes, in the order of the runs, the same whoever makes them.

    With an executor (for a Dask cluster `client.get_executor()`) it makes them, and whoever made it
    closes it; else `workers` processes of this machine do, and one worker is this process itself.
    A run that fails, or ends its process, has an outcome that says so. With a file of `results`
    every outcome is kept when it comes, and what the file holds is not made again, save what failed.
    Raises InputError where the file cannot be used.
    """
    with ExitStack() as stack:
        kept = None if results is None else stack.enter_context(Results(results))
        done = {} if kept is None else dict(kept.outcomes)
        left = {run.key: run for run in runs}
        left = {key: run for key, run in left.items() if key not in done or done[key].error}
        total = len({run.key for run in runs})
        count = total - len(left)
        if on_done is not None:
            on_done(count, total)
        for outcome in _outcomes(list(left.values()), executor, workers):
            if kept is not None:
                kept.keep(outcome)
            done[outcome.key] = outcome
            count += 1
            if on_done is not None:
                on_done(count, total)
    return [done[run.key] for run in runs]


def _outcomes(runs: list[Run], executor: Executor | None, workers: int) -> Iterator[Outcome]:
    if executor is not None:
        for run, future in _in_flight(executor, runs, _IN_FLIGHT):
            yield _result(run, future)
    elif workers == 1 or not runs:
        yield from map(run_one, runs)
    else:
        yield from _by_own_processes(runs, workers)


def _in_flight(
    executor: Executor, runs: Iterable[Run], most: int
) -> Iterator[tuple[Run, Future[Outcome]]]:
    """Give runs as they end; those not begun are cancelled where nobody waits any more."""
    waiting = iter(runs)
    flying: dict[Future[Outcome], Run] = {}
    try:
        while True:
            for run in islice(waiting, most - len(flying)):
                flying[executor.submit(run_one, run)] = run
            if not flying:
                return
            ended, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in ended:
                yield flying.pop(future), future
    finally:
        for future in flying:
            future.cancel()


def _result(run: Run, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001 - reported; the other runs go on
        return run.failed(error)


def _by_own_processes(runs: Sequence[Run], workers: int) -> Iterator[Outcome]:
    """Make runs in processes; where one dies, those that may have killed it are made one by one."""
    left = {run.key: run for run in runs}
    while left:
        given: dict[str, Run] = {}
        with own_processes(min(workers, len(left))) as pool, suppress(BrokenProcessPool):
            for run, future in _in_flight(pool, _noting(left.values(), given), workers):
                if not isinstance(future.exception(), BrokenProcessPool):
                    del left[run.key], given[run.key]
                    yield _result(run, future)
        for outcome in _one_by_one(list(given.values())):
            del left[outcome.key]
            yield outcome


def _one_by_one(runs: list[Run]) -> Iterator[Outcome]:
    """Make runs in one process, and in another where one killed it: that one alone has failed."""
    while runs:
        with own_processes(1) as pool:
            broken = False
            while runs and not broken:
                run = runs.pop(0)
                future = pool.submit(run_one, run)
                broken = isinstance(future.exception(), BrokenProcessPool)
                yield _result(run, future)


def _noting(runs: Iterable[Run], given: dict[str, Run]) -> Iterator[Run]:
    for run in list(runs):
        given[run.key] = run
        yield run
